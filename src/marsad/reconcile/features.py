"""What is compared between two events: one function per feature; its docstring stands beside the figure on the page.

A feature gives a value from 0 to 1. One that has nothing to compare gives 0: missing facts neither join nor part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log

from marsad.reconcile import compare
from marsad.reconcile.compare import (
    Pair,
    clash,
    comparable,
    is_mutual,
    is_same_site,
    is_vague,
    may_be_same_site,
    reach_km,
)
from marsad.reconcile.lineage import UNNAMED

#: kinds of act of one family, as in the codebook
FAMILIES = (
    frozenset({"attack", "armed_clash", "targeted_killing", "execution", "suicide_bombing"}),
    frozenset({"airstrike", "drone_strike", "shelling"}),
    frozenset({"bombing", "suicide_bombing"}),
    frozenset({"abduction", "arrest"}),
    frozenset({"sweep", "deployment", "attack"}),
    frozenset({"territory_gained", "withdrawal"}),
)
#: kinds of act that reports use for one another
NEIGHBOURS = (
    frozenset({"attack", "bombing"}),
    frozenset({"attack", "abduction"}),
    frozenset({"attack", "territory_gained"}),
    frozenset({"attack", "shelling"}),
    frozenset({"attack", "airstrike"}),
    frozenset({"armed_clash", "sweep"}),
    frozenset({"armed_clash", "territory_gained"}),
    frozenset({"execution", "abduction"}),
)


@dataclass(frozen=True, slots=True)
class Feature:
    """A named comparison: its value, and words that say what stood on both sides."""

    value: Callable[[Pair], float]
    words: Callable[[Pair], str]

    @property
    def name(self) -> str:
        """The feature's name, that of its function."""
        return self.value.__name__

    @property
    def doc(self) -> str:
        """What the feature looks at, in a sentence or two."""
        return " ".join((self.value.__doc__ or "").split())


# --- place


def same_point(pair: Pair) -> float:
    """Both name a town, base, field or rural area, and the points lie within the larger stated radius of each other."""
    if pair.sites is None or not all(site.is_point for site in pair.sites) or pair.km > reach_km(pair):
        return 0.0
    return 1.0 - 0.5 * pair.km / reach_km(pair)


def places_apart(pair: Pair) -> float:
    """The nearest places lie farther apart than the larger stated radius; 1 at four times that radius, less where
    the coder is unsure of a place.
    """
    if pair.sites is None or pair.km <= reach_km(pair):
        return 0.0
    return compare.place_trust(pair) * min(1.0, log(pair.km / reach_km(pair)) / log(4.0))


def same_place_name(pair: Pair) -> float:
    """The names of two places share at least half their words, and the places are not known to lie apart."""
    best = 0.0
    for ours in pair.left.sites:
        for theirs in pair.right.sites:
            smaller = min(len(ours.words), len(theirs.words))
            if smaller and ours.words & theirs.words and may_be_same_site(ours, theirs):
                best = max(best, len(ours.words & theirs.words) / smaller)
    return best if best >= 0.5 else 0.0


def several_places_shared(pair: Pair) -> float:
    """Several places are named on both sides, and they are the same ones."""
    ours, theirs = pair.left.sites, pair.right.sites
    if len(ours) < 2 or len(theirs) < 2:
        return 0.0
    shared = sum(any(is_same_site(site, other) for other in theirs) for site in ours)
    return shared / len(ours) if shared >= 2 else 0.0


def place_missing(pair: Pair) -> float:
    """One side or both name no place that can be put on the map."""
    return 1.0 if pair.sites is None else 0.0


# --- time


def same_day(pair: Pair) -> float:
    """Both are dated to within a few days, and the days overlap; 1 for one and the same day."""
    left, right = pair.left, pair.right
    if pair.gap != 0 or not (left.is_narrow and right.is_narrow):
        return 0.0
    shared = min(left.last_day, right.last_day) - max(left.first_day, right.first_day) + 1
    longest = max(left.last_day - left.first_day, right.last_day - right.first_day) + 1
    return 0.5 + 0.5 * shared / longest


def within_wide_span(pair: Pair) -> float:
    """One side gives only a wide span (a month, a season), and the other's days fall into it."""
    return 1.0 if pair.gap == 0 and not (pair.left.is_narrow and pair.right.is_narrow) else 0.0


def same_wide_span(pair: Pair) -> float:
    """Both give one and the same wide span, give or take a week."""
    left, right = pair.left, pair.right
    if pair.gap != 0 or left.is_narrow or right.is_narrow:
        return 0.0
    return 1.0 if abs(left.first_day - right.first_day) + abs(left.last_day - right.last_day) <= 7 else 0.0


def days_apart(pair: Pair) -> float:
    """Two days or more lie between: 0.5 for two, 1 from five on."""
    if pair.gap is None or pair.gap < 2 or pair.is_dated_by_report:
        return 0.0
    return min(1.0, 0.5 + (pair.gap - 2) / 6)


def date_missing(pair: Pair) -> float:
    """One side or both give no time."""
    return 1.0 if pair.gap is None else 0.0


def published_apart(pair: Pair) -> float:
    """The reports were published more than three days apart; 1 from a year on. Old acts are recalled, news is not."""
    if pair.left.published is None or pair.right.published is None:
        return 0.0
    lag = abs(pair.left.published - pair.right.published)
    return min(1.0, log(lag / 3) / log(120)) if lag > 3 else 0.0


# --- act


def same_type(pair: Pair) -> float:
    """Both are coded as one kind of act."""
    return 1.0 if pair.left.type == pair.right.type else 0.0


def related_type(pair: Pair) -> float:
    """The kinds of act are of one family (attack and clash, shelling and air strike), or stand for each other."""
    types = {pair.left.type, pair.right.type}
    if len(types) == 1:
        return 0.0
    if any(types <= family for family in FAMILIES):
        return 1.0
    return 0.5 if types in NEIGHBOURS else 0.0


