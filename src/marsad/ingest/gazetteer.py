"""Reads place lists of others (OCHA, GeoNames, Who's On First, any CSV) and merges them with the gazetteer."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from marsad.errors import GazetteerError
from marsad.ingest.sheets import LATITUDES, LONGITUDES, read_lines, read_rows
from marsad.lexicon.gazetteer import IMPORTED, GazetteerPlace, distance_km, name_words
from marsad.lexicon.places import COLUMNS

_ARABIC = re.compile("[\u0620-\u064a]")
_SAME_KM = 3.0
_FAR_KM = 2500.0
_GEONAMES_COLUMNS = 19
_SETTLEMENTS = frozenset({"city", "town", "village"})
#: GeoNames feature codes to classes; other codes of classes P, T, S, H, L are taken by their class
_FEATURES = {
    **dict.fromkeys(("PPLC", "PPLA"), "city"),
    **dict.fromkeys(("PPLA2", "PPLA3"), "town"),
    **dict.fromkeys(("MT", "MTS", "HLL"), "mountain"),
    **dict.fromkeys(("AIRB", "MILB"), "base"),
    **dict.fromkeys(("OILF", "GASF"), "field"),
    **dict.fromkeys(("LK", "RSV"), "lake"),
    "PPLX": "quarter",
    "AIRP": "airport",
    "DAM": "dam",
    "DSRT": "desert",
    "STM": "river",
    "BDG": "bridge",
    "ISL": "island",
}
#: how OCHA's columns of a level begin, the lowest level first
_LEVELS = tuple(start.format(level) for level in (4, 3, 2, 1) for start in ("adm{}_", "admin{}"))
_CLASSES = {"P": "village", "T": "mountain", "H": "lake"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a list comes from: kept with each row."""

    source: str
    licence: str
    day: str

    @property
    def evidence(self) -> str:
        """As told in the evidence column."""
        return f"{self.source}; {self.licence}; imported {self.day}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A place of a list, with the file and the line (row, feature) where it stands."""

    place: GazetteerPlace
    file: str
    line: int


Read = Iterator[Listed | GazetteerError]


def read_table(path: Path, make: Callable[[Mapping[str, str]], GazetteerPlace], needed: Sequence[str]) -> Read:
    """The rows of a table, each made into a place; lacking columns are told once."""
    first = True
    for row in read_rows(path):
        if isinstance(row, GazetteerError):
            yield row
            continue
        missing = [column for column in needed if column not in row[1]] if first else []
        if missing:
            what = f"lacks the column(s) {', '.join(missing)}"
            yield GazetteerError(str(path), 1, what, "name your columns with --map, as in --map name_ar=COLUMN")
            return
        first = False
        yield _checked(partial(make, row[1]), str(path), row[0])


def _checked(make: Callable[[], GazetteerPlace], file: str, number: int) -> Listed | GazetteerError:
    """The place, or what is wrong with it."""
    try:
        place = make()
    except (KeyError, TypeError, ValueError) as error:
        return GazetteerError(file, number, f"cannot be read ({error})", "give a name, and lat and lon as numbers")
    if not place.name or not name_words(place.name):
        return GazetteerError(file, number, "has no name in Arabic", "fill it in or leave the line out")
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        remedy = "lat runs from -90 to 90, lon from -180 to 180; are they swapped?"
        return GazetteerError(file, number, f"lat {place.lat}, lon {place.lon} is no point on earth", remedy)
    return Listed(place, file, number)


def _place(id_: str, names: Sequence[str], english: str, kind: str, country: str, lat: str, lon: str) -> GazetteerPlace:
    arabic = [name.strip() for name in names if name and _ARABIC.search(name)]
    first, *rest = dict.fromkeys(arabic) or [""]
    return GazetteerPlace(
        id_, first, english, tuple(rest), kind, country, country, float(lat), float(lon), 5.0, IMPORTED
    )


def read_ocha(path: Path, country: str) -> Read:
    """OCHA populated places with P-codes: CSV, workbook or GeoJSON, in any layout seen; the lowest level told."""
    codes = [f"{level}pcode" for level in _LEVELS]
    codes[2:2] = ["pcode", "code"]

    def make(row: Mapping[str, str]) -> GazetteerPlace:
        low = {key.lower(): value or "" for key, value in row.items() if key}
        code = _first(low, codes)
        if not code:
            raise KeyError("no P-code")
        names = ["name_ar", *(f"{level}{end}" for level in _LEVELS for end in ("ar", "name_ar", "name1"))]
        english = ["name_en", *(f"{level}{end}" for level in _LEVELS for end in ("en", "name_en", "name"))]
        lat, lon = _first(low, LATITUDES), _first(low, LONGITUDES)
        place = _place(f"ocha.{code.lower()}", [_first(low, names)], _first(low, english), "village", country, lat, lon)
        return replace(place, pcode=code)

    yield from read_table(path, make, ())


