"""Reads lexicon files quickly.

A lexicon file is plain TOML: lists of tables, one key or one string of a list on a line. Such lines are read here; a
file that holds anything else is read by `tomllib`, which takes several times as long.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any


class _NotPlain(Exception):
    """A line that only the full reader understands."""


def read_plain(text: str) -> dict[str, Any]:
    """What `tomllib` reads from a text. Raises `tomllib.TOMLDecodeError` where that does."""
    try:
        return _read(text.split("\n"))
    except (_NotPlain, tomllib.TOMLDecodeError):
        return tomllib.loads(text)


def _read(lines: Iterable[str]) -> dict[str, Any]:
    file: dict[str, Any] = {}
    entry = file
    strings: list[str] | None = None
    for line in map(str.strip, lines):
        if not line or line[0] == "#":
            continue
        if strings is not None:
            if line == "]":
                strings = None
            else:
                strings.append(_string(line.removesuffix(",")))
        elif line.startswith("[[") and line.endswith("]]") and line[2:-2].isidentifier():
            entry = {}
            file.setdefault(line[2:-2], []).append(entry)
        else:
            key, value = map(str.strip, line.partition("=")[::2])
            if not value or not (key.isascii() and key.isidentifier()) or key in entry:
                raise _NotPlain
            if value == "[":
                strings = entry[key] = []
            else:
                entry[key] = _string(value) if value[0] == '"' else _value(value)
    if strings is not None:
        raise _NotPlain
    return file


def _string(quoted: str) -> str:
    """The string between two quote marks."""
    if len(quoted) < 2 or quoted[0] != '"' or quoted[-1] != '"' or quoted.count('"') != 2 or "\\" in quoted:
        raise _NotPlain
    return quoted[1:-1]


@lru_cache(maxsize=4096)
def _value(value: str) -> Any:
    """A number, a truth, a list or a table on one line."""
    return tomllib.loads(f"value = {value}")["value"]
