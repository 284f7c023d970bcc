"""Events of one report that say the same thing: an episode told by headline and body, or in two sentences that
complement. And those that may do: nothing tells them apart, but one says too little to be sure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import combinations

from marsad.model import EventKey
from marsad.reconcile.cluster import PairKey, pair_key
from marsad.reconcile.compare import is_same_site, may_be_same_side, pair_of, reach_km
from marsad.reconcile.lineage import Lineage
from marsad.reconcile.profile import Profile


@dataclass(frozen=True)
class Repeats:
    """Pairs of events of one report: those that say the same thing, and those that may do."""

    same: frozenset[PairKey]
    may_be_same: frozenset[PairKey]


def find_repeats(profiles: Mapping[EventKey, Profile], lineage: Lineage) -> Repeats:
    """The pairs of events of one report that say the same thing, and those that nothing tells apart."""
    by_report: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        by_report[profile.key[0]].append(profile)
    alike = [
        (left, right)
        for told in by_report.values()
        for left, right in combinations(told, 2)
        if may_say_the_same(left, right, lineage)
    ]
    same = frozenset(pair_key(left.key, right.key) for left, right in alike if says_the_same(left, right, lineage))
    return Repeats(same, frozenset(pair_key(left.key, right.key) for left, right in alike) - same)


def may_say_the_same(left: Profile, right: Profile, lineage: Lineage) -> bool:
    """True if nothing tells two events of one report apart: the act and status are one, days, places, parties, means
    and figures agree or are left out on one side.
    """
    if (left.type, left.status) != (right.type, right.status):
        return False
    if left.weapons and right.weapons and not left.weapons & right.weapons:
        return False
    pair = pair_of(left, right, lineage)
    if pair.gap or (pair.gap == 0 and not (left.is_narrow and right.is_narrow)):
        return False
    if pair.sites is not None and pair.km > reach_km(pair):
        return False
    return _may_have_one_cast(left, right, lineage) and not _have_two_tolls(left, right, lineage)


def _may_have_one_cast(left: Profile, right: Profile, lineage: Lineage) -> bool:
    """True if doers and sufferers agree in either order: coders mistake one for the other."""
    straight = (left.initiators, right.initiators), (left.targets, right.targets)
    crossed = (left.initiators, right.targets), (left.targets, right.initiators)
    return any(all(_agree(ours, theirs, lineage, 0.4) for ours, theirs in order) for order in (straight, crossed))


def says_the_same(left: Profile, right: Profile, lineage: Lineage) -> bool:
    """True if two events of one report say the same: act, status, day and place.

    Parties, means and figures are the same too, or one side leaves them out.
    """
    if (left.type, left.status) != (right.type, right.status):
        return False
    if not (left.is_narrow and right.is_narrow) or (left.start, left.end) != (right.start, right.end):
        return False
    if not _have_one_place(left, right):
        return False
    if left.weapons and right.weapons and not left.weapons & right.weapons:
        return False
    if left.casualties and right.casualties and not set(left.casualty_pairs()) & set(right.casualty_pairs()):
        return False
    return _have_one_cast(left, right, lineage) and not _have_two_tolls(left, right, lineage)


def _have_one_place(left: Profile, right: Profile) -> bool:
    fewer, more = sorted((left.sites, right.sites), key=len)
    return bool(fewer) and all(any(is_same_site(site, other) for other in more) for site in fewer)


def _have_one_cast(left: Profile, right: Profile, lineage: Lineage) -> bool:
    if left.initiators & right.targets or left.targets & right.initiators:
        return False
    return _agree(left.initiators, right.initiators, lineage) and _agree(left.targets, right.targets, lineage)


def _agree(ours: Set[str], theirs: Set[str], lineage: Lineage, least: float = 0.8) -> bool:
    return not ours or not theirs or any(lineage.kin(left, right) >= least for left in ours for right in theirs)


def _have_two_tolls(left: Profile, right: Profile, lineage: Lineage) -> bool:
    return any(
        ours.harm == theirs.harm and may_be_same_side(ours.of, theirs.of, lineage) and ours.low != theirs.low
        for ours in left.casualties
        for theirs in right.casualties
    )
