"""Review of coded events by people: accept, reject, mend, add, undo. Each verdict is a row of the decision log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count

from marsad.errors import UsageError
from marsad.lexicon.gazetteer import Gazetteer
from marsad.model import CodedReport, Decision, Event, EventKey, Place, Why
from marsad.model.incident import Action
from marsad.pipeline.keep import keep_change, relink
from marsad.reconcile import load_linker
from marsad.reconcile.decisions import standing
from marsad.store import View, Writer

VERDICTS = (Action.ACCEPT, Action.REJECT, Action.EDIT, Action.ADD)
#: what is told of an event as it stands: verdicts, and that it was cut out of another
STEPS = (*VERDICTS, Action.DIVIDE)
#: the rule name of a value that a person gave
BY_PERSON = "by_person"
#: the fields of an event that a person can mend
MENDED = ("type", "status", "salience", "date", "initiators", "targets", "weapons", "casualties", "sources", "places")


class State(StrEnum):
    """Where an event or an incident stands between the machine's draft and a person's word."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report with events that nobody has judged; `confidence` is that of its least certain value."""

    report_id: str
    events: int
    open_events: int
    confidence: float


def standing_verdicts(log: Iterable[Decision]) -> dict[EventKey, Decision]:
    """The latest verdict on each event that was not undone."""
    return {row.subject[0]: row for row in standing(log) if row.action in VERDICTS}


def standing_steps(log: Iterable[Decision]) -> dict[EventKey, Decision]:
    """The latest verdict or cut of each event that was not undone; a cut is a step of both events."""
    return {key: row for row in standing(log) if row.action in STEPS for key in (row.subject[0], *row.against)}


def state_of(verdict: Decision | None) -> State:
    """What a verdict makes of an event; one that was cut out of another waits for its verdict."""
    if verdict is None or verdict.action not in VERDICTS:
        return State.DRAFT
    return State.REJECTED if verdict.action is Action.REJECT else State.REVIEWED


def state_of_members(members: Sequence[EventKey], verdicts: Mapping[EventKey, Decision]) -> State:
    """An incident is reviewed when all its events are judged and one stands, rejected when all are rejected."""
    states = {state_of(verdicts.get(key)) for key in members}
    if State.DRAFT in states or not states:
        return State.DRAFT
    return State.REVIEWED if State.REVIEWED in states else State.REJECTED


def confidence_of(event: Event) -> float:
    """The confidence of an event's least certain value."""
    return min((why.confidence for why in event.why), default=0.0)


def waiting_reports(confidences: Mapping[EventKey, float], verdicts: Mapping[EventKey, Decision]) -> list[Waiting]:
    """Reports with events to judge, the least certain first."""
    events: dict[str, int] = {}
    unjudged: dict[str, list[float]] = {}
    for key, confidence in confidences.items():
        events[key[0]] = events.get(key[0], 0) + 1
        if key not in verdicts:
            unjudged.setdefault(key[0], []).append(confidence)
    found = [Waiting(report, events[report], len(open_), min(open_)) for report, open_ in unjudged.items()]
    return sorted(found, key=lambda one: (one.confidence, one.report_id))


def event_in(view: View, key: EventKey) -> Event:
    """The event as it stands now; UsageError if there is none."""
    for coded in view.coded([key[0]]):
        for event in coded.events:
            if event.id == key[1]:
                return event
    raise UsageError(f"there is no event {key[1]} in report {key[0]}")


class Meanwhile(UsageError):
    """Somebody judged or changed the event after it was read."""

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} judged this event meanwhile; look at it again")
        self.who = who


def check_unchanged(view: View, key: EventKey, seen: int) -> None:
    """UsageError if somebody judged or cut the event after decision number `seen` (0: none) was read."""
    verdict = standing_steps(view.decisions()).get(key)
    if (verdict.number if verdict else 0) != seen:
        raise Meanwhile(verdict.who if verdict else "somebody")