def status_differs(pair: Pair) -> float:
    """One tells of a plan, the other of a deed."""
    return 1.0 if {pair.left.status, pair.right.status} == {"occurred", "planned"} else 0.0


def same_weapon(pair: Pair) -> float:
    """Both name the same means."""
    return 1.0 if pair.left.weapons & pair.right.weapons else 0.0


def other_weapon(pair: Pair) -> float:
    """Both name their means, and no means is named by both."""
    left, right = pair.left.weapons, pair.right.weapons
    return 1.0 if left and right and not left & right else 0.0


# --- parties


def same_initiator(pair: Pair) -> float:
    """Both name one doer, or a doer and its part (a brigade and its army); 1 for the same id, less for lineage."""
    kin, _ = pair.kin
    return kin if kin >= 0.4 else 0.0


def other_initiator(pair: Pair) -> float:
    """Both name a doer, and the two have nothing in common in the registry; less where the coder is unsure of one."""
    left, right = pair.left, pair.right
    if not left.initiators or not right.initiators or pair.kin[0] >= 0.4:
        return 0.0
    if is_mutual(left, right) and not (left.targets and right.targets):
        return 0.0
    return left.sure.initiators * right.sure.initiators


def same_target(pair: Pair) -> float:
    """Both name one sufferer, or a sufferer and its part; 1 for the same id, less for lineage."""
    _, kin = pair.kin
    return kin if kin >= 0.4 else 0.0


def other_target(pair: Pair) -> float:
    """Both name a sufferer, and the two have nothing in common in the registry; less where the coder is unsure of
    one.
    """
    left, right = pair.left, pair.right
    if not left.targets or not right.targets or pair.kin[1] >= 0.4:
        return 0.0
    if is_mutual(left, right) and not (left.initiators and right.initiators):
        return 0.0
    return left.sure.targets * right.sure.targets


def named_unit(pair: Pair) -> float:
    """Both name the same brigade, faction, calling or person: an id below a larger party, or a name without an id."""
    for name in pair.left.actors & pair.right.actors:
        if (name.startswith("x:") or len(pair.lineage.chain(name)) > 1) and name not in UNNAMED:
            return 1.0
    return 0.0


# --- figures


def same_figure(pair: Pair) -> float:
    """The same number for the same harm; a larger number says more: 0.3 for one person, 1 from thirty on."""
    return max(
        (_rarity(ours.low) for ours, theirs in comparable(pair) if ours.low == theirs.low and not is_vague(ours)),
        default=0.0,
    )


def _rarity(number: int) -> float:
    return min(1.0, 0.3 + 0.7 * log(max(1, number)) / log(30.0))


def same_figure_other_side(pair: Pair) -> float:
    """The same number, three or more, for the same harm, told of different sides; no figure agrees otherwise."""
    if same_figure(pair):
        return 0.0
    ours, theirs = pair.left.casualties, pair.right.casualties
    shared = {(a.harm, a.low) for a in ours if a.low >= 3 and not is_vague(a)} & {(b.harm, b.low) for b in theirs}
    return max((_rarity(number) for _, number in shared), default=0.0)


def figures_agree(pair: Pair) -> float:
    """Two or more figures (dead and wounded, or two sides) are the same on both sides."""
    same = {(a.of, a.harm) for a, b in comparable(pair) if a.low == b.low and a.high == b.high}
    return 1.0 if len(same) >= 2 else 0.0


def figures_clash(pair: Pair) -> float:
    """The nearest two figures for one harm cannot both hold under their hedges; 1 where one is five times the other."""
    return min((clash(ours, theirs) for ours, theirs in comparable(pair)), default=0.0)


# --- telling


def rare_words(pair: Pair) -> float:
    """The sentences that tell it share names, numbers and other words that few reports use."""
    return compare.words_share(pair) if min(len(pair.left.words), len(pair.right.words)) >= 4 else 0.0


def both_main(pair: Pair) -> float:
    """For both reports it is the news of the day, and they were published within three days of each other."""
    left, right = pair.left, pair.right
    if not (left.is_main and right.is_main) or left.published is None or right.published is None:
        return 0.0
    return 1.0 if abs(left.published - right.published) <= 3 else 0.0


FEATURES: tuple[Feature, ...] = (
    Feature(same_point, compare.tell_places),
    Feature(places_apart, compare.tell_places),
    Feature(same_place_name, compare.tell_places),
    Feature(several_places_shared, compare.tell_places),
    Feature(place_missing, compare.tell_places),
    Feature(same_day, compare.tell_days),
    Feature(within_wide_span, compare.tell_days),
    Feature(same_wide_span, compare.tell_days),
    Feature(days_apart, compare.tell_days),
    Feature(date_missing, compare.tell_days),
    Feature(published_apart, compare.tell_publication),
    Feature(same_type, compare.tell_types),
    Feature(related_type, compare.tell_types),
    Feature(status_differs, compare.tell_statuses),
    Feature(same_weapon, compare.tell_weapons),
    Feature(other_weapon, compare.tell_weapons),
    Feature(same_initiator, compare.tell_initiators),
    Feature(other_initiator, compare.tell_initiators),
    Feature(same_target, compare.tell_targets),
    Feature(other_target, compare.tell_targets),
    Feature(named_unit, compare.tell_units),
    Feature(same_figure, compare.tell_figures),
    Feature(same_figure_other_side, compare.tell_figures),
    Feature(figures_agree, compare.tell_figures),
    Feature(figures_clash, compare.tell_figures),
    Feature(rare_words, compare.tell_wording),
    Feature(both_main, compare.tell_publication),
)
