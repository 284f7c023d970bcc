"""Our scorer gives the codebook's credits."""

from __future__ import annotations

import pytest
from scorer import best_pairs, casualty_credit, date_credit, place_credit, score, source_credit, type_credit


def span(start: str, end: str | None = None) -> dict[str, str]:
    return {"start": start, "end": end or start}


@pytest.mark.parametrize(
    ("gold", "coded", "credit"),
    [
        (span("2020-01-01"), span("2020-01-01"), 1.0),
        (span("2020-01-01"), span("2020-01-02"), 0.5),
        (span("2020-01-01"), span("2020-01-05"), 0.0),
        (span("2020-01-01", "2020-01-02"), span("2020-01-01", "2020-01-03"), 1.0),
        (span("2020-01-01", "2020-01-31"), span("2020-01-04", "2020-01-30"), 1.0),
        (span("2020-01-01"), span("2019-01-01", "2020-12-31"), 0.0),
        (span("2020-01-01"), None, 0.0),
    ],
)
def test_dates(gold: dict[str, str], coded: dict[str, str] | None, credit: float) -> None:
    """A day must be right; long spans have some slack; overlap earns half."""
    assert date_credit(gold, coded) == credit


@pytest.mark.parametrize(
    ("coded", "credit"),
    [
        ({"of": "isis", "harm": "killed", "low": 5, "high": 5}, 1.0),
        ({"of": "isis", "harm": "killed", "low": 5, "high": None}, 0.5),
        ({"of": "isis", "harm": "killed", "low": 6, "high": 6}, 0.0),
        ({"of": "isis", "harm": "wounded", "low": 5, "high": 5}, 0.0),
        ({"of": "unknown", "harm": "killed", "low": 5, "high": 5}, 0.25),
        ({"of": "civilians", "harm": "killed", "low": 5, "high": 5}, 0.0),
    ],
)
def test_casualties(coded: dict[str, object], credit: float) -> None:
    """Side times count."""
    assert casualty_credit({"of": "isis", "harm": "killed", "low": 5, "high": 5}, coded) == credit


def test_types_places_sources() -> None:
    """Kin types, places in the same province and names inside names earn half."""
    assert [type_credit("attack", other) for other in ("attack", "armed_clash", "protest")] == [1.0, 0.5, 0.0]
    gold = {"name": "x", "lat": 35.0, "lon": 40.0, "radius_km": 5, "admin1": "SY-DY"}
    near, far = {**gold, "lat": 35.08}, {**gold, "lat": 36.0}
    assert [place_credit(gold, place) for place in (near, far, {**far, "admin1": "SY-HI"})] == [1.0, 0.5, 0.0]
    assert [source_credit("x:سالم", other) for other in ("x:سالم", "x:سالم علي", "sohr")] == [1.0, 0.5, 0.0]


def test_pairs_of_greatest_worth() -> None:
    """The greedy choice is not always the best."""
    assert best_pairs([[0.9, 0.8], [0.8, 0.1]]) == [(0, 1), (1, 0)]
    assert best_pairs([[0.2, 0.9, 0.1]]) == [(0, 1)]
    assert best_pairs([[0.2], [0.9]]) == [(1, 0)]
    assert best_pairs([]) == []


def test_missed_and_spurious_events_cost_their_slots() -> None:
    """Gold against itself is 1; against nothing 0; an added event lowers precision only."""
    event = {"id": "e1", "type": "attack", "date": span("2020-01-01"), "initiators": ["isis"], "evidence": [[0, 3]]}
    gold = {"id": "r", "text": "abcdef", "events": [event]}
    assert score([gold], {"r": gold}).f1("slots") == 1.0
    assert score([gold], {}).f1("slots") == 0.0
    more = {**gold, "events": [event, {**event, "id": "e2", "type": "protest", "initiators": ["protesters"]}]}
    figures = score([gold], {"r": more})
    assert (figures.precision("slots"), figures.recall("slots")) == (0.5, 1.0)
