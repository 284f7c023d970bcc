"""Where an episode took place: the most specific places of the act, not also those they lie in."""

from __future__ import annotations

from math import cos, hypot, radians

from marsad.event.choose import place_features
from marsad.event.models import Models
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.model import Place, PlaceMention

#: kilometres of a degree of latitude
DEGREE = 111.2
Scored = tuple[float, PlaceMention]


def place_of(mention: PlaceMention) -> Place:
    """The place of a mention."""
    return Place(mention.name, mention.lat, mention.lon, mention.radius_km, mention.admin1)


def distance_km(one: PlaceMention, other: PlaceMention) -> float | None:
    """Kilometres between two located places (flat-earth, good to 1 % at these distances), None where one is not
    located.
    """
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return hypot(one.lat - other.lat, (one.lon - other.lon) * cos(radians(one.lat))) * DEGREE


def contains(wide: PlaceMention, narrow: PlaceMention) -> bool:
    """True if one place is the surroundings of the other: a province and its town, a town and its quarter."""
    if wide.name in narrow.parents:
        return True
    apart = distance_km(wide, narrow)
    if apart is None or (wide.radius_km or 0) <= (narrow.radius_km or 0):
        return False
    return apart <= (wide.radius_km or 0)


def is_same(one: PlaceMention, other: PlaceMention) -> bool:
    """True if two mentions name one place."""
    apart = distance_km(one, other)
    return one.name == other.name or (one.place != "" and one.place == other.place) or (apart is not None and apart < 1)


def is_listed(scene: Scene, one: PlaceMention, other: PlaceMention) -> bool:
    """True if the two stand in one list: near each other in a sentence with no act between them."""
    first, last = sorted((one, other), key=lambda m: m.first)
    near = last.first - first.last <= 4 and scene.sentence(one) == scene.sentence(other)
    return near and not scene.triggers_between(first.last, last.first)


def choose_places(plot: Plot, number: int, kind: str, models: Models) -> list[Scored]:
    """The places of an episode with their chances, in text order.

    The likeliest comes first; another is added if it is likely too or stands in one list with a chosen one; of a place
    and what it lies in, only the narrower stays.
    """
    scene, group = plot.scene, plot.groups[number]
    scored = [
        (models.place.chance(place_features(scene, group, kind, m)), m)
        for m in scene.mentions.places
    ]
    scored.sort(key=lambda item: (-item[0], item[1].first))
    chosen: list[Scored] = []
    for chance, mention in scored:
        if chance < models.threshold("place") and (chosen or chance < models.threshold("place_alone")):
            break
        if any(is_same(mention, m) or contains(mention, m) for _, m in chosen):
            continue
        wider = [row for row in chosen if contains(row[1], mention)]
        listed = any(is_listed(scene, mention, m) for _, m in chosen)
        if not chosen or wider or listed or chance >= models.threshold("place_beside"):
            chosen = [row for row in chosen if row not in wider]
            chosen.append((chance, mention))
    named = [(chance, by_name(scene, mention)) for chance, mention in chosen]
    return sorted(named, key=lambda item: item[1].first)


def by_name(scene: Scene, mention: PlaceMention) -> PlaceMention:
    """The mention in the text that names the place, where the one chosen only points back to it («الحقل»)."""
    if mention.rule != "points_back":
        return mention
    named = (p for p in scene.mentions.places if p.rule != "points_back" and not scene.is_title(p))
    return next((p for p in named if is_same(p, mention)), mention)
