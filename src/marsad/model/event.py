"""Events and tallies of one report, as the codebook defines them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.model.report import Span


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days `start` to `end`, inclusive."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Place:
    """A located place: degrees (WGS84), `radius_km` how far off the point may be, `admin1` as in ISO 3166-2."""

    name: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    admin1: str


@dataclass(frozen=True, slots=True)
class Casualty:
    """So many of a side suffered a harm; `high` None means open («at least»)."""

    of: str
    harm: str
    low: int
    high: int | None
    source: str = ""


def spell_count(low: int, high: int | None) -> str:
    """A count as people write it: `17`, `20+`, `4-6`.

    >>> spell_count(17, 17), spell_count(20, None), spell_count(4, 6)
    ('17', '20+', '4-6')
    """
    return f"{low}+" if high is None else f"{low}-{high}" if high != low else str(low)


@dataclass(frozen=True, slots=True)
class Why:
    """Which rule gave a value, from which words.

    `slot` is the field, `value` its text form, `span` offsets of `report.text`, and
    `confidence` is the estimated chance that the value is right (0 to 1).
    """

    slot: str
    value: str
    rule: str
    span: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """What one report says happened, is planned, or is denied. Fields are those of the codebook."""

    id: str
    type: str
    status: str = "occurred"
    salience: str = "main"
    date: DateSpan | None = None
    places: tuple[Place, ...] = ()
    initiators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    sources: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A count over a period or a region that is no one episode."""

    date: DateSpan | None
    places: tuple[Place, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    sources: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedReport:
    """The events and tallies of one report."""

    id: str
    events: tuple[Event, ...] = ()
    tallies: tuple[Tally, ...] = ()
