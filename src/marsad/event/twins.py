"""Two tellings of one episode that the words alone kept apart: found once their slots are filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from marsad.event.episode import Links, fit, kinship
from marsad.model import Casualty, DateSpan, Place, TriggerMention

#: how well the words of two episodes must fit for slots that agree to make them one: of those that fit less in half of
#: the development gold 45 were two events and 10 were one
_FIT = 0.2


class Filled(Protocol):
    """What is compared of an episode."""

    type: str
    initiators: list[str]
    targets: list[str]
    date: DateSpan | None
    places: list[Place]
    casualties: list[Casualty]


def agree(one: Sequence[object], other: Sequence[object]) -> bool | None:
    """True if two lists share a value, False if they share none, None if one is empty."""
    if not one or not other:
        return None
    return any(value in other for value in one)


def is_twin(one: Filled, other: Filled) -> bool:
    """True if two episodes of a report tell the same thing.

    The type is the same or of one family, day, place and figures do not speak against it, and either place, parties or
    figures speak for it with no party against it, or place and the very day agree and a party or a figure with them: a
    report does not tell of two like attacks on one place and day without telling them apart.
    """
    relation = kinship(one.type, other.type)
    if relation not in ("same", "family"):
        return False
    points = [[(p.lat, p.lon) if p.lat is not None else p.name for p in e.places] for e in (one, other)]
    place = agree(points[0], points[1])
    figures = agree(figures_of(one), figures_of(other))
    if not may_be_one_day(one.date, other.date) or place is False or figures is False:
        return False
    doers, struck = agree(one.initiators, other.initiators), agree(one.targets, other.targets)
    if place and one.date is not None and one.date == other.date and (doers or struck or figures):
        return True
    if doers is False or struck is False:
        return False
    if relation == "same":
        return bool(place) or bool(figures) or (bool(doers) and bool(struck))
    return bool(place) and bool(figures)


def figures_of(episode: Filled) -> list[tuple[str, int, int | None]]:
    """The harm and the numbers of each loss."""
    return [(loss.harm, loss.low, loss.high) for loss in episode.casualties]


def may_be_one_day(one: DateSpan | None, other: DateSpan | None) -> bool:
    """True unless two times are known and share no day."""
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)


def merged_groups(
    episodes: Sequence[Filled], groups: Sequence[list[TriggerMention]], links: Links
) -> list[list[TriggerMention]]:
    """The groups with those of twins put together, in text order: slots that agree speak for it, and the words of both
    must not speak against it.
    """
    kept: list[tuple[Filled, list[TriggerMention], list[TriggerMention]]] = []
    for episode, group in zip(episodes, groups, strict=True):
        alike = (row for row in kept if is_twin(row[0], episode) and fit(row[1], group, links) >= _FIT)
        twin = next(alike, None)
        if twin is None:
            kept.append((episode, group, list(group)))
        else:
            twin[2].extend(group)
    return [sorted(group, key=lambda trigger: trigger.first) for _, _, group in kept]
