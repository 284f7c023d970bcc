"""What a list page was asked for: a typed list of allowed filters; any other name in the address is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal
from urllib.parse import urlencode

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from starlette.datastructures import QueryParams

from marsad.store import IncidentFilter, View
from marsad.web.index import Index
from marsad.web.ledger import Ledger
from marsad.web.line import FACETS, Line

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
    return frozenset(view.incident_ids(IncidentFilter(words=wanted.q)))


@dataclass(frozen=True, slots=True)
class Found:
    """The lines that pass all filters, and how many lines each value of each facet would leave.

    A facet's counts are of the list without that facet's own filter, so that its other values can be seen. `bits` are
    the lines as their index knows them.
    """

    index: Index
    bits: int
    counts: Mapping[str, Counter[str]]

    def __len__(self) -> int:
        return self.bits.bit_count()

    def lines(self, order: str, first: int = 0, most: int | None = None) -> list[Line]:
        """The lines in an order: all, or so many from the first one wanted."""
        last = None if most is None else first + most
        return list(islice(in_order(self.index, self.bits, order), first, last))

    @property
    def unmapped(self) -> int:
        """How many have no point."""
        return (self.bits & ~self.index.located).bit_count()


def find_lines(ledger: Ledger, wanted: Wanted, ids: frozenset[str] | None) -> Found:
    """The lines that fit, with the counts of all facets; both are kept until the record changes."""
    narrowed = wanted.address(page=1, order="newest")
    return ledger.index.kept((narrowed, ids), lambda: narrow(ledger, wanted, ids))


def narrow(ledger: Ledger, wanted: Wanted, ids: frozenset[str] | None) -> Found:
    """The lines that fit, with the counts of all facets."""
    index = ledger.index
    open_ = without_facets(index, wanted, ids)
    chosen = {facet: index.with_value(facet, values) for facet in FACETS if (values := wanted.chosen(facet))}
    counts = {}
    for facet in FACETS:
        among = open_
        for other, bits in chosen.items():
            if other != facet:
                among &= bits
        counts[facet] = ledger.totals[facet] if among == index.every else index.counts(facet, among)
    for bits in chosen.values():
        open_ &= bits
    return Found(index, open_, counts)


def without_facets(index: Index, wanted: Wanted, ids: frozenset[str] | None) -> int:
    """The lines that pass the filters that are no facets."""
    found = index.within(wanted.since, wanted.until)
    if ids is not None:
        found &= index.named(ids)
    if wanted.box:
        found &= index.inside(tuple(map(float, wanted.box.split(","))))
    if wanted.killed:
        found &= index.with_killed(wanted.killed)
    return found


def in_order(index: Index, bits: int, order: str) -> Iterable[Line]:
    """Some lines as asked for: the newest, the oldest (undated ones first) or the deadliest first."""
    signs = index.signs(bits)
    if order == "deadliest":
        return (index.lines[number] for number in index.deadliest if signs[number])
    if order == "oldest":
        return sorted(index.some(bits), key=lambda line: line.day)
    return iter(index.some(bits))
