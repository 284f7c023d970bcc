"""What a row of UCDP GED is made of, whether an incident or a running total tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.export.ged_places import Site
from marsad.export.ged_sides import Dyad
from marsad.model.event import DateSpan
from marsad.model.report import Report


@dataclass(frozen=True, slots=True)
class Deaths:
    """GED's figures: four columns of deaths whose sum is `best`, and low and high of the sum."""

    a: int = 0
    b: int = 0
    civilians: int = 0
    unknown: int = 0
    low: int = 0
    high: int = 0

    @property
    def best(self) -> int:
        """The sum of the four columns."""
        return self.a + self.b + self.civilians + self.unknown


@dataclass(frozen=True, slots=True)
class Case:
    """What a GED row is made of, before it is spread over places."""

    key: str
    span: DateSpan
    sites: tuple[Site, ...]
    dyad: Dyad
    deaths: Deaths
    reports: Sequence[Report]
    originals: Sequence[str]
    clarity: int
    doubts: tuple[str, ...] = ()
    #: the incident's version; the row's number does not hang on it
    version: str = ""
