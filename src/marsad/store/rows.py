"""Rows of the tables as values of the model, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from marsad.errors import StoreError
from marsad.model.brief import Brief
from marsad.model.codec import canonical, from_plain, to_plain
from marsad.model.event import Event, Tally, Why
from marsad.model.incident import Decision, Incident
from marsad.model.report import Report, Span
from marsad.model.rows import event_row, read_event, read_tally, tally_row
from marsad.store.words import index_words
from marsad.text import fold

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Row = dict[str, Any]


def digest_of(body: str) -> str:
    """The short digest of a stored body."""
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def read_report(row: Mapping[str, Any]) -> Report:
    """The report that a row of `reports` holds."""
    return Report(
        id=row["id"],
        publisher=row["publisher"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        title=row["title"],
        text=row["text"],
        url=row["url"],
        lang=row["lang"],
    )


def event_body(event: Event) -> str:
    """The codebook's row of an event, without the words behind it."""
    return canonical({key: value for key, value in event_row(event).items() if key != "why"})


def tally_body(tally: Tally) -> str:
    """The codebook's row of a tally, without the words behind it."""
    return canonical({key: value for key, value in tally_row(tally).items() if key != "why"})


def why_rows(coding_id: int, unit: str, whys: Sequence[Why]) -> list[Row]:
    """Rows of `mentions`: the words behind the values of one event or tally."""
    return [
        {
            "coding_id": coding_id,
            "unit": unit,
            "position": position,
            "slot": why.slot,
            "value": why.value,
            "rule": why.rule,
            "start": why.span.start if why.span else None,
            "end": why.span.end if why.span else None,
            "confidence": why.confidence,
        }
        for position, why in enumerate(whys, 1)
    ]


def read_why(row: Mapping[str, Any]) -> Why:
    """The words behind one value."""
    span = Span(row["start"], row["end"]) if row["start"] is not None else None
    return Why(row["slot"], row["value"], row["rule"], span, row["confidence"])


def read_event_body(body: str, whys: Sequence[Why]) -> Event:
    """An event from its body and the words behind it."""
    return replace(read_event(json.loads(body)), why=tuple(whys))


def read_tally_body(body: str, whys: Sequence[Why]) -> Tally:
    """A tally from its body and the words behind it."""
    return replace(read_tally(json.loads(body)), why=tuple(whys))


def incident_body(incident: Incident) -> str:
    """An incident as one JSON text."""
    return canonical(to_plain(incident))


def read_incident(body: str) -> Incident:
    """The incident that a body holds."""
    try:
        return from_plain(Incident, json.loads(body))
    except (ValueError, TypeError) as error:
        raise StoreError(f"an incident cannot be read ({error}); run `marsad db check`") from error


@lru_cache(maxsize=1)
def _brief_reader() -> TypeAdapter[Brief]:
    """What reads briefs, ten times as fast as whole incidents; made when it is first needed."""
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)


def read_brief(body: str) -> Brief:
    """The incident that a body holds, in short."""
    try:
        return _brief_reader().validate_json(body)
    except ValueError as error:
        raise StoreError(f"an incident cannot be read ({error}); run `marsad db check`") from error


def incident_columns(incident: Incident, title_words: str) -> Row:
    """What an incident is filtered and sorted by."""
    low, best, high = killed(incident)
    point = next((place for place in incident.places if place.lat is not None), None)
    names = " ".join(place.name for place in incident.places)
    return {
        "id": incident.id,
        "type": incident.type,
        "status": str(incident.status),
        "grade": str(incident.grade),
        "date_start": incident.date.start.isoformat() if incident.date else None,
        "date_end": incident.date.end.isoformat() if incident.date else None,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "killed_low": low,
        "killed_best": best,
        "killed_high": high,
        "words": index_words(names, title_words),
    }


def killed(incident: Incident) -> tuple[int, int, int]:
    """Low, best and high of the dead over all sides; a whole that tells the same people as its parts is not added."""
    parts = [toll for toll in incident.tolls if toll.harm == "killed" and not toll.is_whole]
    return sum(toll.low for toll in parts), sum(toll.best for toll in parts), sum(toll.high for toll in parts)


def incident_terms_of(incident: Incident) -> set[tuple[str, str]]:
    """The (kind, term) pairs that an incident can be found by."""
    actors = {*incident.initiators, *incident.targets, *(toll.of for toll in incident.tolls)}
    found = {("actor", actor) for actor in actors}
    found |= {("source", source) for source in incident.sources}
    found |= {("source", claim.source) for claim in incident.claims if claim.source}
    found |= {("admin1", place.admin1) for place in incident.places if place.admin1}
    found |= {("place", fold(place.name)) for place in incident.places if place.name}
    return found


def read_decision(body: str) -> Decision:
    """The decision that a row holds."""
    return from_plain(Decision, json.loads(body))
