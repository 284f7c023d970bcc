"""Marks that show nothing, and what is left of pages and messages, change nothing that is coded."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from support import SAMPLE

from marsad.ingest.text import read_reports
from marsad.model import Report
from marsad.model.rows import coded_row
from marsad.pipeline.code import code_report

#: what is put into a text, by what it is
CHANGES: dict[str, Callable[[str], str]] = {
    "marks of direction": lambda text: re.sub(r"(?<= )(?=\w)", "\u200f", text),
    "spaces of no width": lambda text: re.sub(r"(?<= )(?=\w)", "\u200b", text),
    "joiners of words": lambda text: re.sub(r"(?<= )(?=\w)", "\u2060", text),
    "marks round figures": lambda text: re.sub(r"\d+", "\u200e\\g<0>\u200e", text),
    "stars round figures": lambda text: re.sub(r"(?<= )\d+(?= )", r"*\g<0>*", text),
    "tags round figures": lambda text: re.sub(r"(?<= )\d+(?= )", r"<b class='n'>\g<0></b>", text),
    "spaces by name": lambda text: text.replace(" ", "&nbsp;"),
}


def values(report: Report) -> list[Any]:
    """What is coded of each event, without the places of its proofs."""
    row = coded_row(code_report(report, quick=True))
    keys = ("type", "date", "initiators", "targets", "casualties")
    return [{key: event[key] for key in keys} for event in row["events"]]


@pytest.mark.parametrize("change", CHANGES)
def test_what_shows_nothing_changes_nothing(change: str) -> None:
    """The same events with the same values, for each of the first bundled reports."""
    reports = [report for report in read_reports([str(SAMPLE / "reports.jsonl")]) if isinstance(report, Report)][:8]
    assert sum(len(values(report)) for report in reports) > 8
    for report in reports:
        assert values(replace(report, text=CHANGES[change](report.text))) == values(report), report.id
