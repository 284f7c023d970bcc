"""Distances on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points along the great circle."""
    north, east = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    half = sin(north) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
