"""What people decide about incidents: judge a pair, merge, split, move, undo. Each is a row of the log and takes
effect at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from marsad.errors import UsageError
from marsad.model import Action, Decision, EventKey, Incident, Judgement
from marsad.reconcile import Change, Linker, load_linker
from marsad.reconcile.decisions import decide
from marsad.store import Store, Writer


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision as the log holds it, and the incidents as they stand after it."""

    decision: Decision
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who decides, and why."""

    who: str
    why: str


def read_key(words: str) -> EventKey:
    """An event named as `REPORT/EVENT`; UsageError where it is not."""
    report, slash, event = words.rpartition("/")
    if not slash or not report or not event:
        raise UsageError(f"{words!r} names no event; write REPORT/EVENT, such as r1/e2")
    return (report, event)


def judge_pair(store: Store, left: EventKey, right: EventKey, judgement: Judgement, voice: Voice) -> Ruled:
    """Say that two events tell of one incident, of two, or that it cannot be told; the machine's score is kept with
    it.
    """
    linker = load_linker()
    with store.writer() as writer:
        stored = {event.key: event for event in writer.events([left, right])}
        _need(stored, (left, right))
        score = linker.judge(stored[left], stored[right]).score
        decision = _said(Action.JUDGE, (left, right), voice, judgement=judgement, score=round(score, 3))
        return _settle(writer, linker, decision)


def merge_incidents(store: Store, incident_ids: Sequence[str], voice: Voice) -> Ruled:
    """Make several incidents one; the others' ids lead to it from then on."""
    with store.writer() as writer:
        members = [incident.members for incident in _incidents(writer, incident_ids)]
        if len(members) < 2:
            raise UsageError("a merge needs two different incidents")
        subject = tuple(key for keys in members for key in keys)
        return _settle(writer, load_linker(), _said(Action.MERGE, subject, voice))


def split_events(store: Store, keys: Sequence[EventKey], voice: Voice) -> Ruled:
    """Take events out of their incident; together they become one of their own."""
    with store.writer() as writer:
        (incident,) = _incidents(writer, [_one_incident_of(writer, keys)])
        rest = tuple(key for key in incident.members if key not in keys)
        if not rest:
            raise UsageError(f"all events of {incident.id} are named: nothing would stay behind")
        return _settle(writer, load_linker(), _said(Action.SPLIT, tuple(keys), voice, against=rest))


def move_event(store: Store, key: EventKey, to: str, voice: Voice) -> Ruled:
    """Take an event out of its incident and put it into another."""
    with store.writer() as writer:
        (target,) = _incidents(writer, [to])
        (home,) = _incidents(writer, [_one_incident_of(writer, [key])])
        if home.id == target.id:
            raise UsageError(f"{'/'.join(key)} is in {target.id} already")
        rest = tuple(other for other in home.members if other != key)
        return _settle(writer, load_linker(), _said(Action.MOVE, (key, *target.members), voice, against=rest))


def undo_decision(store: Store, number: int, voice: Voice) -> Ruled:
    """Take back a decision; what it joined or parted is judged anew by what else stands."""
    with store.writer() as writer:
        undone = next((row for row in writer.decisions() if row.number == number), None)
        if undone is None:
            raise UsageError(f"there is no decision {number}")
        if undone.action not in (Action.JUDGE, Action.MERGE, Action.SPLIT, Action.MOVE, Action.UNDO):
            raise UsageError(f"decision {number} is a verdict on an event: undo it in the review")
        decision = _said(Action.UNDO, (), voice, undoes=number)
        return _settle(writer, load_linker(), decision, (*undone.subject, *undone.against, *_touched(writer, undone)))


def _touched(writer: Writer, undone: Decision) -> tuple[EventKey, ...]:
    """The events of the decision that an undone undo had taken back."""
    if undone.undoes is None:
        return ()
    before = next((row for row in writer.decisions() if row.number == undone.undoes), None)
    return (*before.subject, *before.against, *_touched(writer, before)) if before else ()


def _said(
    action: Action,
    subject: Sequence[EventKey],
    voice: Voice,
    *,
    against: Sequence[EventKey] = (),
    judgement: Judgement | None = None,
    score: float | None = None,
    undoes: int | None = None,
) -> Decision:
    when = datetime.now(UTC)
    try:
        return decide(
            action,
            subject,
            voice.who,
            when,
            voice.why,
            against=against,
            judgement=judgement,
            score=score,
            undoes=undoes,
        )
    except ValueError as error:
        raise UsageError(str(error)) from error


def _settle(writer: Writer, linker: Linker, decision: Decision, keys: Sequence[EventKey] = ()) -> Ruled:
    sealed = writer.decide(decision)
    change: Change = linker.redecide(writer, sorted({*decision.subject, *decision.against, *keys}))
    writer.add_incidents(change.incidents)
    return Ruled(sealed, change.incidents)


def _need(found: Iterable[EventKey], wanted: Sequence[EventKey]) -> None:
    if missing := sorted(set(wanted) - set(found)):
        raise UsageError(f"there is no event {'/'.join(missing[0])} in the store")


def _incidents(writer: Writer, incident_ids: Sequence[str]) -> list[Incident]:
    """The incidents that the ids lead to, each once."""
    found: dict[str, Incident] = {}
    for incident_id in incident_ids:
        incident = writer.incident(incident_id)
        if incident is None:
            raise UsageError(f"there is no incident {incident_id}")
        found[incident.id] = incident
    return list(found.values())


def _one_incident_of(writer: Writer, keys: Sequence[EventKey]) -> str:
    found = writer.incident_ids_of(keys)
    _need(found, keys)
    if len(set(found.values())) > 1:
        raise UsageError(f"the events lie in several incidents: {', '.join(sorted(set(found.values())))}")
    return found[keys[0]]
