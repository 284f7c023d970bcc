"""PLOVER: one JSON object per incident, in the fields of the manual's record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.export import crosswalk as cw
from marsad.export.flat import main_place
from marsad.export.gazette import district_name, known_place, province_name
from marsad.export.selection import Selection, Withheld
from marsad.export.tolls import harmed
from marsad.model.event import Place
from marsad.model.incident import Incident

_SECTOR = {
    "state": "MIL",
    "coalition": "MIL",
    "international": "MIL",
    "rebel": "REB",
    "militia": "PRM",
    "unidentified": "UAF",
    "civilian": "CVL",
    "criminal": "CRM",
}
#: from what width on a place has which of PLOVER's grades, 1 exact to 5 country (km)
_RESOLUTION = ((5.0, 1), (25.0, 2), (60.0, 3), (200.0, 4))


def plover_rows(selection: Selection) -> tuple[list[dict[str, Any]], list[Withheld]]:
    """The objects, and what has none and why."""
    rows: list[dict[str, Any]] = []
    withheld: list[Withheld] = []
    for incident in selection.incidents:
        code = cw.by_key("plover_events", "type").get(incident.type)
        if code is None:
            withheld.append(Withheld(incident.id, f"PLOVER has no event for {incident.type!r}"))
        elif incident.date is None:
            withheld.append(Withheld(incident.id, "the date is unknown"))
        else:
            rows.append(_row(selection, incident, dict(code)))
    return rows, withheld


def _row(selection: Selection, incident: Incident, code: dict[str, str]) -> dict[str, Any]:
    assert incident.date is not None
    event, modes, quad = _act(incident, code)
    is_mutual = incident.type == "armed_clash" or set(incident.initiators) == set(incident.targets)
    actors = (*incident.initiators, *incident.targets) if is_mutual else incident.initiators
    place = main_place(incident)
    size = {"dead": "killed", "injured": "wounded", "arrested": "captured"}
    return {
        "id": selection.label(incident),
        "date": incident.date.start.isoformat(),
        "enddate": incident.date.end.isoformat(),
        "event": [event],
        "mode": [*modes, *_auxiliary(incident)],
        "context": _contexts(incident),
        "actor": [_actor(actor) for actor in dict.fromkeys(actors)],
        "recipient": [] if is_mutual else [_actor(actor) for actor in incident.targets],
        "event_loc": _location(place) if place else None,
        "quad_code": quad,
        "size": {name: _size(incident, harm) for name, harm in size.items() if harmed(incident, harm)},
        "text_info": _spans(selection, incident),
        "cite_info": [
            {
                "citation": report.id,
                "url": report.url,
                "title": report.title,
                "language": report.lang,
                "publication": report.publisher,
                "date": str(report.published or ""),
            }
            for report in selection.member_reports(incident)
        ],
        "coder": f"marsad {selection.versions.software}",
        "coded_date": selection.as_of.date().isoformat(),
    }


def _act(incident: Incident, code: dict[str, str]) -> tuple[str, list[str], int]:
    """Event, modes and quad code; ground taken by force is an assault, without a fight the other's withdrawal."""
    weapons = cw.by_key("plover_weapons", "weapon")
    modes = [weapons[weapon]["mode"] for weapon in incident.weapons if weapon in weapons]
    if incident.type == "territory_gained" and (modes or harmed(incident, "killed")):
        return "ASSAULT", list(dict.fromkeys(modes)), 4
    if incident.type == "withdrawal" and str(incident.status) == "planned":
        return "CONCEDE", [], 1
    own = [code["mode"]] if code["mode"] else []
    if code["event"] != "ASSAULT":
        modes = []
    if harmed(incident, "captured") and code["event"] == "ASSAULT":
        modes.append("abduct")
    return code["event"], list(dict.fromkeys(own + modes)), int(code["quad"])


def _auxiliary(incident: Incident) -> list[str]:
    return {"planned": ["future"], "denied": ["negation"]}.get(str(incident.status), [])


def _contexts(incident: Incident) -> list[str]:
    """ "military" stands for the forces of states alone."""
    kinds = {cw.party(actor).kind for actor in (*incident.initiators, *incident.targets)}
    return ["military"] if kinds & {"state", "coalition"} else []


def _actor(actor: str) -> dict[str, str]:
    party, row = cw.party(actor), cw.by_key("plover_actors", "actor").get(actor)
    country = cw.by_key("countries", "iso2").get(party.country)
    code = row["code"] if row and row["code"] else country["iso3"] if country else ""
    sector = row["sector"] if row else _SECTOR.get(party.kind, "UNK")
    return {"code": code, "sector": sector, "entity_text": party.name, "identifier_text": actor}


def _location(place: Place) -> dict[str, Any]:
    country, known = cw.country_of(place.admin1), known_place(place)
    width = place.radius_km if place.radius_km is not None else 1000.0
    return {
        "extracted_place": place.name,
        "resolved_place": known.name,
        "lat": round(place.lat, 4) if place.lat is not None else None,
        "lon": round(place.lon, 4) if place.lon is not None else None,
        "district": district_name(known.admin2),
        "province": province_name(place.admin1),
        "country": country["name"] if country else "",
        "country_code": country["iso3"] if country else "",
        "resolution": next((grade for limit, grade in _RESOLUTION if width <= limit), 5),
    }


def _size(incident: Incident, harm: str) -> int:
    found = harmed(incident, harm)
    return found.best if found else 0


def _spans(selection: Selection, incident: Incident) -> list[dict[str, Any]]:
    """Where the reports say so: offsets in Unicode code points, end exclusive."""
    found: list[dict[str, Any]] = []
    for key in incident.members:
        event = selection.events.get(key)
        spans: Sequence[Any] = event.evidence if event else ()
        found += [{"report": key[0], "start": span.start, "end": span.end} for span in spans]
    return [{"sequence": number, **row} for number, row in enumerate(found, 1)]