def _first(row: Mapping[str, str], keys: Sequence[str]) -> str:
    """The first of these columns that is filled in."""
    return next((row[key].strip() for key in keys if row.get(key, "").strip()), "")


def read_geonames(path: Path, alternate: Path | None = None) -> Read:
    """A country dump of GeoNames (19 columns, tab separated, no head), with the names of an alternate names file."""
    others: dict[str, list[str]] = defaultdict(list)
    for line in read_lines(alternate) if alternate else ():
        if isinstance(line, GazetteerError):
            yield line
            continue
        cells = line[1].split("\t")
        if len(cells) > 3 and cells[2] == "ar":
            others[cells[1]].append(cells[3])
    for line in read_lines(path):
        if isinstance(line, GazetteerError):
            yield line
            continue
        cells = line[1].split("\t")
        if len(cells) != _GEONAMES_COLUMNS:
            what = f"has {len(cells)} columns, not {_GEONAMES_COLUMNS}"
            yield GazetteerError(str(path), line[0], what, "take the country file of GeoNames as it is")
            continue
        names = [*others.get(cells[0], ()), *cells[3].split(",")]
        if any(_ARABIC.search(name) for name in names) and (cells[7] in _FEATURES or cells[6] in _CLASSES):
            yield _checked(partial(_of_geonames, cells, names), str(path), line[0])


def _of_geonames(cells: Sequence[str], names: Sequence[str]) -> GazetteerPlace:
    kind = _FEATURES.get(cells[7]) or _CLASSES[cells[6]]
    return _place(f"gn.{cells[0]}", names, cells[1], kind, cells[8], cells[4], cells[5])


