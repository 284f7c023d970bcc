"""The Python interface: a database of reports and incidents, and one line that codes a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, overload

from marsad.errors import ReportError, UsageError
from marsad.model import Claim, CodedReport, Decision, Event, Incident, Report
from marsad.pipeline.review import State
from marsad.pipeline.select import Asked, check_query, read_filters, reviewed_incidents, select

if TYPE_CHECKING:
    import geopandas
    import pandas
    import pyarrow

    from marsad.export.formats import Written
    from marsad.export.selection import Selection
    from marsad.pipeline.explain import Told
    from marsad.pipeline.keep import Kept
    from marsad.store import Damage, SqlStore

__all__ = ["Database", "Evidence", "Found", "IncidentRecord", "code_text", "open_database"]


def open_database(where: str | Path, *, create: bool = True) -> Database:
    """Open the database at a path (SQLite) or a PostgreSQL URL; a new one is made where none is."""
    from marsad.store import open_store

    return Database(open_store(where, create=create))


def code_text(text: str, *, published: date | str | None = None, title: str = "", publisher: str = "") -> CodedReport:
    """The events and tallies of one text; `published` anchors its relative dates, a moment by its day."""
    from marsad.pipeline.code import code_report

    return code_report(Report("text", publisher, _day(published), title, text))


def _day(published: date | str | None) -> date | None:
    """The day of publication that a call gives; UsageError if it is none."""
    if published is None:
        return None
    from marsad.ingest.text import date_fault

    if fault := date_fault(str(published)):
        raise UsageError(f"published: {fault[0]}; {fault[1]}")
    return datetime.fromisoformat(str(published)).date()


class Database:
    """Reports and the incidents that they add up to."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store

    def add(self, reports: Iterable[Report | Mapping[str, Any]] | str | Path, *, jobs: int = 1) -> Kept:
        """Add reports, code them and link their events: a file, a folder, rows of the codebook, or Reports."""
        from marsad.pipeline.keep import keep_reports

        if isinstance(reports, (str, Path)):
            from marsad.ingest import read_reports

            return keep_reports(self.store, read_reports([str(reports)]), str(reports), jobs)
        given = [_report(report, number) for number, report in enumerate(reports, 1)]
        return keep_reports(self.store, given, "python", jobs)

    def incidents(self, **filters: Any) -> Found:
        """The incidents that meet the filters: words, exact, id, actor, source, type, status, grade, place, admin1,
        near, since, until, killed_min. UsageError for a filter or a value that there is not."""
        with self.store.view() as view:
            asked = read_filters(filters, view)
        return Found(self.store, asked)

    def reports(self, words: str = "", *, exact: Sequence[str] = ()) -> list[Report]:
        """The reports that hold the words, by publication date; all where none are named."""
        from marsad.store import ReportFilter

        check_query(*([words] if words else ()), *exact)
        with self.store.view() as view:
            return list(view.reports(ReportFilter(words=words, exact=tuple(exact))))

    def report(self, report_id: str) -> Report:
        """One report; KeyError if it is not held."""
        with self.store.view() as view:
            found = view.report(report_id)
        if found is None:
            raise KeyError(report_id)
        return found

    def __getitem__(self, incident_id: str) -> IncidentRecord:
        with self.store.view() as view:
            incident = view.incident(incident_id)
        if incident is None:
            raise KeyError(incident_id)
        return IncidentRecord(self.store, incident)

    def __iter__(self) -> Iterator[Incident]:
        return iter(self.incidents())

    def __len__(self) -> int:
        with self.store.view() as view:
            return sum(state is not State.REJECTED for _, state in reviewed_incidents(view))

    def decide(self, decision: Decision) -> Decision:
        """Append a judgement to the log and let it take effect."""
        from marsad.pipeline.keep import decide_and_relink

        return decide_and_relink(self.store, decision)

    def export(self, form: str, out: str | Path, *, policy: str = "internal", **filters: Any) -> Written:
        """Write incidents in a format of the field, with a manifest beside it."""
        return self.incidents(**filters).export(form, out, policy=policy)

    def check(self) -> list[Damage]:
        """Everything that is wrong with what is held; empty for a sound database."""
        return self.store.check()

    def backup(self, out: str | Path) -> None:
        """Write a consistent copy as one SQLite file."""
        self.store.backup(Path(out))

    def counts(self) -> dict[str, int]:
        """How many reports, events, tallies, incidents and decisions there are."""
        with self.store.view() as view:
            return view.counts()

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        held = self.counts()
        return f"<marsad.Database {self.store.name}: {held['reports']} reports, {held['incidents']} incidents>"


