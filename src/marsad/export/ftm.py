"""FollowTheMoney: incidents, the parties to them, and the reports, as entities of JSON lines for Aleph and its kin."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from marsad.export import crosswalk as cw
from marsad.export.acled_notes import english_day
from marsad.export.flat import main_place
from marsad.export.selection import Selection
from marsad.model.incident import Incident
from marsad.model.report import Report

_SCHEMA = {"state": "PublicBody", "civilian": "LegalEntity", "": "LegalEntity", "unidentified": "LegalEntity"}


def ftm_rows(selection: Selection) -> list[dict[str, Any]]:
    """Entities, each once: parties, reports, then the events that name them."""
    found: dict[str, dict[str, Any]] = {}
    for incident in selection.incidents:
        for actor in (*incident.initiators, *incident.targets):
            found.setdefault(entity_id("actor", actor), _party(actor))
        for report in selection.member_reports(incident):
            found.setdefault(entity_id("report", report.id), _article(report))
    for incident in selection.incidents:
        found[entity_id("incident", incident.id)] = _event(selection, incident)
    return list(found.values())


def entity_id(kind: str, name: str) -> str:
    """A lasting id without spaces or Arabic."""
    return f"marsad-{kind}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _party(actor: str) -> dict[str, Any]:
    party = cw.party(actor)
    schema = _SCHEMA.get(party.kind, "Organization")
    properties = {"name": [party.name], "country": [party.country.lower()] if party.country else []}
    return _entity(entity_id("actor", actor), schema, properties)


def _article(report: Report) -> dict[str, Any]:
    return _entity(
        entity_id("report", report.id),
        "Article",
        {
            "title": [report.title or report.id],
            "publisher": [report.publisher],
            "publishedAt": [str(report.published)] if report.published else [],
            "sourceUrl": [report.url] if report.url else [],
            "language": [{"ar": "ara", "en": "eng"}.get(report.lang, report.lang)],
        },
    )


def _event(selection: Selection, incident: Incident) -> dict[str, Any]:
    place = main_place(incident)
    country = cw.country_of(place.admin1) if place else None
    properties = {
        "name": [_title(incident)],
        "startDate": [str(incident.date.start)] if incident.date else [],
        "endDate": [str(incident.date.end)] if incident.date else [],
        "location": list(dict.fromkeys(place.name for place in incident.places)),
        "country": [country["iso2"].lower()] if country else [],
        "organizer": _ids("actor", incident.initiators),
        "involved": _ids("actor", incident.targets),
        "proof": _ids("report", [report.id for report in selection.member_reports(incident)]),
        "summary": list(_summary(incident)),
        "recordId": [selection.label(incident)],
        "modifiedAt": [selection.as_of.date().isoformat()],
    }
    return _entity(entity_id("incident", incident.id), "Event", properties)


def _title(incident: Incident) -> str:
    place = main_place(incident)
    when = english_day(incident.date.start) if incident.date else "no date"
    return f"{incident.type.replace('_', ' ').capitalize()}, {place.name if place else 'no place'}, {when}"


def _summary(incident: Incident) -> Iterator[str]:
    """A line per toll: of whom, how many, by which rule."""
    for toll in incident.tolls:
        high = "or more" if toll.is_open else str(toll.high)
        by = " (set by an analyst)" if toll.override else ""
        yield f"{cw.party(toll.of).name}: {toll.harm} {toll.low} / {toll.best} / {high}{by}"


def _ids(kind: str, names: Sequence[str]) -> list[str]:
    return [entity_id(kind, name) for name in dict.fromkeys(names)]


def _entity(identifier: str, schema: str, properties: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "id": identifier,
        "schema": schema,
        "properties": {key: value for key, value in properties.items() if value},
    }
