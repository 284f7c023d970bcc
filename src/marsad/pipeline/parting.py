"""One coded event that tells of two, cut in two by a person; and two events that a person says are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain
from typing import TypeVar

from marsad.errors import UsageError
from marsad.model import Action, Casualty, Decision, Event, EventKey, Judgement, Span, Why
from marsad.model.event import spell_count
from marsad.pipeline.join import judge
from marsad.pipeline.review import (
    BY_PERSON,
    event_in,
    events_of,
    keep_events,
    next_id,
    settle,
    standing_verdicts,
)
from marsad.store import Store, View, Writer

T = TypeVar("T")


class Side(StrEnum):
    """To which of two events a part of one goes."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Share:
    """Which parts of an event go where, one side per part in their order; and what kind of act the second is."""

    type: str
    evidence: Sequence[Side] = ()
    casualties: Sequence[Side] = ()
    places: Sequence[Side] = ()


def halves(event: Event, share: Share, second_id: str) -> tuple[Event, Event]:
    """The two events; parties, days and sources are those of the one in both, to be edited where they differ."""
    first = _half(event, share, Side.FIRST)
    second = replace(_half(event, share, Side.SECOND), id=second_id, type=share.type)
    if not first.evidence or not second.evidence:
        raise UsageError("each of the two events needs words of the report as evidence")
    if replace(first, why=()) == replace(second, id=first.id, why=()):
        raise UsageError("nothing tells the two events apart")
    if share.type != event.type:
        kept = tuple(why for why in second.why if why.slot != "type")
        second = replace(second, why=(*kept, Why("type", share.type, BY_PERSON)))
    return first, second


def _half(event: Event, share: Share, side: Side) -> Event:
    evidence = _of_side(event.evidence, share.evidence, side)
    casualties = _of_side(event.casualties, share.casualties, side)
    places = _of_side(event.places, share.places, side)
    gone = [span for span in event.evidence if span not in evidence]
    lost = [said_casualty(one) for one in event.casualties if one not in casualties]
    away = [place.name for place in event.places if place not in places]
    why = tuple(one for one in event.why if not _proves_other(one, gone, lost, away))
    return replace(event, evidence=evidence, casualties=casualties, places=places, why=why)


def _of_side(parts: Sequence[T], sides: Sequence[Side], side: Side) -> tuple[T, ...]:
    if len(parts) != len(sides):
        raise UsageError("the event has other parts now; look at it again")
    return tuple(part for part, at in zip(parts, sides, strict=True) if at in (side, Side.BOTH))


def said_casualty(one: Casualty) -> str:
    """How rules say a figure of an event.

    >>> said_casualty(Casualty("civilians", "killed", 3, 3))
    'civilians killed 3'
    """
    return f"{one.of} {one.harm} {spell_count(one.low, one.high)}"


def _proves_other(why: Why, gone: Sequence[Span], lost: Sequence[str], away: Sequence[str]) -> bool:
    """True if a rule's words prove what went to the other event."""
    if why.slot.startswith("casualt"):
        return why.value in lost
    if why.slot.startswith("place"):
        return why.value in away
    if why.slot != "type" or why.span is None:
        return False
    return any(span.start <= why.span.start and why.span.end <= span.end for span in gone)


def divide(writer: Writer, key: EventKey, share: Share, who: str, why: str) -> Decision:
    """Cut an event in two, in a new coding; the old one is kept. Both wait for review. A reason is required."""
    if not why.strip():
        raise UsageError("a change needs a reason")
    if key in standing_verdicts(writer.decisions()):
        raise UsageError("the event was judged; take that back first")
    before = event_in(writer, key)
    other: EventKey = (key[0], next_id(writer, key[0]))
    two = halves(before, share, other[1])
    events = [(event,) if event.id != key[1] else two for event in events_of(writer, key[0])]
    keep_events(writer, key[0], chain.from_iterable(events))
    row = Decision(0, Action.DIVIDE, (key,), who, datetime.now(UTC), why.strip(), (other,))
    made = writer.decide(row)
    settle(writer, [key, other])
    return made


def same_as(store: Store, key: EventKey, target: str, who: str, why: str) -> Decision:
    """An event tells of the same incident as another event, named `REPORT/EVENT`, or as an incident named by its id."""
    with store.view() as view:
        other = _named(view, target.strip())
        inside = view.incident_ids_of([key, other])
    if key == other or (key in inside and inside[key] == inside.get(other)):
        raise UsageError(f"{'/'.join(key)} and {target.strip()} are one incident already")
    return judge(store, key, other, Judgement.SAME, who, why)


def _named(view: View, target: str) -> EventKey:
    report_id, _, event_id = target.rpartition("/")
    key: EventKey = (report_id, event_id)
    if report_id and view.events([key]):
        return key
    incident = view.incident(target)
    if incident is None:
        raise UsageError(f"{target!r} is neither an event (REPORT/EVENT) nor an incident")
    return incident.members[0]
