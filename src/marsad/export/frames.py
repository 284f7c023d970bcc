"""The incident table for pandas and geopandas. Types come from the columns, so that an empty table has them too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.errors import MissingExtraError
from marsad.export.flat import incident_rows
from marsad.export.schema import IncidentRow, columns
from marsad.export.selection import Selection

if TYPE_CHECKING:
    import geopandas
    import pandas

_FLOATS = ("latitude", "longitude", "radius_km")


def pandas_frame(selection: Selection) -> pandas.DataFrame:
    """One row per incident: days as timestamps, figures as whole numbers that may be missing."""
    pd = _pandas()
    rows = incident_rows(selection)
    made = {name: _series(pd, name, [getattr(row, name) for row in rows]) for name in columns(IncidentRow)}
    return pd.DataFrame(made)


def _series(pd: Any, name: str, values: list[Any]) -> Any:
    if name.startswith("date_"):
        return pd.Series(pd.to_datetime(values), dtype="datetime64[s]")
    if name in _FLOATS:
        return pd.Series(values, dtype="float64")
    if name.startswith(("killed_", "wounded_", "captured_")) or name in ("version", "witnesses"):
        return pd.Series(values, dtype="Int64")
    return pd.Series(values, dtype="string")


def geo_frame(selection: Selection) -> geopandas.GeoDataFrame:
    """One row per incident with a point in WGS84, or none."""
    try:
        import geopandas
    except ImportError as error:
        raise MissingExtraError("geo", "a GeoDataFrame") from error
    frame = pandas_frame(selection)
    points = geopandas.points_from_xy(frame["longitude"], frame["latitude"], crs="EPSG:4326")
    located = [point if known else None for point, known in zip(points, frame["latitude"].notna(), strict=True)]
    return geopandas.GeoDataFrame(frame, geometry=geopandas.GeoSeries(located, crs="EPSG:4326"))


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError("pandas", "a DataFrame") from error
    return pandas
