"""The outlines bundled with Marsad, as SVG paths in a Mercator plane measured in degrees of longitude."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

#: outline files by what they show; files of other names are drawn as boundaries
LAYERS = {"countries": "land", "country": "land", "admin1": "province", "governorates": "province", "lakes": "water"}
KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class Outline:
    """One feature: an SVG path and the box it fills (west, north, east, south on the plane)."""

    layer: str
    path: str
    box: tuple[float, float, float, float]


def plane(lon: float, lat: float) -> tuple[float, float]:
    """A point on the plane; north is up, so y falls as latitude grows.

    >>> x, y = plane(40.0, 35.0)
    >>> x, round(y, 2)
    (40.0, -37.43)
    """
    y = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))
    return lon, -y


def plane_radius(km: float, lat: float) -> float:
    """How long so many kilometres are on the plane at a latitude."""
    return km / (KM_PER_DEGREE * math.cos(math.radians(lat)))


def read_outlines() -> tuple[Outline, ...]:
    """All features of the bundled outline files; none where the package has no such files."""
    folder = files("marsad") / "data" / "basemap"
    if not folder.is_dir():
        return ()
    named = sorted((item for item in folder.iterdir() if item.name.endswith(".geojson")), key=lambda item: item.name)
    return tuple(
        outline
        for item in named
        for outline in outlines_of(json.loads(item.read_text(encoding="utf-8")), layer_of(item.name))
    )


def layer_of(name: str) -> str:
    """The layer that a file's name stands for.

    >>> layer_of("ne_countries.geojson"), layer_of("rivers.geojson")
    ('land', 'river')
    """
    for word, layer in LAYERS.items():
        if word in name:
            return layer
    return "river" if "river" in name else "boundary"


def outlines_of(collection: dict[str, Any], layer: str) -> Iterator[Outline]:
    """The lines and areas of a GeoJSON feature collection."""
    for feature in collection.get("features", ()):
        rings = list(rings_of(feature.get("geometry") or {}))
        if rings:
            close = "Z" if "Polygon" in feature["geometry"]["type"] else ""
            yield outline_of(rings, layer, close)


def rings_of(geometry: dict[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """The rings or lines of a geometry, however deep they lie in it."""
    kind, coordinates = geometry.get("type", ""), geometry.get("coordinates", ())
    if kind == "LineString":
        yield coordinates
    elif kind in ("Polygon", "MultiLineString"):
        yield from coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon


def outline_of(rings: Sequence[Sequence[Sequence[float]]], layer: str, close: str) -> Outline:
    """An SVG path of rings, with two decimals (about a kilometre)."""
    drawn = [[plane(point[0], max(-84.0, min(84.0, point[1]))) for point in ring] for ring in rings]
    points = [point for ring in drawn for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north, south = min(y for _, y in points), max(y for _, y in points)
    path = "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in ring) + close for ring in drawn)
    return Outline(layer, path, (west, north, east, south))
