"""What leaves a store, or stands in it beside the events: stamps, revisions, and tallies with their report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from marsad.model.event import Tally
from marsad.model.incident import Incident


@dataclass(frozen=True, slots=True)
class Versions:
    """The software, lexicons and gazetteer that made a row."""

    software: str
    lexicon: str
    gazetteer: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an incident as it stood from `at` on."""

    incident: Incident
    number: int
    at: datetime
    versions: Versions


@dataclass(frozen=True, slots=True)
class ReportTally:
    """A tally with the report that tells it; `position` counts from 1."""

    report_id: str
    position: int
    tally: Tally
