"""What is to be exported: incidents with the reports, events and tallies they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from marsad.model.event import Event
from marsad.model.incident import EventKey, Incident
from marsad.model.record import ReportTally, Versions
from marsad.model.report import Report


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that did not leave: what it is, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Incidents in order, with what they rest on; `as_of` is when the record last changed."""

    incidents: tuple[Incident, ...]
    as_of: datetime
    versions: Versions
    revisions: Mapping[str, int] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    events: Mapping[EventKey, Event] = field(default_factory=dict)
    tallies: tuple[ReportTally, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    #: ids of the incidents whose events people have judged; the others are the machine's draft
    reviewed: frozenset[str] = frozenset()
    #: what was left out before any policy
    withheld: tuple[Withheld, ...] = ()
    #: when the newest version of each incident was written
    changed: Mapping[str, datetime] = field(default_factory=dict)

    def label(self, incident: Incident) -> str:
        """The incident and its version: `INC-1@2`."""
        return f"{incident.id}@{self.revisions.get(incident.id, 1)}"

    def changed_at(self, incident: Incident) -> datetime:
        """When the incident last changed; when the record did where that is not known."""
        return self.changed.get(incident.id, self.as_of)

    def member_events(self, incident: Incident) -> list[Event]:
        """The events of an incident that are at hand."""
        return [self.events[key] for key in incident.members if key in self.events]

    def member_reports(self, incident: Incident) -> list[Report]:
        """The reports that tell of an incident, oldest first."""
        ids = sorted({report_id for report_id, _ in incident.members})
        held = [self.reports[report_id] for report_id in ids if report_id in self.reports]
        return sorted(held, key=lambda report: (str(report.published or "9999"), report.id))
