"""Where nothing is to be written: over a store, or over what the command itself reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from marsad.errors import UsageError

#: standard output in the place of a path to write, and standard input in that of one to read
STDOUT = "-"
#: how every SQLite file begins
_SQLITE = b"SQLite format 3\0"
_REMEDY = "name another file to write to"
#: what SQLite keeps beside a store while it is written
_BESIDE = ("-wal", "-shm", "-journal")


def check_target(out: str, inputs: Iterable[str | Path] = ()) -> None:
    """UsageError where writing would destroy a Marsad store, or one of the inputs (files or `-`).

    An input counts as the same file also under another name: through a link, or as standard input.
    """
    path = Path(out)
    if out == STDOUT:
        return
    for store in (path, *_stores_beside(path)):
        if is_sqlite(store):
            raise UsageError(f"{out}: is a Marsad store or other database, not to be written over; {_REMEDY}")
    if path.is_file() and any(_holds(Path(name), path) for name in inputs):
        raise UsageError(f"{out}: is read by this command, not to be written over; {_REMEDY}")


def is_sqlite(path: Path) -> bool:
    """True for a file that SQLite wrote, as a store is."""
    if not path.is_file():
        return False
    with suppress(OSError), path.open("rb") as start:
        return start.read(len(_SQLITE)) == _SQLITE
    return False


def _stores_beside(path: Path) -> list[Path]:
    """The store of which the path is the log or index, if its name says so."""
    return [path.with_name(path.name.removesuffix(end)) for end in _BESIDE if path.name.endswith(end)]


def _holds(source: Path, path: Path) -> bool:
    """True if an input is the file."""
    if str(source) == STDOUT:
        with suppress(OSError, ValueError):  # there may be no real file behind standard input
            return os.path.samestat(os.fstat(sys.stdin.fileno()), path.stat())
        return False
    return source.is_file() and source.samefile(path)
