"""The fields of the form by which an event is edited or added: filled from an event, and read back into one."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date

from marsad.errors import UsageError
from marsad.lexicon.gazetteer import Gazetteer
from marsad.model import Casualty, DateSpan, Event
from marsad.pipeline.review import find_places

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
    filled = [n for n in range(MOST_CASUALTIES) if fields.get(f"low{n}") or fields.get(f"of{n}")]
    return min(MOST_CASUALTIES, max(filled, default=-1) + 2)


def mended_event(event: Event, fields: dict[str, str], gazetteer: Gazetteer) -> Event:
    """The event with the values of the form; a value that cannot be read is an error that names it."""
    return replace(
        event,
        type=fields.get("type", event.type),
        status=fields.get("status", event.status),
        salience=fields.get("salience", event.salience),
        date=read_days(fields.get("start", ""), fields.get("end", "")),
        initiators=read_ids(fields.get("initiators", "")),
        targets=read_ids(fields.get("targets", "")),
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


def read_ids(written: str) -> tuple[str, ...]:
    """Ids or names with a comma between; a name that is no id is kept as the text's own words.

    >>> read_ids("isis, x:group , ")
    ('isis', 'x:group')
    """
    return tuple(dict.fromkeys(split_names(written)))


def split_names(written: str) -> list[str]:
    """Names with a comma between, Latin or Arabic."""
    return [one.strip() for one in written.replace("\u060c", ",").split(",") if one.strip()]


def read_casualties(fields: dict[str, str]) -> list[Casualty]:
    """The rows of the losses table that have a low figure; an empty high is open."""
    found = []
    for n in range(MOST_CASUALTIES):
        low, high = fields.get(f"low{n}", "").strip(), fields.get(f"high{n}", "").strip()
        if not low:
            continue
        if not low.isdigit() or (high and (not high.isdigit() or int(high) < int(low))):
            raise UsageError(f"{low} to {high} is no range of people")
        side = fields.get(f"of{n}", "").strip() or "unknown"
        found.append(
            Casualty(
                side,
                fields.get(f"harm{n}", "killed"),
                int(low),
                int(high) if high else None,
                fields.get(f"from{n}", ""),
            )
        )
    return found
