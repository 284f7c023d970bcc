"""Events of one report that say the same thing: an episode told by headline and body, or in two sentences that
complement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from itertools import combinations

from marsad.model import EventKey
from marsad.reconcile.cluster import PairKey, pair_key
from marsad.reconcile.compare import is_same_site, may_be_same_side
from marsad.reconcile.lineage import Lineage
from marsad.reconcile.profile import Profile


def find_repeats(profiles: Mapping[EventKey, Profile], lineage: Lineage) -> set[PairKey]:
    """The pairs of events of one report that say the same thing."""
    by_report: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles.values():
        by_report[profile.key[0]].append(profile)
    return {
        pair_key(left.key, right.key)
        for told in by_report.values()
        for left, right in combinations(told, 2)
        if says_the_same(left, right, lineage)
    }


def says_the_same(left: Profile, right: Profile, lineage: Lineage) -> bool:
    """True if nothing tells two events of one report apart: act, status, day and place are the same.

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
    return _have_one_cast(left, right, lineage) and not _have_two_tolls(left, right, lineage)


def _have_one_place(left: Profile, right: Profile) -> bool:
    fewer, more = sorted((left.sites, right.sites), key=len)
    return bool(fewer) and all(any(is_same_site(site, other) for other in more) for site in fewer)


def _have_one_cast(left: Profile, right: Profile, lineage: Lineage) -> bool:
    if left.initiators & right.targets or left.targets & right.initiators:
        return False
    return _agree(left.initiators, right.initiators, lineage) and _agree(left.targets, right.targets, lineage)


def _agree(ours: Set[str], theirs: Set[str], lineage: Lineage) -> bool:
    return not ours or not theirs or any(_is_one(left, theirs, lineage) for left in ours)


def _is_one(name: str, others: Iterable[str], lineage: Lineage) -> bool:
    return any(lineage.kin(name, other) >= 0.8 for other in others)


def _have_two_tolls(left: Profile, right: Profile, lineage: Lineage) -> bool:
    return any(
        ours.harm == theirs.harm and may_be_same_side(ours.of, theirs.of, lineage) and ours.low != theirs.low
        for ours in left.casualties
        for theirs in right.casualties
    )
