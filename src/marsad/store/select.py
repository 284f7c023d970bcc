"""Filters as conditions of a query."""

from __future__ import annotations

from math import cos, radians

import sqlalchemy as sa

from marsad.store import schema as t
from marsad.store.base import IncidentFilter, Near, ReportFilter
from marsad.store.engine import Engine
from marsad.store.words import query_lemmas
from marsad.text import fold

KM_PER_DEGREE = 111.195
Condition = sa.ColumnElement[bool]


def incident_conditions(engine: Engine, wanted: IncidentFilter) -> list[Condition]:
    """What a row of `incidents` must meet; distance and exact phrases are checked again on the rows."""
    row = t.incidents.c
    found: list[Condition] = [row.is_newest.is_(True)]
    for column, values in ((row.id, wanted.ids), (row.type, wanted.types), (row.status, wanted.statuses)):
        if values:
            found.append(column.in_(values))
    if wanted.grades:
        found.append(row.grade.in_(wanted.grades))
    for kind, terms in (("actor", wanted.actors), ("source", wanted.sources), ("admin1", wanted.admin1)):
        if terms:
            found.append(_has_term(kind, t.incident_terms.c.term.in_(terms)))
    if wanted.places:
        found.append(_has_term("place", sa.or_(*(_names(place) for place in wanted.places))))
    if wanted.since:
        found.append(row.date_end >= wanted.since.isoformat())
    if wanted.until:
        found.append(row.date_start <= wanted.until.isoformat())
    if wanted.killed_min is not None:
        found.append(row.killed_best >= wanted.killed_min)
    if wanted.near:
        found += _box(wanted.near)
    return found + _words(engine, t.incidents, wanted.words, wanted.exact)


def report_conditions(engine: Engine, wanted: ReportFilter) -> list[Condition]:
    """What a row of `reports` must meet."""
    row = t.reports.c
    found: list[Condition] = []
    if wanted.ids:
        found.append(row.id.in_(wanted.ids))
    if wanted.publishers:
        found.append(row.publisher.in_(wanted.publishers))
    if wanted.since:
        found.append(row.published >= wanted.since.isoformat())
    if wanted.until:
        found.append(row.published <= wanted.until.isoformat())
    return found + _words(engine, t.reports, wanted.words, wanted.exact)


def _words(engine: Engine, table: sa.Table, words: str, exact: tuple[str, ...]) -> list[Condition]:
    asked = query_lemmas(" ".join((words, *exact)))
    return [engine.match(table, asked)] if asked else []


def _has_term(kind: str, condition: Condition) -> Condition:
    terms = t.incident_terms.c
    return sa.exists().where(terms.incident_seq == t.incidents.c.seq, terms.kind == kind, condition)


def _names(place: str) -> Condition:
    """The place's name stands in the term as whole words."""
    term = t.incident_terms.c.term
    name = fold(place).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    padded = sa.literal(" ") + term + sa.literal(" ")
    return padded.like(f"% {name} %", escape="\\")


def _box(near: Near) -> list[Condition]:
    """A box around the circle, so that the engine can leave out what is far off."""
    row = t.incidents.c
    north = near.km / KM_PER_DEGREE
    east = near.km / (KM_PER_DEGREE * max(cos(radians(near.lat)), 0.01))
    return [row.lat.between(near.lat - north, near.lat + north), row.lon.between(near.lon - east, near.lon + east)]
