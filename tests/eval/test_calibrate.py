"""Confidence is measured against credit, and the staircase that mends it rises."""

from __future__ import annotations

from typing import Any

from calibrate import Told, gap, staircase, told_values

from marsad.event.models import NAMES, Models, load_models


def event(kind: str, whys: list[tuple[str, str, float]], **slots: Any) -> dict[str, Any]:
    day = {"start": "2020-01-01", "end": "2020-01-01"}
    lists = ("places", "initiators", "targets", "weapons", "casualties", "sources")
    row: dict[str, Any] = {"type": kind, "date": day} | {slot: [] for slot in lists}
    return row | slots | {"why": [{"slot": s, "value": v, "confidence": c} for s, v, c in whys]}


def test_values_are_judged_in_the_event_they_belong_to() -> None:
    """Right where the aligned gold event has the value; wrong in the other part and where no gold event is."""
    gold = {"id": "r", "events": [event("shelling", [], initiators=["isis"], targets=["civilians"])]}
    loss = {"of": "civilians", "harm": "killed", "low": 3, "high": None}
    gold["events"][0]["casualties"] = [loss]
    whys = [("initiators", "isis", 0.9), ("targets", "isis", 0.4), ("casualties", "civilians killed 3+", 0.7)]
    coded = event("shelling", whys, initiators=["isis"], targets=["isis"], casualties=[loss])
    stray = event("protest", [("type", "protest", 0.6)], date=None)
    told = told_values([gold], {"r": {"events": [coded, stray]}})
    assert [(t.slot, t.right) for t in told] == [
        ("initiators", True), ("targets", False), ("casualties", True), ("type", False)
    ]  # fmt: skip


def test_the_staircase_rises_and_is_truer_than_what_it_was_learned_from() -> None:
    """Chances that say too much come down to the share that is right."""
    told = [Told("date", chance / 1000, chance % 10 < chance // 200 + 2) for chance in range(1000)]
    steps = staircase(told)
    assert [share for _, share in steps] == sorted(share for _, share in steps)
    models = Models(**dict.fromkeys(NAMES), thresholds={}, steps={"date": steps})  # type: ignore[arg-type]
    assert gap([t._replace(confidence=models.confidence("date", t.confidence)) for t in told]) < gap(told) / 2


def test_every_slot_with_a_reason_is_calibrated() -> None:
    """The shipped staircases rise, start at nothing and cover the slots that drawing notes."""
    steps = load_models().steps
    assert {*steps} >= {"type", "date", "places", "initiators", "targets", "weapons", "casualties", "sources"}
    for found in steps.values():
        assert found[0][0] == 0.0
        assert [*found] == sorted(found)
        assert [share for _, share in found] == sorted(share for _, share in found)
