"""ACLED's days: one row per active day, with its precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marsad.model.event import Event
from marsad.model.incident import Incident

WEEK, MONTH = 7, 31


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and ACLED's precision: 1 known, 2 some day of a week, 3 some day of a month."""

    date: date
    precision: int


def active_days(incident: Incident, events: Sequence[Event]) -> list[Day]:
    """The days that reports name as active; else one that stands for the span; none if that is too vague.

    Fighting of several days has a row for each day that a report names by itself. A span of up to a week is coded to
    its middle day, a span of up to a month to its middle day with the next precision.
    """
    if incident.date is None:
        return []
    start, end = incident.date.start, incident.date.end
    length = (end - start).days + 1
    if length == 1:
        return [Day(start, 1)]
    named = {event.date.start for event in events if event.date and event.date.start == event.date.end}
    inside = sorted(day for day in named if start <= day <= end)
    if len(inside) > 1:
        return [Day(day, 1) for day in inside]
    middle = start + timedelta(days=(length - 1) // 2)
    if length <= WEEK:
        return [Day(middle, 2)]
    return [Day(middle, 3)] if length <= MONTH else []
