"""The store in one SQLite file: write-ahead log, foreign keys on, every commit on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from marsad.store.engine import WRITES, Engine

#: the application id in the head of the file: "MRSD"
MARK = 0x4D525344
#: how long a writer waits for another, in seconds
PATIENCE = 30.0
_FAULTS = (
    ("locked", "another program is writing to it; wait until it is done, then try again"),
    ("busy", "another program is writing to it; wait until it is done, then try again"),
    ("disk is full", "the disk is full; nothing of this step was kept: make room, then try again"),
    ("not a database", "this is no Marsad store; name another file"),
    ("malformed", "the file is damaged; restore a backup with `marsad db restore`"),
    ("readonly", "the file is not writable; change its permissions or copy it to a place of your own"),
    ("unable to open", "the file cannot be opened; check the path and its permissions"),
    ("disk i/o error", "the disk does not answer; nothing of this step was kept"),
)


class SQLiteEngine(Engine):
    """SQLite, through the driver of the standard library."""

    def __init__(self, path: Path, *, max_pages: int | None = None) -> None:
        self.path = path
        self.read_options = {}
        self.name = str(path)
        url = sa.URL.create("sqlite", database=str(path))
        self.sql = sa.create_engine(url, connect_args={"timeout": PATIENCE})
        event.listen(self.sql, "connect", lambda raw, _: _prepare(raw, max_pages))
        event.listen(self.sql, "begin", _begin)

    def exists(self) -> bool:
        return self.path.exists() and self.path.stat().st_size > 0

    def lock(self, connection: sa.Connection) -> None:
        """Nothing more to do: the transaction began as a writing one."""

    def plain(self, column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
        return column

    def match(self, table: sa.Table, words: Sequence[frozenset[str]]) -> sa.ColumnElement[bool]:
        query = " AND ".join("(" + " OR ".join(f'"{word}"' for word in sorted(group)) + ")" for group in words)
        found = sa.text(f"SELECT rowid FROM {table.name}_search WHERE {table.name}_search MATCH :{table.name}_words")
        return table.c.seq.in_(found.bindparams(**{f"{table.name}_words": query}).columns(sa.column("rowid")))

    def damages(self, connection: sa.Connection) -> list[str]:
        found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
        for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            found.append(f"row {rowid} of {table} points to a row of {parent} that is not there")
        return found

    def after_copy(self, connection: sa.Connection) -> None:
        """SQLite counts on from the highest number by itself."""

    def fault(self, error: exc.DBAPIError) -> str:
        words = str(error.orig)
        for sign, meaning in _FAULTS:
            if sign in words.lower():
                return meaning
        return f"the database refused this step ({words})"


def _prepare(raw: Any, max_pages: int | None) -> None:
    """Set a fresh connection up; SQLAlchemy, not the driver, begins transactions.

    The write-ahead log is a lasting setting of the file: it is set on Marsad's own files alone.
    """
    raw.isolation_level = None
    for setting in ("foreign_keys = ON", "synchronous = FULL"):
        raw.execute(f"PRAGMA {setting}")
    if raw.execute("PRAGMA application_id").fetchone()[0] == MARK:
        raw.execute("PRAGMA journal_mode = WAL")
    if max_pages is not None:
        raw.execute(f"PRAGMA max_page_count = {max_pages}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


#: statements that a new SQLite store needs beside its tables
SEARCH_AND_GUARDS: tuple[str, ...] = (
    (f"PRAGMA application_id = {MARK}",)
    + tuple(
        statement
        for table in ("reports", "incidents")
        for statement in (
            f"CREATE VIRTUAL TABLE {table}_search USING fts5(words, content='{table}', content_rowid='seq', "
            "tokenize='unicode61 remove_diacritics 0')",
            f"CREATE TRIGGER {table}_search_add AFTER INSERT ON {table} BEGIN "
            f"INSERT INTO {table}_search(rowid, words) VALUES (new.seq, new.words); END",
            f"CREATE TRIGGER {table}_search_drop AFTER DELETE ON {table} BEGIN "
            f"INSERT INTO {table}_search({table}_search, rowid, words) VALUES ('delete', old.seq, old.words); END",
            f"CREATE TRIGGER {table}_search_change AFTER UPDATE OF words ON {table} BEGIN "
            f"INSERT INTO {table}_search({table}_search, rowid, words) VALUES ('delete', old.seq, old.words); "
            f"INSERT INTO {table}_search(rowid, words) VALUES (new.seq, new.words); END",
        )
    )
    + (
        "CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN "
        "SELECT RAISE(ABORT, 'decisions are never changed'); END",
        "CREATE TRIGGER decisions_last BEFORE DELETE ON decisions BEGIN "
        "SELECT RAISE(ABORT, 'decisions are never deleted'); END",
        "CREATE TRIGGER reports_stay BEFORE UPDATE OF id, text, sha256, title, published ON reports BEGIN "
        "SELECT RAISE(ABORT, 'reports are never changed'); END",
        "CREATE TRIGGER reports_last BEFORE DELETE ON reports BEGIN "
        "SELECT RAISE(ABORT, 'reports are never deleted'); END",
        "CREATE TRIGGER incidents_stay BEFORE UPDATE OF id, revision, body, digest ON incidents BEGIN "
        "SELECT RAISE(ABORT, 'revisions of incidents are never changed'); END",
        "CREATE TRIGGER incidents_last BEFORE DELETE ON incidents BEGIN "
        "SELECT RAISE(ABORT, 'revisions of incidents are never deleted'); END",
    )
)

#: the same for the log of access
ACCESS_GUARDS: tuple[str, ...] = (
    "CREATE TRIGGER access_log_stay BEFORE UPDATE ON access_log BEGIN "
    "SELECT RAISE(ABORT, 'the log of access is never changed'); END",
    "CREATE TRIGGER access_log_last BEFORE DELETE ON access_log BEGIN "
    "SELECT RAISE(ABORT, 'the log of access is never deleted'); END",
)

#: what the store notes as the last row of a log only moves on
HEAD_GUARDS: tuple[str, ...] = (
    "CREATE TRIGGER heads_stay BEFORE UPDATE ON heads WHEN new.number <= old.number BEGIN "
    "SELECT RAISE(ABORT, 'the head of a log never goes back'); END",
    "CREATE TRIGGER heads_last BEFORE DELETE ON heads BEGIN "
    "SELECT RAISE(ABORT, 'the head of a log is never deleted'); END",
)
