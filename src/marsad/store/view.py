"""Reading a store: one consistent picture on one connection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from marsad.model.brief import Brief
from marsad.model.event import CodedReport, Event, Why
from marsad.model.incident import Decision, EventKey, Incident, StoredEvent
from marsad.model.record import ReportTally, Revision, Versions
from marsad.model.report import Report
from marsad.store import rows as r
from marsad.store import schema as t
from marsad.store.base import IncidentFilter, ReportFilter, View
from marsad.store.engine import Engine
from marsad.store.near import distance_km
from marsad.store.select import incident_conditions, report_conditions
from marsad.store.sql_people import SqlPeopleView
from marsad.store.words import has_phrase

T = TypeVar("T")
#: how many values go into one query
BATCH = 400


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    left = iter(values)
    while batch := list(islice(left, size)):
        yield batch


class SqlView(SqlPeopleView, View):
    """A View on one connection."""

    def __init__(self, engine: Engine, connection: sa.Connection) -> None:
        self._engine = engine
        self._sql = connection

    def _rows(self, query: sa.Select[Any]) -> Iterator[Any]:
        with self._engine.faults():
            yield from self._sql.execute(query).mappings()

    # reports -----------------------------------------------------------------------------------------------------

    def reports(
        self, wanted: ReportFilter | None = None, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[Report]:
        asked = wanted or ReportFilter()
        query = sa.select(t.reports).where(*report_conditions(self._engine, asked))
        query = query.order_by(
            t.reports.c.published.is_(None), t.reports.c.published, self._engine.plain(t.reports.c.id)
        )
        found = (r.read_report(row) for row in self._rows(query))
        kept = (report for report in found if _has_all(f"{report.title}\n{report.text}", asked.exact))
        return islice(kept, offset, None if limit is None else offset + limit)

    def count_reports(self, wanted: ReportFilter | None = None) -> int:
        asked = wanted or ReportFilter()
        if asked.exact:
            return sum(1 for _ in self.reports(asked))
        query = sa.select(sa.func.count()).select_from(t.reports)
        return self._sql.scalar(query.where(*report_conditions(self._engine, asked))) or 0

    def report(self, report_id: str) -> Report | None:
        row = next(self._rows(sa.select(t.reports).where(t.reports.c.id == report_id)), None)
        return r.read_report(row) if row else None

    def publishers(self) -> Iterator[tuple[str, int, date | None]]:
        row = t.reports.c
        query = sa.select(row.publisher, sa.func.count(), sa.func.max(row.published)).group_by(row.publisher)
        with self._engine.faults():
            for who, count, last in self._sql.execute(query.order_by(self._engine.plain(row.publisher))):
                yield who, count, date.fromisoformat(last) if last else None

    def report_digest(self, report_id: str) -> str | None:
        return self._sql.scalar(sa.select(t.reports.c.sha256).where(t.reports.c.id == report_id))

    def uncoded(self) -> Iterator[Report]:
        coded = sa.exists().where(t.codings.c.report_id == t.reports.c.id)
        query = sa.select(t.reports).where(~coded).order_by(t.reports.c.seq)
        return (r.read_report(row) for row in self._rows(query))

    def unlinked(self) -> Sequence[StoredEvent]:
        row = t.members.c
        linked = sa.exists().where(row.report_id == t.codings.c.report_id, row.event_id == t.events.c.event_id)
        query = sa.select(t.codings.c.report_id, t.events.c.event_id).join(t.codings)
        query = query.where(t.codings.c.is_newest.is_(True), ~linked)
        return self._stored_events({(found["report_id"], found["event_id"]) for found in self._rows(query)})

    # codings -----------------------------------------------------------------------------------------------------

    def coded(self, report_ids: Iterable[str] | None = None) -> Iterator[CodedReport]:
        newest = sa.select(t.codings.c.id, t.codings.c.report_id).where(t.codings.c.is_newest.is_(True))
        if report_ids is None:
            yield from self._codings(newest)
            return
        for batch in batches(sorted(set(report_ids))):
            yield from self._codings(newest.where(t.codings.c.report_id.in_(batch)))

    def newest_codings(self, after: int = 0) -> Mapping[int, str]:
        row = t.codings.c
        query = sa.select(row.id, row.report_id).where(row.id > after, row.is_newest.is_(True))
        with self._engine.faults():
            return {found.id: found.report_id for found in self._sql.execute(query)}

    def confidences(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[EventKey, float]]:
        coding, event, why = t.codings.c, t.events.c, t.mentions.c
        words = sa.and_(why.coding_id == event.coding_id, why.unit == event.event_id)
        least = sa.func.coalesce(sa.func.min(why.confidence), 0.0)
        query = sa.select(coding.report_id, event.event_id, least).join_from(t.codings, t.events)
        query = query.outerjoin(t.mentions, words).group_by(coding.report_id, event.coding_id, event.event_id)
        if numbers is None:
            steps = [query.where(coding.is_newest.is_(True))]
        else:
            steps = [query.where(coding.id.in_(batch)) for batch in batches(sorted(set(numbers)))]
        with self._engine.faults():
            for step in steps:
                for report_id, event_id, confidence in self._sql.execute(step):
                    yield (report_id, event_id), confidence

    def codings_of(self, report_id: str) -> Sequence[CodedReport]:
        query = sa.select(t.codings.c.id, t.codings.c.report_id).where(t.codings.c.report_id == report_id)
        return list(self._codings(query))

    def _codings(self, query: sa.Select[Any]) -> Iterator[CodedReport]:
        codings = list(self._rows(query.order_by(self._engine.plain(t.codings.c.report_id), t.codings.c.id)))
        for batch in batches(codings):
            ids = [coding["id"] for coding in batch]
            whys = self._whys(ids)
            events, tallies = self._events_in(ids, whys), self._tallies_in(ids, whys)
            for coding in batch:
                found = events[coding["id"]], tuple(tally.tally for tally in tallies[coding["id"]])
                yield CodedReport(coding["report_id"], tuple(found[0]), found[1])

    def _whys(self, coding_ids: Sequence[int]) -> dict[tuple[int, str], list[Why]]:
        query = sa.select(t.mentions).where(t.mentions.c.coding_id.in_(coding_ids))
        found: defaultdict[tuple[int, str], list[Why]] = defaultdict(list)
        for row in self._rows(query.order_by(t.mentions.c.coding_id, t.mentions.c.unit, t.mentions.c.position)):
            found[row["coding_id"], row["unit"]].append(r.read_why(row))
        return found

    def _events_in(self, ids: Sequence[int], whys: dict[tuple[int, str], list[Why]]) -> dict[int, list[Event]]:
        query = sa.select(t.events).where(t.events.c.coding_id.in_(ids))
        found: defaultdict[int, list[Event]] = defaultdict(list)
        for row in self._rows(query.order_by(t.events.c.coding_id, t.events.c.position)):
            event = r.read_event_body(row["body"], whys.get((row["coding_id"], row["event_id"]), ()))
            found[row["coding_id"]].append(event)
        return found

    def _tallies_in(self, ids: Sequence[int], whys: dict[tuple[int, str], list[Why]]) -> dict[int, list[ReportTally]]:
        query = sa.select(t.tallies, t.codings.c.report_id).join(t.codings).where(t.tallies.c.coding_id.in_(ids))
        found: defaultdict[int, list[ReportTally]] = defaultdict(list)
        for row in self._rows(query.order_by(t.tallies.c.coding_id, t.tallies.c.position)):
            tally = r.read_tally_body(row["body"], whys.get((row["coding_id"], f"t{row['position']}"), ()))
            found[row["coding_id"]].append(ReportTally(row["report_id"], row["position"], tally))
        return found

    def tallies(self) -> Iterator[ReportTally]:
        query = sa.select(t.codings.c.id).where(t.codings.c.is_newest.is_(True))
        query = query.order_by(self._engine.plain(t.codings.c.report_id))
        for ids in batches([row["id"] for row in self._rows(query)]):
            found = self._tallies_in(ids, self._whys(ids))
            for coding_id in ids:
                yield from found.get(coding_id, ())

    # incidents ---------------------------------------------------------------------------------------------------

    def incidents(
        self,
        wanted: IncidentFilter | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        newest_first: bool = False,
    ) -> Iterator[Incident]:
        asked, row = wanted or IncidentFilter(), t.incidents.c
        query = sa.select(row.body).where(*incident_conditions(self._engine, asked))
        by_date = (row.date_start.desc(), row.date_end.desc()) if newest_first else (row.date_start, row.date_end)
        query = query.order_by(row.date_start.is_(None), *by_date, self._engine.plain(row.id))
        if asked.near is None and not asked.exact:
            query = query.limit(limit).offset(offset)
            return (r.read_incident(found["body"]) for found in self._rows(query))
        found = (r.read_incident(found["body"]) for found in self._rows(query))
        kept = (incident for incident in found if self._is_meant(incident, asked))
        return islice(kept, offset, None if limit is None else offset + limit)

    def incident_ids(self, wanted: IncidentFilter | None = None) -> Iterator[str]:
        asked = wanted or IncidentFilter()
        if asked.near is not None or asked.exact:
            return (incident.id for incident in self.incidents(asked))
        query = sa.select(t.incidents.c.id).where(*incident_conditions(self._engine, asked))
        return (row["id"] for row in self._rows(query))

    def newest_incidents(self) -> Collection[int]:
        with self._engine.faults():
            return set(self._sql.scalars(sa.select(t.incidents.c.seq).where(t.incidents.c.is_newest.is_(True))))

    def briefs(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[int, Brief]]:
        row = t.incidents.c
        query = sa.select(row.seq, row.body)
        if numbers is None:
            steps = [query.where(row.is_newest.is_(True))]
        else:
            steps = [query.where(row.seq.in_(batch)) for batch in batches(sorted(set(numbers)))]
        with self._engine.faults():
            for step in steps:
                for number, body in self._sql.execute(step):
                    yield number, r.read_brief(body)

    def count_incidents(self, wanted: IncidentFilter | None = None) -> int:
        asked = wanted or IncidentFilter()
        if asked.near is not None or asked.exact:
            return sum(1 for _ in self.incidents(asked))
        query = sa.select(sa.func.count()).select_from(t.incidents)
        return self._sql.scalar(query.where(*incident_conditions(self._engine, asked))) or 0

    def _is_meant(self, incident: Incident, asked: IncidentFilter) -> bool:
        if asked.near is not None:
            point = next((place for place in incident.places if place.lat is not None), None)
            if point is None or point.lat is None or point.lon is None:
                return False
            if distance_km(asked.near.lat, asked.near.lon, point.lat, point.lon) > asked.near.km:
                return False
        if not asked.exact:
            return True
        names = "\n".join(place.name for place in incident.places)
        held = self._reports_of(key[0] for key in incident.members)
        texts = [names, *(f"{report.title}\n{report.text}" for report in held.values())]
        return any(_has_all(text, asked.exact) for text in texts)

    def _reports_of(self, report_ids: Iterable[str]) -> dict[str, Report]:
        found: dict[str, Report] = {}
        for batch in batches(sorted(set(report_ids))):
            for row in self._rows(sa.select(t.reports).where(t.reports.c.id.in_(batch))):
                found[row["id"]] = r.read_report(row)
        return found

    def incident(self, incident_id: str) -> Incident | None:
        now = self._leads_to(incident_id)
        row = t.incidents.c
        query = sa.select(row.body).where(row.id == now, row.is_newest.is_(True))
        body = self._sql.scalar(query)
        return r.read_incident(body) if body else None

    def _leads_to(self, incident_id: str) -> str:
        """The id under which an incident is now, by way of all merges."""
        seen = {incident_id}
        while True:
            query = sa.select(t.incident_ids.c.leads_to).where(t.incident_ids.c.id == incident_id)
            onward = self._sql.scalar(query)
            if onward is None or onward in seen:
                return incident_id
            seen.add(onward)
            incident_id = onward

    def revisions(self, incident_id: str) -> Sequence[Revision]:
        query = sa.select(t.incidents, t.versions.c.software, t.versions.c.lexicon, t.versions.c.gazetteer)
        query = query.join(t.versions, t.versions.c.id == t.incidents.c.version)
        query = query.where(t.incidents.c.id == incident_id).order_by(t.incidents.c.revision)
        return [
            Revision(
                r.read_incident(row["body"]),
                row["revision"],
                datetime.fromisoformat(row["at"]),
                Versions(row["software"], row["lexicon"], row["gazetteer"]),
            )
            for row in self._rows(query)
        ]

    def revision_numbers(self, incident_ids: Iterable[str]) -> dict[str, int]:
        return {row["id"]: row["revision"] for row in self._newest(incident_ids)}

    def revision_times(self, incident_ids: Iterable[str]) -> dict[str, datetime]:
        return {row["id"]: datetime.fromisoformat(row["at"]) for row in self._newest(incident_ids)}

    def _newest(self, incident_ids: Iterable[str]) -> Iterator[Mapping[str, Any]]:
        """The number and time of the newest revision of each incident."""
        row = t.incidents.c
        for batch in batches(sorted(set(incident_ids))):
            query = sa.select(row.id, row.revision, row.at).where(row.id.in_(batch), row.is_newest.is_(True))
            yield from self._rows(query)

    def as_of(self) -> datetime | None:
        last_rows = ((t.imports, t.imports.c.id), (t.codings, t.codings.c.id), (t.incidents, t.incidents.c.seq))
        times = [
            self._sql.scalar(sa.select(table.c.at).order_by(number.desc()).limit(1)) for table, number in last_rows
        ]
        last = max((time for time in times if time), default=None)
        return datetime.fromisoformat(last) if last else None

    def changed_since(self, when: datetime) -> dict[str, int]:
        row, moment = t.incidents.c, when.astimezone(UTC).isoformat()
        query = sa.select(row.id, row.revision).where(row.is_newest.is_(True), row.at > moment)
        return {found["id"]: found["revision"] for found in self._rows(query)}

    def mark(self) -> tuple[int, ...]:
        newest = (t.imports.c.id, t.codings.c.id, t.incidents.c.seq, t.decisions.c.number)
        return tuple(self._sql.scalar(sa.select(sa.func.max(column))) or 0 for column in newest)

    def counts(self) -> dict[str, int]:
        newest = sa.select(t.codings.c.id).where(t.codings.c.is_newest.is_(True)).scalar_subquery()
        asked = {
            "reports": sa.select(sa.func.count()).select_from(t.reports),
            "codings": sa.select(sa.func.count()).select_from(t.codings),
            "events": sa.select(sa.func.count()).where(t.events.c.coding_id.in_(newest)),
            "tallies": sa.select(sa.func.count()).where(t.tallies.c.coding_id.in_(newest)),
            "incidents": sa.select(sa.func.count()).where(t.incidents.c.is_newest.is_(True)),
            "decisions": sa.select(sa.func.count()).select_from(t.decisions),
            "imports": sa.select(sa.func.count()).select_from(t.imports),
        }
        return {name: self._sql.scalar(query) or 0 for name, query in asked.items()}

    # for reconciliation ------------------------------------------------------------------------------------------

    def events_posted_under(self, block_keys: Iterable[str]) -> Sequence[StoredEvent]:
        keys: set[EventKey] = set()
        row = t.block_keys.c
        for batch in batches(sorted(set(block_keys))):
            query = sa.select(row.report_id, row.event_id).where(row.key.in_(batch)).distinct()
            keys.update((found["report_id"], found["event_id"]) for found in self._rows(query))
        return self._stored_events(keys)

    def events_of(self, incident_ids: Iterable[str]) -> Sequence[StoredEvent]:
        keys: set[EventKey] = set()
        row = t.members.c
        for batch in batches(sorted(set(incident_ids))):
            query = sa.select(row.report_id, row.event_id).where(row.incident_id.in_(batch))
            keys.update((found["report_id"], found["event_id"]) for found in self._rows(query))
        return self._stored_events(keys)

    def _stored_events(self, keys: set[EventKey]) -> list[StoredEvent]:
        ids = {report_id for report_id, _ in keys}
        reports = self._reports_of(ids)
        found = [
            StoredEvent(coded.id, event, reports.get(coded.id))
            for coded in self.coded(ids)
            for event in coded.events
            if (coded.id, event.id) in keys
        ]
        return sorted(found, key=lambda stored: stored.key)

    def events(self, keys: Iterable[EventKey]) -> Sequence[StoredEvent]:
        return self._stored_events(set(keys))

    def incident_ids_of(self, keys: Iterable[EventKey]) -> dict[EventKey, str]:
        wanted = set(keys)
        found: dict[EventKey, str] = {}
        for batch in batches(sorted({report_id for report_id, _ in wanted})):
            for row in self._rows(sa.select(t.members).where(t.members.c.report_id.in_(batch))):
                key = (row["report_id"], row["event_id"])
                if key in wanted:
                    found[key] = row["incident_id"]
        return found

    def decisions(self, after: int = 0) -> Sequence[Decision]:
        query = sa.select(t.decisions.c.body).where(t.decisions.c.number > after).order_by(t.decisions.c.number)
        return [r.read_decision(row["body"]) for row in self._rows(query)]

    def has_incident_id(self, incident_id: str) -> bool:
        return self._sql.scalar(sa.select(t.incident_ids.c.id).where(t.incident_ids.c.id == incident_id)) is not None


def _has_all(text: str, phrases: tuple[str, ...]) -> bool:
    return all(has_phrase(text, phrase) for phrase in phrases)
