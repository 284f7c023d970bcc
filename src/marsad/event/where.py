"""Where an episode took place: the most specific places of the act, not also those they lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.event.choose import place_features
from marsad.event.models import Models
from marsad.event.plot import Plot
from marsad.event.scene import Scene
from marsad.event.setting import setting_features
from marsad.event.sites import Look, is_same, place_looks, site_features
from marsad.event.spot import Grounds, Limits, nowhere_features, ruled, spot_features
from marsad.model import Place, PlaceMention

Scored = tuple[float, PlaceMention]
#: a place less likely than this at first look is not looked at again
LEAST = 0.01


def place_of(mention: PlaceMention) -> Place:
    """The place of a mention."""
    return Place(mention.name, mention.lat, mention.lon, mention.radius_km, mention.admin1)


def choose_places(plot: Plot, number: int, kind: str, models: Models) -> list[Scored]:
    """The places of an episode with their chances, in text order.

    The likeliest of all places is chosen first, from a least share on, «none told» taking its own share; what the rule
    takes stands if that place is among it, and else that place alone.
    """
    grounds = _grounds(plot, models)
    looks = grounds.looks[number]
    likely = [at for at, look in enumerate(looks) if look.chance >= LEAST]
    told = [spot_features(plot, grounds, number, at, kind) for at in likely]
    shares = models.spot.shares([*told, nowhere_features(plot, grounds, number, kind)])
    share, spot = max(zip(shares, likely, strict=False), default=(0.0, -1))
    if share < models.threshold("spot"):
        return []
    chances = grounds.chances[number]
    taken = grounds.taken[number]
    chosen = [(chances[at], looks[at].mention) for at in taken] if spot in taken else [(share, looks[spot].mention)]
    named = [(chance, by_name(plot.scene, mention)) for chance, mention in chosen]
    return sorted(named, key=lambda item: item[1].first)


def _grounds(plot: Plot, models: Models) -> Grounds:
    """The second looks at each place for each episode, and what the rule says; worked out once for all of them."""

    def look() -> Grounds:
        table = _looks(plot, models)
        chances = [
            [
                models.site.chances(place_again(plot, table, number, at, kind))["True"] if look.chance >= LEAST else 0.0
                for at, look in enumerate(looks)
            ]
            for number, (looks, kind) in enumerate(zip(table, plot.kinds, strict=True))
        ]
        return grounds_of(plot.scene, table, chances, models.thresholds)

    return plot.once(("grounds of places",), look)


def grounds_of(
    scene: Scene, table: Sequence[Sequence[Look]], chances: Sequence[Sequence[float]], limits: Mapping[str, float]
) -> Grounds:
    """All acts with their places, from both looks."""
    least = Limits(limits["place"], limits["place_listed"], limits["place_beside"])
    reasons = [ruled(scene, looks, row, least) for looks, row in zip(table, chances, strict=True)]
    return Grounds(table, chances, reasons)


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
