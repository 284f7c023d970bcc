"""The migrations make exactly the tables that the code reads, on each engine."""

from __future__ import annotations

import sqlite3
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.store.test_contract import judged

from marsad.errors import StoreError
from marsad.reconcile.decisions import Seal
from marsad.store import SqlStore, open_store
from marsad.store import migrations as package
from marsad.store.migrations import versions
from marsad.store.schema import HEAD, metadata
from marsad.store.sql import engine_for
from marsad.store.versions import current_versions


def test_the_newest_migration_is_the_one_in_use() -> None:
    assert package.__name__ == "marsad.store.migrations"
    modules = [import_module(f"{versions.__name__}.{found.name}") for found in iter_modules(versions.__path__)]
    replaced = {module.down_revision for module in modules}
    assert [module.revision for module in modules if module.revision not in replaced] == [HEAD]


@pytest.mark.filterwarnings("ignore:Did not recognize type")
def test_migrations_and_tables_agree(store: SqlStore) -> None:
    def is_ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
        own = set(metadata.tables)
        if kind == "table":
            return name in own
        table = getattr(thing, "table", None)
        return table is None or (table.name in own and name not in ("point", "incidents_point"))

    with store.engine.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
        found = compare_metadata(context, metadata)
    wrong = [step for step in found if "_search" not in str(step)]
    assert wrong == []


def test_search_and_guards_are_there(store: SqlStore) -> None:
    with store.engine.reading() as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'table')"
        else:
            query = "SELECT tgname FROM pg_trigger UNION SELECT indexname FROM pg_indexes"
        names = {row[0] for row in connection.execute(sa.text(query))}
    assert {"decisions_stay", "reports_stay", "incidents_stay", "reports_search", "incidents_search"} <= names


def test_an_older_store_notes_where_its_logs_end(tmp_path: Path) -> None:
    """A store of the schema before is brought up to date; its log is then guarded against a lost end."""
    path = tmp_path / "old.marsad"
    with open_store(path) as held, held.writer() as writer:
        last = [writer.decide(judged(word)) for word in ("one", "two")][-1]
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE heads")
        raw.execute("UPDATE alembic_version SET version_num = '0002'")
    with pytest.raises(StoreError, match="marsad db upgrade"):
        open_store(path)
    with SqlStore(engine_for(path), current_versions()) as old:
        assert old.upgrade() == ("0002", HEAD)
        with old.view() as view:
            assert view.head("decisions") == Seal(last.number, last.hash)
            assert view.head("access_log") == Seal(0, "")


def test_the_head_of_a_log_never_goes_back(store: SqlStore) -> None:
    """Neither changed to an earlier row nor deleted; it moves with every decision."""
    with store.writer() as writer:
        for word in ("one", "two"):
            last = writer.decide(judged(word))
            assert writer.head("decisions") == Seal(last.number, last.hash)
    for statement in ("UPDATE heads SET number = 1", "DELETE FROM heads"):
        with pytest.raises(sa.exc.DatabaseError), store.engine.sql.begin() as connection:
            connection.execute(sa.text(statement))
    assert store.check() == []
