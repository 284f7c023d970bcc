"""The map and the timeline of some lines, drawn anew only when the record or the question has changed."""

from __future__ import annotations

from marsad.export.drawing import Chart, Timeline, draw_bars, draw_piles, draw_pins
from marsad.export.outline import Basemap
from marsad.web.index import Index

#: more pins than these are drawn as piles
MOST_PINS = 1500


def draw_found(index: Index, among: int, basemap: Basemap, aspect: float = 1.5) -> Chart:
    """The map of some lines: pins, or piles where there are too many to be told apart."""
    return index.kept(("map", among, aspect), lambda: draw_lines(index, among, basemap, aspect))


def draw_lines(index: Index, among: int, basemap: Basemap, aspect: float) -> Chart:
    """The map of some lines."""
    located = among & index.located
    if located.bit_count() <= MOST_PINS:
        pins = [pin for line in index.some(located) for pin in line.pins]
        if len(pins) <= MOST_PINS:
            return draw_pins(pins, basemap, aspect)
    return draw_piles(index.spots_of(located), basemap, aspect)


def time_found(index: Index, among: int) -> Timeline:
    """The timeline of some lines."""
    return index.kept(("time", among), lambda: draw_bars(index.by_day(among)))
