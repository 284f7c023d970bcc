"""The user's own tables: imported places, corrected places, names of parties. Read once before a batch is coded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from marsad.lexicon.added import Stamp, added_table, alias_table, corrected_table, read_aliases, stamp_of
from marsad.lexicon.places import read_added, read_corrected

#: what each table holds, where it is, and what reads it
TABLES: tuple[tuple[str, Callable[[], Path], Callable[[], Sequence[object]]], ...] = (
    ("imported places", added_table, read_added),
    ("corrected places", corrected_table, read_corrected),
    ("names of parties", alias_table, read_aliases),
)


def check_tables() -> None:
    """Read the user's tables, so that a fault is told with file, line and remedy before a report is touched.

    What was found sound is not read again until it changes.
    """
    _check(tuple(stamp_of(path()) for _, path, _ in TABLES))


@lru_cache(maxsize=1)
def _check(_: tuple[Stamp, ...]) -> None:
    for table in TABLES:
        table[2]()
