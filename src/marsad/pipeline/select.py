"""What is asked of a store, from plain words to a filter, and what it holds of it as a Selection for export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from marsad.errors import UsageError
from marsad.export.labels import read_labels
from marsad.export.selection import Selection, Withheld
from marsad.lexicon.places import own_gazetteer
from marsad.lexicon.registry import lineage, load_actors, load_sources
from marsad.model import Incident
from marsad.pipeline.review import State, standing_verdicts, state_of_members
from marsad.store import IncidentFilter, Near, Versions, View
from marsad.store.words import query_lemmas

#: the words of a filter, and the field each fills
FILTERS: Mapping[str, str] = {
    "words": "words",
    "exact": "exact",
    "id": "ids",
    "actor": "actors",
    "source": "sources",
    "type": "types",
    "status": "statuses",
    "grade": "grades",
    "place": "places",
    "admin1": "admin1",
    "near": "near",
    "since": "since",
    "until": "until",
    "killed_min": "killed_min",
}
_DAYS = ("since", "until")
#: filters whose values the codebook lists
_CLOSED = ("type", "status", "grade")


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter, and the words it was asked in."""

    wanted: IncidentFilter
    words: Mapping[str, str]


def read_filters(asked: Mapping[str, Any], view: View) -> Asked:
    """A filter from named values: one value or several of a kind; UsageError for a name or value that is none.

    A party, source or province is one that Marsad knows or that the store tells of.
    """
    found: dict[str, Any] = {}
    for name, value in asked.items():
        if name not in FILTERS:
            raise UsageError(f"there is no filter {name!r}: {', '.join(FILTERS)}")
        if value is None or value == () or value == "":
            continue
        found[FILTERS[name]] = _read_value(name, value, view)
    words = {name: _said(value) for name, value in asked.items() if value not in (None, (), "")}
    return Asked(IncidentFilter(**found), words)


def _read_value(name: str, value: Any, view: View) -> Any:
    if name == "words":
        check_query(str(value))
        return str(value)
    if name in _DAYS:
        return read_day(name, value)
    if name == "killed_min":
        return _read_count(value)
    if name == "near":
        return read_near(value)
    values = (value,) if isinstance(value, str) else tuple(str(one) for one in value)
    if name == "id":
        return current_ids(values, view)
    if name == "exact":
        check_query(*values)
    elif name in _CLOSED:
        check_listed(name, values)
    elif name == "admin1":
        values = tuple(one.strip().upper() for one in values)
        check_provinces(values, view)
    elif name in ("actor", "source"):
        check_ids(name, values, view)
    return with_parts(values) if name == "actor" else values


def check_query(*asked: str) -> None:
    """UsageError for words to look for that hold neither a letter nor a digit: they would find everything."""
    for words in asked:
        if not query_lemmas(words):
            raise UsageError(f"{words!r} holds no word to look for; write one of letters or digits")


def current_ids(ids: Iterable[str], view: View) -> tuple[str, ...]:
    """The incidents' ids as they are now, where some were merged; UsageError for one that the store never had."""
    found = {one: view.incident(one) for one in ids}
    for one, incident in found.items():
        if incident is None:
            raise UsageError(f"id: this store has no incident {one!r}; `marsad incidents` lists them")
    return tuple(dict.fromkeys(incident.id for incident in found.values() if incident))


def check_listed(name: str, values: Iterable[str]) -> None:
    """UsageError for a type, status or grade that the codebook does not have."""
    allowed = [key.removeprefix(f"{name}.") for key in read_labels().words if key.startswith(f"{name}.")]
    for value in values:
        if value not in allowed:
            raise UsageError(f"{name}: {value!r} is none; choose one of {', '.join(allowed)}")


def check_provinces(codes: Iterable[str], view: View) -> None:
    """UsageError for a province of which neither the store nor the gazetteer tells."""
    for code in codes:
        if view.count_incidents(IncidentFilter(admin1=(code,))):
            continue
        if code not in {place.admin1 for place in own_gazetteer().places}:
            remedy = "write its ISO 3166-2 code, such as SY-HI"
            raise UsageError(f"admin1: neither the gazetteer nor this store has a province {code!r}; {remedy}")


def check_ids(name: str, ids: Iterable[str], view: View) -> None:
    """UsageError for an actor or source that is not in the registry, not `x:` and a name, and not in the store."""
    known = {*load_actors(), *(load_sources() if name == "source" else ())}
    for one in ids:
        wanted = IncidentFilter(actors=(one,)) if name == "actor" else IncidentFilter(sources=(one,))
        if one in known or one.startswith("x:") or view.count_incidents(wanted):
            continue
        alike = ", ".join(get_close_matches(one, sorted(known)))
        remedy = f"did you mean {alike}?" if alike else "write an id of the registry, or x: and a name"
        raise UsageError(f"{name}: neither the registry nor this store has {one!r}; {remedy}")


def read_day(name: str, value: Any) -> date:
    """A day from a date or from "YYYY-MM-DD"."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError(f"{name}: {value!r} is no day; write 2024-01-31") from error


def _read_count(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise UsageError(f"killed_min: {value!r} is no number") from error


def read_near(value: Any) -> Near:
    """A circle from `(lat, lon, km)` or "lat,lon,km"."""
    parts = value.split(",") if isinstance(value, str) else value
    try:
        lat, lon, km = (float(part) for part in parts)
    except (TypeError, ValueError) as error:
        raise UsageError(f"near: {value!r} is no circle; write 34.88,38.87,25 (latitude, longitude, km)") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and km >= 0):
        raise UsageError(f"near: {value!r} lies outside the globe; latitude comes first")
    return Near(lat, lon, km)


def with_parts(actors: Iterable[str]) -> tuple[str, ...]:
    """The actors and all that belong to them in the registry."""
    wanted = set(actors)
    parts = {actor for actor in load_actors() if wanted.intersection(lineage(actor))}
    return tuple(sorted(wanted | parts))


def _said(value: Any) -> str:
    if isinstance(value, Near):
        return ",".join(f"{getattr(value, field.name):g}" for field in fields(value))
    return value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def reviewed_incidents(view: View, wanted: IncidentFilter | None = None) -> list[tuple[Incident, State]]:
    """The incidents that are asked for, each with what review made of it; those that were rejected do not count."""
    verdicts = standing_verdicts(view.decisions())
    return [(incident, state_of_members(incident.members, verdicts)) for incident in view.incidents(wanted)]


def select(view: View, versions: Versions, asked: Asked) -> Selection:
    """The incidents that are asked for, with their revisions, reports, events and the tallies of their reports."""
    states = reviewed_incidents(view, asked.wanted)
    incidents = tuple(incident for incident, state in states if state is not State.REJECTED)
    keys = [key for incident in incidents for key in incident.members]
    stored = view.events(keys)
    reports = {one.report.id: one.report for one in stored if one.report is not None}
    held = {report_id for report_id, _ in keys}
    return Selection(
        incidents=incidents,
        as_of=view.as_of() or datetime(1970, 1, 1, tzinfo=UTC),
        versions=versions,
        revisions=view.revision_numbers(incident.id for incident in incidents),
        changed=view.revision_times(incident.id for incident in incidents),
        reports=reports,
        events={one.key: one.event for one in stored},
        tallies=tuple(told for told in view.tallies() if told.report_id in held),
        filters=asked.words,
        reviewed=frozenset(incident.id for incident, state in states if state is State.REVIEWED),
        withheld=tuple(
            Withheld(incident.id, "rejected in review") for incident, state in states if state is State.REJECTED
        ),
    )
