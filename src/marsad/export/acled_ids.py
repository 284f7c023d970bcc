"""The ids of ACLED rows: that of the incident; of further rows also their day and place, so that none is renamed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from marsad.export.acled_days import Day
from marsad.export.selection import Selection
from marsad.model.event import Event, Place
from marsad.model.incident import Incident

#: a row is an incident on a day at a place
Cell = tuple[Day, Place]
_SIGNS = 6


def event_id(incident_id: str, iso3: str, mark: str = "") -> str:
    """Our id in a name space that is not ACLED's: `MRS-SYR-12`, `MRS-SYR-12-0F3A91` for a further row."""
    plain = "".join(sign if sign.isalnum() and sign.isascii() else "." for sign in incident_id)
    stem = plain.upper().removeprefix("INC.").strip(".") or "0"
    return f"MRS-{iso3}-{stem}" + (f"-{mark}" if mark else "")


def marks_of(selection: Selection, incident: Incident, cells: Sequence[Cell]) -> list[str]:
    """What tells the rows of an incident apart: nothing for its first row, the day and place for each other.

    The first row is the one that the oldest report tells: later reports add rows and rename none.
    """
    first = _told_first(selection, incident, cells)
    marks: list[str] = []
    for number, (day, place) in enumerate(cells):
        mark = "" if number == first else _mark(day, place)
        again = marks.count(mark)
        marks.append(f"{mark}-{again + 1}" if again else mark)
    return marks


def _mark(day: Day, place: Place) -> str:
    words = f"{day.date} {place.name} {place.lat or 0:.4f} {place.lon or 0:.4f}"
    return hashlib.sha256(words.encode()).hexdigest()[:_SIGNS].upper()


def _told_first(selection: Selection, incident: Incident, cells: Sequence[Cell]) -> int:
    """Which cell the oldest report tells; the first where none can be told from the reports."""
    for report in selection.member_reports(incident):
        own = [selection.events[key] for key in incident.members if key[0] == report.id and key in selection.events]
        found = [number for number, cell in enumerate(cells) if any(_tells(event, cell) for event in own)]
        if found:
            return found[0]
    return 0


def _tells(event: Event, cell: Cell) -> bool:
    day, place = cell
    if event.date is None or not event.date.start <= day.date <= event.date.end:
        return False
    return any((one.lat, one.lon) == (place.lat, place.lon) for one in event.places)
