"""The rows of a table of places, one at a time: CSV, an Excel workbook, or GeoJSON points."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from marsad.errors import GazetteerError

Rows = Iterator[tuple[int, Mapping[str, str]] | GazetteerError]
#: headings of a latitude; a workbook's sheet without one holds no points
LATITUDES = ("lat", "latitude", "center_lat", "y")
LONGITUDES = ("lon", "longitude", "long", "center_lon", "x")


def read_lines(path: Path) -> Iterator[tuple[int, str] | GazetteerError]:
    """The lines of a file with their numbers; a line that is no UTF-8 is told."""
    try:
        with path.open("rb") as stream:
            for number, raw in enumerate(stream, 1):
                try:
                    yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
                except UnicodeDecodeError:
                    yield GazetteerError(str(path), number, "not UTF-8", "save the file as UTF-8")
    except OSError as error:
        yield GazetteerError(str(path), None, f"cannot be read ({error.strerror})", "check the path")


def read_rows(path: Path) -> Rows:
    """The rows of a file by its ending, each with the number of its line, row or feature."""
    ending = path.suffix.lower()
    if ending in (".xlsx", ".xlsm"):
        yield from _workbook(path)
    elif ending in (".geojson", ".json"):
        yield from _features(path)
    else:
        yield from _csv(path)


def _csv(path: Path) -> Rows:
    """A CSV file, read line by line."""
    faults: list[GazetteerError] = []
    at = 0

    def good() -> Iterator[str]:
        nonlocal at
        for line in read_lines(path):
            if isinstance(line, GazetteerError):
                faults.append(line)
            else:
                at, text = line
                yield text

    reader = csv.DictReader(good())
    while True:
        row: Mapping[str, str] | None = None
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            faults.append(GazetteerError(str(path), at, f"is no CSV ({error})", "mend the line or leave it out"))
        yield from faults
        faults.clear()
        if row is not None:
            yield at, row
    yield from faults


def _workbook(path: Path) -> Rows:
    """The sheet of a workbook that holds points: of several, the one with most columns (the lowest level)."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        remedy = "install it: pip install 'marsad[xlsx]'; or save the sheet as CSV"
        yield GazetteerError(str(path), None, "is a workbook, and openpyxl is not installed", remedy)
        return
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a file that is no workbook
        yield GazetteerError(str(path), None, f"is no Excel workbook ({error})", "save it as .xlsx or CSV")
        return
    heads = {name: _head(next(book[name].iter_rows(values_only=True), ())) for name in book.sheetnames}
    with_points = [name for name, head in heads.items() if any(word.lower() in LATITUDES for word in head)]
    if not with_points:
        remedy = f"one sheet needs a heading among {', '.join(LATITUDES)}"
        yield GazetteerError(str(path), 1, "no sheet holds points", remedy)
        return
    name = max(with_points, key=lambda each: len(heads[each]))
    for number, cells in enumerate(book[name].iter_rows(min_row=2, values_only=True), 2):
        if any(cell is not None for cell in cells):
            yield number, dict(zip(heads[name], _head(cells), strict=False))


def _head(cells: Sequence[object]) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in cells]


def _features(path: Path) -> Rows:
    """The features of a GeoJSON file; the coordinates of a point count as `lat` and `lon`."""
    try:
        features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield GazetteerError(str(path), None, f"is no GeoJSON ({error})", "name a file with a list of features")
        return
    for number, feature in enumerate(features, 1):
        try:
            row = {str(key): "" if value is None else str(value) for key, value in feature["properties"].items()}
            geometry = feature.get("geometry") or {}
            if geometry.get("type") == "Point":
                lon, lat = geometry["coordinates"][:2]
                row |= {"lat": str(lat), "lon": str(lon)}
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            yield GazetteerError(str(path), number, f"feature {number} cannot be read ({error})", "leave it out")
            continue
        yield number, row
