"""A second look at the places of an act, once it is known how likely each place is for it and for the other acts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from marsad.event.keep import bucket
from marsad.event.parties import odds
from marsad.event.scene import Scene
from marsad.lexicon.gazetteer import GazetteerPlace, bearing, distance_km, turn
from marsad.lexicon.places import own_gazetteer
from marsad.model import PlaceMention

#: a land and its parts that are told by their side, «شمال العراق»: the radius of such a part, how far off its bearing a
#: town of it lies, and a way from the middle of the land that is too short to tell a side
_PART_KM, _PART_DEGREES, _MIDDLE_KM = 100.0, 60.0, 30.0


def apart_km(one: PlaceMention, other: PlaceMention) -> float | None:
    """Kilometres between two places, None where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def contains(wide: PlaceMention, narrow: PlaceMention) -> bool:
    """True if one place is the surroundings of the other: a province and its town, a town and its quarter."""
    if wide.place and wide.place in narrow.parents:
        return True
    if (wide.radius_km or 0) <= (narrow.radius_km or 0):
        return False
    if is_of_land(wide, narrow):
        return True
    apart = apart_km(wide, narrow)
    return apart is not None and apart <= (wide.radius_km or 0)


def is_of_land(wide: PlaceMention, narrow: PlaceMention) -> bool:
    """True for a land or a province and what lies in it, and for «شمال العراق» and a town on that side of the land: the
    radius of a land's row does not reach over all of it.
    """
    code = narrow.admin1[:2]
    if wide.kind == "governorate":
        return "-" in wide.admin1 and wide.admin1 == narrow.admin1
    if not code or wide.admin1 != code or narrow.kind in ("country", "border"):
        return False
    land = own_gazetteer().by_id.get(code.lower())
    return wide.kind == "country" or land is not None and _is_on_side(land, wide, narrow)


def _is_on_side(land: GazetteerPlace, part: PlaceMention, narrow: PlaceMention) -> bool:
    """True if a place lies on the side of a land that is told."""
    if part.kind not in ("region", "near") or (part.radius_km or 0) < _PART_KM:
        return False
    points = [(place.lat, place.lon) for place in (part, narrow)]
    ways = [(lat, lon) for lat, lon in points if lat is not None and lon is not None]
    if len(ways) < 2 or any(distance_km(land.lat, land.lon, *way) < _MIDDLE_KM for way in ways):
        return False
    told, found = (bearing(land.lat, land.lon, *way) for way in ways)
    return turn(told, found) <= _PART_DEGREES


def is_same(one: PlaceMention, other: PlaceMention) -> bool:
    """True if two mentions name one place."""
    if one.name == other.name or (one.place != "" and one.place == other.place):
        return True
    apart = apart_km(one, other)
    return apart is not None and apart < 1


def is_listed(scene: Scene, one: PlaceMention, other: PlaceMention) -> bool:
    """True if the two stand in one list: near each other in a sentence with no act between them."""
    first, last = sorted((one, other), key=lambda m: m.first)
    near = last.first - first.last <= 4 and scene.sentence(one) == scene.sentence(other)
    return near and not scene.triggers_between(first.last, last.first)


@dataclass(frozen=True, slots=True)
class Sites:
    """The places of a report, each with all its mentions, and how they lie to each other (by their places here)."""

    mentions: tuple[tuple[PlaceMention, ...], ...]
    #: pairs of a wider place and one that lies in it
    holds: frozenset[tuple[int, int]]
    #: pairs of places that stand in one list somewhere
    lists: frozenset[tuple[int, int]]
    #: where in `mentions` the place of each mention of the report stands
    owner: dict[int, int]


def sites_of(scene: Scene) -> Sites:
    """The places of a report, in text order; worked out once."""
    found: Sites = scene.once(("sites",), lambda: _read(scene))
    return found


def holds(scene: Scene, wide: PlaceMention, narrow: PlaceMention) -> bool:
    """True if one place is the surroundings of the other, as any of their mentions tells."""
    sites = sites_of(scene)
    return (sites.owner[id(wide)], sites.owner[id(narrow)]) in sites.holds


def _holds(wide: Sequence[PlaceMention], narrow: Sequence[PlaceMention]) -> bool:
    return contains(wide[0], narrow[0]) or any(wide[0].place in mention.parents for mention in narrow if wide[0].place)


