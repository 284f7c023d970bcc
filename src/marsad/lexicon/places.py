"""The tables of places: read row by row, joined with what the user imported and what analysts set right."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from marsad.errors import GazetteerError
from marsad.lexicon.added import Stamp, added_table, corrected_table, stamp_of, table_lines, table_rows
from marsad.lexicon.gazetteer import EARTH_KM, IMPORTED, Gazetteer, GazetteerPlace, name_words

_SPLIT = "|"
#: how the evidence of a row begins that an analyst has set right
ANALYST = "analyst"
COLUMNS = (
    "id",
    "name_ar",
    "name_en",
    "aliases_ar",
    "class",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "pcode",
    "lat",
    "lon",
    "radius_km",
    "prominence",
    "evidence",
)
#: columns of places that a table may be without
_MAY_LACK = frozenset({"aliases_ar", "admin2", "admin3"})


def _number(row: dict[str, str], column: str, file: str, line: int) -> float:
    try:
        return float(row[column])
    except (KeyError, TypeError, ValueError):
        what = f"{column} is {row.get(column)!r}"
        raise GazetteerError(file, line, what, "give a number with a decimal point") from None


def _aliases(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, (row.get("aliases_ar") or "").split(_SPLIT)))


def read_places(lines: Iterable[str], file: str) -> Iterator[GazetteerPlace]:
    """The rows of a table with the columns of `COLUMNS`. Raises `GazetteerError` on a row that cannot be used."""
    rows = table_rows(lines, file, GazetteerError)
    first, header = next(rows, (1, list(COLUMNS)))
    missing = [column for column in COLUMNS if column not in header and column not in _MAY_LACK]
    if missing:
        what = f"lacks the column(s) {', '.join(missing)}"
        raise GazetteerError(file, first, what, "take lists of others in with `marsad gazetteer import`")
    is_ours = tuple(header) == COLUMNS
    for line, cells in rows:
        if is_ours and len(cells) == len(COLUMNS):
            place = _plain_place(cells)
            if place is not None:
                yield place
                continue
        cells += [""] * (len(header) - len(cells))
        yield _checked_place(dict(zip(header, cells, strict=False)), file, line)


def _plain_place(cells: list[str]) -> GazetteerPlace | None:
    """The place of a row that has all columns in their order, None where a cell is amiss."""
    id_, name, latin, aliases, kind, country, admin1, _, _, pcode, lat, lon, radius, prominence, evidence = cells
    if not id_ or not name:
        return None
    names = tuple(filter(None, aliases.split(_SPLIT))) if aliases else ()
    try:
        point, rank = (float(lat), float(lon), float(radius)), int(float(prominence))
    except (OverflowError, ValueError):
        return None
    if not _is_on_earth(*point):
        return None
    return GazetteerPlace(id_, name, latin, names, kind, country, admin1, *point, rank, pcode, evidence)


def _is_on_earth(lat: float, lon: float, radius_km: float) -> bool:
    """False for what is no point, as are "nan" and "inf", which `float` reads."""
    return -90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= radius_km <= EARTH_KM


def _checked_place(row: dict[str, str], file: str, line: int) -> GazetteerPlace:
    """The place of a row by the names of its columns, or an error that says what is amiss."""
    if not row.get("id") or not row.get("name_ar"):
        raise GazetteerError(file, line, "id or name_ar is empty", "every place needs both")
    lat, lon, radius, rank = (_number(row, key, file, line) for key in ("lat", "lon", "radius_km", "prominence"))
    if not (_is_on_earth(lat, lon, radius) and math.isfinite(rank)):
        what = f"lat {lat}, lon {lon}, radius_km {radius}, prominence {rank} are no place on earth"
        raise GazetteerError(file, line, what, "lat runs from -90 to 90, lon from -180 to 180; are they swapped?")
    return GazetteerPlace(
        row["id"],
        row["name_ar"],
        row["name_en"],
        _aliases(row),
        row["class"],
        row["country"],
        row["admin1"],
        lat,
        lon,
        radius,
        int(rank),
        row["pcode"],
        row["evidence"],
    )


def _areas(lines: Iterable[str], file: str, kind: str, prominence: int) -> Iterator[GazetteerPlace]:
    for line, row in enumerate(csv.DictReader(lines), start=2):
        code = row["code"]
        lat, lon, radius = (_number(row, column, file, line) for column in ("lat", "lon", "radius_km"))
        yield GazetteerPlace(
            code.lower(),
            row["name_ar"],
            row["name_en"],
            _aliases(row),
            kind,
            code[:2],
            code,
            lat,
            lon,
            radius,
            prominence,
        )


def own_places() -> list[GazetteerPlace]:
    """The places that come with Marsad."""
    folder = files("marsad") / "data" / "gazetteer"

    def lines(name: str) -> list[str]:
        return (folder / name).read_text(encoding="utf-8").splitlines()

    return [
        *_areas(lines("countries.csv"), "countries.csv", "country", 5),
        *_areas(lines("provinces.csv"), "provinces.csv", "governorate", 3),
        *read_places(lines("places.csv"), "places.csv"),
    ]


def with_added(own: Iterable[GazetteerPlace], added: Iterable[GazetteerPlace]) -> list[GazetteerPlace]:
    """Own and added places. A row of the same id adds its names; only an analyst's row also moves the point."""
    merged = {place.id: place for place in own}
    for place in added:
        known = merged.get(place.id)
        if known is None:
            merged[place.id] = place
            continue
        names = tuple(dict.fromkeys((*known.aliases, *place.names)))
        base = place if place.evidence.startswith(ANALYST) else known
        aliases = tuple(name for name in names if name != base.name)
        merged[place.id] = replace(base, aliases=aliases)
    return list(merged.values())


def joined_gazetteer(own: Sequence[GazetteerPlace], added: Sequence[GazetteerPlace]) -> Gazetteer:
    """Own and added places; names that an imported list adds to a known place are doubtful, an analyst's are not."""
    known = {place.id for place in own}
    is_taken = [place.id not in known or place.evidence.startswith(ANALYST) for place in added]
    places = with_added(own, [place for place, taken in zip(added, is_taken, strict=True) if taken])
    rows = {place.id: place for place in places}
    doubtful = []
    for place in (place for place, taken in zip(added, is_taken, strict=True) if not taken):
        row = rows[place.id]
        spelled = {name_words(name) for name in row.names}
        first, *rest = [name for name in place.names if name_words(name) not in spelled] or [""]
        if first:
            doubtful.append(replace(row, name=first, aliases=tuple(rest), prominence=IMPORTED))
    return Gazetteer(places, doubtful)


def read_added() -> list[GazetteerPlace]:
    """The places that the user has imported."""
    return _read_own(added_table())


def read_corrected() -> list[GazetteerPlace]:
    """The places that analysts set right, oldest first."""
    return _read_own(corrected_table())


def _read_own(table: Path) -> list[GazetteerPlace]:
    return list(read_places(table_lines(table, GazetteerError), str(table)))


def own_gazetteer() -> Gazetteer:
    """The places that come with Marsad, those that the user has imported, and as analysts set them right.

    Read once per process, and anew when one of the user's tables has changed.
    """
    return _gazetteer((stamp_of(added_table()), stamp_of(corrected_table())))


@lru_cache(maxsize=1)
def _gazetteer(_: tuple[Stamp, ...]) -> Gazetteer:
    return joined_gazetteer(own_places(), [*read_added(), *read_corrected()])
