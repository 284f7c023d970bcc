"""Point and radius of a place phrase: sectors of a countryside, bearings, distances, roads between two places."""

from __future__ import annotations

import math
from dataclasses import dataclass

from marsad.lexicon.gazetteer import Gazetteer, GazetteerPlace, distance_km
from marsad.lexicon.outlines import meeting_point, nearest_on_river
from marsad.mention.place.phrase import Phrase

_DEGREE_KM = 111.2
_FAR_ROAD_KM = 70.0
_NARROW_KM = 35.0
_BANK_KM = 40.0
_RIF_WORDS = {"rif", "badia"}
#: how far a sector or bearing moves the point: from a country, a province, a town
_SHIFT = {"country": 150.0, "governorate": 45.0, "region": 30.0}


@dataclass(frozen=True, slots=True)
class Located:
    """Where a phrase lies, and the name of the rule that says so."""

    lat: float
    lon: float
    radius_km: float
    admin1: str
    kind: str
    rule: str


def shifted(lat: float, lon: float, degrees: float, km: float) -> tuple[float, float]:
    """The point `km` from another on a bearing."""
    turn = math.radians(degrees)
    north, east = km * math.cos(turn), km * math.sin(turn)
    return lat + north / _DEGREE_KM, lon + east / (_DEGREE_KM * math.cos(math.radians(lat)))


def mean_bearing(bearings: list[float]) -> float:
    """The bearing between bearings: of north and east, north-east."""
    x = sum(math.cos(math.radians(each)) for each in bearings)
    y = sum(math.sin(math.radians(each)) for each in bearings)
    return math.degrees(math.atan2(y, x)) % 360


def locate_named(place: GazetteerPlace, phrase: Phrase) -> Located:
    """A place of the gazetteer as its row says; a district named as such is wider than its seat."""
    radius = 15.0 if phrase.role == "district" and place.radius_km <= 5 else place.radius_km
    return Located(place.lat, place.lon, radius, place.admin1, place.kind, "named_place")


def locate_rural(place: GazetteerPlace, phrase: Phrase, gazetteer: Gazetteer) -> Located:
    """«ريف X», «ريف X الشرقي», «بادية X»: the land round a town, or that part of a province."""
    wide = place.kind in _SHIFT
    bearings = [degrees for sector in phrase.sectors for degrees in sector]
    word = phrase.words[0]
    own = _own_row(place, phrase, gazetteer)
    if own and not (bearings and len(phrase.sectors) > 1):
        return Located(own.lat, own.lon, own.radius_km, own.admin1, own.kind, "named_countryside")
    lat, lon = place.lat, place.lon
    if bearings:
        lat, lon = shifted(lat, lon, mean_bearing(bearings), _SHIFT.get(place.kind, 8.0))
    return Located(lat, lon, 50.0 if wide else 15.0, place.admin1, word.kind or "region", "countryside_of_place")


def _own_row(place: GazetteerPlace, phrase: Phrase, gazetteer: Gazetteer) -> GazetteerPlace | None:
    """The row of the gazetteer that names this very countryside."""
    if phrase.words[0].id not in _RIF_WORDS:
        return None
    sectors = [_SECTOR_IDS.get(degrees, "") for degrees in (phrase.sectors[0] if phrase.sectors else [])]
    wanted = "-".join(filter(None, (phrase.words[0].id, *sectors)))
    return gazetteer.countryside(place.admin1, wanted) if place.kind in ("city", "governorate") else None


_SECTOR_IDS = {0.0: "north", 90.0: "east", 180.0: "south", 270.0: "west"}


def locate_round(place: GazetteerPlace, phrase: Phrase) -> Located:
    """«محيط X», «أطراف X الغربية», «محور X»: the place itself, at most its edge."""
    bearings = [degrees for sector in phrase.sectors for degrees in sector]
    lat, lon = place.lat, place.lon
    if bearings and place.radius_km <= 15:
        lat, lon = shifted(lat, lon, mean_bearing(bearings), 3.0)
    return Located(lat, lon, place.radius_km, place.admin1, place.kind, "round_place")


def locate_bearing(place: GazetteerPlace, bearing: list[float], km: float | None) -> Located:
    """«شرقي X», «جنوب غربي X», «على بعد 17 كيلومتراً شرقي X»: a point off the place."""
    step = km or _SHIFT.get(place.kind, 5.0)
    lat, lon = shifted(place.lat, place.lon, mean_bearing(bearing), step) if bearing else (place.lat, place.lon)
    radius = 100.0 if place.kind == "country" else 50.0 if place.kind in _SHIFT else 15.0
    if not bearing and km:
        radius = max(15.0, km)
    return Located(lat, lon, radius, place.admin1, "near", "bearing_from_place")


