"""Checking, backing up and restoring a store. A backup is one SQLite file, whatever the engine it came from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from marsad.errors import OutputError, StoreError
from marsad.model.codec import canonical
from marsad.model.incident import Decision
from marsad.model.rows import coded_row
from marsad.reconcile.decisions import missing_row, read_seal, seal_of, verify_log
from marsad.store import rows as r
from marsad.store import schema as t
from marsad.store.base import Damage, text_digest
from marsad.store.people import access_faults
from marsad.store.sqlite import SQLiteEngine
from marsad.store.view import SqlView, batches

if TYPE_CHECKING:
    from marsad.store.sql import SqlStore


def check_store(store: SqlStore) -> list[Damage]:
    """Everything that is wrong with what is held."""
    with store.engine.reading() as connection:
        found = [Damage("database", what) for what in store.engine.damages(connection)]
        view = SqlView(store.engine, connection)
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
    try:
        decisions = view.decisions()
    except (ValueError, TypeError) as error:
        yield Damage("decision log", f"a row cannot be read ({error})")
        return
    for fault in verify_log(decisions, view.head("decisions")):
        yield Damage(f"decision {fault.number}", fault.what)
    query = sa.select(t.decisions.c.number, t.decisions.c.hash, t.decisions.c.body)
    for row in connection.execute(query):
        body = json.loads(row.body)
        if (body["number"], body["hash"]) != (row.number, row.hash):
            yield Damage(f"decision {row.number}", "its columns and its body differ")


def _wrong_access(view: SqlView, connection: sa.Connection) -> Iterator[Damage]:
    try:
        log = view.access_log()
    except (ValueError, TypeError) as error:
        yield Damage("log of access", f"a row cannot be read ({error})")
        return
    for number, what in access_faults(log, view.head("access_log")):
        yield Damage(f"row {number} of the log of access", what)
    columns = connection.execute(sa.select(t.access_log.c.number, t.access_log.c.hash))
    hashes = {row.number: row.hash for row in columns}
    for row in log:
        if hashes.get(row.number) != row.hash:
            yield Damage(f"row {row.number} of the log of access", "its columns and its body differ")


def back_up(store: SqlStore, out: Path) -> None:
    """Write a consistent copy of the store as one SQLite file that appears only when it is whole."""
    if out.exists():
        raise OutputError(f"{out}: there is a file already; name another")
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        _copy_to_file(store, part)
        part.replace(out)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror}); nothing was kept") from error
    except StoreError as error:
        raise OutputError(f"{out}: the backup failed, nothing was kept: {error}") from error
    finally:
        for leftover in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            leftover.unlink(missing_ok=True)


def _copy_to_file(store: SqlStore, path: Path) -> None:
    from marsad.store.sql import SqlStore

    if not path.parent.is_dir():
        raise OutputError(f"{path.parent}: there is no such folder; make it first")
    copy = SqlStore(SQLiteEngine(path), store.versions)
    try:
        copy.upgrade()
        copy_rows(store, copy)
        damages = copy.check()
        if damages:
            raise StoreError(f"the store is damaged: {damages[0].where}: {damages[0].what}")
        with copy.engine.faults(), copy.engine.sql.connect() as connection:
            # one file without a log beside it
            connection.connection.driver_connection.execute("PRAGMA journal_mode = DELETE")  # type: ignore[union-attr]
    finally:
        copy.close()


def copy_rows(source: SqlStore, target: SqlStore) -> None:
    """Copy every row of one store into another that is empty."""
    with source.engine.reading() as read, target.engine.writing() as write:
        for table in t.COPY_ORDER:
            if write.scalar(sa.select(sa.func.count()).select_from(table)):
                raise StoreError(f"{target.name}: there are rows already; restore into a new store")
        for table in t.COPY_ORDER:
            for batch in batches(read.execute(sa.select(table)).mappings(), 500):
                write.execute(sa.insert(table), [dict(row) for row in batch])
        target.engine.after_copy(write)


def restore(backup: Path, target: str | Path) -> dict[str, int]:
    """Fill a new store, on either engine, from a backup; returns what it holds. A damaged backup is refused."""
    from marsad.store.sql import SqlStore, engine_for, open_store

    with open_store(backup, create=False) as source:
        damages = source.check()
        if damages:
            raise StoreError(f"{backup}: the backup is damaged: {damages[0].where}: {damages[0].what}")
        store = SqlStore(engine_for(target), source.versions)
        if isinstance(store.engine, SQLiteEngine):
            store.close()
            back_up(source, store.engine.path)
        else:
            _fill(source, store)
        with open_store(target, create=False) as made, made.view() as view:
            return view.counts()


def _fill(source: SqlStore, store: SqlStore) -> None:
    try:
        store.upgrade()
        copy_rows(source, store)
    finally:
        store.close()


def head_of(log: Sequence[Decision]) -> str:
    """The last decision as `number:hash`, to be noted down outside the store."""
    return str(seal_of(log))


def missing_head(log: Sequence[Decision], noted: str) -> list[Damage]:
    """What is wrong if the log does not hold a decision that was noted down: its tail was cut off or exchanged."""
    return [
        Damage("decision log", f"decision {fault.number} {fault.what}") for fault in missing_row(log, read_seal(noted))
    ]
