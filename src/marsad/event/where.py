"""Where an episode took place: the most specific places of the act, not also those they lie in."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.event.choose import place_features
from marsad.event.models import Models
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.setting import setting_features
from marsad.event.sites import Look, holds, is_listed, is_same, place_looks, site_features
from marsad.model import Place, PlaceMention

Scored = tuple[float, PlaceMention]
#: a place less likely than this at first look is not looked at again
LEAST = 0.01


def place_of(mention: PlaceMention) -> Place:
    """The place of a mention."""
    return Place(mention.name, mention.lat, mention.lon, mention.radius_km, mention.admin1)


def choose_places(plot: Plot, number: int, kind: str, models: Models) -> list[Scored]:
    """The places of an episode with their chances, in text order.

    The likeliest comes first; another is added if it is likely too or stands in one list with a chosen one; of a place
    and what it lies in, only the narrower stays.
    """
    scene = plot.scene
    table = _looks(plot, models)
    scored = [
        (models.site.chances(place_again(plot, table, number, at, kind))["True"], look.mention)
        for at, look in enumerate(table[number])
        if look.chance >= LEAST
    ]
    scored.sort(key=lambda item: (-item[0], item[1].first))
    chosen: list[Scored] = []
    for chance, mention in scored:
        if chance < models.threshold("place_listed" if chosen else "place"):
            break
        if any(is_same(mention, m) or holds(scene, mention, m) for _, m in chosen):
            continue
        wider = [row for row in chosen if holds(scene, row[1], mention)]
        listed = any(is_listed(scene, mention, m) for _, m in chosen)
        if not chosen or wider or listed or chance >= models.threshold("place_beside"):
            chosen = [row for row in chosen if row not in wider]
            chosen.append((chance, mention))
    named = [(chance, by_name(scene, mention)) for chance, mention in chosen]
    return sorted(named, key=lambda item: item[1].first)


def place_again(plot: Plot, table: Sequence[Sequence[Look]], number: int, at: int, kind: str) -> dict[str, float]:
    """Features of the second look at a place for an act: its chances beside those of others, and how it stands there.
    """
    return site_features(plot.scene, table, number, at, kind) | setting_features(plot, table, number, at, kind)


def _looks(plot: Plot, models: Models) -> list[list[Look]]:
    """The first look at each place for each episode, worked out once for all of them."""
    scene = plot.scene

    def look() -> list[list[Look]]:
        chances = [
            [models.place.chance(place_features(scene, group, kind, mention)) for mention in scene.mentions.places]
            for group, kind in zip(plot.groups, plot.kinds, strict=True)
        ]
        return [place_looks(scene, row) for row in chances]

    return plot.once(("first looks at places",), look)


def by_name(scene: Scene, mention: PlaceMention) -> PlaceMention:
    """The mention in the text that names the place, where the one chosen only points back to it («الحقل»)."""
    if mention.rule != "points_back":
        return mention
    named = (p for p in scene.mentions.places if p.rule != "points_back" and not scene.is_title(p))
    return next((p for p in named if is_same(p, mention)), mention)
