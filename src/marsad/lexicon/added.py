"""What users add to the bundled words: tables in one folder, read anew whenever one of them has changed."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from marsad.errors import InputError, LexiconError
from marsad.lexicon.term import Term
from marsad.text.fold import fold

#: a file as it was at one moment: path, time of change, length; a file that is not there has neither
Stamp = tuple[str, int, int]
#: what in the environment says where tables are kept
_PLACES = ("MARSAD_GAZETTEER", "XDG_DATA_HOME", "HOME", "USERPROFILE")
ALIAS_COLUMNS = ("name", "actor", "evidence")


def added_table() -> Path:
    """Where imported places are kept: the file named by MARSAD_GAZETTEER, else one in the user's data folder."""
    return _tables(*map(os.environ.get, _PLACES))[0]


def corrected_table() -> Path:
    """Where places that an analyst set right are kept."""
    return _tables(*map(os.environ.get, _PLACES))[1]


def alias_table() -> Path:
    """Where names that an analyst gave to parties are kept."""
    return _tables(*map(os.environ.get, _PLACES))[2]


@lru_cache(maxsize=16)
def _tables(named: str | None, data_home: str | None, *_: str | None) -> tuple[Path, Path, Path]:
    """The tables of imported places, corrected places and names of parties, as the environment names their folder.

    Kept, since they are asked for with every report.
    """
    data_home = data_home or str(Path.home() / ".local" / "share")
    table = Path(named) if named else Path(data_home) / "marsad" / "gazetteer.csv"
    return table, table.with_name("corrected.csv"), table.with_name("party_names.csv")


def table_lines(table: Path, error: type[InputError]) -> list[str]:
    """The lines of one of the user's tables, none where it is not there; an error of that kind if it cannot be read."""
    if not table.is_file():
        return []
    try:
        raw = table.read_bytes()
        return raw.decode("utf-8-sig").splitlines()
    except OSError as fault:
        raise error(str(table), None, f"cannot be read ({fault.strerror or fault})", "check its permissions") from None
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise error(str(table), line, "not UTF-8", "save the file as CSV in UTF-8") from None


def table_rows(lines: Iterable[str], file: str, error: type[InputError]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not empty, each with its line; an error of that kind if it is no CSV."""
    reader = csv.reader(lines)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as fault:
        raise error(file, reader.line_num, f"no CSV ({fault})", "save the file as CSV in UTF-8") from None


def stamp_of(path: Path) -> Stamp:
    """The file as it is now."""
    name = str(path)
    try:
        state = path.stat()
    except FileNotFoundError:
        return (name, 0, 0)
    return (name, state.st_mtime_ns, state.st_size)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that an analyst gave to a party; `evidence` tells who, when and why."""

    name: str
    actor: str
    evidence: str

    @property
    def folded(self) -> str:
        """The name as the lexicon compares it."""
        return " ".join(fold(self.name).split())


def read_aliases() -> list[Alias]:
    """The names that analysts gave to parties, oldest first."""
    table = alias_table()
    return list(_aliases(table_lines(table, LexiconError), str(table)))


def _aliases(lines: Iterable[str], file: str) -> Iterator[Alias]:
    rows = table_rows(lines, file, LexiconError)
    _, header = next(rows, (1, []))
    for line, cells in rows:
        row = dict(zip(header, cells, strict=False))
        alias = Alias(row.get("name", ""), row.get("actor", ""), row.get("evidence", ""))
        if not alias.folded or not alias.actor:
            raise LexiconError(file, line, "name or actor is empty", "give both, or take the line out")
        yield alias


def alias_terms() -> list[Term]:
    """The same as terms of the actor lexicon."""
    return [Term(alias.actor, "actor", {alias.folded: ""}) for alias in read_aliases()]
