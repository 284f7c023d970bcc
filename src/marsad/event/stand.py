"""The last look at an episode: whether it stands as an event, once its slots and those of the others are filled."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from marsad.event.episode import Links, fit, kinship
from marsad.event.keep import bucket
from marsad.event.making import Episode
from marsad.event.parties import odds
from marsad.event.plot import Plot
from marsad.event.relate import sentences_of
from marsad.event.twins import figures_of, may_be_one_day
from marsad.lexicon.gazetteer import distance_km
from marsad.lexicon.registry import are_kin
from marsad.model import DateSpan, Mention, Place

T = TypeVar("T")
#: slots that hold lists
_SLOTS = ("places", "initiators", "targets", "weapons", "casualties", "sources")
#: where the words of a value stand, from near to far
_WHERE = ("clause", "sentence", "title", "elsewhere", "none")
#: chances of the words alone, one sign for each that is passed
_WORTHS = (0.4, 0.48, 0.55, 0.65, 0.75, 0.85, 0.92, 0.97)
#: what a slot says of two episodes: against their being one, nothing, that they are near, or one
_DIFFER, _OPEN, _NEAR, _SAME = 0, 1, 2, 3
#: places so near are one, if neither is wider
_NEAR_KM = 10.0
#: keeps the logarithm of a sum of chances finite
_LEAST = 0.01
#: how much figures that agree weigh against other slots, and the most that two episodes may agree
_FIGURES, _MOST = 1.5, 16.5


def stand_features(
    plot: Plot, episodes: Sequence[Episode], place: int, chances: Mapping[int, float], links: Links
) -> dict[str, float]:
    """Features of a filled episode for being an event, with their values; the other episodes are seen. `chances` are
    those of its words to state an event, by `id`.
    """
    episode = episodes[place]
    found = {"bias": 1.0} | _told(plot, episode) | _time(plot, place, episode)
    for slot in _SLOTS:
        found |= _slot(plot, place, episode, slot)
    words = [chances[id(trigger)] for trigger in episode.group]
    found |= {"best": odds(max(words)) / 7, "sum": math.log(sum(words) + _LEAST)} | _others(episodes, place)
    for side, rows in _sides(_compared(episodes, place, links), episode, place).items():
        found |= _beside(side, rows, episode)
    return found


def _told(plot: Plot, episode: Episode) -> dict[str, float]:
    """How sure the words and the type are, what harm is told, and in what part of the report."""
    scene, group, sure = plot.scene, episode.group, max(episode.kinds.values(), default=0.0)
    title = sum(1 for s in scene.doc.sentences if s.is_title)
    inside = sentences_of(scene, group)
    is_result = all(t.type.startswith("_") for t in group)
    has_figure = any(loss.high is not None and loss.low > 0 for loss in episode.casualties)
    radius = min((p.radius_km or 0.0 for p in episode.places), default=-1.0)
    found = {
        "worth": odds(episode.worth) / 7,
        "type_chance": sure,
        "type_odds": odds(sure) / 7,
        f"type:{episode.type}": 1.0,
        f"words:{bucket(len(group), 2, 3, 5)}": 1.0,
        f"result:{is_result}": 1.0,
        f"figure:{has_figure}": 1.0,
        f"parties:{bool(episode.initiators)}+{bool(episode.targets)}": 1.0,
        f"radius:{bucket(int(radius), 0, 6, 20, 60, 150)}": 1.0,
        f"sentence:{bucket(min(inside) - title, 1, 2, 4, 8)}": 1.0,
        f"sentences:{bucket(len(inside), 2, 3)}": 1.0,
        f"of_sentences:{bucket(len(scene.doc.sentences), 3, 6, 12, 25)}": 1.0,
    }
    return found | {f"worth>{edge:g}": 1.0 for edge in _WORTHS if episode.worth >= edge}


def _time(plot: Plot, place: int, episode: Episode) -> dict[str, float]:
    """Whether words tell the day, how sure it is, how long ago it was and how many days it may be."""
    mention, chance = episode.found.get("date", [(None, 0.0)])[-1]
    where = "no_day" if episode.date is None else "default" if mention is None else _where(plot, place, mention)
    found = {f"day:{where}": 1.0, "day_odds": odds(chance) / 7}
    published = plot.scene.doc.report.published
    if episode.date is not None:
        found[f"span:{bucket((episode.date.end - episode.date.start).days, 1, 2, 8, 32)}"] = 1.0
        if published is not None:
            found[f"age:{_age(episode.date, published)}"] = 1.0
    return found


def _age(day: DateSpan, published: date) -> str:
    return bucket((published - day.end).days, 0, 1, 2, 4, 8, 40, 400)


def _slot(plot: Plot, place: int, episode: Episode, slot: str) -> dict[str, float]:
    """How many values a slot has, how sure the surest is, and how near to the act words tell one."""
    rows = episode.found.get(slot, [])
    top = max((chance for _, chance in rows), default=0.0)
    where = min((_where(plot, place, mention) for mention, _ in rows), key=_WHERE.index, default="no")
    return {
        f"{slot}:{min(len(getattr(episode, slot)), 3)}": 1.0,
        f"{slot}_chance": top,
        f"{slot}_odds": odds(top) / 7 if rows else 0.0,
        f"{slot}_at:{where}": 1.0,
    }


def _where(plot: Plot, place: int, mention: Mention | None) -> str:
    """Where the words of a value stand, seen from its act."""
    if mention is None:
        return "none"
    scene = plot.scene
    if plot.in_clause(place, mention)[0]:
        return "clause"
    if scene.sentence(mention) in sentences_of(scene, plot.groups[place]):
        return "sentence"
    return "title" if scene.is_title(mention) else "elsewhere"


def _others(episodes: Sequence[Episode], place: int) -> dict[str, float]:
    """How many other episodes the report may tell, and how sure their words are."""
    worth = episodes[place].worth
    rest = [other.worth for n, other in enumerate(episodes) if n != place]
    return {
        "surer": min(1.0, sum(other > worth for other in rest) / 5),
        "sum_worth": min(1.0, sum(rest) / 8),
        "others": min(1.0, len(rest) / 10),
        f"number:{bucket(place, 1, 2, 4, 7)}": 1.0,
        f"of:{bucket(len(episodes), 2, 3, 5, 8)}": 1.0,
    }


@dataclass(frozen=True, slots=True)
class _Rival:
    """Another episode beside one: its place, how its type is akin, how well the words fit, and what each slot says."""

    place: int
    episode: Episode
    kin: str
    fit: float
    day: int
    site: int
    doer: int
    sufferer: int
    loss: int

    def alike(self) -> float:
        """How much the two agree; acts of another kind half as much."""
        whole = self.day + self.site + self.doer + self.sufferer + _FIGURES * self.loss
        return whole / _MOST * (1.0 if self.kin in ("same", "family") else 0.5)

    def has_all_of(self, one: Episode) -> bool:
        """True if nothing that an episode tells is new beside this one."""
        if self.kin == "strange" or self.day == _DIFFER or self.site < _NEAR:
            return False
        parties = (one.initiators, self.doer), (one.targets, self.sufferer)
        return all(not told or says >= _NEAR for told, says in parties) and (
            not one.casualties or self.loss == _SAME
        )


def _compared(episodes: Sequence[Episode], place: int, links: Links) -> list[_Rival]:
    one = episodes[place]
    found = []
    for n, other in enumerate(episodes):
        if n == place:
            continue
        first, then = (one, other) if place < n else (other, one)
        found.append(
            _Rival(
                n,
                other,
                kinship(one.type, other.type),
                fit(first.group, then.group, links),
                _days(one.date, other.date),
                _agreement(one.places, other.places, _is_spot, _is_near),
                _agreement(one.initiators, other.initiators, _is_one, are_kin),
                _agreement(one.targets, other.targets, _is_one, are_kin),
                _agreement(figures_of(one), figures_of(other), _is_one, lambda *_: False),
            )
        )
    return found


def _sides(rivals: Sequence[_Rival], one: Episode, place: int) -> dict[str, list[_Rival]]:
    """The others that are told before, those told after, and those whose words are surer."""
    return {
        "before": [rival for rival in rivals if rival.place < place],
        "after": [rival for rival in rivals if rival.place > place],
        "surer": [rival for rival in rivals if rival.episode.worth > one.worth],
    }


def _beside(side: str, rivals: Sequence[_Rival], one: Episode) -> dict[str, float]:
    """How near others of one side come to being the same episode."""
    return {
        f"fit_{side}": max((r.fit for r in rivals), default=0.0),
        f"told_{side}": max((r.fit * r.episode.worth for r in rivals), default=0.0),
        f"alike_{side}": max((r.alike() for r in rivals), default=0.0),
        f"same_type_{side}:{any(r.kin == 'same' for r in rivals)}": 1.0,
        f"held_{side}:{any(r.has_all_of(one) for r in rivals)}": 1.0,
    }


def _days(one: DateSpan | None, other: DateSpan | None) -> int:
    if one is None or other is None:
        return _OPEN
    if one == other:
        return _SAME
    return _NEAR if may_be_one_day(one, other) else _DIFFER


def _agreement(
    some: Sequence[T], others: Sequence[T], is_same: Callable[[T, T], bool], is_near: Callable[[T, T], bool]
) -> int:
    """What two lists of values say."""
    if not some or not others:
        return _OPEN
    if any(_pairs(some, others, is_same)):
        return _SAME
    return _NEAR if any(_pairs(some, others, is_near)) else _DIFFER


def _pairs(some: Sequence[T], others: Sequence[T], test: Callable[[T, T], bool]) -> Iterator[bool]:
    return (test(one, other) for one in some for other in others)


def _is_one(one: object, other: object) -> bool:
    return one == other


def _is_spot(one: Place, other: Place) -> bool:
    """True for the same point, or the same name where a place is not located."""
    if one.lat is None or other.lat is None:
        return one.lat == other.lat and one.name == other.name
    return (one.lat, one.lon) == (other.lat, other.lon)


def _is_near(one: Place, other: Place) -> bool:
    """True for places near each other as wide as they are, or of one province."""
    if None not in (one.lat, one.lon, other.lat, other.lon):
        apart = distance_km(*(float(x) for x in (one.lat, one.lon, other.lat, other.lon) if x is not None))
        if apart <= max(_NEAR_KM, one.radius_km or 0.0, other.radius_km or 0.0):
            return True
    return bool(one.admin1) and one.admin1 == other.admin1
