"""Two events side by side: nearest places, days between, kin parties, comparable figures; and each in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import asin, cos, log, radians, sin, sqrt

from marsad.model import Casualty
from marsad.reconcile.lineage import UNNAMED, Lineage
from marsad.reconcile.profile import Profile, Site

_EARTH_KM = 12742.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events of different reports, with what several features need already found."""

    left: Profile
    right: Profile
    lineage: Lineage
    #: the nearest two places and the km between them; None where one side has no point
    sites: tuple[Site, Site] | None
    km: float
    #: days between the two spans; 0 where they overlap, None where one side has no date
    gap: int | None
    #: one side's day may be only that of its report: see `report_day_stands_in`
    is_dated_by_report: bool
    #: how near the doers and the sufferers of both sides are
    kin: tuple[float, float]


def distance_km(left: Site, right: Site) -> float:
    """Great-circle distance of two located places."""
    assert left.lat is not None and left.lon is not None and right.lat is not None and right.lon is not None
    north, south = radians(left.lat), radians(right.lat)
    east = sin(radians(right.lon - left.lon) / 2) ** 2
    return _EARTH_KM * asin(min(1.0, sqrt(sin((south - north) / 2) ** 2 + cos(north) * cos(south) * east)))


def pair_of(left: Profile, right: Profile, lineage: Lineage) -> Pair:
    """The pair, with its nearest places and the days between."""
    sites, km = None, 0.0
    for ours in left.sites:
        for theirs in right.sites:
            if ours.lat is None or theirs.lat is None:
                continue
            apart = distance_km(ours, theirs)
            if sites is None or apart < km:
                sites, km = (ours, theirs), apart
    gap = None
    if left.start is not None and right.start is not None:
        gap = max(0, left.first_day - right.last_day, right.first_day - left.last_day)
    by_report = bool(gap) and report_day_stands_in(left, right)
    return Pair(left, right, lineage, sites, km, gap, by_report, _sides_kin(left, right, lineage))


def report_day_stands_in(left: Profile, right: Profile) -> bool:
    """True if two reports of one news day tell it as news, one under its own day and the other under an earlier day.

    The first may have named no day: a coder then gives that of the report.
    """
    if not (left.is_main and right.is_main) or left.published is None or right.published is None:
        return False
    if abs(left.published - right.published) > 3:
        return False
    return (left.last_day >= left.published - 1) != (right.last_day >= right.published - 1)


def reach_km(pair: Pair) -> float:
    """How far apart the nearest places may be told and still be one: the larger stated radius, at least 6 km."""
    assert pair.sites is not None
    return max(6.0, pair.sites[0].radius, pair.sites[1].radius)


def place_trust(pair: Pair) -> float:
    """The estimated chance that the nearest places are both right."""
    return pair.sites[0].sure * pair.sites[1].sure if pair.sites else 1.0


def day_trust(pair: Pair) -> float:
    """The estimated chance that both days are right; 0 where one is only that of a report that tells none."""
    left, right = pair.left.sure, pair.right.sure
    return 0.0 if left.is_report_day or right.is_report_day else left.date * right.date


def is_same_site(left: Site, right: Site) -> bool:
    """True if two places are one: within 6 km, or of one name where one has no point."""
    if left.lat is None or right.lat is None:
        return left.words == right.words
    return distance_km(left, right) <= 6.0


def may_be_same_site(left: Site, right: Site) -> bool:
    """True unless both places are located and lie farther apart than the larger stated radius."""
    if left.lat is None or right.lat is None:
        return True
    return distance_km(left, right) <= max(6.0, left.radius, right.radius)


def _best_kin(ours: frozenset[str], theirs: frozenset[str], lineage: Lineage) -> float:
    return max((lineage.kin(left, right) for left in ours for right in theirs), default=0.0)


def is_mutual(left: Profile, right: Profile) -> bool:
    """True where doer and sufferer may be told in either order."""
    return left.type == "armed_clash" or right.type == "armed_clash"


def _sides_kin(left: Profile, right: Profile, lineage: Lineage) -> tuple[float, float]:
    """How near the doers and the sufferers are; for fighting, in the order that fits better."""
    straight = _best_kin(left.initiators, right.initiators, lineage), _best_kin(left.targets, right.targets, lineage)
    if not is_mutual(left, right):
        return straight
    crossed = _best_kin(left.initiators, right.targets, lineage), _best_kin(left.targets, right.initiators, lineage)
    return max(straight, crossed, key=sum)


