"""Adding to a store inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from marsad.errors import StoreError
from marsad.model.codec import canonical, to_plain
from marsad.model.event import CodedReport
from marsad.model.incident import Decision, EventKey
from marsad.model.record import Versions
from marsad.model.report import Report
from marsad.model.rows import coded_row
from marsad.reconcile.decisions import seal_decision
from marsad.store import rows as r
from marsad.store import schema as t
from marsad.store.base import Added, Writer, text_digest
from marsad.store.engine import Engine
from marsad.store.incidents import IncidentWriter
from marsad.store.sql_people import SqlPeopleWriter
from marsad.store.words import index_words

NUL = "\0"


class SqlWriter(SqlPeopleWriter, IncidentWriter, Writer):
    """A Writer on one connection that is inside a transaction; `now` and `versions` stamp its rows."""

    def __init__(self, engine: Engine, connection: sa.Connection, versions: Versions, now: datetime) -> None:
        super().__init__(engine, connection)
        self._now = now.astimezone(UTC).isoformat(timespec="microseconds")
        self._version = self._version_id(versions)

    def _version_id(self, versions: Versions) -> int:
        row = t.versions.c
        stamp = {"software": versions.software, "lexicon": versions.lexicon, "gazetteer": versions.gazetteer}
        found = self._sql.scalar(sa.select(row.id).where(*(row[name] == value for name, value in stamp.items())))
        return found if found is not None else self._insert(t.versions, stamp)

    def _insert(self, table: sa.Table, values: Mapping[str, Any]) -> int:
        """Insert one row and tell its number."""
        key = self._sql.execute(sa.insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])

    # reports -----------------------------------------------------------------------------------------------------

    def add_reports(self, reports: Iterable[Report], source: str) -> Added:
        import_row = {"source": source, "at": self._now, "added": 0, "known": 0, "version": self._version}
        import_id = self._insert(t.imports, import_row)
        added: list[str] = []
        known: list[str] = []
        refused: list[tuple[str, str]] = []
        for report in reports:
            wrong = _unfit(report)
            held = None if wrong else self.report(report.id)
            if held == report:
                known.append(report.id)
            elif wrong or held is not None:
                refused.append((report.id, wrong or _rivalry(held, report)))
            else:
                self._sql.execute(sa.insert(t.reports).values(self._report_row(report, import_id)))
                added.append(report.id)
        done = sa.update(t.imports).where(t.imports.c.id == import_id)
        self._sql.execute(done.values(added=len(added), known=len(known)))
        return Added(tuple(added), tuple(known), tuple(refused))

    def _report_row(self, report: Report, import_id: int) -> dict[str, Any]:
        return {
            "id": report.id,
            "publisher": report.publisher,
            "published": report.published.isoformat() if report.published else None,
            "title": report.title,
            "text": report.text,
            "url": report.url,
            "lang": report.lang,
            "sha256": text_digest(report.text),
            "words": index_words(report.title, report.text),
            "import_id": import_id,
            "version": self._version,
        }

    # codings -----------------------------------------------------------------------------------------------------

    def add_coded(self, coded: Iterable[CodedReport]) -> int:
        return sum(self._add_coding(report) for report in coded)

    def _add_coding(self, coded: CodedReport) -> bool:
        if self.report_digest(coded.id) is None:
            raise StoreError(f"{self._engine.name}: the report {coded.id!r} is not held; add the report first")
        digest, row = r.digest_of(canonical(coded_row(coded))), t.codings.c
        newest = sa.select(row.id, row.digest, row.version).where(row.report_id == coded.id, row.is_newest.is_(True))
        held = self._sql.execute(newest).first()
        if held is not None and (held.digest, held.version) == (digest, self._version):
            return False
        if held is not None:
            self._sql.execute(sa.update(t.codings).where(row.id == held.id).values(is_newest=False))
            self._forget_lost(coded)
        values = {"report_id": coded.id, "at": self._now, "digest": digest, "is_newest": True, "version": self._version}
        self._add_parts(self._insert(t.codings, values), coded)
        return held is None or held.digest != digest

    def _forget_lost(self, coded: CodedReport) -> None:
        """Events that a new coding does not hold are in no incident any more."""
        row = t.members.c
        gone = row.event_id.not_in([event.id for event in coded.events])
        self._sql.execute(sa.delete(t.members).where(row.report_id == coded.id, gone))

    def _add_parts(self, coding_id: int, coded: CodedReport) -> None:
        events, tallies, whys = [], [], []
        for position, event in enumerate(coded.events, 1):
            span = event.date
            events.append(
                {
                    "coding_id": coding_id,
                    "event_id": event.id,
                    "position": position,
                    "type": event.type,
                    "status": event.status,
                    "date_start": span.start.isoformat() if span else None,
                    "date_end": span.end.isoformat() if span else None,
                    "body": r.event_body(event),
                }
            )
            whys += r.why_rows(coding_id, event.id, event.why)
        for position, tally in enumerate(coded.tallies, 1):
            tallies.append({"coding_id": coding_id, "position": position, "body": r.tally_body(tally)})
            whys += r.why_rows(coding_id, f"t{position}", tally.why)
        self._insert_all(t.events, events)
        self._insert_all(t.tallies, tallies)
        self._insert_all(t.mentions, whys)

    def post_blocks(self, keys: Mapping[EventKey, Iterable[str]]) -> None:
        row = t.block_keys.c
        for report_id in sorted({report_id for report_id, _ in keys}):
            self._sql.execute(sa.delete(t.block_keys).where(row.report_id == report_id))
        self._insert_all(
            t.block_keys,
            [
                {"key": key, "report_id": report_id, "event_id": event_id}
                for (report_id, event_id), posted in sorted(keys.items())
                for key in sorted(set(posted))
            ],
        )

    # decisions ---------------------------------------------------------------------------------------------------

    def decide(self, decision: Decision) -> Decision:
        sealed = seal_decision(decision, self._last_decision())
        self._append(sealed)
        return sealed

    def _last_decision(self) -> list[Decision]:
        row = t.decisions.c
        body = self._sql.scalar(sa.select(row.body).order_by(row.number.desc()).limit(1))
        return [r.read_decision(body)] if body else []

    def append_decisions(self, decisions: Iterable[Decision]) -> int:
        held = set(self._sql.scalars(sa.select(t.decisions.c.hash)))
        fresh = [decision for decision in decisions if decision.hash not in held]
        for decision in fresh:
            if seal_decision(decision, self._last_decision()) != decision:
                raise StoreError(f"{self._engine.name}: decision {decision.number} does not follow on the log")
            self._append(decision)
        return len(fresh)

    def _append(self, decision: Decision) -> None:
        values = {
            "number": decision.number,
            "body": canonical(to_plain(decision)),
            "previous": decision.previous,
            "hash": decision.hash,
            "version": self._version,
        }
        self._sql.execute(sa.insert(t.decisions).values(**values))
        self._move_head("decisions", decision.number, decision.hash)


def _rivalry(held: Report | None, report: Report) -> str:
    """Why a report is refused whose id the store holds for another."""
    differing = [field.name for field in fields(Report) if getattr(held, field.name) != getattr(report, field.name)]
    return f"the store holds this id with another {' and '.join(differing)}; give the report an id of its own"


def _unfit(report: Report) -> str:
    """Why a report cannot be held verbatim; empty if it can."""
    for name in ("id", "publisher", "title", "text", "url", "lang"):
        value = getattr(report, name)
        if NUL in value:
            return f"its {name} holds a NUL character; remove it"
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            return f"its {name} holds half of a surrogate pair; mend the encoding"
    return "" if report.id else "it has no id"
