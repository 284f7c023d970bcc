"""The tables behind the incidents: who claims which figure, what each report says, and running totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from pydantic import Field

from marsad.errors import UsageError
from marsad.export.flat import incident_rows, join
from marsad.export.schema import Count, IncidentRow, Lat, Lon, Row, checked
from marsad.export.selection import Selection
from marsad.model.event import Casualty, Place, spell_count


class ClaimRow(Row):
    """A source says, in a report, that so many of a side suffered a harm; or takes a stance without a figure."""

    incident: str = Field(min_length=1)
    report: str = Field(min_length=1)
    event: str = Field(min_length=1)
    publisher: str
    source: str
    via: str = Field(description="who passed it on")
    as_of: date | None
    stance: str
    of: str
    harm: str
    low: Count | None
    best: Count | None
    high: Count | None
    is_vague: bool = Field(description="the figure stands for words such as dozens")


class EventRow(Row):
    """What one report says of one act."""

    report: str = Field(min_length=1)
    event: str = Field(min_length=1)
    incident: str = Field(min_length=1)
    published: date | None
    publisher: str
    type: str = Field(min_length=1)
    status: str
    salience: str
    date_start: date | None
    date_end: date | None
    place: str
    latitude: Lat | None
    longitude: Lon | None
    radius_km: float | None
    admin1: str
    initiators: str
    targets: str
    weapons: str
    casualties: str = Field(description="of, harm, low and high (open: +), each entry after the other")
    sources: str
    claimed_by: str
    denied_by: str
    words: str = Field(description="the words that prove it; empty where the policy gives no texts")


class TallyRow(Row):
    """One figure of a running total."""

    report: str = Field(min_length=1)
    tally: int = Field(ge=1)
    date_start: date | None
    date_end: date | None
    place: str
    of: str
    harm: str
    low: Count
    high: Count | None = Field(description="empty where open")
    sources: str


def table_rows(selection: Selection, name: str) -> tuple[type[Row], list[Row]]:
    """The schema and the checked rows of a table by its name."""
    if name == "incidents":
        return IncidentRow, list(incident_rows(selection))
    if name not in _TABLES:
        raise UsageError(f"there is no table {name!r}: incidents, {', '.join(_TABLES)}")
    schema, rows, key = _TABLES[name]
    return schema, list(checked(schema, rows(selection), key))


def _claims(selection: Selection) -> Iterator[dict[str, Any]]:
    for incident in selection.incidents:
        for claim in incident.claims:
            told = bool(claim.harm)
            yield {
                "incident": incident.id,
                "report": claim.report,
                "event": claim.event,
                "publisher": claim.publisher,
                "source": claim.source,
                "via": join(claim.via),
                "as_of": claim.as_of,
                "stance": claim.stance,
                "of": claim.of,
                "harm": claim.harm,
                "low": claim.low if told else None,
                "best": claim.best if told else None,
                "high": claim.high if told else None,
                "is_vague": claim.is_vague,
            }


def _events(selection: Selection) -> Iterator[dict[str, Any]]:
    for incident in selection.incidents:
        for report_id, event_id in incident.members:
            event = selection.events.get((report_id, event_id))
            if event is None:
                continue
            report = selection.reports.get(report_id)
            text = report.text if report else ""
            yield {
                "report": report_id,
                "event": event_id,
                "incident": incident.id,
                "published": report.published if report else None,
                "publisher": report.publisher if report else "",
                "type": event.type,
                "status": event.status,
                "salience": event.salience,
                "date_start": event.date.start if event.date else None,
                "date_end": event.date.end if event.date else None,
                **_place(event.places),
                "initiators": join(event.initiators),
                "targets": join(event.targets),
                "weapons": join(event.weapons),
                "casualties": join(_figure(one) for one in event.casualties),
                "sources": join(event.sources),
                "claimed_by": join(event.claimed_by),
                "denied_by": join(event.denied_by),
                "words": join(" ".join(text[span.start : span.end].split()) for span in event.evidence if text),
            }


def _place(places: tuple[Place, ...]) -> dict[str, Any]:
    first = next((place for place in places if place.lat is not None), places[0] if places else None)
    return {
        "place": join(dict.fromkeys(place.name for place in places)),
        "latitude": round(first.lat, 4) if first and first.lat is not None else None,
        "longitude": round(first.lon, 4) if first and first.lon is not None else None,
        "radius_km": float(first.radius_km) if first and first.radius_km is not None else None,
        "admin1": first.admin1 if first else "",
    }


def _figure(casualty: Casualty) -> str:
    return f"{casualty.of} {casualty.harm} {spell_count(casualty.low, casualty.high)}"


def _tallies(selection: Selection) -> Iterator[dict[str, Any]]:
    for told in selection.tallies:
        span = told.tally.date
        for casualty in told.tally.casualties:
            yield {
                "report": told.report_id,
                "tally": told.position,
                "date_start": span.start if span else None,
                "date_end": span.end if span else None,
                "place": join(place.name for place in told.tally.places),
                "of": casualty.of,
                "harm": casualty.harm,
                "low": casualty.low,
                "high": casualty.high,
                "sources": join(told.tally.sources),
            }


_TABLES: dict[str, tuple[type[Row], Callable[[Selection], Iterator[dict[str, Any]]], str]] = {
    "claims": (ClaimRow, _claims, "incident"),
    "events": (EventRow, _events, "report"),
    "tallies": (TallyRow, _tallies, "report"),
}