def verdict_of(action: Action, key: EventKey, who: str, why: str, undoes: int | None = None) -> Decision:
    """A verdict as the log takes it; the log gives it its number and its place in the chain."""
    return Decision(0, action, (key,), who, datetime.now(UTC), why, undoes=undoes)


def accept(writer: Writer, key: EventKey, who: str, why: str = "") -> Decision:
    """The event is right as it stands."""
    event_in(writer, key)
    return writer.decide(verdict_of(Action.ACCEPT, key, who, why.strip()))


def reject(writer: Writer, key: EventKey, who: str, why: str) -> Decision:
    """The event is wrong; a reason is required."""
    event_in(writer, key)
    if not why.strip():
        raise UsageError("a rejection needs a reason")
    return writer.decide(verdict_of(Action.REJECT, key, who, why.strip()))


def mend(writer: Writer, key: EventKey, mended: Event, who: str, why: str) -> Decision:
    """Replace the event by its mended form in a new coding; the old one is kept. A reason is required."""
    if not why.strip():
        raise UsageError("a change needs a reason")
    if key in standing_verdicts(writer.decisions()):
        raise UsageError("the event was judged; take that back first")
    before = event_in(writer, key)
    slots = [slot for slot in MENDED if getattr(before, slot) != getattr(mended, slot)]
    if not slots:
        raise UsageError("nothing was changed")
    kept = tuple(one for one in before.why if one.slot not in slots)
    given = tuple(Why(slot, said_of(getattr(mended, slot)), BY_PERSON) for slot in slots)
    _replace_event(writer, key, replace(mended, id=before.id, evidence=before.evidence, why=kept + given))
    changes = ", ".join(
        f"{slot}: {said_of(getattr(before, slot))} > {said_of(getattr(mended, slot))}" for slot in slots
    )
    return writer.decide(verdict_of(Action.EDIT, key, who, f"{why.strip()} ({changes})"))


def add_missed(writer: Writer, report_id: str, missed: Event, who: str, why: str) -> Decision:
    """Add an event that the program missed; it must have words of the report as evidence. A reason is required."""
    report = writer.report(report_id)
    if report is None:
        raise UsageError(f"there is no report {report_id!r}")
    if not missed.evidence or any(not 0 <= s.start < s.end <= len(report.text) for s in missed.evidence):
        raise UsageError("select the words of the report that tell of the event")
    if not why.strip():
        raise UsageError("an added event needs a reason")
    event_id = next_id(writer, report_id)
    given = tuple(
        Why(slot, said_of(getattr(missed, slot)), BY_PERSON)
        for slot in MENDED
        if getattr(missed, slot) not in ((), None)
    )
    keep_events(writer, report_id, (*events_of(writer, report_id), replace(missed, id=event_id, why=given)))
    key = (report_id, event_id)
    settle(writer, [key])
    return writer.decide(verdict_of(Action.ADD, key, who, why.strip()))


def accept_all(writer: Writer, keys: Iterable[EventKey], who: str, why: str = "") -> int:
    """Accept those of some events that nobody has judged; returns how many."""
    verdicts = standing_verdicts(writer.decisions())
    fresh = [key for key in dict.fromkeys(keys) if key not in verdicts]
    for key in fresh:
        accept(writer, key, who, why)
    return len(fresh)


def undo(writer: Writer, key: EventKey, who: str, why: str = "") -> Decision:
    """Take back the standing verdict on an event; a mended event is again what it was before."""
    verdict = standing_steps(writer.decisions()).get(key)
    if verdict is None:
        raise UsageError("there is nothing to undo")
    if verdict.action is Action.DIVIDE:
        _join_again(writer, verdict)
    if verdict.action is Action.EDIT:
        _replace_event(writer, key, _event_before(writer, key))
    if verdict.action is Action.ADD:
        _drop_event(writer, key)
    return writer.decide(verdict_of(Action.UNDO, key, who, why.strip(), undoes=verdict.number))