def comparable(pair: Pair) -> list[tuple[Casualty, Casualty]]:
    """Pairs of figures for one harm to sides that may be the same."""
    return [
        (ours, theirs)
        for ours in pair.left.casualties
        for theirs in pair.right.casualties
        if ours.harm == theirs.harm and may_be_same_side(ours.of, theirs.of, pair.lineage)
    ]


def may_be_same_side(left: str, right: str, lineage: Lineage) -> bool:
    """True if two names of sufferers may mean the same people."""
    return left in UNNAMED or right in UNNAMED or lineage.kin(left, right) >= 0.4


def is_vague(casualty: Casualty) -> bool:
    """True for the figures that stand for words: a bare plural, dozens, hundreds."""
    return casualty.high is None and casualty.low in (2, 20, 200)


def clash(left: Casualty, right: Casualty) -> float:
    """How far two figures contradict each other under their hedges; "at least" leaves room for double."""
    low, high = (left, right) if left.low <= right.low else (right, left)
    top = low.high if low.high is not None else max(low.low * 2, low.low + 3)
    return min(1.0, log(high.low / max(1, top)) / log(5.0)) if high.low > top else 0.0


def _share(ours: frozenset[int], theirs: frozenset[int]) -> float:
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller else 0.0


def wording_share(pair: Pair) -> float:
    """The share of the runs of three words of the shorter passage that the other holds too."""
    return _share(pair.left.shingles, pair.right.shingles)


def words_share(pair: Pair) -> float:
    """The share of the words of the shorter passage that the other holds too, common words apart."""
    return _share(pair.left.words, pair.right.words)


# --- in words


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "-"


def _day_words(profile: Profile) -> str:
    if profile.start is None:
        return "-"
    first, last = date.fromordinal(profile.first_day), date.fromordinal(profile.last_day)
    return str(first) if first == last else f"{first}/{last}"


def tell_places(pair: Pair) -> str:
    """The places of both sides and the km between the nearest two."""
    words = " | ".join(_listed(site.name for site in side.sites) for side in (pair.left, pair.right))
    return words if pair.sites is None else f"{words}: {pair.km:.0f} km, radius {reach_km(pair):.0f} km"


def tell_days(pair: Pair) -> str:
    """The days of both sides."""
    return f"{_day_words(pair.left)} | {_day_words(pair.right)}"


def tell_publication(pair: Pair) -> str:
    """The days on which both reports were published."""
    sides = (pair.left.published, pair.right.published)
    return " | ".join(str(date.fromordinal(day)) if day else "-" for day in sides)


def tell_types(pair: Pair) -> str:
    """The kinds of act."""
    return f"{pair.left.type} | {pair.right.type}"


def tell_statuses(pair: Pair) -> str:
    """Occurred, planned or denied."""
    return f"{pair.left.status} | {pair.right.status}"


def tell_weapons(pair: Pair) -> str:
    """The means of both sides."""
    return f"{_listed(sorted(pair.left.weapons))} | {_listed(sorted(pair.right.weapons))}"


def tell_initiators(pair: Pair) -> str:
    """The doers of both sides."""
    return f"{_listed(sorted(pair.left.initiators))} | {_listed(sorted(pair.right.initiators))}"


def tell_targets(pair: Pair) -> str:
    """The sufferers of both sides."""
    return f"{_listed(sorted(pair.left.targets))} | {_listed(sorted(pair.right.targets))}"


def tell_units(pair: Pair) -> str:
    """The parties that both name."""
    return _listed(sorted(pair.left.actors & pair.right.actors))


def _figure(casualty: Casualty) -> str:
    high = "" if casualty.high == casualty.low else "+" if casualty.high is None else f"-{casualty.high}"
    return f"{casualty.low}{high} {casualty.of} {casualty.harm}"


def tell_figures(pair: Pair) -> str:
    """The figures of both sides."""
    return " | ".join(_listed(map(_figure, side.casualties)) for side in (pair.left, pair.right))


def tell_wording(pair: Pair) -> str:
    """How much of the telling is shared."""
    return f"{words_share(pair):.0%} of the rarer words, {wording_share(pair):.0%} of the runs of three words"


def tell_gaps(pair: Pair) -> str:
    """What each side leaves untold."""
    return " | ".join(_untold(side) for side in (pair.left, pair.right))


def _untold(profile: Profile) -> str:
    gaps = {"place": profile.sites, "time": profile.start, "parties": profile.parties, "figures": profile.casualties}
    return "no " + ", no ".join(name for name, told in gaps.items() if not told) if not all(gaps.values()) else "all"
