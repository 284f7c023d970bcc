"""The codebook's rows: there and back."""

from __future__ import annotations

import json
from datetime import date

import pytest
from support import SAMPLE

from marsad.model import Casualty, CodedReport, DateSpan, Event, Place, Span, Tally, Why
from marsad.model.rows import coded_row, read_coded

EVENT = Event(
    id="e1",
    type="attack",
    status="denied",
    salience="background",
    date=DateSpan(date(2020, 1, 1), date(2020, 1, 2)),
    places=(Place("بلدة", 35.5, 39.5, 5.0, "SY-DY"), Place("موضع", None, None, None, "")),
    initiators=("isis",),
    targets=("x:فصيل",),
    weapons=("mortar",),
    casualties=(Casualty("civilians", "killed", 2, None, "sohr"), Casualty("isis", "wounded", 3, 3)),
    sources=("sohr",),
    claimed_by=("isis",),
    denied_by=("military-source",),
    evidence=(Span(0, 4),),
    why=(Why("type", "attack", "trigger_verb", Span(0, 4), 0.875), Why("date", "", "no_date")),
)
CODED = CodedReport("r1", (EVENT,), (Tally(None, casualties=(Casualty("civilians", "killed", 9, 9),)),))


def test_what_is_written_is_read_back_equal() -> None:
    """Through JSON text, all fields."""
    assert read_coded(json.loads(json.dumps(coded_row(CODED)))) == CODED


def test_gold_rows_are_coded_rows() -> None:
    """Every row of the bundled gold reads and writes back the same events."""
    for line in (SAMPLE / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        back = coded_row(read_coded(row))
        for event, gold in zip(back["events"], row["events"], strict=True):
            assert {key: event[key] for key in gold} == gold


@pytest.mark.parametrize(
    "spoil",
    [
        {"status": "maybe"},
        {"type": ""},
        {"date": {"start": "2020-01-02", "end": "2020-01-01"}},
        {"date": {"start": "2020-13-01", "end": "2020-13-01"}},
        {"evidence": [[4, 4]]},
        {"evidence": [["0", 4]]},
        {"casualties": [{"of": "isis", "harm": "killed", "low": 3, "high": 2}]},
        {"casualties": [{"of": "isis", "harm": "killed", "low": "3"}]},
        {"places": [{"name": "بلدة", "lat": "35"}]},
        {"initiators": "isis"},
    ],
)
def test_a_row_that_is_none_is_refused(spoil: dict[str, object]) -> None:
    """Wrong values do not pass for right ones."""
    row = coded_row(CODED)
    row["events"][0] |= spoil
    with pytest.raises((KeyError, TypeError, ValueError)):
        read_coded(row)


@pytest.mark.parametrize("events", [None, {}, "", "e1"])
def test_a_coded_row_has_a_list_of_events(events: object) -> None:
    """An empty list says that nothing was found; a row without the key was never coded."""
    assert read_coded({"id": "r1", "events": []}) == CodedReport("r1")
    with pytest.raises(KeyError):
        read_coded({"id": "r1"})
    with pytest.raises(ValueError, match="not a list of rows"):
        read_coded({"id": "r1", "events": events})
