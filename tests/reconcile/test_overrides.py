"""Figures that a person gives: they hold in every run, name what the rule had chosen, and can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reconcile.made import day, dead, event, told
from tests.reconcile.test_decisions import WHEN, A, B, C, log_of

from marsad.model import Action, Decision, EventKey, Given, Incident, StoredEvent, Toll
from marsad.reconcile import Linker
from marsad.reconcile.decisions import decide, hash_decision, verify_log
from marsad.reconcile.memory import MemoryView


def events() -> list[StoredEvent]:
    """a and b are one attack, c another a week later."""
    return [
        told("a", event(when=day(3), losses=[dead("syr-army", 9)])),
        told("b", event(when=day(3), losses=[dead("syr-army", 9)])),
        told("c", event(when=day(12), losses=[dead("syr-army", 9)])),
    ]


def give(subject: list[EventKey], *numbers: int, of: str = "syr-army", harm: str = "killed") -> Decision:
    low, best, high = numbers
    given = Given(of, harm, low, best, high)
    return Decision(0, Action.OVERRIDE, tuple(subject), "Amal", WHEN, "counted names", given=given)


def undo(number: int) -> Decision:
    return decide(Action.UNDO, [], "Amal", WHEN, "mistaken", undoes=number)


def rows(linker: Linker, *log: Decision) -> list[tuple[list[str], list[tuple[str, int, int, int]]]]:
    """Each incident's reports and figures."""
    made = linker.reconcile(events(), log_of(*log))
    return sorted(([key[0] for key in one.members], [figures(toll) for toll in one.tolls]) for one in made)


def figures(toll: Toll) -> tuple[str, int, int, int]:
    return (toll.of, toll.low, toll.best, toll.high)


def held(incidents: list[Incident], report: str) -> Toll:
    (toll,) = next(one.tolls for one in incidents if report in {key[0] for key in one.members})
    return toll


MACHINE = ("syr-army", 9, 9, 9)


def test_given_figures_stand_beside_the_rules(linker: Linker) -> None:
    log = log_of(give([A, B], 10, 11, 14))
    toll = held(linker.reconcile(events(), log), "a")
    assert figures(toll) == ("syr-army", 10, 11, 14)
    assert toll.override is not None
    assert (toll.override.low, toll.override.best, toll.override.high) == (9, 9, 9)
    assert toll.override.rule == "the only witness, sohr"
    assert (toll.override.who, toll.override.why, toll.override.decision, toll.override.is_dated) == (
        "Amal", "counted names", 1, False,
    )  # fmt: skip
    assert len(toll.claims) == 2


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ([give([A, B], 10, 11, 14)], [("syr-army", 10, 11, 14)]),
        ([give([A, B], 10, 11, 14), give([A, B], 8, 8, 8)], [("syr-army", 8, 8, 8)]),
        ([give([A, B], 10, 11, 14), undo(1)], [MACHINE]),
        ([give([A, B], 10, 11, 14), give([A, B], 8, 8, 8), undo(2)], [("syr-army", 10, 11, 14)]),
        # a side that the rows name by its whole; a side that no row names; another harm
        ([give([A, B], 5, 5, 5, of="syr-gov")], [("syr-army", 5, 5, 5)]),
        ([give([A, B], 5, 5, 5, of="isis")], [MACHINE, ("isis", 5, 5, 5)]),
        ([give([A, B], 5, 5, 5, harm="wounded")], [MACHINE, ("syr-army", 5, 5, 5)]),
    ],
)  # fmt: skip
def test_the_last_standing_decision_holds(
    linker: Linker, log: list[Decision], expected: list[tuple[str, int, int, int]]
) -> None:
    assert rows(linker, *log) == [(["a", "b"], expected), (["c"], [MACHINE])]


def test_an_earlier_persons_figures_are_not_the_rules(linker: Linker) -> None:
    toll = held(linker.reconcile(events(), log_of(give([A, B], 10, 11, 14), give([A, B], 8, 8, 8))), "a")
    assert toll.override is not None
    assert (toll.override.decision, toll.override.best) == (2, 9)


def test_figures_stay_with_most_of_their_events(linker: Linker) -> None:
    """After a split they go with the larger part, and say that the events are others now."""
    merge = decide(Action.MERGE, [A, B, C], "Amal", WHEN, "one attack")
    split = decide(Action.SPLIT, [A], "Amal", WHEN, "not that one", against=(B, C))
    log = log_of(merge, give([A, B, C], 20, 20, 20), split)
    made = linker.reconcile(events(), log)
    assert figures(held(made, "a")) == MACHINE
    toll = held(made, "c")
    assert figures(toll) == ("syr-army", 20, 20, 20)
    assert toll.override is not None
    assert toll.override.is_dated


def test_figures_join_no_events(linker: Linker) -> None:
    """A decision on figures says nothing of which events are one incident."""
    assert [reports for reports, _ in rows(linker, give([A, C], 1, 1, 1))] == [["a", "b"], ["c"]]


def test_one_report_more_keeps_the_figures(linker: Linker) -> None:
    """Adding a report gives what reconciling all from nothing gives."""
    log = log_of(give([A, B], 10, 11, 14))
    view = MemoryView(linker, log)
    view.hold(events()[:2], linker.reconcile(events()[:2], log))
    late = told("e", event(when=day(3), losses=[dead("syr-army", 9)]))
    view.take(linker.add(view, [late]), [late])
    (incident,) = view.incidents.values()
    assert len(incident.members) == 3
    assert figures(incident.tolls[0]) == ("syr-army", 10, 11, 14)
    assert incident.tolls == linker.reconcile([*events()[:2], late], log)[0].tolls


def test_a_changed_figure_breaks_the_chain() -> None:
    log = log_of(give([A, B], 10, 11, 14))
    forged = [replace(log[0], given=Given("syr-army", "killed", 10, 11, 15))]
    assert verify_log(log) == []
    assert [fault.number for fault in verify_log(forged)] == [1]


def test_rows_without_figures_keep_the_hash_they_always_had() -> None:
    """The hash of a row written before figures could be given."""
    (row,) = log_of(decide(Action.MERGE, [A, B], "Amal", WHEN, "one attack"))
    assert row.hash == hash_decision(row) == "b51132b56c53acde28bb98d3e2b8ccf83cb3c1bd169cf2e83b645073fa7eeb90"
