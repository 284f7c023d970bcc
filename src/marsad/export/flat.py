"""Incidents as one flat table: the row that csv, parquet, geojson and geoparquet share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marsad.export.schema import IncidentRow, checked
from marsad.export.selection import Selection
from marsad.export.tolls import harmed, set_by_analyst
from marsad.model.event import Place
from marsad.model.incident import Incident

SEPARATOR = "; "
HARMS = ("killed", "wounded", "captured")


def join(values: Iterable[str]) -> str:
    """A list in one cell; a separator inside a value becomes a comma."""
    return SEPARATOR.join(value.replace(SEPARATOR, ", ").strip() for value in values)


def main_place(incident: Incident) -> Place | None:
    """The first located place; else the first place."""
    located = (place for place in incident.places if place.lat is not None and place.lon is not None)
    return next(located, incident.places[0] if incident.places else None)


def incident_rows(selection: Selection) -> list[IncidentRow]:
    """One checked row per incident."""
    rows = (_row(selection, incident) for incident in selection.incidents)
    return checked(IncidentRow, rows, "incident")


def _row(selection: Selection, incident: Incident) -> dict[str, Any]:
    place = main_place(incident)
    row: dict[str, Any] = {
        "incident": incident.id,
        "version": selection.revisions.get(incident.id, 1),
        "type": incident.type,
        "status": str(incident.status),
        "date_start": incident.date.start if incident.date else None,
        "date_end": incident.date.end if incident.date else None,
        "place": join(dict.fromkeys(place.name for place in incident.places)),
        "latitude": round(place.lat, 4) if place and place.lat is not None else None,
        "longitude": round(place.lon, 4) if place and place.lon is not None else None,
        "radius_km": float(place.radius_km) if place and place.radius_km is not None else None,
        "admin1": place.admin1 if place else "",
        "initiators": join(incident.initiators),
        "targets": join(incident.targets),
        "weapons": join(incident.weapons),
        "figures": "analyst" if set_by_analyst(incident) else "rule",
        "sources": join(incident.sources),
        "witnesses": incident.independent,
        "claimed_by": join(incident.claimed_by),
        "denied_by": join(incident.denied_by),
        "grade": str(incident.grade),
        "review": "reviewed" if incident.id in selection.reviewed else "draft",
        "reports": join(dict.fromkeys(report_id for report_id, _ in incident.members)),
    }
    for harm in HARMS:
        row |= _figures(incident, harm)
    return row


def _figures(incident: Incident, harm: str) -> dict[str, int | None]:
    found = harmed(incident, harm)
    if found is None:
        return dict.fromkeys((f"{harm}_low", f"{harm}_best", f"{harm}_high"))
    return {
        f"{harm}_low": found.low,
        f"{harm}_best": found.best,
        f"{harm}_high": None if found.is_open else found.high,
    }