class Found(Sequence[Incident]):
    """Incidents that were asked for; they are read when they are first looked at."""

    def __init__(self, store: SqlStore, asked: Asked) -> None:
        self._store, self._asked = store, asked

    @cached_property
    def selection(self) -> Selection:
        """The incidents with their reports and events, as exports take them."""
        with self._store.view() as view:
            return select(view, self._store.versions, self._asked)

    def __len__(self) -> int:
        return len(self.selection.incidents)

    @overload
    def __getitem__(self, at: int) -> Incident: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Incident]: ...
    def __getitem__(self, at: int | slice) -> Incident | Sequence[Incident]:
        return self.selection.incidents[at]

    def to_rows(self) -> list[dict[str, Any]]:
        """One dictionary per incident, with the columns of the csv export."""
        from marsad.export.flat import incident_rows

        return [row.model_dump() for row in incident_rows(self.selection)]

    def to_arrow(self) -> pyarrow.Table:
        """The incidents as an Arrow table (extra `parquet`)."""
        from marsad.export.flat import incident_rows
        from marsad.export.parquet import arrow_table
        from marsad.export.schema import IncidentRow

        return arrow_table(IncidentRow, incident_rows(self.selection))

    def to_pandas(self) -> pandas.DataFrame:
        """The incidents as a DataFrame: days as timestamps, figures as whole numbers that may be missing (`pandas`)."""
        from marsad.export.frames import pandas_frame

        return pandas_frame(self.selection)

    def to_geo(self) -> geopandas.GeoDataFrame:
        """The incidents as a GeoDataFrame in WGS84 (extra `geo`)."""
        from marsad.export.frames import geo_frame

        return geo_frame(self.selection)

    def export(self, form: str, out: str | Path, *, policy: str = "internal", **options: Any) -> Written:
        """Write the incidents in a format of the field, with a manifest beside it."""
        from marsad.export.disclosure import policy_named
        from marsad.export.formats import write_export

        return write_export(form, self.selection, str(out), policy_named(policy), options)

    def _repr_html_(self) -> str:
        from marsad.export.notebook import incidents_html

        return incidents_html(self.selection)

    def __repr__(self) -> str:
        return f"<{len(self)} incidents>"


class Evidence:
    """Words of a report that prove something: `text[start:end]` of the verbatim text."""

    __slots__ = ("end", "event", "report", "start", "words")

    def __init__(self, report: Report, event: str, start: int, end: int) -> None:
        self.report, self.event, self.start, self.end = report, event, start, end
        self.words = report.text[start:end]

    def __repr__(self) -> str:
        return f"<{self.report.id} {self.event} [{self.start}:{self.end}] {self.words!r}>"


class IncidentRecord:
    """One incident with everything it rests on; what it says itself is read straight off it: `record.date`."""

    def __init__(self, store: SqlStore, incident: Incident) -> None:
        self._store, self.incident = store, incident

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.incident, name)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Who gives which figure, in which report."""
        return self.incident.claims

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that tell of the incident."""
        with self._store.view() as view:
            found = [view.report(name) for name in dict.fromkeys(key[0] for key in self.incident.members)]
        return [report for report in found if report is not None]

    @cached_property
    def events(self) -> dict[tuple[str, str], Event]:
        """The events of the reports, by report id and event id."""
        with self._store.view() as view:
            return {stored.key: stored.event for stored in view.events(self.incident.members)}

    @property
    def evidence(self) -> list[Evidence]:
        """The words that prove the events, in the order of the reports."""
        by_id = {report.id: report for report in self.reports}
        return [
            Evidence(by_id[key[0]], key[1], span.start, span.end)
            for key, event in self.events.items()
            if key[0] in by_id
            for span in event.evidence
        ]

    def explain(self) -> list[Told]:
        """Every value of the events with its words and the rule that read it, in the rule's own words."""
        from marsad.pipeline.explain import explain

        by_id = {report.id: report for report in self.reports}
        coded = {name: CodedReport(name, ()) for name in by_id}
        for (report_id, _), event in self.events.items():
            held = coded[report_id]
            coded[report_id] = CodedReport(report_id, (*held.events, event))
        return [told for name, report in by_id.items() for told in explain(report, coded[name])]

    def revisions(self) -> Sequence[Any]:
        """All versions of the incident, oldest first."""
        with self._store.view() as view:
            return view.revisions(self.incident.id)

    def _repr_html_(self) -> str:
        from marsad.export.notebook import incident_html

        return incident_html(self.incident, self.reports, self.events)

    def __repr__(self) -> str:
        from marsad.export.feed import title_of

        return f"<incident {self.incident.id}: {title_of(self.incident)}>"


def _report(given: Report | Mapping[str, Any], number: int) -> Report | ReportError:
    if isinstance(given, Report):
        return given
    from marsad.ingest.text import read_report_row

    try:
        return read_report_row(given, f"report {number}")
    except ReportError as error:
        return error
