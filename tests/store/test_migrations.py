"""The migrations make exactly the tables that the code reads, on each engine."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from marsad.store import SqlStore
from marsad.store import migrations as package
from marsad.store.migrations import versions
from marsad.store.schema import HEAD, metadata


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
