"""The Latin name, district and sub-district of a place, from the gazetteer: what the field's formats want."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import cos, radians

from marsad.export import crosswalk as cw
from marsad.model.event import Place
from marsad.text import fold
from marsad.text.clitics import without_article

#: a gazetteer row is the place if its name agrees and its point lies so near (km)
SAME_KM = 6.0
KM_PER_DEGREE = 111.195
#: classes of rows that a place may be named after
_SETTLED = frozenset({"city", "town", "village", "quarter", "camp"})


@dataclass(frozen=True, slots=True)
class Known:
    """A place in Latin letters with OCHA's codes, empty where not known; `is_exact` if the name is its own."""

    name: str
    admin2: str = ""
    admin3: str = ""
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    names: frozenset[str]
    name_en: str
    lat: float
    lon: float
    kind: str
    admin2: str
    admin3: str


def known_place(place: Place, *, as_town: bool = False) -> Known:
    """The gazetteer's row of that name and point; else the settlement that the place is named after; else its name.

    With `as_town`, deserts and the like are given as the settlement that they are named after, where there is one.
    """
    if place.lat is None or place.lon is None:
        return Known(place.name)
    near = [entry for entry in _around(place.lat, place.lon) if _km(entry, place) <= SAME_KM]
    near.sort(key=lambda entry: (entry.kind not in _SETTLED, _km(entry, place), entry.name_en))
    own = fold(place.name)
    exact = [Known(entry.name_en, entry.admin2, entry.admin3) for entry in near if own in entry.names]
    words = {without_article(word) for word in own.split()}
    towns = [
        Known(entry.name_en, entry.admin2, entry.admin3, is_exact=False)
        for entry in near
        if entry.kind in _SETTLED and any(_bare(name) <= words for name in entry.names)
    ]
    found = [*towns, *exact] if as_town else [*exact, *towns]
    return found[0] if found else Known(place.name)


def district_name(pcode: str) -> str:
    """OCHA's name of a district or sub-district."""
    row = cw.by_key("pcodes", "pcode").get(pcode)
    return row["name"] if row else ""


def province_name(admin1: str) -> str:
    """The name of a province: OCHA's where we have it, else the gazetteer's; the code if neither."""
    row = cw.by_key("admin1", "admin1").get(admin1)
    if row is not None:
        return row["name"]
    return _provinces().get(admin1, admin1 if "-" in admin1 else "")


def as_acled(name: str) -> str:
    """OCHA's name as ACLED writes it: without hyphens and apostrophes."""
    return name.replace("-", " ").replace("'", "")


def _bare(name: str) -> frozenset[str]:
    return frozenset(without_article(word) for word in name.split())


def _km(entry: _Entry, place: Place) -> float:
    north = (entry.lat - (place.lat or 0)) * KM_PER_DEGREE
    east = (entry.lon - (place.lon or 0)) * KM_PER_DEGREE * cos(radians(entry.lat))
    return float((north**2 + east**2) ** 0.5)


def _around(lat: float, lon: float) -> Sequence[_Entry]:
    """The rows of the tenth-degree cell of a point and of the cells around it."""
    cells, row, column = _cells(), round(lat * 10), round(lon * 10)
    return [
        entry for north in (-1, 0, 1) for east in (-1, 0, 1) for entry in cells.get((row + north, column + east), ())
    ]


@lru_cache(maxsize=1)
def _cells() -> Mapping[tuple[int, int], list[_Entry]]:
    found: defaultdict[tuple[int, int], list[_Entry]] = defaultdict(list)
    for row in _rows("places"):
        lat, lon = float(row["lat"]), float(row["lon"])
        names = frozenset(fold(name) for name in (row["name_ar"], *row["aliases_ar"].split("|")) if name)
        # what stands behind a comma only tells the row from its namesakes
        entry = _Entry(names, row["name_en"].split(",")[0], lat, lon, row["class"], row["admin2"], row["admin3"])
        found[round(lat * 10), round(lon * 10)].append(entry)
    return found


@lru_cache(maxsize=1)
def _provinces() -> Mapping[str, str]:
    return {row["code"]: row["name_en"] for row in _rows("provinces")}


def _rows(name: str) -> list[dict[str, str]]:
    file = resources.files("marsad").joinpath("data", "gazetteer", f"{name}.csv")
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
