"""Lines and areas that come with Marsad, as points: what «the bank of», «the triangle between» are measured on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from marsad.lexicon.gazetteer import distance_km

Point = tuple[float, float]
_STEPS = 20


def _features(name: str) -> list[dict[str, Any]]:
    text = (files("marsad") / "data" / "basemap" / f"{name}.geojson").read_text(encoding="utf-8")
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features


@lru_cache(maxsize=1)
def rivers() -> dict[str, tuple[Point, ...]]:
    """The course of each river by its Latin name: points (lat, lon) at most a few kilometres apart."""
    return {
        feature["properties"]["name"]: tuple(_dense([(lat, lon) for lon, lat in feature["geometry"]["coordinates"]]))
        for feature in _features("rivers")
        if feature["geometry"]["type"] == "LineString"
    }


def _dense(line: Sequence[Point]) -> Iterator[Point]:
    for (lat_a, lon_a), (lat_b, lon_b) in zip(line, line[1:], strict=False):
        for step in range(_STEPS):
            part = step / _STEPS
            yield lat_a + part * (lat_b - lat_a), lon_a + part * (lon_b - lon_a)
    yield line[-1]


@lru_cache(maxsize=1)
def provinces() -> dict[str, tuple[Point, ...]]:
    """The corners (lat, lon) of each province's outline by ISO 3166-2 code."""
    found: dict[str, tuple[Point, ...]] = {}
    for feature in _features("governorates"):
        rings = feature["geometry"]["coordinates"]
        if feature["geometry"]["type"] == "MultiPolygon":
            rings = [ring for polygon in rings for ring in polygon]
        found[feature["properties"]["code"]] = tuple((lat, lon) for ring in rings for lon, lat in ring)
    return found


def nearest_on_river(name: str, lat: float, lon: float) -> Point | None:
    """The point of a river nearest to another; None where its course is not known.

    >>> lat, lon = nearest_on_river("Euphrates", 35.33, 40.14)
    >>> round(lat, 1), round(lon, 1)
    (35.3, 40.2)
    """
    line = rivers().get(name)
    return min(line, key=lambda point: distance_km(lat, lon, *point)) if line else None


def meeting_point(codes: Iterable[str], apart_km: float = 10.0) -> Point | None:
    """Where the outlines of provinces meet; None where one is not drawn or they do not meet."""
    outlines = [provinces().get(code, ()) for code in codes]
    if not all(outlines):
        return None
    first, *others = outlines

    def farthest(point: Point) -> float:
        return max(min(distance_km(*point, *corner) for corner in other) for other in others)

    best = min(first, key=farthest)
    return best if farthest(best) <= apart_km else None
