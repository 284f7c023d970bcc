"""Copying a store whole: a file that appears only when it is complete, and every row from one engine to another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from marsad.errors import OutputError, StoreError
from marsad.store import schema as t
from marsad.store.engine import Engine
from marsad.store.view import batches


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """A path to write a store to, which takes the place of `out` once all went well. Raises OutputError else."""
    if out.exists():
        raise OutputError(f"{out}: there is a file already; name another")
    if not out.parent.is_dir():
        raise OutputError(f"{out.parent}: there is no such folder; make it first")
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(out)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror}); nothing was kept") from error
    except StoreError as error:
        raise OutputError(f"{out}: the backup failed, nothing was kept: {error}") from error
    finally:
        for leftover in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            leftover.unlink(missing_ok=True)


def copy_rows(source: Engine, target: Engine) -> None:
    """Copy every row of one store into another that is empty."""
    with source.reading() as read, target.writing() as write:
        for table in t.COPY_ORDER:
            if write.scalar(sa.select(sa.func.count()).select_from(table)):
                raise StoreError(f"{target.name}: there are rows already; restore into a new store")
        for table in t.COPY_ORDER:
            for batch in batches(read.execute(sa.select(table)).mappings(), 500):
                write.execute(sa.insert(table), [dict(row) for row in batch])
        target.after_copy(write)
