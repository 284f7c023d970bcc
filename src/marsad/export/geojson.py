"""GeoJSON (RFC 7946): one Feature per incident, a point or null, flat properties, time as OGC and STAC name it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from marsad.errors import InputError
from marsad.export.flat import incident_rows
from marsad.export.schema import IncidentRow
from marsad.export.selection import Selection


def geojson_text(selection: Selection) -> str:
    """The FeatureCollection, one Feature per line."""
    features = ",\n".join(_text(feature_of(row)) for row in incident_rows(selection))
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def feature_of(row: IncidentRow) -> dict[str, Any]:
    """A row as a Feature; coordinates are longitude, latitude in WGS84."""
    values = row.model_dump(mode="json")
    lat, lon = values.pop("latitude"), values.pop("longitude")
    point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": row.incident, "geometry": point, "properties": values | _times(row)}


def _times(row: IncidentRow) -> dict[str, str | None]:
    """`datetime` for a single day; null with both ends for a span."""
    if row.date_start is None or row.date_end is None:
        return {"datetime": None, "start_datetime": None, "end_datetime": None}
    start, end = _instant(row.date_start), _instant(row.date_end)
    return {"datetime": start if row.date_start == row.date_end else None, "start_datetime": start, "end_datetime": end}


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def read_geojson(path: Path) -> list[IncidentRow]:
    """The rows of a file that `geojson_text` made."""
    times = ("datetime", "start_datetime", "end_datetime")
    found: list[IncidentRow] = []
    number = 0
    try:
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            number += 1
            values = {key: value for key, value in feature["properties"].items() if key not in times}
            lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
            values |= {"latitude": lat, "longitude": lon}
            found.append(IncidentRow.model_validate_json(json.dumps(values)))
    except ValidationError as error:
        fault = error.errors()[0]
        what = f"feature {number}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        raise InputError(str(path), None, what, "export the file anew") from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(str(path), None, f"no incidents as GeoJSON ({error})", "export the file anew") from error
    return found


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