def locate_ring(place: GazetteerPlace, km: float) -> Located:
    """«على بعد 17 كيلومتراً عن X»: somewhere on a ring round the place."""
    return Located(place.lat, place.lon, max(15.0, km), place.admin1, "near", "distance_from_place")


def locate_bank(river: GazetteerPlace, bearings: list[float], anchor: GazetteerPlace | None) -> Located:
    """«الضفة الشرقية لنهر X»: that side of the river's course where it passes the place told; else the river."""
    lat, lon, radius = river.lat, river.lon, river.radius_km
    near = nearest_on_river(river.name_en, anchor.lat, anchor.lon) if anchor else None
    if anchor and near and distance_km(*near, anchor.lat, anchor.lon) <= max(_BANK_KM, anchor.radius_km):
        lat, lon = near
        radius = 15.0 if anchor.radius_km <= 15 else 50.0
    else:
        anchor = None
    if bearings and len({degrees % 180 for degrees in bearings}) == len(bearings):
        lat, lon = shifted(lat, lon, mean_bearing(bearings), 2.0)
    return Located(lat, lon, radius, anchor.admin1 if anchor else river.admin1, "river", "bank_of_river")


def locate_triangle(places: list[GazetteerPlace]) -> Located:
    """«المثلث بين X وY وZ»: where three provinces meet; the middle of three towns."""
    lat = sum(place.lat for place in places) / len(places)
    lon = sum(place.lon for place in places) / len(places)
    meeting = meeting_point([place.admin1 for place in places]) if _are_provinces(places) else None
    lat, lon = meeting or (lat, lon)
    widest = max(distance_km(lat, lon, place.lat, place.lon) for place in places)
    radius = 15.0 if meeting or widest <= _NARROW_KM else 50.0 if widest <= 2 * _FAR_ROAD_KM else 100.0
    return Located(lat, lon, radius, _nearest(lat, lon, places).admin1, "region", "triangle_between_places")


def _are_provinces(places: list[GazetteerPlace]) -> bool:
    return len({place.admin1 for place in places}) == len(places) and any(
        place.kind == "governorate" for place in places
    )


def locate_between(places: list[GazetteerPlace]) -> Located:
    """«الطريق بين A وB», «بين A وB»: half way; a road between far towns has a wide radius."""
    first, last = places[0], places[-1]
    lat = sum(place.lat for place in places) / len(places)
    lon = sum(place.lon for place in places) / len(places)
    apart = distance_km(first.lat, first.lon, last.lat, last.lon)
    admin1 = first.admin1 if first.admin1 == last.admin1 else _nearest(lat, lon, places).admin1
    return Located(lat, lon, 100.0 if apart > _FAR_ROAD_KM else 15.0, admin1, "road", "between_places")


def locate_together(places: list[GazetteerPlace], phrase: Phrase) -> Located:
    """«بادية X وY», «بوادي X وY وZ»: one area over all of them."""
    lat = sum(place.lat for place in places) / len(places)
    lon = sum(place.lon for place in places) / len(places)
    wide = any(place.kind == "governorate" for place in places)
    admins = {place.admin1 for place in places}
    admin1 = admins.pop() if len(admins) == 1 else places[0].country
    return Located(
        lat, lon, 100.0 if wide or "-" not in admin1 else 50.0, admin1, phrase.words[0].kind, "area_over_places"
    )


def _nearest(lat: float, lon: float, places: list[GazetteerPlace]) -> GazetteerPlace:
    return min(places, key=lambda place: distance_km(lat, lon, place.lat, place.lon))


def locate_in_parent(
    parent: GazetteerPlace, phrase: Phrase, bearing: list[float] | None = None, km: float | None = None
) -> Located:
    """A place that no gazetteer knows: the place it is said to lie in, or off it, with a radius of at least 15 km."""
    lat, lon = parent.lat, parent.lon
    if bearing and parent.radius_km <= 15:
        lat, lon = shifted(lat, lon, mean_bearing(bearing), km or _SHIFT.get(parent.kind, 5.0))
    return Located(lat, lon, max(15.0, parent.radius_km), parent.admin1, phrase.words[-1].kind, "in_parent")
