"""The store in a PostgreSQL database, through psycopg 3; points are PostGIS geometry where that extension is there."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import exc

from marsad.errors import MissingExtraError, StoreError, UsageError
from marsad.store.engine import Engine

#: the number under which writers of a Marsad store wait for each other
WRITER_LOCK = 7_235_601
_FAULTS = {
    "53100": "the disk of the server is full; nothing of this step was kept: make room, then try again",
    "55P03": "another program is writing to it; wait until it is done, then try again",
    "57014": "the server stopped this step for taking too long; nothing of it was kept",
    "42501": "the user of this URL may not do that; ask the owner of the database",
    "25006": "the server is read-only; name the main server",
    "40001": "another program changed the same rows; try again",
}


class PostgresEngine(Engine):
    """PostgreSQL 13 or newer."""

    def __init__(self, url: str) -> None:
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise MissingExtraError("postgres", "a PostgreSQL store") from error
        try:
            address = sa.make_url(url).set(drivername="postgresql+psycopg")
        except (exc.ArgumentError, ValueError) as error:
            raise UsageError(f"this is no database URL: {error}") from error
        self.name = address.render_as_string(hide_password=True).replace("+psycopg", "")
        self.read_options = {"isolation_level": "REPEATABLE READ"}
        self.sql = sa.create_engine(address, pool_pre_ping=True)

    def exists(self) -> bool:
        try:
            with self.sql.connect() as connection:
                return sa.inspect(connection).has_table("alembic_version")
        except exc.DBAPIError as error:
            raise StoreError(f"{self.name}: {self.fault(error)}") from error

    def lock(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")

    def plain(self, column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
        return sa.collate(column, "C")

    def match(self, table: sa.Table, words: Sequence[frozenset[str]]) -> sa.ColumnElement[bool]:
        query = " & ".join("(" + " | ".join(f"'{word}'" for word in sorted(group)) + ")" for group in words)
        simple: sa.ColumnClause[str] = sa.literal_column("'simple'::regconfig")
        return sa.func.to_tsvector(simple, table.c.words).bool_op("@@")(sa.func.to_tsquery(simple, query))

    def damages(self, connection: sa.Connection) -> list[str]:
        """The server looks after its own files."""
        return []

    def after_copy(self, connection: sa.Connection) -> None:
        for table, column in (
            ("versions", "id"),
            ("imports", "id"),
            ("reports", "seq"),
            ("codings", "id"),
            ("incidents", "seq"),
        ):
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "
                f"COALESCE((SELECT max({column}) FROM {table}), 0) + 1, false)"
            )

    def fault(self, error: exc.DBAPIError) -> str:
        state = getattr(error.orig, "sqlstate", None)
        if state in _FAULTS:
            return _FAULTS[state]
        words = " ".join(str(error.orig).split())
        if isinstance(error, exc.OperationalError) and state is None:
            return f"the server cannot be reached ({words}); check the URL and that it runs"
        return f"the database refused this step ({words})"


_REFUSE = """
CREATE FUNCTION marsad_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%% are never changed or deleted', TG_TABLE_NAME; END $$
"""

#: statements that a new PostgreSQL store needs beside its tables
SEARCH_AND_GUARDS: tuple[str, ...] = (
    _REFUSE,
    *(
        f"CREATE INDEX {table}_search ON {table} USING gin (to_tsvector('simple', words))"
        for table in ("reports", "incidents")
    ),
    "CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION marsad_refuse()",
    "CREATE TRIGGER reports_stay BEFORE UPDATE OF id, text, sha256, title, published OR DELETE ON reports "
    "FOR EACH ROW EXECUTE FUNCTION marsad_refuse()",
    "CREATE TRIGGER incidents_stay BEFORE UPDATE OF id, revision, body, digest OR DELETE ON incidents "
    "FOR EACH ROW EXECUTE FUNCTION marsad_refuse()",
)

#: the same for the log of access
ACCESS_GUARDS: tuple[str, ...] = (
    "CREATE TRIGGER access_log_stay BEFORE UPDATE OR DELETE ON access_log "
    "FOR EACH ROW EXECUTE FUNCTION marsad_refuse()",
)

#: what the store notes as the last row of a log only moves on
HEAD_GUARDS: tuple[str, ...] = (
    "CREATE TRIGGER heads_stay BEFORE UPDATE ON heads FOR EACH ROW WHEN (new.number <= old.number) "
    "EXECUTE FUNCTION marsad_refuse()",
    "CREATE TRIGGER heads_last BEFORE DELETE ON heads FOR EACH ROW EXECUTE FUNCTION marsad_refuse()",
)

#: points for map programs, where PostGIS is installed on the server
POINTS: tuple[str, ...] = (
    "CREATE EXTENSION IF NOT EXISTS postgis",
    "ALTER TABLE incidents ADD COLUMN point geometry(Point, 4326) "
    "GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED",
    "CREATE INDEX incidents_point ON incidents USING gist (point)",
)


def can_have_points(connection: sa.Connection) -> bool:
    """True if PostGIS is installed in the database, or the user may install it there."""
    if connection.scalar(sa.text("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'")):
        return True
    offered = connection.scalar(sa.text("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'"))
    may = connection.scalar(sa.text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
    return bool(offered and may)
