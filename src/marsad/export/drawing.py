"""The map and the timeline as plain figures, ready for an SVG template."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marsad.export.labels import FAMILIES, family_of
from marsad.export.outline import Basemap, Outline, PlaceName, latitude, plane, plane_radius
from marsad.model import Brief, Incident

Box = tuple[float, float, float, float]

#: a view never shows less than this many degrees, so that one incident does not stand in an empty plane
LEAST_SPAN = 5.0
#: places vaguer than this many kilometres are drawn as a circle round the pin
VAGUE_KM = 10.0
#: piles are made in so many cells across
ACROSS = 28


@dataclass(frozen=True, slots=True)
class Pin:
    """One place of one incident on the plane; `radius` is 0 where the place is a point."""

    incident: str
    family: str
    x: float
    y: float
    radius: float
    name: str
    radius_km: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in degrees and the incidents there: bit n of `incidents` stands for the n-th of a list."""

    lon: float
    lat: float
    incidents: int


@dataclass(frozen=True, slots=True)
class Pile:
    """Many incidents of one area, drawn as their number: `box` is west, south, east and north in degrees.

    West and south edge belong to the box, east and north edge do not.
    """

    x: float
    y: float
    count: int
    box: str

    @property
    def size(self) -> float:
        """The radius in pixels."""
        return round(7 + 1.1 * math.log2(self.count), 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """A map: `view` is x, y, width and height on the plane; meridians and parallels stand every few degrees."""

    view: Box
    outlines: tuple[Outline, ...]
    meridians: tuple[float, ...]
    parallels: tuple[float, ...]
    pins: tuple[Pin, ...]
    names: tuple[PlaceName, ...]
    piles: tuple[Pile, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bin of the timeline: the days it covers, how many incidents begin in it, and its stack by family."""

    start: date
    end: date
    count: int
    stack: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over the whole period, each a `unit` long (day to year), and the bars where the axis has a tick."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, date], ...]
    unit: str
    most: int


def draw_chart(incidents: Iterable[Incident | Brief], basemap: Basemap, aspect: float = 1.5) -> Chart:
    """The map of some incidents, each place a pin."""
    return draw_pins([pin for incident in incidents for pin in pins_of(incident)], basemap, aspect)


def draw_pins(placed: Iterable[Pin], basemap: Basemap, aspect: float = 1.5) -> Chart:
    """The map of pins, fitted to them; vague places come first so that pins lie on top."""
    pins = tuple(sorted(placed, key=lambda pin: -pin.radius))
    return draw_over(basemap, fit([(pin.x, pin.y) for pin in pins], aspect), pins=pins)


def draw_piles(spots: Sequence[Spot], basemap: Basemap, aspect: float = 1.5) -> Chart:
    """The map of more incidents than can be told apart, in piles; `spots` are points with an incident each."""
    points = [plane(spot.lon, spot.lat) for spot in spots]
    view = fit(points, aspect)
    return draw_over(basemap, view, piles=pile_up(spots, points, view))


def draw_over(basemap: Basemap, view: Box, pins: tuple[Pin, ...] = (), piles: tuple[Pile, ...] = ()) -> Chart:
    """A map of what lies on the outlines near a view."""
    west, north, east, south = view[0], view[1], view[0] + view[2], view[1] + view[3]
    margin = 1.5 * view[2]
    near = tuple(
        o
        for o in basemap.outlines
        if o.box[0] < east + margin
        and o.box[2] > west - margin
        and o.box[1] < south + margin
        and o.box[3] > north - margin
    )
    return Chart(
        view,
        near,
        tuple(float(x) for x in range(-180, 181, 5)),
        tuple(plane(0, y)[1] for y in range(-80, 81, 5)),
        pins,
        basemap.names,
        piles,
    )


def pile_up(spots: Sequence[Spot], points: Sequence[tuple[float, float]], view: Box) -> tuple[Pile, ...]:
    """The incidents of each cell of a grid over the view, each once; a pile stands at the middle of its incidents.

    A spot is put in its cell by the edges as they are written in the pile's box, so that a list narrowed to the box
    holds as many incidents as the pile tells.
    """
    side = view[2] / ACROSS
    wests = edges_of(x * side for x in range(math.floor(view[0] / side) - 1, math.ceil((view[0] + view[2]) / side) + 2))
    rows = range(math.floor(view[1] / side) - 1, math.ceil((view[1] + view[3]) / side) + 2)
    souths = edges_of(latitude(y * side) for y in reversed(rows))
    cells: dict[tuple[int, int], list[int]] = {}
    for number, spot in enumerate(spots):
        cell = (bisect_right(wests, spot.lon) - 1, bisect_right(souths, spot.lat) - 1)
        cells.setdefault(cell, []).append(number)
    piles = []
    for (column, row), inside in cells.items():
        weights = [spots[number].incidents.bit_count() for number in inside]
        x = sum(points[number][0] * weight for number, weight in zip(inside, weights, strict=True)) / sum(weights)
        y = sum(points[number][1] * weight for number, weight in zip(inside, weights, strict=True)) / sum(weights)
        together = 0
        for number in inside:
            together |= spots[number].incidents
        box = ",".join(f"{edge:.4f}" for edge in (wests[column], souths[row], wests[column + 1], souths[row + 1]))
        piles.append(Pile(round(x, 3), round(y, 3), together.bit_count(), box))
    return tuple(piles)


def edges_of(degrees: Iterable[float]) -> list[float]:
    """Edges of cells as they are written in an address."""
    return [round(edge, 4) for edge in degrees]


def pins_of(incident: Incident | Brief) -> tuple[Pin, ...]:
    """The located places of an incident."""
    pins = []
    for place in incident.places:
        if place.lat is None or place.lon is None:
            continue
        x, y = plane(place.lon, place.lat)
        km = place.radius_km or 0.0
        radius = plane_radius(km, place.lat) if km > VAGUE_KM else 0.0
        pins.append(
            Pin(incident.id, family_of(incident.type), round(x, 4), round(y, 4), round(radius, 4), place.name, km)
        )
    return tuple(pins)


def fit(points: Sequence[tuple[float, float]], aspect: float) -> Box:
    """The box round the points with a margin, `aspect` times as wide as high."""
    if not points:
        return (10.0, -45.0, 45.0 * aspect, 45.0)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width = max(LEAST_SPAN * aspect, (max(xs) - min(xs)) * 1.3)
    height = max(LEAST_SPAN, (max(ys) - min(ys)) * 1.3)
    width, height = max(width, height * aspect), max(height, width / aspect)
    return (
        round((min(xs) + max(xs) - width) / 2, 3),
        round((min(ys) + max(ys) - height) / 2, 3),
        round(width, 3),
        round(height, 3),
    )


def draw_timeline(incidents: Iterable[Incident], most_bars: int = 200) -> Timeline:
    """Incidents by the day they begin."""
    dated = Counter((incident.date.start, family_of(incident.type)) for incident in incidents if incident.date)
    return draw_bars(dated, most_bars)


def draw_bars(dated: Mapping[tuple[date, str], int], most_bars: int = 200) -> Timeline:
    """How many incidents of a family begin on a day, in days, weeks, months or years: at most `most_bars` bars."""
    if not dated:
        return Timeline((), (), "day", 0)
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    unit = unit_for((last - first).days + 1, most_bars)
    starts = list(bin_starts(floor_day(first, unit), last, unit))
    counts: dict[date, Counter[str]] = {start: Counter() for start in starts}
    for (day, family), number in dated.items():
        counts[floor_day(day, unit)][family] += number
    bars = tuple(
        Bar(start, next_start(start, unit) - timedelta(days=1), counts[start].total(), stack_of(counts[start]))
        for start in starts
    )
    return Timeline(bars, ticks_of(starts, unit), unit, max(bar.count for bar in bars))


def stack_of(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The families of one bar from the axis upwards, always in the same order."""
    return tuple((family, counts[family]) for family in FAMILIES if counts[family])


def unit_for(days: int, most_bars: int) -> str:
    """The finest unit that keeps to the number of bars.

    >>> unit_for(30, 160), unit_for(700, 160), unit_for(4800, 160)
    ('day', 'week', 'month')
    """
    for unit, length in (("day", 1), ("week", 7), ("month", 30)):
        if days / length <= most_bars:
            return unit
    return "year"


def floor_day(day: date, unit: str) -> date:
    """The first day of the bin that a day falls in; weeks begin on Saturday."""
    if unit == "week":
        return day - timedelta(days=(day.weekday() + 2) % 7)
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def next_start(start: date, unit: str) -> date:
    """The first day of the following bin."""
    if unit == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    if unit == "year":
        return start.replace(year=start.year + 1)
    return start + timedelta(days=7 if unit == "week" else 1)


def bin_starts(first: date, last: date, unit: str) -> Iterable[date]:
    """The first days of all bins from `first` to `last`."""
    start = first
    while start <= last:
        yield start
        start = next_start(start, unit)


def ticks_of(starts: Sequence[date], unit: str) -> tuple[tuple[int, date], ...]:
    """About a dozen bins that get a tick: each year's, month's or nth day's first."""
    if unit == "day":
        step = max(1, len(starts) // 10)
        return tuple((i, start) for i, start in enumerate(starts) if i % step == 0)
    years = len({start.year for start in starts})
    shared = [
        (i, start)
        for i, start in enumerate(starts)
        if i == 0
        or (start.year, start.month if years <= 1 else 0)
        != (starts[i - 1].year, starts[i - 1].month if years <= 1 else 0)
    ]
    step = max(1, len(shared) // 12)
    return tuple(shared[::step])
