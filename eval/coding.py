"""Codes gold reports as `marsad code` does."""

from __future__ import annotations

from datetime import date
from typing import Any

from marsad.errors import MarsadError
from marsad.model import CodedReport, Report
from marsad.pipeline.batch import code_reports

Row = dict[str, Any]


def report_of(row: Row) -> Report:
    """The report in a gold row."""
    day = date.fromisoformat(row["published"])
    return Report(row["id"], row.get("publisher") or "", day, row.get("title") or "", row["text"])


def code_golds(golds: list[Row]) -> dict[str, CodedReport]:
    """Each gold report coded, by id. Raises the first error: gold reports are sound."""
    coded: dict[str, CodedReport] = {}
    for outcome in code_reports(map(report_of, golds)):
        if isinstance(outcome, MarsadError):
            raise outcome
        coded[outcome.id] = outcome
    return coded
