"""The outlines bundled with Marsad, as SVG paths in a Mercator plane measured in degrees of longitude."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from marsad.errors import GazetteerError
from marsad.export.lines import open_whole
from marsad.lexicon.added import added_table

#: outline files by what they show; files of other names are drawn as boundaries
LAYERS = {
    "countries": "land",
    "islands": "land",
    "admin1": "province",
    "provinces": "province",
    "governorates": "province",
    "lines": "province",
    "lakes": "water",
    "seas": "water",
    "rivers": "river",
    "roads": "road",
}
#: the file of names, which are points and not outlines
NAMES = "names.geojson"
#: outlines are drawn in this order
DRAWN = ("water", "land", "province", "river", "road", "boundary")
KM_PER_DEGREE = 111.32


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name on the map, said in both languages: `kind` is `country`, `small` (one named only from near) or `city`."""

    kind: str
    said: Mapping[str, str]
    x: float
    y: float


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


def latitude(y: float) -> float:
    """The latitude of a y on the plane.

    >>> round(latitude(plane(0.0, 35.0)[1]), 6)
    35.0
    """
    return math.degrees(2 * math.atan(math.exp(math.radians(-y))) - math.pi / 2)


def plane_radius(km: float, lat: float) -> float:
    """How long so many kilometres are on the plane at a latitude."""
    return km / (KM_PER_DEGREE * math.cos(math.radians(lat)))


@dataclass(frozen=True, slots=True)
class Basemap:
    """What lies under the pins: outlines in the order in which they are drawn, and names."""

    outlines: tuple[Outline, ...]
    names: tuple[PlaceName, ...]


def added_folder() -> Path:
    """Where imported outlines are kept: beside the user's gazetteer."""
    return added_table().parent / "basemap"


def read_basemap() -> Basemap:
    """The bundled outlines and names, and the outlines that the user has imported."""
    own = sorted((files("marsad") / "data" / "basemap").iterdir(), key=lambda item: item.name)
    added = sorted(added_folder().glob("*.geojson"))
    outlines: list[Outline] = []
    names: list[PlaceName] = []
    for item in (*own, *added):
        if not item.name.endswith(".geojson"):
            continue
        collection = json.loads(item.read_text(encoding="utf-8"))
        if item.name == NAMES:
            names += names_of(collection)
        else:
            outlines += outlines_of(collection, layer_of(item.name))
    return Basemap(tuple(sorted(outlines, key=lambda outline: DRAWN.index(outline.layer))), tuple(names))


def import_outlines(path: Path) -> int:
    """Checks a GeoJSON file of lines and areas and keeps a copy; tells how many outlines it holds.

    Raises `GazetteerError` where it is no GeoJSON, holds no outline, or a corner is no point on earth.
    """
    try:
        text = path.read_text(encoding="utf-8")
        features = json.loads(text)["features"]
        rings = [ring for feature in features for ring in rings_of(feature.get("geometry") or {})]
        corners = [(float(corner[0]), float(corner[1])) for ring in rings for corner in ring]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise GazetteerError(
            str(path), None, f"is no GeoJSON feature collection ({error})", "export it anew"
        ) from error
    if not corners:
        raise GazetteerError(str(path), None, "holds no line and no area", "name a file with outlines, not points")
    odd = next((corner for corner in corners if not (abs(corner[0]) <= 180 and abs(corner[1]) <= 90)), None)
    if odd:
        remedy = "use longitude and latitude in degrees, in that order"
        raise GazetteerError(str(path), None, f"the corner {odd} is no point on earth", remedy)
    folder = added_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with open_whole(str(folder / f"{path.stem}.geojson")) as stream:
        stream.write(text)
    return len(rings)


def names_of(collection: dict[str, Any]) -> Iterator[PlaceName]:
    """The names of a GeoJSON collection of points."""
    for feature in collection["features"]:
        own = feature["properties"]
        x, y = plane(*feature["geometry"]["coordinates"])
        yield PlaceName(own["kind"], {"ar": own["ar"], "en": own["en"]}, round(x, 3), round(y, 3))


def layer_of(name: str) -> str:
    """The layer that a file's name stands for.

    >>> layer_of("islands.geojson"), layer_of("rivers.geojson"), layer_of("borders.geojson")
    ('land', 'river', 'boundary')
    """
    for word, layer in LAYERS.items():
        if word in name:
            return layer
    return "boundary"


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
