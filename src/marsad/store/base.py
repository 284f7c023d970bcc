"""What a store offers: a View to read a consistent picture, a Writer to add to it, and upkeep.

Nothing in a store is overwritten: a report never changes, a new coding or a new revision of an incident stands beside
the old one, and the decision log only grows.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Self

from marsad.model.brief import Brief
from marsad.model.event import CodedReport
from marsad.model.incident import Decision, EventKey, Incident, StoredEvent
from marsad.model.record import ReportTally, Revision, Versions
from marsad.model.report import Report
from marsad.store.people import PeopleView, PeopleWriter


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did: new reports, reports that were there already, and why others were refused."""

    added: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Within `km` of a point."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents are asked for; what is left out does not narrow. Values of one field are alternatives.

    `words` are searched in every spelling and form, `exact` as they are written; `killed_min` is held against the best
    figure.
    """

    words: str = ""
    exact: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    near: Near | None = None
    since: date | None = None
    until: date | None = None
    killed_min: int | None = None


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports are asked for."""

    words: str = ""
    exact: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that `check` found wrong: where, and what."""

    where: str
    what: str


def text_digest(text: str) -> str:
    """The SHA-256 of a report's text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class View(PeopleView):
    """Reads one consistent picture of the store, whatever others write meanwhile."""

    @abstractmethod
    def reports(
        self, wanted: ReportFilter | None = None, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[Report]:
        """Reports, by publication date and id."""

    @abstractmethod
    def count_reports(self, wanted: ReportFilter | None = None) -> int:
        """How many reports the filter lets through."""

    @abstractmethod
    def report(self, report_id: str) -> Report | None:
        """One report, or None."""

    @abstractmethod
    def publishers(self) -> Iterator[tuple[str, int, date | None]]:
        """Every publisher with how many reports are held and the day of the last, by name."""

    @abstractmethod
    def report_digest(self, report_id: str) -> str | None:
        """The SHA-256 of the text, as it was when the report came in."""

    @abstractmethod
    def uncoded(self) -> Iterator[Report]:
        """Reports that have no coding yet."""

    @abstractmethod
    def unlinked(self) -> Sequence[StoredEvent]:
        """Events of the newest codings that are in no incident yet."""

    @abstractmethod
    def coded(self, report_ids: Iterable[str] | None = None) -> Iterator[CodedReport]:
        """The newest coding of each report (all, or those named), by report id."""

    @abstractmethod
    def newest_codings(self, after: int = 0) -> Mapping[int, str]:
        """The row numbers of the newest codings, those above a number, with their reports."""

    @abstractmethod
    def confidences(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[EventKey, float]]:
        """The confidence of the least certain value of each event, in the codings of row numbers or all newest ones."""

    @abstractmethod
    def codings_of(self, report_id: str) -> Sequence[CodedReport]:
        """All codings of a report, oldest first."""

    @abstractmethod
    def tallies(self) -> Iterator[ReportTally]:
        """All tallies of the newest codings."""

    @abstractmethod
    def incidents(
        self,
        wanted: IncidentFilter | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        newest_first: bool = False,
    ) -> Iterator[Incident]:
        """Incidents by date and id; those without a date come last."""

    @abstractmethod
    def incident_ids(self, wanted: IncidentFilter | None = None) -> Iterator[str]:
        """The ids of the incidents that the filter lets through, in no order."""

    @abstractmethod
    def newest_incidents(self) -> Collection[int]:
        """The row numbers of the newest revisions. What a number holds never changes; a new revision has a new one."""

    @abstractmethod
    def briefs(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[int, Brief]]:
        """The incidents of row numbers (or all that count now) in short, in no order."""

    @abstractmethod
    def count_incidents(self, wanted: IncidentFilter | None = None) -> int:
        """How many incidents the filter lets through."""

    @abstractmethod
    def incident(self, incident_id: str) -> Incident | None:
        """One incident; an id that was merged away leads to where it is now."""

    @abstractmethod
    def revisions(self, incident_id: str) -> Sequence[Revision]:
        """All versions of an incident, oldest first."""

    @abstractmethod
    def revision_numbers(self, incident_ids: Iterable[str]) -> dict[str, int]:
        """The number of the newest revision of each incident."""

    @abstractmethod
    def revision_times(self, incident_ids: Iterable[str]) -> dict[str, datetime]:
        """When the newest revision of each incident was written."""

    @abstractmethod
    def as_of(self) -> datetime | None:
        """When the record last changed; None for an empty store."""

    @abstractmethod
    def changed_since(self, when: datetime) -> dict[str, int]:
        """The incidents whose newest revision came after a moment, each with that revision's number (1: it is new)."""

    @abstractmethod
    def mark(self) -> tuple[int, ...]:
        """The newest import, coding, incident revision and decision: cheap to ask, another value once one was added."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """How many reports, codings, events, tallies, incidents, decisions and imports there are."""

    @abstractmethod
    def events_posted_under(self, block_keys: Iterable[str]) -> Sequence[StoredEvent]:
        """The stored events that share one of the block keys, each once."""

    @abstractmethod
    def events_of(self, incident_ids: Iterable[str]) -> Sequence[StoredEvent]:
        """The members of the incidents."""

    @abstractmethod
    def events(self, keys: Iterable[EventKey]) -> Sequence[StoredEvent]:
        """The stored events with these keys; those that are not held are left out."""

    @abstractmethod
    def incident_ids_of(self, keys: Iterable[EventKey]) -> dict[EventKey, str]:
        """The incident that each stored event is in now."""

    @abstractmethod
    def decisions(self, after: int = 0) -> Sequence[Decision]:
        """The decision log in order: all of it, or what came after a number."""

    @abstractmethod
    def has_incident_id(self, incident_id: str) -> bool:
        """True if the id is or ever was given to an incident."""


class Writer(View, PeopleWriter):
    """Adds to the store inside one transaction: all of it is kept, or nothing."""

    @abstractmethod
    def add_reports(self, reports: Iterable[Report], source: str) -> Added:
        """Add reports; one that is there already is known, one with a held id and another text is refused."""

    @abstractmethod
    def add_coded(self, coded: Iterable[CodedReport]) -> int:
        """Add codings of held reports; returns how many differ from what was held."""

    @abstractmethod
    def post_blocks(self, keys: Mapping[EventKey, Iterable[str]]) -> None:
        """Note under which keys reconciliation finds the events; those of the same reports are replaced."""

    @abstractmethod
    def add_incidents(self, incidents: Iterable[Incident]) -> int:
        """Add incidents or new revisions of them; returns how many differ from what was held."""

    @abstractmethod
    def replace_incidents(self, incidents: Iterable[Incident]) -> int:
        """Make these all the incidents: those that are no more lead to the one that holds their first event."""

    @abstractmethod
    def redirect(self, redirects: Mapping[str, str]) -> None:
        """Let incident ids that are no more lead to others."""

    @abstractmethod
    def decide(self, decision: Decision) -> Decision:
        """Append to the decision log; gives the decision with its number and its place in the hash chain."""

    @abstractmethod
    def append_decisions(self, decisions: Iterable[Decision]) -> int:
        """Append decisions that have their place in the chain already; returns how many were new."""


class Store(ABC):
    """A place that holds reports, codings, incidents and decisions. Close it, or use it in a `with` block."""

    #: what to call the store in messages; never holds a password
    name: str

    @property
    @abstractmethod
    def versions(self) -> Versions:
        """The stamp of rows that are written now."""

    @abstractmethod
    def view(self) -> AbstractContextManager[View]:
        """Read a consistent picture."""

    @abstractmethod
    def writer(self) -> AbstractContextManager[Writer]:
        """Write inside one transaction; writers wait for each other."""

    @abstractmethod
    def schema(self) -> str:
        """The migration that the store is at."""

    @abstractmethod
    def upgrade(self) -> tuple[str, str]:
        """Bring an older store up to date; returns the migrations before and after."""

    @abstractmethod
    def check(self) -> list[Damage]:
        """Everything that is wrong with what is held; empty for a sound store."""

    @abstractmethod
    def backup(self, out: Path) -> None:
        """Write a consistent copy as one SQLite file, whole or not at all."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
