"""The one place where an act surely took place, chosen among all places of a report and «none told» at once: beside
what the rule chooses for this act and for the others, and by how near the places lie to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from marsad.event.keep import bucket
from marsad.event.parties import odds
from marsad.event.plot import Plot
from marsad.event.relate import sentences_of
from marsad.event.scene import Scene
from marsad.event.sites import Look, apart_km, holds, is_listed, is_same, sites_of
from marsad.model import PlaceMention

#: why the rule takes a place
_TAKEN = frozenset({"first", "narrower", "listed", "beside"})
#: kilometres between places that are one area, one region, one land
_KM = (10, 40, 150, 500)
_NEAR_KM = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The chances from which on the rule takes the likeliest place, one in a list with it, and any other."""

    first: float
    listed: float
    beside: float


def ruled(scene: Scene, looks: Sequence[Look], chances: Sequence[float], limits: Limits) -> dict[int, str]:
    """What the rule says of each place of an act: the likeliest comes first; another is added if it is likely too or
    stands in one list with a chosen one; of a place and what it lies in, only the narrower stays.
    """
    reasons: dict[int, str] = {}
    chosen: list[int] = []
    mentions = [look.mention for look in looks]
    for at in sorted(range(len(looks)), key=lambda n: (-chances[n], mentions[n].first)):
        mention, chance = mentions[at], chances[at]
        if chance < (limits.listed if chosen else limits.first):
            reasons[at] = "less"
            continue
        if any(is_same(mention, mentions[n]) or holds(scene, mention, mentions[n]) for n in chosen):
            reasons[at] = "wide"
            continue
        wider = [n for n in chosen if holds(scene, mentions[n], mention)]
        listed = any(is_listed(scene, mention, mentions[n]) for n in chosen)
        if chosen and not wider and not listed and chance < limits.beside:
            reasons[at] = "apart"
            continue
        reasons[at] = "narrower" if wider else "listed" if listed else "beside" if chosen else "first"
        reasons.update((n, "outdone") for n in wider)
        chosen = [n for n in chosen if n not in wider] + [at]
    return reasons


@dataclass(frozen=True, slots=True)
class Grounds:
    """All acts of a report with their places: first looks, the chances of the second, and what the rule says."""

    looks: Sequence[Sequence[Look]]
    chances: Sequence[Sequence[float]]
    reasons: Sequence[Mapping[int, str]]
    #: by act, the places that the rule takes, and all places, the likeliest first
    taken: list[frozenset[int]] = field(init=False)
    orders: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        taken = [frozenset(at for at, why in row.items() if why in _TAKEN) for row in self.reasons]
        object.__setattr__(self, "taken", taken)
        orders = [sorted(range(len(row)), key=lambda n: (-row[n], n)) for row in self.chances]
        object.__setattr__(self, "orders", orders)


def spot_features(plot: Plot, grounds: Grounds, number: int, at: int, kind: str) -> dict[str, float]:
    """Features of a place for an act of a type, with their values."""
    found = _chance(grounds, number, at)
    sure, mention = found["sure"], grounds.looks[number][at].mention
    found |= {
        f"type:{kind}": 1.0,
        f"type*sure:{kind}": sure,
        f"class:{mention.kind}": 1.0,
        f"class*sure:{mention.kind}": sure,
        f"class+type:{mention.kind}+{kind}": 1.0,
        f"located:{mention.lat is not None}": 1.0,
        f"radius:{bucket(int(mention.radius_km or 0), 7, 21, 61, 151)}": 1.0,
    }
    told = [*_elsewhere(plot, grounds, number, at), *_own(plot, grounds, number, at, kind)]
    found |= dict.fromkeys([*told, *_distances(plot.scene, grounds, number, at)], 1.0)
    return found | _claims(grounds, number, at) | _land(plot.scene, grounds, number, at)


