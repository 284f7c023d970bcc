"""Decisions: they outrank the machine, can be undone, survive re-runs, and no row can be changed unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.reconcile.made import day, dead, event, told

from marsad.model import Action, Decision, EventKey, Judgement, StoredEvent
from marsad.reconcile import Linker
from marsad.reconcile.decisions import Seal, decide, seal_decision, seal_of, standing, verify_log
from marsad.reconcile.memory import MemoryView

WHEN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
A, B, C, D = [(name, "e1") for name in "abcd"]


def events() -> list[StoredEvent]:
    """a and b are one attack, c another a week later, d one elsewhere."""
    return [
        told("a", event(when=day(3), losses=[dead("syr-army", 9)])),
        told("b", event(when=day(3), losses=[dead("syr-army", 9)])),
        told("c", event(when=day(12), losses=[dead("syr-army", 9)])),
        told("d", event(place="manbij", when=day(3), losses=[dead("syr-army", 2)])),
    ]


def log_of(*decisions: Decision) -> list[Decision]:
    """The decisions as a chained log."""
    log: list[Decision] = []
    for decision in decisions:
        log.append(seal_decision(decision, log))
    return log


def say(action: Action, subject: list[EventKey], *, against: tuple[EventKey, ...] = (), undoes: int | None = None,
        judgement: Judgement | None = None) -> Decision:  # fmt: skip
    """A decision of an analyst."""
    return decide(action, subject, "an analyst", WHEN, "saw both", against=against, undoes=undoes, judgement=judgement)


def groups(linker: Linker, log: list[Decision]) -> list[list[str]]:
    """The incidents as lists of reports."""
    return sorted([key[0] for key in incident.members] for incident in linker.reconcile(events(), log))


def test_machine_alone(linker: Linker) -> None:
    """What stands before anybody decides."""
    assert groups(linker, []) == [["a", "b"], ["c"], ["d"]]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (say(Action.MERGE, [A, B, C]), [["a", "b", "c"], ["d"]]),
        (say(Action.JUDGE, [A, D], judgement=Judgement.SAME), [["a", "b", "d"], ["c"]]),
        (say(Action.JUDGE, [A, B], judgement=Judgement.DIFFERENT), [["a"], ["b"], ["c"], ["d"]]),
        (say(Action.JUDGE, [A, C], judgement=Judgement.UNSURE), [["a", "b"], ["c"], ["d"]]),
        (say(Action.SPLIT, [B], against=(A,)), [["a"], ["b"], ["c"], ["d"]]),
        (say(Action.MOVE, [B, C], against=(A,)), [["a"], ["b", "c"], ["d"]]),
    ],
)
def test_decisions_outrank_the_machine(linker: Linker, decision: Decision, expected: list[list[str]]) -> None:
    """Each action has its effect, in a full run and in the incremental one, and undoing it brings back what was."""
    log = log_of(decision)
    assert groups(linker, log) == expected
    view = MemoryView(linker)
    view.hold(events(), linker.reconcile(events()))
    before = {name: incident.members for name, incident in view.incidents.items()}
    for step in (log, log_of(decision, say(Action.UNDO, [], undoes=1))):
        view.log = step
        view.take(linker.redecide(view, [*decision.subject, *decision.against]))
        reports = sorted([key[0] for key in incident.members] for incident in view.incidents.values())
        assert reports == groups(linker, step)
    assert sorted(incident.members for incident in view.incidents.values()) == sorted(before.values())
    assert all(view.resolve(name) in view.incidents for name in before)


def test_the_later_of_two_decisions_holds(linker: Linker) -> None:
    """Merged, then split again; an undone undo lets the merge stand."""
    merge, split = say(Action.MERGE, [A, B, C]), say(Action.SPLIT, [C], against=(A, B))
    assert groups(linker, log_of(merge, split)) == [["a", "b"], ["c"], ["d"]]
    undone = log_of(merge, say(Action.UNDO, [], undoes=1), say(Action.UNDO, [], undoes=2))
    assert [decision.number for decision in standing(undone)] == [1]
    assert groups(linker, undone) == [["a", "b", "c"], ["d"]]


def test_new_reports_keep_decisions(linker: Linker) -> None:
    """A third report of the attack joins; what was parted by a person stays parted."""
    log = log_of(say(Action.JUDGE, [A, B], judgement=Judgement.DIFFERENT))
    new = told("n", event(when=day(3), losses=[dead("syr-army", 9)]))
    incidents = linker.reconcile([*events(), new], log)
    assert not any({A, B} <= set(incident.members) for incident in incidents)


def test_a_merged_id_leads_on_and_is_not_given_again(linker: Linker) -> None:
    """Merge, split, merge: every id ever seen leads somewhere, and the parted events get an id of their own."""
    view = MemoryView(linker)
    view.hold(events(), linker.reconcile(events()))
    ids = view.incident_ids_of([A, C])
    view.log = log_of(say(Action.MERGE, [A, B, C]))
    view.take(linker.redecide(view, [A, C]))
    joined = view.incident_ids_of([A, C])
    assert joined[A] == joined[C] == ids[A]
    assert view.resolve(ids[C]) == ids[A]
    view.log = log_of(say(Action.MERGE, [A, B, C]), say(Action.SPLIT, [C], against=(A, B)))
    view.take(linker.redecide(view, [A, C]))
    assert view.incident_ids_of([A])[A] == ids[A]
    assert view.incident_ids_of([C])[C] not in ids.values()
    assert view.resolve(ids[C]) == ids[A]


def test_decided_links_name_the_decision(linker: Linker) -> None:
    """The waterfall says that a person joined them."""
    log = log_of(say(Action.MERGE, [A, B, C]))
    incident = next(found for found in linker.reconcile(events(), log) if C in found.members)
    assert {link.by for link in incident.links} == {"decision 1"}


def long_log() -> list[Decision]:
    """Five chained decisions."""
    pairs = [(A, B), (A, C), (A, D), (B, C), (C, D)]
    return log_of(*(say(Action.JUDGE, list(pair), judgement=Judgement.UNSURE) for pair in pairs))


def test_a_sound_log_holds() -> None:
    """Nothing is found where nothing was done."""
    log = long_log()
    assert verify_log(log, seal_of(log)) == []
    assert verify_log([], Seal(0, "")) == []


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize(
    "change",
    [
        lambda row: replace(row, who="somebody else"),
        lambda row: replace(row, why="no reason"),
        lambda row: replace(row, subject=(D, A)),
        lambda row: replace(row, judgement=Judgement.SAME),
        lambda row: replace(row, when=datetime(2026, 1, 3, tzinfo=UTC)),
        lambda row: replace(row, score=0.5),
        lambda row: replace(row, against=(D,)),
    ],
)
def test_an_altered_row_is_found(at: int, change: object) -> None:
    """Whatever field is changed, in whatever row."""
    log = long_log()
    log[at] = change(log[at])  # type: ignore[operator]
    assert at + 1 in {fault.number for fault in verify_log(log, seal_of(long_log()))}


@pytest.mark.parametrize("at", range(5))
def test_a_dropped_row_is_found(at: int) -> None:
    """Any row, the last one too, thanks to the seal."""
    log = long_log()
    del log[at]
    assert verify_log(log, seal_of(long_log()))


@pytest.mark.parametrize("at", range(4))
def test_reordered_rows_are_found(at: int) -> None:
    """Two neighbours swapped."""
    log = long_log()
    log[at], log[at + 1] = log[at + 1], log[at]
    assert verify_log(log, seal_of(long_log()))


@pytest.mark.parametrize(
    ("subject", "against", "who", "why"),
    [
        ([A], (), "x", "y"),
        ([A, A], (), "x", "y"),
        ([A, B], (B,), "x", "y"),
        ([A, B], (), "", "y"),
        ([A, B], (), "x", " "),
    ],
)
def test_empty_decisions_are_refused(
    subject: list[EventKey], against: tuple[EventKey, ...], who: str, why: str
) -> None:
    """One event, the same twice, on both sides, nobody, no reason."""
    with pytest.raises(ValueError, match=r"decision|event"):
        decide(Action.MERGE, subject, who, WHEN, why, against=against)
