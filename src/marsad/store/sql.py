"""The Store on either engine: opening, upgrading, and the doors to reading and writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import sqlalchemy as sa

from marsad.errors import StoreError
from marsad.model.record import Versions
from marsad.store import schema as t
from marsad.store.base import Damage, Store
from marsad.store.check import check_store
from marsad.store.copying import copy_rows, whole_file
from marsad.store.engine import Engine
from marsad.store.postgres import PostgresEngine
from marsad.store.sqlite import SQLiteEngine
from marsad.store.versions import current_versions
from marsad.store.view import SqlView
from marsad.store.writer import SqlWriter

SUFFIX = ".marsad"
_URL = re.compile(r"^(postgresql|postgres)(\+psycopg)?://")


def engine_for(where: str | Path) -> Engine:
    """The engine of a path or URL; a path without an ending is given `.marsad`."""
    if isinstance(where, str) and _URL.match(where):
        return PostgresEngine(_URL.sub("postgresql://", where))
    path = Path(where.removeprefix("sqlite:///") if isinstance(where, str) else where)
    return SQLiteEngine(path if path.suffix or path.is_file() else path.with_name(path.name + SUFFIX))


def open_store(where: str | Path, *, create: bool = True, versions: Versions | None = None) -> SqlStore:
    """Open the store at a path or PostgreSQL URL; a new one is made where none is, unless `create` is false."""
    store = SqlStore(engine_for(where), versions)
    if not store.engine.exists():
        if not create:
            raise StoreError(f"{store.name}: there is no store here; make one with `marsad db upgrade {store.name}`")
        store.upgrade()
    found = store.schema()
    if found != t.HEAD:
        raise StoreError(f"{store.name}: {_schema_fault(store.name, found)}")
    return store


def _schema_fault(name: str, found: str) -> str:
    if not found:
        return "this database holds no Marsad store; name another"
    if found > t.HEAD:
        return f"a newer Marsad wrote this store (schema {found}, this one knows {t.HEAD}); upgrade Marsad"
    return f"this store is of schema {found}, not {t.HEAD}; run `marsad db backup`, then `marsad db upgrade {name}`"


class SqlStore(Store):
    """A Store on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, versions: Versions | None = None) -> None:
        self.engine = engine
        self.name = engine.name
        self._versions = versions

    @property
    def versions(self) -> Versions:
        """The stamp of rows that are written now: the one given, else that of this installation as it is now."""
        return self._versions or current_versions()

    @contextmanager
    def view(self) -> Iterator[SqlView]:
        with self.engine.reading() as connection:
            yield SqlView(self.engine, connection)

    @contextmanager
    def writer(self, now: datetime | None = None) -> Iterator[SqlWriter]:
        with self.engine.writing() as connection:
            yield SqlWriter(self.engine, connection, self.versions, now or datetime.now(UTC))

    def schema(self) -> str:
        with self.engine.reading() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return ""
            return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or "")

    def upgrade(self) -> tuple[str, str]:
        is_there = self.engine.exists()
        before = self.schema() if is_there else ""
        if before > t.HEAD or (is_there and not before):
            raise StoreError(f"{self.name}: {_schema_fault(self.name, before)}")
        if before != t.HEAD:
            self._migrate()
        return before, t.HEAD

    def _migrate(self) -> None:
        from alembic import command
        from alembic.config import Config

        config = Config()
        with resources.as_file(resources.files("marsad.store").joinpath("migrations")) as scripts:
            config.set_main_option("script_location", str(scripts).replace("%", "%%"))
            with self.engine.writing() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, t.HEAD)
        self.engine.sql.dispose()  # connections made before the tables are not set up for them

    def check(self) -> list[Damage]:
        return check_store(self.engine)

    def backup(self, out: Path) -> None:
        with whole_file(out) as part:
            copy = SqlStore(SQLiteEngine(part), self.versions)
            try:
                copy.upgrade()
                copy_rows(self.engine, copy.engine)
                damages = copy.check()
                if damages:
                    raise StoreError(f"the store is damaged: {damages[0].where}: {damages[0].what}")
                with copy.engine.faults(), copy.engine.sql.connect() as connection:
                    # one file without a log beside it
                    connection.connection.driver_connection.execute("PRAGMA journal_mode = DELETE")  # type: ignore[union-attr]
            finally:
                copy.close()

    def close(self) -> None:
        self.engine.sql.dispose()
