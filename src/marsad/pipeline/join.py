"""Which events are one incident, as people decide it: judge, merge, split, move, undo. Each is a row of the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from marsad.errors import UsageError
from marsad.model import Decision, EventKey, Incident
from marsad.model.incident import Action, Judgement
from marsad.pipeline.keep import decide_and_relink
from marsad.reconcile import load_linker
from marsad.reconcile.decisions import decide, standing
from marsad.store import Store, View

#: decisions about incidents; those about single events are verdicts
JOINING = (Action.JUDGE, Action.MERGE, Action.SPLIT, Action.MOVE)
#: decisions about incidents that can be taken back by number
UNDOABLE = (*JOINING, Action.OVERRIDE)


def held_incident(view: View, incident_id: str) -> Incident:
    """The incident; UsageError if there is none."""
    found = view.incident(incident_id.strip())
    if found is None:
        raise UsageError(f"there is no incident {incident_id!r}")
    return found


def merge(store: Store, left: str, right: str, who: str, why: str) -> Decision:
    """Two incidents are one."""
    with store.view() as view:
        one, other = held_incident(view, left), held_incident(view, right)
    if one.id == other.id:
        raise UsageError(f"{left} and {right} are one incident already")
    return _decide(store, Action.MERGE, (*one.members, *other.members), (), who, why)


def split(store: Store, incident_id: str, keys: Sequence[EventKey], who: str, why: str) -> Decision:
    """Some events of an incident leave it together and form one of their own."""
    leaving, staying = _parted(store, incident_id, keys)
    return _decide(store, Action.SPLIT, leaving, staying, who, why)


def move(store: Store, incident_id: str, keys: Sequence[EventKey], target: str, who: str, why: str) -> Decision:
    """Some events of an incident leave it and join another."""
    leaving, staying = _parted(store, incident_id, keys)
    with store.view() as view:
        other = held_incident(view, target)
    if set(other.members) & set(leaving):
        raise UsageError(f"{target} is the incident that the events are in")
    return _decide(store, Action.MOVE, (*leaving, *other.members), staying, who, why)


def judge(store: Store, left: EventKey, right: EventKey, judgement: Judgement, who: str, why: str) -> Decision:
    """Two events tell of one incident, of two, or it cannot be told; the machine's score is kept with it."""
    if left == right:
        raise UsageError(f"{'/'.join(left)} is one event; name two different ones")
    with store.view() as view:
        stored = {event.key: event for event in view.events([left, right])}
    for key in (left, right):
        if key not in stored:
            raise UsageError(f"there is no event {'/'.join(key)}")
    score = round(load_linker().judge(stored[left], stored[right]).score, 3)
    return _decide(store, Action.JUDGE, (left, right), (), who, why, judgement=judgement, score=score)


def incidents_touched(view: View, decision: Decision) -> list[Incident]:
    """The incidents that the events of a decision are in now, by id."""
    ids = sorted(set(view.incident_ids_of([*decision.subject, *decision.against]).values()))
    return [held_incident(view, incident_id) for incident_id in ids]


def read_key(words: str) -> EventKey:
    """An event named as `REPORT/EVENT`; UsageError where it is not."""
    report, _, event = words.rpartition("/")
    if not report or not event:
        raise UsageError(f"{words!r} names no event; write REPORT/EVENT, such as r1/e2")
    return (report, event)


def take_back(store: Store, number: int, who: str, why: str) -> Decision:
    """A decision about incidents holds no more."""
    with store.view() as view:
        found = next((row for row in standing(view.decisions()) if row.number == number), None)
    if found is None or found.action not in UNDOABLE:
        raise UsageError(f"decision {number} does not stand, or is not about incidents")
    return _decide(store, Action.UNDO, (), (), who, why, undoes=number)


def _parted(
    store: Store, incident_id: str, keys: Sequence[EventKey]
) -> tuple[tuple[EventKey, ...], tuple[EventKey, ...]]:
    """The chosen events of an incident, and those that stay."""
    with store.view() as view:
        members = held_incident(view, incident_id).members
    leaving = tuple(key for key in members if key in set(keys))
    staying = tuple(key for key in members if key not in set(keys))
    if not leaving or not staying:
        raise UsageError("choose some events of the incident, not none and not all")
    return leaving, staying


def _decide(
    store: Store,
    action: Action,
    subject: tuple[EventKey, ...],
    against: tuple[EventKey, ...],
    who: str,
    why: str,
    undoes: int | None = None,
    judgement: Judgement | None = None,
    score: float | None = None,
) -> Decision:
    if not why.strip():
        raise UsageError("a decision needs a reason")
    if not who.strip():
        raise UsageError("a decision needs the name of who decides")
    made = decide(
        action,
        subject,
        who,
        datetime.now(UTC),
        why.strip(),
        against=against,
        judgement=judgement,
        score=score,
        undoes=undoes,
    )
    return decide_and_relink(store, made)
