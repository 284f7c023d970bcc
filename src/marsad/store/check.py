"""What is wrong with what a store holds: altered texts, codings and incidents, broken chains, two newest revisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import sqlalchemy as sa

from marsad.model.codec import canonical
from marsad.model.rows import coded_row
from marsad.reconcile.decisions import Fault, Row, verify_log
from marsad.store import rows as r
from marsad.store import schema as t
from marsad.store.base import Damage, text_digest
from marsad.store.engine import Engine
from marsad.store.people import access_faults
from marsad.store.view import SqlView, batches


def check_store(engine: Engine) -> list[Damage]:
    """Everything that is wrong with what is held."""
    with engine.reading() as connection:
        found = [Damage("database", what) for what in engine.damages(connection)]
        view = SqlView(engine, connection)
        for part in (_wrong_reports, _wrong_codings, _wrong_incidents, _wrong_decisions, _wrong_access):
            found += part(view, connection)
    return found


def _wrong_reports(view: SqlView, connection: sa.Connection) -> Iterator[Damage]:
    for row in connection.execute(sa.select(t.reports.c.id, t.reports.c.text, t.reports.c.sha256)):
        if text_digest(row.text) != row.sha256:
            yield Damage(f"report {row.id}", "its text is not the text that came in")


def _wrong_codings(view: SqlView, connection: sa.Connection) -> Iterator[Damage]:
    query = sa.select(t.codings.c.report_id, t.codings.c.digest).where(t.codings.c.is_newest.is_(True))
    digests = {row.report_id: row.digest for row in connection.execute(query)}
    for batch in batches(sorted(digests)):
        for coded in view.coded(batch):
            if r.digest_of(canonical(coded_row(coded))) != digests[coded.id]:
                yield Damage(f"coding of {coded.id}", "it was altered after it was written")


def _wrong_incidents(view: SqlView, connection: sa.Connection) -> Iterator[Damage]:
    row = t.incidents.c
    for found in connection.execute(sa.select(row.id, row.revision, row.digest, row.body)):
        if r.digest_of(found.body) != found.digest:
            yield Damage(f"incident {found.id}, revision {found.revision}", "it was altered after it was written")
    newest = sa.select(row.id).where(row.is_newest.is_(True)).group_by(row.id).having(sa.func.count() > 1)
    for found in connection.execute(newest):
        yield Damage(f"incident {found.id}", "two revisions count as the newest")


def _wrong_decisions(view: SqlView, connection: sa.Connection) -> Iterator[Damage]:
    columns = sa.select(t.decisions.c.number, t.decisions.c.hash)
    read = view.decisions, lambda log: verify_log(log, view.head("decisions"))
    yield from _wrong_log("decision log", "decision {}", *read, connection.execute(columns))


def _wrong_access(view: SqlView, connection: sa.Connection) -> Iterator[Damage]:
    columns = sa.select(t.access_log.c.number, t.access_log.c.hash)
    read = view.access_log, lambda log: access_faults(log, view.head("access_log"))
    yield from _wrong_log("log of access", "row {} of the log of access", *read, connection.execute(columns))


def _wrong_log(
    name: str,
    place: str,
    read: Callable[[], Sequence[Row]],
    faults_of: Callable[[Sequence[Row]], list[Fault]],
    columns: Iterable[sa.Row[tuple[int, str]]],
) -> Iterator[Damage]:
    """What is wrong with a chained log: rows that cannot be read, a broken chain, columns that belie their body."""
    try:
        log = read()
    except (ValueError, TypeError) as error:
        yield Damage(name, f"a row cannot be read ({error})")
        return
    for fault in faults_of(log):
        yield Damage(place.format(fault.number), fault.what)
    held = {row.hash: row.number for row in columns}
    for row in log:
        if held.get(row.hash) != row.number:
            yield Damage(place.format(row.number), "its columns and its body differ")
