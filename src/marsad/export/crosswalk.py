"""The tables that tie our ids to the names and codes of other standards."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from marsad.lexicon.registry import lineage, load_actors, load_sources

Row = Mapping[str, str]

__all__ = [
    "Party",
    "Row",
    "by_key",
    "country_of",
    "dated_row",
    "holds_on",
    "is_civilian",
    "lineage",
    "party",
    "source_kind",
    "source_name",
    "table",
]


@lru_cache(maxsize=32)
def table(name: str) -> tuple[Row, ...]:
    """The rows of a crosswalk."""
    file = resources.files("marsad").joinpath("data", "crosswalk", f"{name}.csv")
    return tuple(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=32)
def by_key(name: str, key: str) -> Mapping[str, Row]:
    """The rows of a table by one of its columns; the first row of a key counts."""
    found: dict[str, Row] = {}
    for row in table(name):
        found.setdefault(row[key], row)
    return found


def dated_row(name: str, actor: str, country: str, day: date | None) -> Row | None:
    """The first row of a dated table for the actor in that country (or any) on that day."""
    rows = [row for row in table(name) if row["actor"] == actor and row["country"] in ("", country)]
    rows.sort(key=lambda row: row["country"] == "")
    return next((row for row in rows if holds_on(row, day)), None)


def holds_on(row: Row, day: date | None) -> bool:
    """True if the row's days hold the day; an unknown day is held by every row."""
    if day is None:
        return True
    return (not row["from"] or date.fromisoformat(row["from"]) <= day) and (
        not row["to"] or day <= date.fromisoformat(row["to"])
    )


def country_of(admin1: str) -> Row | None:
    """The country that a province code belongs to."""
    return by_key("countries", "iso2").get(admin1.split("-")[0])


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of the registry: `kind` and `country` as there; an unlisted one (`x:`) has its name and no kind."""

    id: str
    name: str
    kind: str
    country: str


def party(actor: str) -> Party:
    """The registry's row of an actor id."""
    entry = load_actors().get(actor)
    if entry is None:
        return Party(actor, actor.removeprefix("x:"), "", "")
    return Party(actor, entry.name_en, entry.kind, entry.country)


def source_name(source: str) -> str:
    """What a source is called in English."""
    entry = load_sources().get(source)
    return entry.name_en if entry else party(source).name


def source_kind(source: str) -> str:
    """The registry's kind of a source; empty for one that is not listed."""
    entry = load_sources().get(source)
    return entry.kind if entry else ""


def is_civilian(actor: str) -> bool:
    """True for people who are no fighters."""
    return "civilians" in lineage(actor)