def _read(scene: Scene) -> Sites:
    found: list[list[PlaceMention]] = []
    owner: list[int] = []
    for mention in scene.mentions.places:
        at = next((n for n, site in enumerate(found) if is_same(site[0], mention)), len(found))
        if at == len(found):
            found.append([])
        found[at].append(mention)
        owner.append(at)
    pairs = [(i, j) for i in range(len(found)) for j in range(len(found)) if i != j]
    inner = frozenset(pair for pair in pairs if _holds(found[pair[0]], found[pair[1]]))
    lists: set[tuple[int, int]] = set()
    places = scene.mentions.places
    for n, one in enumerate(places):
        for m in range(n + 1, len(places)):
            if places[m].first - one.last > 4:
                break
            if owner[n] != owner[m] and is_listed(scene, one, places[m]):
                lists |= {(owner[n], owner[m]), (owner[m], owner[n])}
    by_mention = {id(mention): at for mention, at in zip(places, owner, strict=True)}
    return Sites(tuple(map(tuple, found)), inner, frozenset(lists), by_mention)


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of one place for one act: its likeliest mention, the chance of that, and of any of its mentions."""

    mention: PlaceMention
    chance: float
    any_chance: float


def place_looks(scene: Scene, chances: Sequence[float]) -> list[Look]:
    """One look per place of a report, from the chance of each mention to be where an act took place."""
    chance_of = {id(m): chance for m, chance in zip(scene.mentions.places, chances, strict=True)}
    looks = []
    for site in sites_of(scene).mentions:
        best = max(site, key=lambda m: chance_of[id(m)])
        looks.append(Look(best, chance_of[id(best)], 1 - prod(1 - chance_of[id(m)] for m in site)))
    return looks


def site_features(scene: Scene, table: Sequence[Sequence[Look]], number: int, at: int, kind: str) -> dict[str, float]:
    """Features of a place for an act, with their values; the chances of the other places, and for other acts, are seen.

    `table` has the looks of each act, `number` is the act, `at` the place, `kind` the type of the act.
    """
    looks = table[number]
    look, site = looks[at], sites_of(scene).mentions[at]
    order, total = _order(scene, looks)
    rank = order.index(at)
    sure = odds(look.chance) / 7
    title = any(map(scene.is_title, site))
    found = {
        "bias": 1.0,
        "odds": sure,
        "any_odds": odds(look.any_chance) / 7,
        "mentions": min(1.0, len(site) / 5),
        f"rank:{min(rank, 3)}": 1.0,
        "likelier": min(1.0, rank / 5),
        "places": min(1.0, len(looks) / 10),
        "others": min(3.0, total - look.chance) / 3,
        f"type:{kind}": 1.0,
        f"type*odds:{kind}": sure,
        f"class:{look.mention.kind}": 1.0,
        f"class*odds:{look.mention.kind}": sure,
        f"title:{title}": 1.0,
        f"radius:{bucket(int(look.mention.radius_km or 0), 6, 20, 60, 150)}": 1.0,
        "located": float(look.mention.lat is not None),
    }
    if all(map(scene.is_title, site)):
        found["only_in_title"] = 1.0
    return found | _beside(scene, looks, at, rank) | _elsewhere(scene, table, number, at)


def likeliest(scene: Scene, looks: Sequence[Look]) -> list[int]:
    """The places of an act, the likeliest first."""
    return _order(scene, looks)[0]


def _order(scene: Scene, looks: Sequence[Look]) -> tuple[list[int], float]:
    """The places of an act, the likeliest first, and the sum of their chances; worked out once for each act."""

    def work_out() -> tuple[list[int], float, Sequence[Look]]:
        chances = [look.chance for look in looks]
        # the looks are kept, so that no others can take their id
        return sorted(range(len(looks)), key=lambda n: (-chances[n], n)), sum(chances), looks

    return scene.once(("order of places", id(looks)), work_out)[:2]


def _kin(scene: Scene) -> dict[int, tuple[list[int], list[int], list[int]]]:
    """By place, those that lie in it, those that it lies in, and those in one list with it; worked out once."""

    def work_out() -> dict[int, tuple[list[int], list[int], list[int]]]:
        sites = sites_of(scene)
        found: dict[int, tuple[list[int], list[int], list[int]]] = {n: ([], [], []) for n in range(len(sites.mentions))}
        for wide, narrow in sites.holds:
            found[wide][0].append(narrow)
            found[narrow][1].append(wide)
        for one, other in sites.lists:
            found[one][2].append(other)
        return found

    return scene.once(("kin of places",), work_out)


def _beside(scene: Scene, looks: Sequence[Look], at: int, rank: int) -> dict[str, float]:
    """How a place stands to the likeliest other place of the act, and to those wider, narrower and listed with it."""
    sites = sites_of(scene)
    if len(looks) < 2:
        return {}
    order, _ = _order(scene, looks)
    look, top = looks[at], order[0] if rank else order[1]
    inner, outer, beside = _kin(scene)[at]
    narrower, wider, listed = (at, top) in sites.holds, (top, at) in sites.holds, (at, top) in sites.lists
    way = "holds" if narrower else "in" if wider else "list" if listed else "apart"
    margin = (odds(look.chance) - odds(looks[top].chance)) / 7
    together = scene.sentence(look.mention) == scene.sentence(looks[top].mention)
    return {
        "other": looks[top].chance,
        "other_odds": odds(looks[top].chance) / 7,
        "margin": margin,
        f"way:{way}": 1.0,
        f"way*other:{way}": looks[top].chance,
        f"way*odds:{way}": odds(look.chance) / 7,
        f"way*margin:{way}": margin,
        f"way+sentence:{way}+{together}+{rank == 0}": 1.0,
        "narrower": max((looks[n].chance for n in inner), default=0.0),
        "wider": max((looks[n].chance for n in outer), default=0.0),
        "listed": max((looks[n].chance for n in beside), default=0.0),
    }


def _elsewhere(scene: Scene, table: Sequence[Sequence[Look]], number: int, at: int) -> dict[str, float]:
    """How likely the place is for the other acts of the report, above all those told right before and after."""
    if len(table) < 2:
        return {}
    chance = table[number][at].chance
    # the table is kept, so that no other can take its id
    key = "claims", id(table), at
    claims = scene.once(key, lambda: (sorted(looks[at].chance for looks in table), table))[0]
    most = claims[-2] if claims[-1] == chance else claims[-1]
    return {
        "claimed": most,
        "claimed_odds": odds(most) / 7,
        "claim_margin": (odds(chance) - odds(most)) / 7,
        "likelier_acts": min(1.0, (len(claims) - bisect_right(claims, chance)) / 4),
        "before": table[number - 1][at].chance if number else 0.0,
        "after": table[number + 1][at].chance if number + 1 < len(table) else 0.0,
        f"is_its_act:{chance >= most}": 1.0,
    }