def read_wof(folder: Path) -> Read:
    """A folder of Who's On First records (GeoJSON, one place each)."""
    found = sorted(folder.rglob("*.geojson"))
    if not found:
        yield GazetteerError(str(folder), None, "holds no .geojson file", "name the folder of the repository")
    for path in found:
        try:
            own = json.loads(path.read_text(encoding="utf-8"))["properties"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            yield GazetteerError(str(path), None, f"is no record ({error})", "take the file as it is published")
            continue
        names = [*own.get("name:ara_x_preferred", ()), *own.get("name:ara_x_variant", ())]
        if own.get("wof:placetype") == "locality" and names:
            yield _checked(partial(_of_wof, own, names), str(path), 1)


def _of_wof(own: Mapping[str, Any], names: Sequence[str]) -> GazetteerPlace:
    lat, lon = str(own["geom:latitude"]), str(own["geom:longitude"])
    return _place(f"wof.{own['wof:id']}", names, str(own["wof:name"]), "village", str(own["iso:country"]), lat, lon)


def read_csv(path: Path, columns: Mapping[str, str], country: str, prefix: str) -> Read:
    """Any CSV; `columns` says which of its columns is `name_ar`, `lat`, `lon`, `name_en`, `id`, `class`, `admin1`.

    Several names in one cell are separated by a bar.
    """
    of = {key: columns.get(key, key) for key in COLUMNS}

    def make(row: Mapping[str, str]) -> GazetteerPlace:
        names = [*row[of["name_ar"]].split("|"), *(row.get(of["aliases_ar"]) or "").split("|")]
        id_ = row.get(of["id"]) or f"{prefix}.{'-'.join(name_words(names[0]))}.{row[of['lat']]}"
        kind, land = row.get(of["class"]) or "village", row.get(of["country"]) or country
        english = row.get(of["name_en"]) or ""
        place = _place(id_, names, english, kind, land, row[of["lat"]], row[of["lon"]])
        return replace(place, admin1=row.get(of["admin1"]) or land)

    yield from read_table(path, make, [of["name_ar"], of["lat"], of["lon"]])


@dataclass(slots=True)
class Import:
    """What an import did: rows to keep, and how many joined a known place."""

    rows: list[GazetteerPlace]
    joined: int = 0
    new: int = 0


def merge(found: Iterable[GazetteerPlace], known: Sequence[GazetteerPlace], origin: Origin) -> Import:
    """Joins places to those known (same code, or same name within 3 km and of one class); the rest is new.

    A new place takes its province from the nearest known settlement of its country.
    """
    codes = {place.pcode: place for place in known if place.pcode}
    ids = {place.id: place for place in known}
    names: dict[tuple[str, ...], list[GazetteerPlace]] = defaultdict(list)
    for place in known:
        for name in place.names:
            names[name_words(name)].append(place)
    provinces = ProvinceFinder(known)
    done = Import([])
    for place in found:
        same = ids.get(place.id) or codes.get(place.pcode) or _same(place, names)
        if same:
            done.joined += 1
            done.rows.append(replace(same, name=place.name, aliases=place.aliases, evidence=origin.evidence))
            continue
        done.new += 1
        admin1 = place.admin1 if "-" in place.admin1 else provinces.nearest(place)
        done.rows.append(replace(place, admin1=admin1, evidence=origin.evidence))
    return done


def _same(place: GazetteerPlace, names: Mapping[tuple[str, ...], Sequence[GazetteerPlace]]) -> GazetteerPlace | None:
    for name in place.names:
        for known in names.get(name_words(name), ()):
            alike = known.kind == place.kind or {known.kind, place.kind} <= _SETTLEMENTS
            if alike and distance_km(place.lat, place.lon, known.lat, known.lon) <= _SAME_KM:
                return known
    return None


class ProvinceFinder:
    """Finds the province of a point by the nearest known settlement of its country."""

    def __init__(self, known: Iterable[GazetteerPlace]) -> None:
        self._cells: dict[tuple[str, int, int], list[GazetteerPlace]] = defaultdict(list)
        for place in known:
            if place.kind in _SETTLEMENTS and "-" in place.admin1:
                self._cells[place.country, round(place.lat * 2), round(place.lon * 2)].append(place)

    def is_settled(self, place: GazetteerPlace) -> bool:
        """True if a known settlement of the place's country is near (within a degree or less)."""
        return bool(self._near(place))

    def nearest(self, place: GazetteerPlace) -> str:
        """The ISO 3166-2 code, or the country where nothing is near."""
        near = self._near(place)
        best = min(near, key=lambda each: distance_km(place.lat, place.lon, each.lat, each.lon), default=None)
        return best.admin1 if best else place.country

    def _near(self, place: GazetteerPlace) -> list[GazetteerPlace]:
        row, column = round(place.lat * 2), round(place.lon * 2)
        return [
            each
            for north in (-1, 0, 1)
            for east in (-1, 0, 1)
            for each in self._cells.get((place.country, row + north, column + east), ())
        ]


def _is_near(place: GazetteerPlace, land: GazetteerPlace) -> bool:
    return distance_km(place.lat, place.lon, land.lat, land.lon) <= _FAR_KM


def keep_near(found: Read, own: Iterable[GazetteerPlace]) -> Iterator[GazetteerPlace | GazetteerError]:
    """Tells points far from their country, or that lie in it only with lat and lon swapped; passes the rest on."""
    known = list(own)
    lands = {place.id: place for place in known if place.kind == "country"}
    provinces = ProvinceFinder(known)
    for each in found:
        if isinstance(each, GazetteerError):
            yield each
            continue
        place = each.place
        land = lands.get(place.country.lower())
        swapped = replace(place, lat=place.lon, lon=place.lat)
        if land is not None and not _is_near(place, land):
            where = f"lies far from {place.country}"
        elif land is not None and not provinces.is_settled(place) and provinces.is_settled(swapped):
            where = f"lies far from all known places of {place.country}"
        else:
            yield place
            continue
        what = f"{place.id}: lat {place.lat}, lon {place.lon} {where}"
        yield GazetteerError(each.file, each.line, what, "are lat and lon swapped?")


def table_rows(places: Iterable[GazetteerPlace]) -> Iterator[list[str]]:
    """The places as rows of `COLUMNS`, the head first."""
    yield list(COLUMNS)
    for place in places:
        yield [
            place.id,
            place.name,
            place.name_en,
            "|".join(place.aliases),
            place.kind,
            place.country,
            place.admin1,
            "",
            "",
            place.pcode,
            f"{place.lat:.4f}",
            f"{place.lon:.4f}",
            f"{place.radius_km:g}",
            str(place.prominence),
            place.evidence,
        ]
