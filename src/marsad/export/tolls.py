"""Figures of an incident by side and harm: parts are added, a whole that tells the same people is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from marsad.model.brief import Brief
from marsad.model.incident import Incident, Toll


@dataclass(frozen=True, slots=True)
class Figures:
    """Low, best and high; `is_open` where the highest is an "at least"."""

    low: int = 0
    best: int = 0
    high: int = 0
    is_open: bool = False

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.low + other.low, self.best + other.best, self.high + other.high, self.is_open or other.is_open
        )


def parts(incident: Incident, harm: str) -> list[Toll]:
    """The tolls of one harm that may be added: a whole stands in only where it has no parts."""
    tolls = [toll for toll in incident.tolls if toll.harm == harm]
    divided = [toll for toll in tolls if not toll.is_whole]
    return divided or tolls[:1]


def is_numbered(toll: Toll) -> bool:
    """True if a source gives a number, not only words such as "dozens" or a plural."""
    return not toll.claims or any(not claim.is_vague for claim in toll.claims)


def set_by_analyst(incident: Incident | Brief) -> bool:
    """True if a person set one of the figures."""
    return any(toll.override for toll in incident.tolls)


def figures_of(toll: Toll) -> Figures:
    """The figures of a toll."""
    return Figures(toll.low, toll.best, toll.high, toll.is_open)


def sum_of(tolls: Iterable[Toll], wanted: Callable[[Toll], bool] = lambda _: True) -> Figures:
    """The sum over the tolls that are wanted."""
    total = Figures()
    for toll in tolls:
        if wanted(toll):
            total += figures_of(toll)
    return total


def harmed(incident: Incident, harm: str) -> Figures | None:
    """How many suffered a harm over all sides; None where no source tells of it."""
    found = parts(incident, harm)
    return sum_of(found) if found else None


def split_evenly(total: int, into: int) -> list[int]:
    """The total in so many whole parts, the remainder one by one to the first."""
    each, rest = divmod(total, into)
    return [each + (1 if n < rest else 0) for n in range(into)]
