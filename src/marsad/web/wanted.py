"""What a list page was asked for: a typed list of allowed filters; any other name in the address is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal
from urllib.parse import urlencode

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from starlette.datastructures import QueryParams

from marsad.model import Place
from marsad.store import IncidentFilter, View
from marsad.web.ledger import FACETS, Ledger, Line, count_values

PER_PAGE = 50
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Wanted(BaseModel):
    """The filters, order and page of a list of incidents. Values of one facet are alternatives."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    q: str = Field("", max_length=400)
    family: list[str] = Field(default_factory=list, max_length=20)
    type: list[str] = Field(default_factory=list, max_length=40)
    actor: list[str] = Field(default_factory=list, max_length=40)
    admin1: list[str] = Field(default_factory=list, max_length=40)
    weapon: list[str] = Field(default_factory=list, max_length=40)
    source: list[str] = Field(default_factory=list, max_length=40)
    grade: list[str] = Field(default_factory=list, max_length=10)
    status: list[str] = Field(default_factory=list, max_length=10)
    state: list[str] = Field(default_factory=list, max_length=10)
    since: date | None = Field(None, alias="from")
    until: date | None = Field(None, alias="to")
    killed: int | None = Field(None, ge=0, le=10_000_000, description="at least so many killed, by the best figure")
    box: str = Field("", pattern=r"^(-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?){3})?$", description="west,south,east,north")
    order: Literal["newest", "oldest", "deadliest"] = "newest"
    page: int = Field(1, ge=1, le=100_000)

    @field_validator("since", "until", mode="before")
    @classmethod
    def day_is_written_out(cls, value: object) -> object:
        """A day is year, month and day; a bare number is none."""
        if isinstance(value, str) and not DAY.fullmatch(value):
            raise ValueError("write a day as 2024-01-31")
        return value

    def chosen(self, facet: str) -> list[str]:
        """The values asked for in one facet."""
        values = getattr(self, facet)
        assert isinstance(values, list)
        return values

    @property
    def is_narrowed(self) -> bool:
        """True if any filter is set."""
        return bool(self.address(page=1, order="newest"))

    def address(self, **changes: object) -> str:
        """The query part of the address of this list with some filters changed; empty for the plain list."""
        values = self.model_dump(by_alias=True, exclude_defaults=True) | changes
        pairs = []
        for name, value in values.items():
            if value in (None, "", []) or (name, value) in (("page", 1), ("order", "newest")):
                continue
            pairs += [(name, str(one)) for one in value] if isinstance(value, list) else [(name, str(value))]
        return "?" + urlencode(pairs) if pairs else ""

    def toggled(self, facet: str, value: str) -> str:
        """The address with one value of a facet added or taken away."""
        have = self.chosen(facet)
        return self.address(page=1, **{facet: [v for v in have if v != value] if value in have else [*have, value]})


def read_wanted(query: QueryParams) -> Wanted:
    """What a form asked for: a field that was left empty asks for nothing."""
    filled = [(name, value) for name, value in query.multi_items() if value != ""]
    lists = {name: [value for other, value in filled if other == name] for name, _ in filled}
    values = {name: many if name in FACETS else many[-1] for name, many in lists.items()}
    try:
        return Wanted.model_validate(values)
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("query", *one["loc"])} for one in error.errors()]) from error


def found_by_words(view: View, wanted: Wanted) -> frozenset[str] | None:
    """The ids of incidents whose words fit the search; None where nothing is searched."""
    if not wanted.q.strip():
        return None
    return frozenset(incident.id for incident in view.incidents(IncidentFilter(words=wanted.q)))


@dataclass(frozen=True, slots=True)
class Found:
    """The lines that pass all filters, in order, and how many lines each value of each facet would leave.

    A facet's counts are of the list without that facet's own filter, so that its other values can be seen.
    """

    lines: list[Line]
    counts: Mapping[str, Counter[str]]


def find_lines(ledger: Ledger, wanted: Wanted, ids: frozenset[str] | None) -> Found:
    """One walk over the record: the lines asked for, and the facets' counts."""
    if not wanted.is_narrowed:
        return Found(in_order(ledger.lines, wanted.order), ledger.totals)
    chosen = [(facet, frozenset(values)) for facet in FACETS if (values := wanted.chosen(facet))]
    box = read_box(wanted.box)
    found: list[Line] = []
    left_by: dict[str, list[Line]] = {facet: [] for facet, _ in chosen}
    for line in ledger.lines:
        if not fits(line, wanted, ids, box):
            continue
        failed = [facet for facet, values in chosen if values.isdisjoint(line.facets[facet])]
        if not failed:
            found.append(line)
        elif len(failed) == 1:
            left_by[failed[0]].append(line)
    counts = {facet: count_values(chain(found, left_by.get(facet, ())), facet) for facet in FACETS}
    return Found(in_order(found, wanted.order), counts)


def fits(line: Line, wanted: Wanted, ids: frozenset[str] | None, box: tuple[float, ...] | None) -> bool:
    """True if a line passes the filters that are no facets."""
    if ids is not None and line.incident.id not in ids:
        return False
    span = line.incident.date
    if wanted.since and (span is None or span.end < wanted.since):
        return False
    if wanted.until and (span is None or span.start > wanted.until):
        return False
    if box is not None and not any(is_inside(place, box) for place in line.incident.places):
        return False
    return wanted.killed is None or (line.killed.best if line.killed else 0) >= wanted.killed


def read_box(written: str) -> tuple[float, ...] | None:
    """West, south, east and north as numbers."""
    return tuple(float(edge) for edge in written.split(",")) if written else None


def is_inside(place: Place, box: tuple[float, ...]) -> bool:
    """True if a located place lies in a box."""
    if place.lat is None or place.lon is None:
        return False
    return box[0] <= place.lon <= box[2] and box[1] <= place.lat <= box[3]


def in_order(lines: Iterable[Line], order: str) -> list[Line]:
    """Lines as asked for; they come with the newest first."""
    if order == "deadliest":
        return sorted(lines, key=lambda line: -(line.killed.best if line.killed else 0))
    if order == "oldest":
        return sorted(lines, key=lambda line: line.day)
    return list(lines)