def nowhere_features(plot: Plot, grounds: Grounds, number: int, kind: str) -> dict[str, float]:
    """Features of «the report tells no place» for an act."""
    chances = grounds.chances[number]
    has_own = bool(_own_places(plot, number))
    return {
        "none": 1.0,
        f"none+type:{kind}": 1.0,
        f"none+own:{has_own}": 1.0,
        f"none+acts:{bucket(len(plot.groups), 2, 4, 7)}": 1.0,
        "none_top": odds(max(chances, default=0.0)) / 7,
        "none_sum": min(3.0, sum(chances)) / 3,
    }


def _chance(grounds: Grounds, number: int, at: int) -> dict[str, float]:
    """How likely a place is at first and second look, beside its strongest rival, and what the rule says of it."""
    chances, order = grounds.chances[number], grounds.orders[number]
    sure, rank, why = odds(chances[at]) / 7, order.index(at), grounds.reasons[number][at]
    top = order[0] if rank else order[1] if len(order) > 1 else at
    return {
        "bias": 1.0,
        "sure": sure,
        "first": odds(grounds.looks[number][at].any_chance) / 7,
        f"rank:{min(rank, 3)}": 1.0,
        f"rank*sure:{min(rank, 3)}": sure,
        f"why:{why}": 1.0,
        f"why*sure:{why}": sure,
        "margin": sure - odds(chances[top]) / 7,
        "total": min(3.0, sum(chances) - chances[at]) / 3,
    }


def _elsewhere(plot: Plot, grounds: Grounds, number: int, at: int) -> list[str]:
    """Which other acts the rule gives the place to: those before and after, of the same type, of its sentence."""
    acts = len(plot.groups)
    if acts < 2:
        return ["alone"]
    takers = [n for n in range(acts) if n != number and at in grounds.taken[n]]
    alike = any(plot.kinds[n] == plot.kinds[number] for n in takers)
    alone = any(len(grounds.taken[n]) == 1 for n in takers)
    sentence = plot.scene.sentence(grounds.looks[number][at].mention)
    span = plot.scene.doc.sentences[sentence]
    here = plot.told_in(span.first, span.last)
    others = here - {number}
    return [
        f"taken_by:{min(3, len(takers))}",
        f"before:{number - 1 in takers}",
        f"after:{number + 1 in takers}",
        f"alike:{alike}+{bool(takers)}",
        f"only_its:{alone}+{bool(takers)}",
        f"sentence_of:{number in here}+{min(3, len(here))}",
        f"sentence_taken:{number in here}+{not others.isdisjoint(takers)}+{len(here) > 1}",
    ]


def _claims(grounds: Grounds, number: int, at: int) -> dict[str, float]:
    """How likely the place is for other acts."""
    others = [row[at] for n, row in enumerate(grounds.chances) if n != number]
    if not others:
        return {}
    most = max(others)
    return {
        "taken_share": sum(at in taken for n, taken in enumerate(grounds.taken) if n != number) / len(others),
        "before_chance": grounds.chances[number - 1][at] if number else 0.0,
        "after_chance": grounds.chances[number + 1][at] if number + 1 < len(grounds.chances) else 0.0,
        "claim": most,
        "claim_margin": (odds(grounds.chances[number][at]) - odds(most)) / 7,
    }


def _own_places(plot: Plot, number: int) -> frozenset[int]:
    """The places told in the sentences of an act."""

    def look() -> frozenset[int]:
        told, owner = sentences_of(plot.scene, plot.groups[number]), sites_of(plot.scene).owner
        return frozenset(owner[id(m)] for m in plot.scene.mentions.places if plot.scene.sentence(m) in told)

    return plot.once(("own places", number), look)


