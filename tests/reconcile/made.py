"""Small events for tests: places by name, days of May 2021, sides by registry id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from marsad.model import Casualty, DateSpan, Event, Place, Report, Span, StoredEvent

PLACES = {
    "shula": Place("الشولا", 35.19, 39.85, 5, "SY-DY"),
    "mayadin": Place("الميادين", 35.02, 40.45, 5, "SY-DY"),
    "sukhna": Place("السخنة", 34.89, 38.87, 5, "SY-HI"),
    "manbij": Place("منبج", 36.53, 37.95, 5, "SY-HL"),
    "east": Place("محافظة دير الزور", 35.3, 40.1, 100, "SY-DY"),
}
START = date(2021, 5, 1)


def day(number: int, until: int | None = None) -> DateSpan:
    """The number-th of May 2021, or a span of days."""
    return DateSpan(START + timedelta(days=number - 1), START + timedelta(days=(until or number) - 1))


def dead(of: str, low: int, high: int | None = -1, source: str = "", harm: str = "killed") -> Casualty:
    """So many dead of a side; an exact figure unless a high one is given."""
    return Casualty(of, harm, low, low if high == -1 else high, source)


def event(
    kind: str = "attack",
    place: str | None = "shula",
    when: DateSpan | None = None,
    by: Sequence[str] = ("isis",),
    on: Sequence[str] = ("syr-army",),
    losses: Sequence[Casualty] = (),
    **more: object,
) -> Event:
    """An event; `more` are further fields of Event."""
    places = (PLACES[place],) if place else ()
    fields = {"id": "e1", "type": kind, "date": when, "places": places, "initiators": tuple(by), "targets": tuple(on)}
    return Event(**{**fields, "casualties": tuple(losses), "sources": ("sohr",), **more})  # type: ignore[arg-type]


def told(
    report: str, what: Event, publisher: str = "", published: date | None = None, text: str = "", event_id: str = "e1"
) -> StoredEvent:
    """The event as a report tells it; published the day after it, by a publisher of its own unless told."""
    if published is None:
        published = (what.date.end if what.date else START) + timedelta(days=1)
    fields = {name: getattr(what, name) for name in what.__slots__} | {"id": event_id}
    if text:
        fields["evidence"] = (Span(0, len(text)),)
    return StoredEvent(report, Event(**fields), Report(report, publisher or f"paper {report}", published, "", text))
