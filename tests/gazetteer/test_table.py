"""The embedded gazetteer: whole, in range, and where possible compared with the references."""

from __future__ import annotations

import csv
import gzip
import os
from collections import Counter
from pathlib import Path

import pytest
from support import ROOT

from marsad.lexicon.gazetteer import GazetteerPlace, distance_km, name_words
from marsad.lexicon.places import own_gazetteer

REFERENCES = Path(os.environ.get("MARSAD_REFERENCES") or ROOT.parent / "shared" / "gazetteer")
OCHA = REFERENCES / "ocha" / "syr_communities_adm4.csv"
EVENTS = REFERENCES / "ucdp" / "ucdp_ged_syria_2016_2019.csv.gz"
UCDP = REFERENCES / "ucdp" / "ucdp_syria_place_frequencies.csv"
SEEDS = REFERENCES / "seed_places.csv"
PROVINCES = {
    "SY01": "SY-DI", "SY02": "SY-HL", "SY03": "SY-RD", "SY04": "SY-HI", "SY05": "SY-HM", "SY06": "SY-LA",
    "SY07": "SY-ID", "SY08": "SY-HA", "SY09": "SY-DY", "SY10": "SY-TA", "SY11": "SY-RA", "SY12": "SY-DR",
    "SY13": "SY-SU", "SY14": "SY-QU",
}  # fmt: skip
NAMED = 2500
IN_DEPTH = {"SY": 2500, "IQ": 600, "YE": 350, "LY": 150, "LB": 120, "PS": 300, "SD": 100, "EG": 60, "TR": 60, "SO": 30}

needs_references = pytest.mark.skipif(not OCHA.exists(), reason=f"no reference gazetteers in {REFERENCES}")


@pytest.fixture(scope="module")
def places() -> tuple[GazetteerPlace, ...]:
    return own_gazetteer().places


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_table_is_large_and_broad(places: tuple[GazetteerPlace, ...]) -> None:
    """Every theatre has its rows."""
    counted = Counter(place.country for place in places)
    assert len(places) >= NAMED
    assert {land: counted[land] for land, least in IN_DEPTH.items() if counted[land] < least} == {}


def test_ids_are_unique(places: tuple[GazetteerPlace, ...]) -> None:
    """An id names one row."""
    assert [id_ for id_, count in Counter(place.id for place in places).items() if count > 1] == []


def test_rows_are_in_range(places: tuple[GazetteerPlace, ...]) -> None:
    """Latitude, longitude, radius and prominence are possible, and the province lies in the country."""
    wrong = [
        place.id
        for place in places
        if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180 and 0 < place.radius_km <= 300)
        or not 0 <= place.prominence <= 5
        or not place.admin1.startswith(place.country)
        or not all(name_words(name) for name in place.names)
    ]
    assert wrong == []


@needs_references
def test_syrian_rows_agree_with_their_pcode(places: tuple[GazetteerPlace, ...]) -> None:
    """A row with a P-code lies within 5 km (or its radius) of it, in the same province."""
    points = {row["adm4_pcode"]: row for row in rows(OCHA)}
    wrong = []
    for place in places:
        if not place.pcode.startswith("C"):
            continue
        row = points[place.pcode]
        away = distance_km(place.lat, place.lon, float(row["lat"]), float(row["lon"]))
        if away > max(5.0, place.radius_km) or PROVINCES[row["adm1_pcode"]] != place.admin1:
            wrong.append((place.id, place.pcode, round(away, 1)))
    assert wrong == []


@needs_references
def test_settlements_lie_where_a_reference_has_them(places: tuple[GazetteerPlace, ...]) -> None:
    """A settlement of Syria whose name the reference knows in that province lies near one of that name."""
    known: dict[tuple[str, tuple[str, ...]], list[tuple[float, float]]] = {}
    for row in rows(OCHA):
        key = (PROVINCES[row["adm1_pcode"]], name_words(row["name_ar"]))
        known.setdefault(key, []).append((float(row["lat"]), float(row["lon"])))
    wrong = []
    for place in places:
        points = known.get((place.admin1, name_words(place.name)))
        if points and place.kind in ("city", "town") and place.radius_km <= 5:
            away = min(distance_km(place.lat, place.lon, lat, lon) for lat, lon in points)
            if away > max(5.0, place.radius_km):
                wrong.append((place.id, round(away, 1)))
    assert wrong == []


def _is_found(row: dict[str, str]) -> bool:
    """The right place is among those of that name."""
    reach = max(10.0, float(row["precision_km"] or 0))
    heads = [head for head in row["head_toponym"].split(";") if head]
    found = [place for name in (row["expression"], *heads) for place in own_gazetteer().named(name)]
    return any(distance_km(place.lat, place.lon, float(row["lat"]), float(row["lon"])) <= reach for place in found)


@needs_references
def test_named_places_of_the_seed_reports_are_known() -> None:
    """At least 46 of the 49 places that the five seed reports name."""
    named = {}
    for row in rows(SEEDS):
        if row["expression_kind"] == "named" and row["feature_type"] != "country":
            named.setdefault(row["head_normalised"], row)
    missing = [head for head, row in named.items() if not _is_found(row)]
    assert len(missing) <= 3, missing


@needs_references
def test_rows_cover_the_coded_events_of_syria(places: tuple[GazetteerPlace, ...]) -> None:
    """At least 85 % of UCDP events lie within 5 km (or the radius) of a row."""
    syrian = [place for place in places if place.country == "SY" and place.radius_km <= 50]
    found = total = 0
    for row in rows(UCDP):
        lat, lon, events = float(row["lat"]), float(row["lon"]), int(row["events"])
        total += events
        near = (place for place in syrian if abs(place.lat - lat) < 0.5 and abs(place.lon - lon) < 0.6)
        found += events * any(
            distance_km(place.lat, place.lon, lat, lon) <= min(5.0, place.radius_km) for place in near
        )
    assert found / total >= 0.85


@needs_references
def test_english_names_of_coded_places_are_found() -> None:
    """At least 85 % of the UCDP events of 2018 and 2019 by name, within 10 km (or the radius)."""
    known = {}
    found = total = 0
    with gzip.open(EVENTS, "rt", encoding="utf-8", newline="") as lines:
        coded = [row for row in csv.DictReader(lines) if row["year"] in ("2018", "2019")]
    for row in coded:
        name, lat, lon = row["where_coordinates"], float(row["latitude"]), float(row["longitude"])
        if name not in known:
            known[name] = [place for place in own_gazetteer().romanised(name) if place.country == "SY"]
        total += 1
        found += any(distance_km(p.lat, p.lon, lat, lon) <= max(10.0, p.radius_km) for p in known[name])
    assert found / total >= 0.85


def test_names_are_found_in_latin_letters() -> None:
    """However they are spelled."""
    for name in ("Deir ez-Zor", "Dayr az-Zawr", "Deir al-Zour city"):
        assert "sy-dy.deir-ez-zor" in [place.id for place in own_gazetteer().romanised(name)]
    assert own_gazetteer().romanised("Qwertz") == []
