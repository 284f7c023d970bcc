"""Parquet, and GeoParquet 1.1 of the incident table. Types come from the written schema, never from the values."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.errors import InputError, MissingExtraError
from marsad.export.schema import Checked, IncidentRow, Row, columns, kinds_of

if TYPE_CHECKING:
    import pyarrow as pa

_WKB_POINT = 1


def arrow_table(schema: type[Row], rows: Sequence[Row]) -> pa.Table:
    """Rows of a schema as an Arrow table."""
    pa = _pyarrow()
    heads = columns(schema)
    types = [_type(schema, head) for head in heads]
    fields = [pa.field(head, kind) for head, kind in zip(heads, types, strict=True)]
    arrays = [pa.array([getattr(row, head) for row in rows], kind) for head, kind in zip(heads, types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def parquet_bytes(schema: type[Row], rows: Sequence[Row]) -> bytes:
    """Rows of a schema as a Parquet file."""
    return _file(arrow_table(schema, rows))


def geoparquet_bytes(rows: Sequence[IncidentRow]) -> bytes:
    """The rows as a GeoParquet file: sorted by day, then from north-west to south-east, with a box per row."""
    pa = _pyarrow()
    ordered = sorted(rows, key=_by_day_and_place)
    points = [None if row.latitude is None else (row.longitude, row.latitude) for row in ordered]
    box = pa.struct([pa.field(side, pa.float64()) for side in ("xmin", "ymin", "xmax", "ymax")])
    boxes = [None if p is None else {"xmin": p[0], "ymin": p[1], "xmax": p[0], "ymax": p[1]} for p in points]
    table = arrow_table(IncidentRow, ordered)
    table = table.append_column("geometry", pa.array([_wkb(point) for point in points], pa.binary()))
    table = table.append_column("bbox", pa.array(boxes, box))
    return _file(table.replace_schema_metadata({"geo": json.dumps(_geo(points), sort_keys=True)}))


def read_parquet(schema: type[Checked], path: Path) -> list[Checked]:
    """The rows of a Parquet or GeoParquet file that this package wrote."""
    pa = _pyarrow()
    import pyarrow.parquet as pq

    heads = columns(schema)
    try:
        table = pq.read_table(path)
        return [schema(**row) for row in table.select(heads).to_pylist()]
    except (pa.ArrowInvalid, KeyError, ValueError) as error:
        raise InputError(str(path), None, f"no table of this kind ({error})", "export the file anew") from error


def _type(schema: type[Row], head: str) -> Any:
    """The Arrow type of a column, from the schema."""
    pa = _pyarrow()
    kinds = kinds_of(schema, head)
    if date in kinds:
        return pa.date32()
    if bool in kinds:
        return pa.bool_()
    return pa.float64() if float in kinds else pa.int64() if int in kinds else pa.string()


def _file(table: pa.Table) -> bytes:
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", store_schema=True)
    return out.getvalue()


def _geo(points: Sequence[tuple[float | None, float] | None]) -> dict[str, Any]:
    held = [point for point in points if point is not None]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "covering": {"bbox": {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}},
    }
    if held:
        east, north = [point[0] or 0.0 for point in held], [point[1] for point in held]
        column["bbox"] = [min(east), min(north), max(east), max(north)]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def _wkb(point: tuple[float | None, float] | None) -> bytes | None:
    return None if point is None else struct.pack("<BIdd", 1, _WKB_POINT, point[0], point[1])


def _by_day_and_place(row: IncidentRow) -> tuple[bool, date, float, float, str]:
    day = row.date_start or date.max
    return (row.date_start is None, day, -(row.latitude or 0.0), row.longitude or 0.0, row.incident)


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtraError("parquet", "a Parquet file or Arrow table") from error
    return pyarrow
