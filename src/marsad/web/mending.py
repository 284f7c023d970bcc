"""The fields of the form by which an event is edited or added: filled from an event, and read back into one."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date

from marsad.errors import UsageError
from marsad.lexicon.gazetteer import Gazetteer
from marsad.model import Casualty, DateSpan, Event
from marsad.pipeline.review import find_places
from marsad.web.forms import is_whole
from marsad.web.typed import read_parties, read_party, split_names

MOST_CASUALTIES = 12
#: between names in a field, as an Arabic keyboard has it
COMMA = "\u060c "


def fields_of(event: Event) -> dict[str, str]:
    """The fields as they are before anything is changed."""
    fields = {
        "type": event.type,
        "status": event.status,
        "salience": event.salience,
        "start": str(event.date.start) if event.date else "",
        "end": str(event.date.end) if event.date else "",
        "places": COMMA.join(place.name for place in event.places),
        "initiators": ", ".join(event.initiators),
        "targets": ", ".join(event.targets),
    }
    for n, one in enumerate(event.casualties):
        high = "" if one.high is None else str(one.high)
        fields |= {f"of{n}": one.of, f"harm{n}": one.harm, f"low{n}": str(one.low), f"high{n}": high}
        fields[f"from{n}"] = one.source
    return fields


def rows_of(fields: dict[str, str]) -> int:
    """How many rows the losses table of a form has: those filled and one more."""
    filled = [n for n in range(MOST_CASUALTIES) if any(fields.get(f"{name}{n}") for name in ("of", "low", "high"))]
    return min(MOST_CASUALTIES, max(filled, default=-1) + 2)


def mended_event(event: Event, fields: dict[str, str], gazetteer: Gazetteer) -> Event:
    """The event with the values of the form; a value that cannot be read is an error that names it."""
    return replace(
        event,
        type=fields.get("type", event.type),
        status=fields.get("status", event.status),
        salience=fields.get("salience", event.salience),
        date=read_days(fields.get("start", ""), fields.get("end", "")),
        initiators=read_parties(fields.get("initiators", "")),
        targets=read_parties(fields.get("targets", "")),
        casualties=tuple(read_casualties(fields)),
        places=find_places(split_names(fields.get("places", "")), event.places, gazetteer),
    )


def read_days(start: str, end: str) -> DateSpan | None:
    """Two days of a form; both empty is no date, one empty is a single day."""
    if not start and not end:
        return None
    with contextlib.suppress(ValueError):
        first, last = date.fromisoformat(start or end), date.fromisoformat(end or start)
        if first <= last:
            return DateSpan(first, last)
    raise UsageError(f"{start} to {end} is no span of days")


def read_casualties(fields: dict[str, str]) -> list[Casualty]:
    """The rows of the losses table; an empty high is open, an empty row is none."""
    return [row for n in range(MOST_CASUALTIES) if (row := read_loss(fields, n)) is not None]


def read_loss(fields: dict[str, str], n: int) -> Casualty | None:
    """One row of the losses table, None where it is empty; one that is begun must have its low figure."""
    side, low, high = (fields.get(f"{name}{n}", "").strip() for name in ("of", "low", "high"))
    if not (side or low or high):
        return None
    if not low:
        raise UsageError(f"row {n + 1} of the losses has no low figure; give it, or empty the whole row")
    if not is_whole(low) or (high and (not is_whole(high) or int(high) < int(low))):
        raise UsageError(f"{low} to {high} is no range of people")
    harm, source = fields.get(f"harm{n}", "killed"), fields.get(f"from{n}", "")
    return Casualty(read_party(side) or "unknown", harm, int(low), int(high) if high else None, source)
