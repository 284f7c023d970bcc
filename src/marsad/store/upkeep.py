"""Restoring a store from a backup (one SQLite file, whatever the engine it came from), and the head of its log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from marsad.errors import StoreError
from marsad.model.incident import Decision
from marsad.reconcile.decisions import missing_row, read_seal, seal_of
from marsad.store.base import Damage
from marsad.store.copying import copy_rows
from marsad.store.sql import SqlStore, engine_for, open_store
from marsad.store.sqlite import SQLiteEngine


def restore(backup: Path, target: str | Path) -> dict[str, int]:
    """Fill a new store, on either engine, from a backup; returns what it holds. A damaged backup is refused."""
    if not engine_for(backup).exists():
        raise StoreError(f"{backup}: there is no such backup, or it is empty; name one that `marsad db backup` wrote")
    with open_store(backup, create=False) as source:
        damages = source.check()
        if damages:
            raise StoreError(f"{backup}: the backup is damaged: {damages[0].where}: {damages[0].what}")
        store = SqlStore(engine_for(target), source.versions)
        if isinstance(store.engine, SQLiteEngine):
            store.close()
            source.backup(store.engine.path)
        else:
            _fill(source, store)
        with open_store(target, create=False) as made, made.view() as view:
            return view.counts()


def _fill(source: SqlStore, store: SqlStore) -> None:
    try:
        store.upgrade()
        copy_rows(source.engine, store.engine)
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
