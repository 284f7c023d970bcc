"""The bundled reports are what the README beside them says."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from support import SAMPLE

from marsad.ingest.text import read_reports
from marsad.model import Report


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (SAMPLE / name).read_text(encoding="utf-8").splitlines()]


GOLD = rows("gold.jsonl")
EVENTS = {(row["id"], event["id"]): event for row in GOLD for event in row["events"]}  # type: ignore[attr-defined]


def test_all_reports_are_sound_and_have_gold() -> None:
    """The same reports in both files."""
    reports = list(read_reports([str(SAMPLE / "reports.jsonl")]))
    assert all(isinstance(report, Report) for report in reports)
    keys = ("id", "publisher", "published", "title", "text")
    assert rows("reports.jsonl") == [{key: row[key] for key in keys} for row in GOLD]
    assert len(GOLD) >= 24


def test_gold_spans_and_counts_are_sound() -> None:
    """Evidence lies in the text; low is at most high."""
    for row in GOLD:
        for event in row["events"]:  # type: ignore[attr-defined]
            assert event["evidence"]
            assert all(0 <= start < end <= len(str(row["text"])) for start, end in event["evidence"])
            assert all(c["high"] is None or c["low"] <= c["high"] for c in event["casualties"])


def test_every_event_is_in_one_gold_incident() -> None:
    """No event is left out or stands twice."""
    members = Counter(tuple(member) for row in rows("incidents.jsonl") for member in row["members"])  # type: ignore[attr-defined]
    assert members == Counter(EVENTS.keys())


def test_incidents_told_by_several_outlets_with_differing_counts() -> None:
    """At least six."""
    publisher = {row["id"]: row["publisher"] for row in GOLD}
    differing = 0
    for row in rows("incidents.jsonl"):
        told: dict[str, set[int]] = defaultdict(set)
        members = [tuple(member) for member in row["members"]]  # type: ignore[attr-defined]
        for member in members:
            for casualty in EVENTS[member]["casualties"]:
                told[casualty["harm"]].add(casualty["low"])
        outlets = {publisher[report] for report, _ in members}
        differing += len(outlets) >= 2 and any(len(lows) > 1 for lows in told.values())
    assert differing >= 6


def test_one_of_each_kind() -> None:
    """A denial, a claim, a plan, a running total, a report without an event."""
    assert any(event["status"] == "denied" for event in EVENTS.values())
    assert any(event["status"] == "planned" for event in EVENTS.values())
    assert any(event["claimed_by"] for event in EVENTS.values())
    assert any(row["tallies"] for row in GOLD)
    assert any(not row["events"] and not row["tallies"] for row in GOLD)
