"""Which episode a count of people belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from marsad.event.earlier import replaced
from marsad.event.echo import VAGUE
from marsad.event.keep import bucket
from marsad.event.linear import Feature, Together
from marsad.event.opinion import opinions
from marsad.event.relate import relation
from marsad.event.scene import Scene
from marsad.event.serving import is_his_guard
from marsad.mention.count.scan import is_defined
from marsad.model import CountMention, TriggerMention
from marsad.text.clitics import WAW

#: rules whose count adds to the one before it
_ADDED_TO = ("coordinated_people", "people_killed_beside_another")
#: rules of parties that only point back to one named before
_POINTS_BACK = ("men_of_party_before", "people_told_by_context", "name_refers_back")
#: classes of civilians with an id of their own, which are not added to others
APART = frozenset({"shepherds", "oil-workers", "truffle-pickers", "journalists", "medics", "protesters"})
#: classes of people under arms, whatever their side
ARMED = frozenset({"fighters", "soldiers", "police", "gunmen", "attackers", "tribes"})
#: those of them who attack
ASSAILANTS = frozenset({"gunmen", "attackers"})
#: endings of those who belong to others
_THEIRS = ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627")
_TA_MARBUTA = "\u0629"
#: nouns by which a person is told by name
_BY_NAME = {"counted.given_name": "name", "counted.title": "title"}
_BY_PRONOUN = "one_person_by_pronoun"
#: people whose kin and companions are counted with them
_OPEN = frozenset({"", "unknown", "civilians", "shepherds"})
_TITLE, _OF_SETTING = "counted.title", "force_of_setting"
#: people named one by one are fewer than this
_TWO, _FOUR = 2, 4


def figures(scene: Scene) -> list[CountMention]:
    """The counts that stand for themselves: no parts, no earlier tolls; a whole gives way to its full split, and people
    told one after the other under one harm word are added up («رجل وزوجته وخمسة من أولادهما» is 7)."""
    kept: list[CountMention] = []
    counts = [c for c in scene.mentions.counts if c.harm and not c.former and not _is_told_in_text(scene, c)]
    counts = [c for c in counts if not _is_in_place(scene, c)]
    gone = replaced(scene, counts)
    counts = [c for place, c in enumerate(counts) if place not in gone]
    for place, count in enumerate(counts):
        if count.part and not (count.split and _is_full_split(scene, counts, place)):
            continue
        if count.split and count.part and kept and kept[-1] is _whole_of(counts, place):
            kept.pop()
        if kept and _is_one_group(scene, kept[-1], count):
            kept[-1] = _added(scene, kept[-1], count)
        else:
            kept.append(count)
    return kept


def _is_in_place(scene: Scene, count: CountMention) -> bool:
    """«خان يونس», «الشيخ زويد»: the name is a word of a place."""
    if count.people not in ("counted.given_name", "counted.title", "counted.sheikh"):
        return False
    return any(p.first < count.last and count.first < p.last for p in scene.mentions.places)


def _is_told_in_text(scene: Scene, count: CountMention) -> bool:
    """True for a figure of the headline where the text has figures of its own for that harm."""
    if not scene.is_title(count):
        return False
    harms = ("killed", "wounded") if count.harm == "killed_or_wounded" else (count.harm,)
    return any(c.harm in (*harms, count.harm) and not c.part and not scene.is_title(c) for c in scene.mentions.counts)


def _whole_of(counts: Sequence[CountMention], place: int) -> CountMention | None:
    """The whole that a run of split parts belongs to."""
    while place and (counts[place].split or counts[place].part):
        place -= 1
    return None if counts[place].split or counts[place].part else counts[place]


def _is_full_split(scene: Scene, counts: Sequence[CountMention], place: int) -> bool:
    """True if the parts round a place add up to the whole before them, and say more of sides than the whole does."""
    whole = _whole_of(counts, place)
    if whole is None or _is_vague(counts[place]):
        return False
    total, owners, classes = 0, set[str](), set[bool]()
    kinds, most = set[str](), 0
    for part in counts[counts.index(whole) + 1 :]:
        if part.part and not part.split:
            continue  # «هم: 4 مدنيين بينهم سيدة، و7 عسكريين»
        if not part.split or part.harm != whole.harm:
            break
        total += 0 if _is_vague(part) else part.low
        owners |= _owners(scene, part)
        classes.add(part.victims in ARMED)
        kinds.add(part.victims)
        most = max(most, part.low)
    is_one_side = kinds == {"civilians"} or most == 1
    if is_one_side and not owners - {"civilians", "unknown"}:
        return False  # «تسعة أشخاص هم ست نساء وثلاثة أطفال», «ثلاثة هم العقيد … وجنديان»
    if whole.victims not in ("", "unknown") and not owners - {"civilians", "unknown"} and len(classes) == 1:
        return False  # «ثمانية مدنيين هم ست نساء وطفلان»
    return total == whole.low or (whole.high is None and total >= whole.low)


def _is_vague(count: CountMention) -> bool:
    """A plural without a number."""
    return count.high is None and count.low == VAGUE


def _is_one_group(scene: Scene, one: CountMention, other: CountMention) -> bool:
    """True if two counts one after the other are people of one side under one harm word."""
    is_joined = other.rule in _ADDED_TO or one.rule == "shared_verb_after"
    if one.harm != other.harm or scene.sentence(one) != scene.sentence(other):
        return False
    if one.low == one.high == 1 and _is_told_as_his(scene, one, other):
        return True
    if not is_joined:
        return False
    if other.rule == "people_killed_beside_another":
        return one.low <= VAGUE
    if one.low <= VAGUE and one.victims == "officials" and is_his_guard(scene, other):
        return True
    if _are_foes(one, other) or _are_two_groups(scene, one, other):
        return False
    is_plain = other.victims in ("", "unknown")
    if is_plain and other.others and other.people and one.victims in ARMED:
        return False  # «قيادي … وخمسة أشخاص آخرين»
    if one.split or other.split or (not is_plain and (one.victims in ARMED) != (other.victims in ARMED)):
        return False
    are_owned = one.owner_last > one.owner_first + 1 and other.owner_last > other.owner_first + 1
    if are_owned and not _are_named_of_one_force(scene, one, other):
        return False
    if one.victims != other.victims and {one.victims, other.victims} & APART:
        return False
    is_civil = bool(one.victims and other.victims) and not {one.victims, other.victims} & ARMED
    strange = _owners(scene, other) - _owners(scene, one) - ({"civilians"} if is_plain or is_civil else set())
    return (is_civil or min(one.low, other.low) <= VAGUE) and not strange


def _is_told_as_his(scene: Scene, one: CountMention, other: CountMention) -> bool:
    """«فأردته ومرافقه», «راعي أغنام وابنه», «فقتلوه واثنين من مرافقيه»: behind one person those who are his; but not
    the kin of one of whom only a pronoun tells, who may be under arms.
    """
    if one.last != other.first or not scene.doc.tokens[other.first].folded.startswith(WAW):
        return False
    last = scene.doc.tokens[other.last - 1]
    is_his = last.folded.endswith(_THEIRS) and scene.doc.source[last.end - 1] != _TA_MARBUTA
    if one.rule == _BY_PRONOUN:
        return is_his and other.victims in ("", "unknown")
    return is_his and other.victims in ("", "unknown", "civilians") and one.victims in _OPEN


def _are_named_of_one_force(scene: Scene, one: CountMention, other: CountMention) -> bool:
    """«الملازم رامز … والرقيب علاء …»: people under arms known to the text, behind whom stand names and no party."""
    is_armed = other.victims in ARMED and (one.victims == other.victims or one.people == _TITLE)
    if not is_armed or not all(is_defined(scene.doc.tokens[c.first].folded.removeprefix(WAW)) for c in (one, other)):
        return False
    named = [m for c in (one, other) for m in scene.starting(scene.mentions.actors, c.owner_first, c.owner_last)]
    return all(m.rule in (*_POINTS_BACK, _OF_SETTING) for m in named)


def _are_foes(one: CountMention, other: CountMention) -> bool:
    """«جنديان ومسلحان»: those who attack and those whom they attack are of two sides."""
    sides = {one.victims, other.victims}
    return bool(sides & ASSAILANTS) and bool(sides & (ARMED - ASSAILANTS))


def _are_two_groups(scene: Scene, one: CountMention, other: CountMention) -> bool:
    """«15 طالبة وعشرة من المارة»: so many on each side of «and» are two groups, unless both are of one force or the
    second belong to the first («22 تلميذا وستة من معلميهم»)."""
    is_one_force = one.victims == other.victims and one.victims in ARMED
    last = scene.doc.tokens[other.last - 1]
    if last.folded.endswith(_THEIRS) and scene.doc.source[last.end - 1] != _TA_MARBUTA:
        return False
    return min(one.low, other.low) >= _TWO and max(one.low, other.low) >= _FOUR and not is_one_force


def _owners(scene: Scene, count: CountMention) -> set[str]:
    """The parties named by the words that own a count, not those that only point back."""
    own = scene.starting(scene.mentions.actors, count.owner_first, max(count.owner_first, count.owner_last))
    return {m.actor for m in own if m.rule not in _POINTS_BACK}


def _added(scene: Scene, one: CountMention, other: CountMention) -> CountMention:
    high = None if one.high is None or other.high is None else one.high + other.high
    return replace(
        one, low=one.low + other.low, high=high, last=other.last, span=scene.doc.span_of(one.first, other.last)
    )


def way_of_telling(count: CountMention) -> str:
    """How people are told: by name, by title, as those harmed («قتلى»), by a bare figure, as one or as several."""
    if count.people in _BY_NAME:
        return _BY_NAME[count.people]
    if count.voice == "noun":
        return "harmed"
    if not count.people:
        return "others" if count.others else "bare"
    return "one" if count.low == count.high == 1 else "several"


def loss_features(
    scene: Scene, group: Sequence[TriggerMention], kind: str, count: CountMention, rank: int, rivals: int
) -> Iterator[Feature]:
    """Features of a count for an episode; `rank` is the episode's place among `rivals` by nearness to the count."""
    yield _loss(count.harm, kind, rank, rivals, count.part)
    form = way_of_telling(count)
    yield f"form+type:{form}+{kind}"
    yield f"form+rank:{form}+{bucket(rank, 1, 2, 3)}"
    yield relation(scene, group, count, str(rank == 0))
    if any(count.first <= t.first < count.last for t in group):
        yield "shares_trigger"
    sentence = scene.doc.sentences[scene.doc.sentence_of[count.first]]
    for clue in scene.clues_within(max(sentence.first, count.first - 5), count.first) & {
        "led",
        "since",
        "due",
        "while",
    }:
        yield f"led_by:{clue}"
    for clue in scene.clues_within(count.last, min(sentence.last, count.last + 8)) & {"since", "due", "while", "in"}:
        yield f"then:{clue}"
    if any(t.type.startswith("_") for t in group):
        yield "result_group"
    yield from opinions(scene, "loss", group, count)


@lru_cache(maxsize=4096)
def _loss(harm: str, kind: str, rank: int, rivals: int, part: bool) -> Together:
    """Features of a count for an act of a type, without the words round it."""
    return Together(
        [
            "bias",
            f"harm:{harm}",
            f"type+harm:{kind}+{harm}",
            f"rank:{bucket(rank, 1, 2, 3)}",
            f"rank+rivals:{bucket(rank, 1, 2, 3)}+{bucket(rivals, 2, 3, 5)}",
            f"part:{part}",
        ]
    )
