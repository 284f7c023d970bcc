"""GED's places: precision from the radius of a place, and the PRIO-GRID cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from marsad.export import crosswalk as cw
from marsad.export.gazette import known_place
from marsad.model.event import Place

#: up to which radius a place is exact, near, a fuzzy area, a province (km)
EXACT, NEAR, FUZZY, PROVINCE = 5.0, 25.0, 60.0, 200.0


@dataclass(frozen=True, slots=True)
class Site:
    """A located place as GED says it."""

    name: str
    lat: float
    lon: float
    admin1: str
    precision: int
    country: Mapping[str, str]
    description: str = ""
    admin2: str = ""


def where_prec(radius_km: float | None) -> int:
    """1 exact, 2 within about 25 km, 5 a fuzzy area such as half a province, 4 a province, 6 a country."""
    if radius_km is None:
        return 5
    grades = ((EXACT, 1), (NEAR, 2), (FUZZY, 5), (PROVINCE, 4))
    return next((grade for limit, grade in grades if radius_km <= limit), 6)


def priogrid(lat: float, lon: float) -> int:
    """The number of the half-degree cell of PRIO-GRID."""
    return floor((lat + 90) * 2) * 720 + floor((lon + 180) * 2) + 1


def sites_of(places: Sequence[Place]) -> tuple[Site, ...]:
    """The located places of countries with codes; areas wider than a town in one province are one site."""
    found: dict[tuple[object, ...], Site] = {}
    for place in places:
        country = cw.country_of(place.admin1)
        if place.lat is None or place.lon is None or country is None:
            continue
        precision = where_prec(place.radius_km)
        key = (place.admin1,) if precision > 2 else (place.lat, place.lon)
        if key in found:
            continue
        known = known_place(place)
        found[key] = Site(
            known.name, place.lat, place.lon, place.admin1, precision, country, _describe(place), known.admin2
        )
    return tuple(found.values())


def _describe(place: Place) -> str:
    width = f", within {place.radius_km:g} km of the point" if place.radius_km and place.radius_km > EXACT else ""
    return f"{place.name}{width}"
