"""What the weights are learned from."""

from __future__ import annotations

from datetime import date
from typing import Any

from examples import Examples, collect_sums

from marsad.model import Report
from marsad.pipeline.code import read_scene

REPORT = Report("r", "وكالة", date(2018, 6, 20), "حصيلة", "بلغ عدد قتلى قوات النظام 428 منذ مطلع العام.")
LOSS = {"of": "syr-gov", "harm": "killed", "low": 428, "high": 428}


def collected(events: list[dict[str, Any]], tallies: list[dict[str, Any]]) -> dict[str, set[str]]:
    """The labels of the examples of one report, each with the reports it comes from."""
    found = Examples()
    collect_sums(read_scene(REPORT), {"events": events, "tallies": tallies}, "r", found)
    return {label: {row[2] for row in found.rows if row[1] == label} for label in {row[1] for row in found.rows}}


def test_a_total_teaches_whose_losses_it_tells() -> None:
    """One of the sides suffered it, others did not."""
    assert collected([], [{"casualties": [LOSS]}]) == {"True": {"r"}, "False": {"r"}}


def test_a_figure_of_an_event_is_no_lesson_on_totals() -> None:
    """Nor one that the gold has nowhere."""
    assert collected([{"casualties": [LOSS]}], [{"casualties": [LOSS]}]) == {}
    assert collected([], [{"casualties": [{**LOSS, "low": 5, "high": 5}]}]) == {}
