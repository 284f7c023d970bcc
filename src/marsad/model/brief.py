"""An incident in short: what lists, facets, maps and timelines need of it, without the judgements that led there.

The fields are those of `Incident`, `Toll` and `Claim` with the same meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.model.event import DateSpan, Place
from marsad.model.incident import EventKey, Grade, Override


@dataclass(frozen=True, slots=True)
class BriefToll:
    """The figures of one side and harm, without the claims they rest on."""

    of: str
    harm: str
    low: int
    best: int
    high: int
    is_open: bool = False
    is_whole: bool = False
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class BriefClaim:
    """Who says what, without day and way."""

    publisher: str
    source: str
    stance: str
    of: str = ""
    harm: str = ""
    low: int = 0
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """One incident in short."""

    id: str
    members: tuple[EventKey, ...]
    type: str
    status: str
    date: DateSpan | None
    places: tuple[Place, ...]
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    tolls: tuple[BriefToll, ...]
    claims: tuple[BriefClaim, ...]
    sources: tuple[str, ...]
    denied_by: tuple[str, ...]
    grade: Grade