def said_of(value: object) -> str:
    """A field's value in short words, for the log."""
    if isinstance(value, tuple):
        return "; ".join(said_of(one) for one in value) or "none"
    if value is None:
        return "none"
    if hasattr(value, "__dataclass_fields__"):
        parts = (getattr(value, field.name) for field in fields(value))  # type: ignore[arg-type]
        return " ".join(str(part) for part in parts if part not in (None, ""))
    return str(value)


def _event_before(view: View, key: EventKey) -> Event:
    """The event in the latest earlier coding where it was another."""
    now = event_in(view, key)
    for coded in reversed(view.codings_of(key[0])):
        for event in coded.events:
            if event.id == key[1] and event != now:
                return event
    raise UsageError("the event has no earlier form")


def _replace_event(writer: Writer, key: EventKey, event: Event) -> None:
    events = [event if one.id == key[1] else one for one in events_of(writer, key[0])]
    keep_events(writer, key[0], events)
    settle(writer, [key])


def _drop_event(writer: Writer, key: EventKey) -> None:
    keep_events(writer, key[0], [event for event in events_of(writer, key[0]) if event.id != key[1]])
    relink(writer, load_linker())


def _join_again(writer: Writer, cut: Decision) -> None:
    """The first event of a cut is as it was before; the second is no more, its incident leads to that of the first."""
    (first,), (second,) = cut.subject, cut.against
    steps = standing_steps(writer.decisions())
    if steps.get(first) != cut or steps.get(second) != cut:
        raise UsageError("one of the two events was judged since; take that back first")
    uncut = next(
        held for held in reversed(writer.codings_of(first[0])) if second[1] not in {event.id for event in held.events}
    )
    before = {event.id: event for event in uncut.events}[first[1]]
    left = writer.incident_ids_of([second])[second]
    mates = [one.key for one in writer.events_of([left]) if one.key != second]
    now = [before if event.id == first[1] else event for event in events_of(writer, first[0])]
    keep_events(writer, first[0], [event for event in now if event.id != second[1]])
    settle(writer, [first, *mates])
    if not mates:
        writer.redirect({left: writer.incident_ids_of([first])[first]})


def next_id(view: View, report_id: str) -> str:
    """An id that no event of a report has or had."""
    taken = {event.id for held in view.codings_of(report_id) for event in held.events}
    return next(f"e{n}" for n in count(1) if f"e{n}" not in taken)


def events_of(view: View, report_id: str) -> tuple[Event, ...]:
    """The events of a report as they stand."""
    return tuple(event for coded in view.coded([report_id]) for event in coded.events)


def keep_events(writer: Writer, report_id: str, events: Iterable[Event]) -> None:
    """A new coding of a report with these events; the old one is kept."""
    coded = next(iter(writer.coded([report_id])), CodedReport(report_id))
    writer.add_coded([replace(coded, events=tuple(events))])


def settle(writer: Writer, keys: Sequence[EventKey]) -> None:
    """Post all events of the reports anew, since posting replaces what their reports had, and reconcile some."""
    linker = load_linker()
    posted = [(name, event.id) for name in sorted({key[0] for key in keys}) for event in events_of(writer, name)]
    writer.post_blocks({one.key: linker.block_keys(one) for one in writer.events(posted)})
    keep_change(writer, linker.redecide(writer, keys))


def find_places(names: Iterable[str], known: Iterable[Place], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Places by name or gazetteer id: those known keep their position, others get the most prominent of that name.

    A name that the gazetteer does not have is kept without a position.
    """
    held = {place.name: place for place in known}
    found = []
    for name in filter(None, (one.strip() for one in names)):
        rows = gazetteer.named(name) if name not in gazetteer.by_id else [gazetteer.by_id[name]]
        row = max(rows, key=lambda place: place.prominence, default=None)
        if name in held:
            found.append(held[name])
        elif row is None:
            found.append(Place(name, None, None, None, ""))
        else:
            found.append(Place(row.name if name == row.id else name, row.lat, row.lon, row.radius_km, row.admin1))
    return tuple(found)
