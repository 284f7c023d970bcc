"""The map and the timeline as figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.web.sample import INCIDENTS

from marsad.export.drawing import Spot, draw_chart, draw_piles, draw_timeline
from marsad.export.outline import Basemap
from marsad.model import DateSpan

EMPTY = Basemap((), ())


def test_vague_places_get_a_circle_and_towns_a_pin() -> None:
    radii = {pin.incident: pin.radius for pin in draw_chart(INCIDENTS, EMPTY).pins}
    assert radii["INC-1"] == 0
    assert 0.5 < radii["INC-2"] < 0.6  # 50 km at 35.6 degrees north


def test_unlocated_places_are_left_out() -> None:
    nowhere = replace(INCIDENTS[0], places=(replace(INCIDENTS[0].places[0], lat=None, lon=None),))
    assert draw_chart([nowhere], EMPTY).pins == ()


@pytest.mark.parametrize("aspect", [1.0, 2.6])
def test_every_pin_lies_in_the_view(aspect: float) -> None:
    chart = draw_chart(INCIDENTS, EMPTY, aspect)
    x, y, width, height = chart.view
    assert width / height == pytest.approx(aspect, rel=1e-3)
    assert all(x < pin.x < x + width and y < pin.y < y + height for pin in chart.pins)


def test_piles_lose_no_incident_and_count_none_twice() -> None:
    spots = [Spot(38.87 + n / 50, 34.88, 1 << n) for n in range(90)]
    chart = draw_piles([*spots, Spot(38.8701, 34.88, 1)], EMPTY)
    assert chart.pins == ()
    assert sum(pile.count for pile in chart.piles) == 90
    for pile in chart.piles:
        west, south, east, north = map(float, pile.box.split(","))
        assert west <= pile.x <= east
        assert south < 34.88 < north


@pytest.mark.parametrize(("days", "unit"), [(1, "day"), (150, "day"), (900, "week"), (4000, "month"), (30000, "year")])
def test_timeline_bins_hold_every_dated_incident(days: int, unit: str) -> None:
    start = date(1990, 1, 1)
    spans = [start + timedelta(days=n * days // 40) for n in range(41)]
    incidents = [replace(INCIDENTS[0], date=DateSpan(day, day)) for day in spans]
    timeline = draw_timeline([*incidents, INCIDENTS[1]])
    assert timeline.unit == unit
    assert sum(bar.count for bar in timeline.bars) == 41
    assert all(bar.start <= bar.end for bar in timeline.bars)
    assert len(timeline.bars) <= 200
