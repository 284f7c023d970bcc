"""How sure the coder may be: what share of the values of a stated confidence are right, and the mapping that mends it.

A value is right if the codebook's credit for it, in the event that its event was aligned with, is at least a half. The
mapping rises in steps, one staircase per slot, and is learned from cross-validated coding of real newspaper reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import scorer as judge
from train import WEIGHTS

from marsad.model.event import spell_count

Row = dict[str, Any]
CREDITS: dict[str, judge.Credit] = {
    "places": judge.place_credit,
    "initiators": judge.actor_credit,
    "targets": judge.actor_credit,
    "weapons": judge.word_credit,
    "casualties": judge.casualty_credit,
    "sources": judge.source_credit,
}
BINS = 10
#: the set whose reports are most like those to come
LEARNED_ON = ("press",)
#: a step of the staircase rests on at least so many values
STEP = 60


class Told(NamedTuple):
    """A value that was coded: its slot, its confidence, and whether it is right."""

    slot: str
    confidence: float
    right: bool


def told_values(golds: Iterable[Row], coded: dict[str, Row]) -> list[Told]:
    """Every value of every event that has a confidence."""
    found: list[Told] = []
    for gold in golds:
        row = coded.get(gold["id"]) or {"events": []}
        partner = {id(got): event for event, got, _ in judge.align(gold.get("events") or [], row["events"])}
        for event in row["events"]:
            right = right_values(partner.get(id(event)), event)
            for why in event["why"]:
                found.append(Told(why["slot"], why["confidence"], right.get((why["slot"], why["value"]), False)))
    return found


def right_values(gold: Row | None, event: Row) -> dict[tuple[str, str], bool]:
    """(slot, value as its reason spells it) -> whether it is right; nothing is where no gold event is its partner."""
    if gold is None:
        return {}
    day = event["date"] or {}
    found = {("type", event["type"]): judge.type_credit(gold["type"], event["type"]) >= 0.5}
    found["date", f"{day.get('start')}/{day.get('end')}"] = judge.date_credit(gold.get("date"), event["date"]) >= 0.5
    for slot, credit in CREDITS.items():
        table = [[credit(a, b) for b in event[slot]] for a in gold.get(slot) or []]
        earned = {column: table[row][column] for row, column in judge.best_pairs(table)}
        for column, value in enumerate(event[slot]):
            found[slot, spell(slot, value)] = earned.get(column, 0.0) >= 0.5
    return found


def spell(slot: str, value: Any) -> str:
    """A value as its reason spells it."""
    if slot == "places":
        return str(value["name"])
    if slot == "casualties":
        return f"{value['of']} {value['harm']} {spell_count(value['low'], value['high'])}"
    return str(value)


def staircase(told: Sequence[Told]) -> list[tuple[float, float]]:
    """(confidence from which on, share right) in rising steps: neighbours that do not rise are put together."""
    ordered = sorted(told, key=lambda value: value.confidence)
    steps: list[list[Told]] = []
    for start in range(0, len(ordered), STEP):
        steps.append(ordered[start : start + STEP])
        if len(steps) > 1 and len(steps[-1]) < STEP:
            steps[-2:] = [steps[-2] + steps[-1]]
        while len(steps) > 1 and share(steps[-2]) >= share(steps[-1]):
            steps[-2:] = [steps[-2] + steps[-1]]
    return [(step[0].confidence if n else 0.0, share(step)) for n, step in enumerate(steps)]


def share(told: Sequence[Told]) -> float:
    """The share that is right."""
    return sum(value.right for value in told) / len(told) if told else 0.0


def gap(told: Sequence[Told]) -> float:
    """How far confidence and share right lie apart, on the mean over values in ten bins."""
    off = sum(abs(sum(v.right for v in row) - sum(v.confidence for v in row)) for row in binned(told))
    return off / max(1, len(told))


def binned(told: Sequence[Told]) -> list[list[Told]]:
    """The values by tenths of confidence."""
    bins: list[list[Told]] = [[] for _ in range(BINS)]
    for value in told:
        bins[min(BINS - 1, int(value.confidence * BINS))].append(value)
    return bins


def write(told: Sequence[Told], folder: Path = WEIGHTS) -> None:
    """Write the staircase of each slot, beside the weights that it is of."""
    by_slot: dict[str, list[Told]] = defaultdict(list)
    for value in told:
        by_slot[value.slot].append(value)
    lines = ["# Share of right values from a confidence on, by slot; written by eval/quality.py --calibrate", "[steps]"]
    for slot, values in sorted(by_slot.items()):
        steps = ", ".join(f"[{edge:.3f}, {right:.3f}]" for edge, right in staircase(values))
        lines.append(f"{slot} = [{steps}]")
    (folder / "calibration.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