def _own(plot: Plot, grounds: Grounds, number: int, at: int, kind: str) -> list[str]:
    """Whether the act is told with places of its own, how likely those are, and else where the place stands."""
    scene, own, chances = plot.scene, _own_places(plot, number), grounds.chances[number]
    inside, most = at in own, max((chances[n] for n in own), default=0.0)
    sure = bucket(int(100 * most), 1, 10, 30, 60)
    found = [f"own:{bucket(len(own), 1, 2, 4)}+{inside}", f"own_sure:{sure}+{inside}"]
    found += [f"nothing_taken:{not grounds.taken[number]}", f"type+inside:{kind}+{inside}"]
    if inside:
        return found
    mention, first = grounds.looks[number][at].mention, min(sentences_of(scene, plot.groups[number]))
    stands = "title" if scene.is_title(mention) else "before" if scene.sentence(mention) < first else "after"
    carried = number > 0 and at in grounds.taken[number - 1]
    lead = _lead(scene)
    is_lead = lead is not None and sites_of(scene).owner[id(lead)] == at and scene.sentence(lead) < first
    return [*found, f"stands:{stands}+{sure}", f"carried:{carried}+{sure}", f"lead:{is_lead}+{sure}"]


def _lead(scene: Scene) -> PlaceMention | None:
    """The first place of the text."""
    return scene.once(("lead place",), lambda: next((m for m in scene.mentions.places if not scene.is_title(m)), None))


def _land(scene: Scene, grounds: Grounds, number: int, at: int) -> dict[str, float]:
    """Whether a place lies in the land that the report is about, and in the province of other likely places."""
    sites, chances = sites_of(scene).mentions, grounds.chances[number]
    admin1 = grounds.looks[number][at].mention.admin1
    if not admin1:
        return {"no_province": 1.0, "province_sum": 0.0}
    main, share_of = _lands(scene)
    land = admin1[:2]
    same = sum(chance for n, chance in enumerate(chances) if n != at and sites[n][0].admin1 == admin1)
    found = {
        f"main_land:{main == land}": 1.0,
        "land_share": share_of.get(land, 0.0),
        "province_sum": min(2.0, same) / 2,
    }
    beside = [sites[n][0].admin1 for n in grounds.taken[number] if n != at]
    if beside:
        found[f"with_taken:{admin1 in beside}+{any(other[:2] == land for other in beside)}"] = 1.0
    return found


def _lands(scene: Scene) -> tuple[str, dict[str, float]]:
    """The land that most places of a report lie in, and the share of each land; worked out once."""

    def look() -> tuple[str, dict[str, float]]:
        lands = Counter(site[0].admin1[:2] for site in sites_of(scene).mentions if site[0].admin1)
        whole = sum(lands.values())
        main = max(lands, key=lambda land: lands[land], default="")
        return main, {land: count / whole for land, count in lands.items()}

    return scene.once(("lands of places",), look)


def _apart(scene: Scene, one: int, other: int) -> float | None:
    """Kilometres between two places of the report, worked out once."""
    first, last = sorted((one, other))
    sites = sites_of(scene).mentions
    return scene.once(("km apart", first, last), lambda: apart_km(sites[first][0], sites[last][0]))


def _steps(km: float) -> str:
    return bucket(int(km), *_KM)


def _distances(scene: Scene, grounds: Grounds, number: int, at: int) -> list[str]:
    """How far a place lies from those that the rule gives to the acts before and after, and from the nearest place."""
    found = []
    for name, act in (("before", number - 1), ("after", number + 1)):
        if not 0 <= act < len(grounds.taken):
            continue
        taken = grounds.taken[act]
        ways = [km for n in taken if n != at and (km := _apart(scene, at, n)) is not None]
        told = "same" if at in taken else _steps(min(ways)) if ways else "none"
        found.append(f"km_{name}:{told}")
    return [*found, *_neighbourhood(scene, at)]


def _neighbourhood(scene: Scene, at: int) -> list[str]:
    """How far the nearest other place lies, and how many of the others lie near; worked out once for each place."""

    def look() -> list[str]:
        others = (n for n in range(len(sites_of(scene).mentions)) if n != at)
        ways = [km for n in others if (km := _apart(scene, at, n)) is not None]
        if not ways:
            return []
        near = sum(km < _NEAR_KM for km in ways) / len(ways)
        return [f"km_next:{_steps(min(ways))}", f"near_share:{bucket(int(100 * near), 1, 25, 50, 75)}"]

    return scene.once(("neighbourhood", at), look)
