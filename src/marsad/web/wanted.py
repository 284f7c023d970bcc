"""What a list page was asked for: a typed list of allowed filters; any other name in the address is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, field_validator

from marsad.store import IncidentFilter, View
from marsad.web.ledger import Line

#: facets of the list, in the order in which they stand on the page
FACETS = ("family", "type", "actor", "admin1", "weapon", "source", "grade", "status", "state")
PER_PAGE = 50


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
    order: Literal["newest", "oldest", "deadliest"] = "newest"
    page: int = Field(1, ge=1, le=100_000)

    @field_validator("since", "until", "killed", mode="before")
    @classmethod
    def empty_is_absent(cls, value: object) -> object:
        """An empty field of a form asks for nothing."""
        return None if value == "" else value

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


def found_by_words(view: View, wanted: Wanted) -> frozenset[str] | None:
    """The ids of incidents whose words fit the search; None where nothing is searched."""
    if not wanted.q.strip():
        return None
    return frozenset(incident.id for incident in view.incidents(IncidentFilter(words=wanted.q)))


def fits(line: Line, wanted: Wanted, ids: frozenset[str] | None, without: str = "") -> bool:
    """True if a line passes all filters; those of the facet `without` are left out."""
    if ids is not None and line.incident.id not in ids:
        return False
    span = line.incident.date
    if wanted.since and (span is None or span.end < wanted.since):
        return False
    if wanted.until and (span is None or span.start > wanted.until):
        return False
    if wanted.killed is not None and (line.killed.best if line.killed else 0) < wanted.killed:
        return False
    for facet in FACETS:
        chosen = wanted.chosen(facet)
        if chosen and facet != without and not set(chosen) & set(line.facets[facet]):
            return False
    return True


def in_order(lines: Iterable[Line], order: str) -> list[Line]:
    """Lines as asked for."""
    if order == "deadliest":
        return sorted(lines, key=lambda line: -(line.killed.best if line.killed else 0))
    return sorted(lines, key=lambda line: line.day, reverse=order == "newest")
