"""Means that several words name together: «أطلق عليه شرطي النار», «طائرة أميركية بلا طيار», «فجر انتحاري سيارته»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon
from marsad.model import Doc
from marsad.text.clitics import ARTICLE, BA, CONJUNCTIONS, LAM

#: words from letting off to the fire, from a plane to its act, from a bomb to what is done with it
_TO_FIRE, _TO_ACT, _TO_DEED = 9, 3, 4
#: words from a vehicle to what it is laden with, and from a suicide bomber to the vehicle
_LADEN, _OF_BOMBER = 8, 9
#: means whose own fire is no rifle's
_ARMS_OF_FIRE = frozenset(
    ["aircraft", "helicopter", "drone", "tank", "machine_gun", "rocket", "missile", "mortar", "artillery"]
)
_FROM_THE_AIR = frozenset(["aircraft", "helicopter", "drone"])
#: what, named near a vehicle that goes off, struck it
_STRUCK_BY = frozenset(["ied", "mine", "grenade", "rocket", "mortar", "missile", "anti_tank"])


@dataclass(frozen=True)
class Made:
    """A means made of the words `[first, last)`."""

    weapon: str
    first: int
    last: int
    rule: str


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(load_lexicon("ar", "weapon_parts").terms)


class Parts:
    """The words of a report that name a means only together, beside the means that single words name."""

    def __init__(self, doc: Doc, named: Sequence[Hit]) -> None:
        self.doc = doc
        self.named = named
        #: the words that are part of a name
        self.taken = {at for hit in named for at in range(hit.first, hit.last)}
        self.of: dict[str, list[Hit]] = defaultdict(list)
        for hit in _matcher().find(doc):
            self.of[hit.id].append(hit)

    def before(self, first: int, reach: int, *ids: str) -> Hit | None:
        """The nearest word of one of these that ends at most `reach` words before, in the sentence."""
        begin = max(self.doc.sentences[self.doc.sentence_of[first]].first, first - reach)
        found = [hit for key in ids for hit in self.of[key] if begin <= hit.first and hit.last <= first]
        return max(found, key=lambda hit: hit.last, default=None)

    def after(self, last: int, reach: int, *ids: str) -> Hit | None:
        """The nearest word of one of these that begins at most `reach` words after, in the sentence."""
        end = min(self.doc.sentences[self.doc.sentence_of[last - 1]].last, last + reach)
        found = [hit for key in ids for hit in self.of[key] if last <= hit.first and hit.last <= end]
        return min(found, key=lambda hit: hit.first, default=None)

    def near(self, hit: Hit, reach: int, *ids: str) -> bool:
        """True if a word of one of these stands at most `reach` words off, in the sentence."""
        return bool(self.before(hit.first, reach, *ids) or self.after(hit.last, reach, *ids))

    def at(self, hit: Hit, *ids: str) -> bool:
        """True if a word of one of these begins with the hit."""
        return any(other.first <= hit.first < other.last for key in ids for other in self.of[key])

    def is_own(self, hit: Hit) -> bool:
        """True for a word with a possessive ending: «سيارته»."""
        return hit.form not in self.doc.tokens[hit.first].keys

    def named_between(self, first: int, last: int) -> set[str]:
        """The means that single words name among `[first, last)`."""
        return {hit.id.partition(".")[0] for hit in self.named if first <= hit.first < last}

    def named_in_sentence(self, hit: Hit) -> set[str]:
        """The means that single words name in the sentence of a word."""
        sentence = self.doc.sentences[self.doc.sentence_of[hit.first]]
        return self.named_between(sentence.first, sentence.last)


def find_made(parts: Parts) -> list[Made]:
    """Every means that several words name together."""
    drones = list(_unmanned(parts))
    return [
        *drones,
        *_planes(parts, drones),
        *_car_bombs(parts),
        *_fire(parts),
        *_bombs(parts),
        *_belts(parts),
        *_beheadings(parts),
    ]


def _fire(parts: Parts) -> Iterator[Made]:
    """Gunfire, some words after who lets it off: «أطلق مسلحان يستقلان دراجة النار»; no fire of tanks or boats."""
    for fire in parts.of["fire"]:
        shot = parts.before(fire.first, _TO_FIRE, "lets_off", "letting_off")
        if shot is None or parts.before(fire.first, _TO_FIRE, "ceasing", "craft"):
            continue
        burning = parts.before(fire.first, _TO_ACT, "burning")
        if burning is not None and burning.first > shot.first:
            continue
        if not parts.named_between(shot.first - 2, fire.last + 2) & _ARMS_OF_FIRE:
            yield Made("small_arms", fire.first, fire.last, "fire_let_off")


def is_ceased(parts: Parts, hit: Hit) -> bool:
    """True for fire of which a truce is told: «وقف فوري لإطلاق النار»."""
    return parts.before(hit.first, _TO_DEED, "ceasing") is not None


def _unmanned(parts: Parts) -> Iterator[Made]:
    """Planes without pilot, whose they are between: «طائرة أميركية من دون طيار»."""
    for last in parts.of["unmanned"]:
        plane = parts.before(last.first, _TO_ACT, "plane")
        if plane is not None:
            yield Made("drone", plane.first, last.last, "plane_without_pilot")


def _planes(parts: Parts, drones: Sequence[Made]) -> Iterator[Made]:
    """A plane of no kind told that strikes: «قصفت طائرة أميركية منزلا»; «الطائرة» is of the kind named before."""
    taken = parts.taken.union(*(range(one.first, one.last) for one in drones))
    kinds = [(hit.first, hit.id) for hit in parts.named if hit.id in _FROM_THE_AIR]
    kinds = sorted([*kinds, *((one.first, one.weapon) for one in drones)])
    for plane in parts.of["plane"]:
        if plane.first in taken or parts.near(plane, _TO_ACT, "is_struck") or not parts.near(plane, _TO_ACT, "strikes"):
            continue
        is_known = parts.doc.tokens[plane.first].folded.lstrip(CONJUNCTIONS).startswith(ARTICLE)
        earlier = [weapon for first, weapon in kinds if first < plane.first] if is_known else []
        yield Made(earlier[-1] if earlier else "aircraft", plane.first, plane.last, "plane_that_strikes")


def _bombs(parts: Parts) -> Iterator[Made]:
    """A bomb of no kind told: thrown by hand a grenade, planted or gone off a charge, from a plane none."""
    for bomb in parts.of["bomb"]:
        if bomb.first in parts.taken or parts.at(bomb, "bomb.figure") or parts.named_in_sentence(bomb) & _FROM_THE_AIR:
            continue
        if parts.near(bomb, _TO_DEED, "throws", "throwing"):
            yield Made("grenade", bomb.first, bomb.last, "bomb_thrown")
        elif _is_planted(parts, bomb):
            yield Made("ied", bomb.first, bomb.last, "bomb_set_off")


def _is_planted(parts: Parts, bomb: Hit) -> bool:
    """True for «انفجرت ثلاث قنابل», «قنبلة زرعت», «هجوم بقنبلة»; a «time bomb» that none sets off is a figure."""
    is_set_off = parts.near(bomb, _TO_DEED, "went_off", "gone_off", "goes_off", "set_off", "plants")
    return is_set_off or parts.after(bomb.last, _TO_DEED, "planted") is not None


def _belts(parts: Parts) -> Iterator[Made]:
    """Belts and vests that are blown up, or laden, on who wears them: «فجر انتحاري سترته», «سترة محشوة بالمتفجرات»."""
    for belt in parts.of["belt"]:
        if belt.first in parts.taken or parts.at(belt, "belt.figure"):
            continue
        load = parts.after(belt.last, 2, "laden") and parts.after(belt.last, _LADEN, "explosives")
        is_worn = parts.before(belt.first, 2, "worn") and parts.near(belt, _OF_BOMBER, "bomber")
        if load or is_worn or parts.before(belt.first, _TO_DEED, "blows"):
            yield Made("suicide_vest", belt.first, (load or belt).last, "belt_blown_up")


def _beheadings(parts: Parts) -> Iterator[Made]:
    """Heads cut off, who does it between: «قطع رجل رأس رئيسه»."""
    for head in parts.of["head"]:
        cut = parts.before(head.first, 2, "cuts")
        if cut is not None and not parts.at(head, "head.figure"):
            yield Made("knife", cut.first, head.last, "head_cut_off")


def _car_bombs(parts: Parts) -> Iterator[Made]:
    """Vehicles rigged or laden with explosives, driven or blown up by a suicide bomber, or gone off."""
    for vehicle in (*parts.of["vehicle"], *parts.of["vehicle.struck"], *parts.of["cycle"]):
        weapon = "ied" if vehicle.id == "cycle" else "car_bomb"
        rigged = parts.after(vehicle.last, _TO_ACT, "rigged")
        laden = parts.after(vehicle.last, _LADEN, "laden")
        load = laden and parts.after(laden.last, _LADEN, "explosives")
        if rigged is not None:
            yield Made(weapon, vehicle.first, rigged.last, "vehicle_rigged")
        elif load:
            yield Made(weapon, vehicle.first, load.last, "vehicle_laden_with_explosives")
        elif weapon == "car_bomb" and _is_suicide_ride(parts, vehicle):
            yield Made("car_bomb", vehicle.first, vehicle.last, "vehicle_of_a_suicide_bomber")
    for vehicle in parts.of["vehicle"]:
        before = parts.before(vehicle.first, 1, "goes_off", "gone_off")
        if (before or parts.after(vehicle.last, 2, "gone_off")) and not _is_struck(parts, vehicle):
            yield Made("car_bomb", (before or vehicle).first, vehicle.last, "vehicle_gone_off")


def _is_suicide_ride(parts: Parts, vehicle: Hit) -> bool:
    """True for «انتحاري بسيارة», «انتحاري يقود سيارة», «سيارة يقودها انتحاري», «فجر انتحاري سيارته», and for an
    attacker who drives into something and blows the vehicle up: «اندفع بسيارته إلى المبنى وفجرها».
    """
    word = parts.doc.tokens[vehicle.first].folded.lstrip(CONJUNCTIONS)
    drives = parts.after(vehicle.last, 1, "drives") or parts.after(vehicle.last, 2, "drives")
    if drives and parts.after(drives.last, 2, "bomber"):
        return True
    is_own = parts.is_own(vehicle)
    bomber = parts.before(vehicle.first, _OF_BOMBER, "bomber")
    if bomber is None:
        rams = is_own and word.startswith(BA) and parts.before(vehicle.first, _TO_DEED, "rams")
        return bool(rams and parts.after(vehicle.last, 12, "blows_it", "goes_off", "gone_off"))
    if word.startswith(BA) and vehicle.first - bomber.last <= _TO_DEED + 1:
        return True
    return bool(is_own and parts.before(vehicle.first, _TO_ACT, "blows") or parts.before(vehicle.first, 2, "drives"))


def _is_struck(parts: Parts, vehicle: Hit) -> bool:
    """True for a vehicle that goes off and is no bomb: a charge or a mine is named («تفجير سيارة بعبوة لاصقة»), or it
    is someone's own («انفجار سيارته»), or what goes off did so to it («انفجار بسيارة»).
    """
    tokens = parts.doc.tokens
    if parts.named_between(vehicle.first - 3, vehicle.first) & _STRUCK_BY or parts.near(vehicle, _LADEN, "accident"):
        return True
    end = parts.doc.sentences[parts.doc.sentence_of[vehicle.first]].last
    after = [hit for hit in parts.named if vehicle.last <= hit.first < min(end, vehicle.last + _OF_BOMBER)]
    if any(hit.id in _STRUCK_BY and tokens[hit.first].folded.startswith(BA) for hit in after):
        return True
    return tokens[vehicle.first].folded.startswith((BA, LAM + LAM)) or parts.is_own(vehicle)
