"""The drawn outlines: every governorate of Syria and Iraq, and the places of the gazetteer inside their own."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli import group
from marsad.export.outline import read_basemap
from marsad.lexicon.places import own_gazetteer

Ring = list[list[float]]
GOVERNORATES = {"SY": 14, "IQ": 18}
INSIDE = 0.96


@pytest.fixture(scope="module")
def rings() -> dict[str, Ring]:
    text = (files("marsad") / "data" / "basemap" / "governorates.geojson").read_text(encoding="utf-8")
    return {each["properties"]["code"]: each["geometry"]["coordinates"][0] for each in json.loads(text)["features"]}


def holds(ring: Ring, lon: float, lat: float) -> bool:
    """True where a ray to the east crosses the ring an odd number of times."""
    inside = False
    for (x, y), (u, v) in zip(ring, ring[1:], strict=False):
        if (y > lat) != (v > lat) and lon < x + (lat - y) / (v - y) * (u - x):
            inside = not inside
    return inside


def test_every_governorate_is_drawn(rings: dict[str, Ring]) -> None:
    """Closed rings, one for each."""
    assert {land: sum(code.startswith(land) for code in rings) for land in GOVERNORATES} == GOVERNORATES
    assert [code for code, ring in rings.items() if ring[0] != ring[-1]] == []


@pytest.mark.parametrize("land", sorted(GOVERNORATES))
def test_places_lie_in_their_governorate(rings: dict[str, Ring], land: str) -> None:
    """Settlements, that is: fields, deserts and crossings lie on borders."""
    places = [
        place
        for place in own_gazetteer().places
        if place.country == land and place.kind in ("city", "town", "village") and place.admin1 in rings
    ]
    outside = [place.id for place in places if not holds(rings[place.admin1], place.lon, place.lat)]
    assert len(outside) / len(places) <= 1 - INSIDE, outside[:20]


def test_imported_outlines_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, however often the file is imported."""
    monkeypatch.setenv("MARSAD_GAZETTEER", str(tmp_path / "kept" / "gazetteer.csv"))
    before = len(read_basemap().outlines)
    line = {"type": "LineString", "coordinates": [[40.0, 35.0], [41.0, 36.0]]}
    file = tmp_path / "roads-of-mine.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": line}]}))
    for _ in range(2):
        assert CliRunner().invoke(group, ["basemap", "import", str(file)]).exit_code == 0
    assert len(read_basemap().outlines) == before + 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is no GeoJSON"),
        ('{"features": []}', "holds no line"),
        ('{"features": [{"geometry": {"type": "LineString", "coordinates": [[400, 35]]}}]}', "no point on earth"),
    ],
)
def test_broken_outlines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str) -> None:
    """Nothing is kept of them."""
    monkeypatch.setenv("MARSAD_GAZETTEER", str(tmp_path / "kept" / "gazetteer.csv"))
    file = tmp_path / "x.geojson"
    file.write_text(text)
    refused = CliRunner().invoke(group, ["basemap", "import", str(file)])
    assert (refused.exit_code, told in refused.output, (tmp_path / "kept").exists()) == (1, True, False)
