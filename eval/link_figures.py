"""How well weights reconcile a set: precision and recall of the pairs of events that tell of one incident."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from link_gold import Gold, groups_by, pairs_within
from link_learn import FOLDS, Sample, fold_of, learn, profiles_of

from marsad.model import EventKey
from marsad.reconcile.block import candidate_pairs
from marsad.reconcile.cluster import Links, PairKey, cluster_events
from marsad.reconcile.compare import pair_of
from marsad.reconcile.judge import Weights, score_pair
from marsad.reconcile.lineage import Lineage
from marsad.reconcile.profile import Profile
from marsad.reconcile.repeats import find_repeats


class Figures(NamedTuple):
    """Pairs joined rightly, pairs joined, and true pairs."""

    hits: int
    joined: int
    true: int

    def __str__(self) -> str:
        precision = self.hits / self.joined if self.joined else 0.0
        recall = self.hits / self.true if self.true else 0.0
        return f"P {precision:.3f} R {recall:.3f} F1 {self.f1:.3f}"

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.joined + self.true) if self.joined + self.true else 0.0


def measure(gold: Gold, profiles: Sequence[Profile], lineage: Lineage, weights: Weights) -> dict[EventKey, int]:
    """The number of the group that each event falls into under the weights."""
    scores = {
        (left.key, right.key): score_pair(pair_of(left, right, lineage), weights)
        for left, right in candidate_pairs(profiles, lineage)
    }
    return _group(profiles, scores, lineage, weights)


def _group(
    profiles: Sequence[Profile], scores: Mapping[PairKey, float], lineage: Lineage, weights: Weights
) -> dict[EventKey, int]:
    held = {profile.key: profile for profile in profiles}
    repeats = find_repeats(held, lineage)

    def compare(left: EventKey, right: EventKey) -> float:
        return score_pair(pair_of(held[left], held[right], lineage), weights)

    groups = cluster_events(held, Links(scores, repeats.same, may=repeats.may_be_same, compare=compare), 0.0)
    return {key: number for number, group in enumerate(groups) for key in group}


def pair_figures(gold: Gold, found: Mapping[EventKey, int], of: Gold | None = None) -> Figures:
    """The figures of groups of a set's events; of coded events, true pairs of gold that the coder lost count as missed
    and events that stand for no gold event count nothing, as in the codebook's scorer.
    """
    joined = pairs_within(groups_by({key: number for key, number in found.items() if not gold.is_alone(key)}))
    return Figures(len(gold.pairs() & joined), len(joined), len((of or gold).pairs()))


def errors_of(gold: Gold, found: Mapping[EventKey, int]) -> Iterable[str]:
    """The pairs joined wrongly and those left apart."""
    true = gold.pairs()
    for left, right in combinations(sorted(found), 2):
        is_joined, is_true = found[left] == found[right], (left, right) in true
        if is_joined != is_true:
            yield f"{'wrong ' if is_joined else 'missed'} {left} {right}"


def cross_validate(golds: Sequence[Gold], samples: Sequence[Sample], lineage: Lineage, rate: float = 0.0) -> list[str]:
    """Figures of each set under weights learned from the other sets, and from the other folds of all sets."""
    lines = []
    for gold in golds:
        rng = random.Random(f"held out {gold.name}") if rate else None
        profiles = profiles_of(gold, lineage, rng, rate)
        by_set = pair_figures(gold, measure(gold, profiles, lineage, without_set(samples, gold)))
        by_fold = pair_figures(gold, _measure_by_fold(gold, profiles, samples, lineage))
        lines.append(f"{gold.name}: by set {by_set}; by fold {by_fold}")
    return lines


def without_set(samples: Sequence[Sample], gold: Gold) -> Weights:
    """Weights learned from the other sets."""
    return learn([sample for sample in samples if sample.set_name != gold.name])


def _measure_by_fold(
    gold: Gold, profiles: Sequence[Profile], samples: Sequence[Sample], lineage: Lineage
) -> dict[EventKey, int]:
    """Each pair is scored by weights that saw no pair of its left event's incident."""
    learned = [learn([sample for sample in samples if sample.fold != fold]) for fold in range(FOLDS)]
    scores: dict[PairKey, float] = {}
    for left, right in candidate_pairs(profiles, lineage):
        weights = learned[fold_of(gold.incident_of[left.key])]
        scores[left.key, right.key] = score_pair(pair_of(left, right, lineage), weights)
    return _group(profiles, scores, lineage, learned[0])


def measure_coded(
    golds: Sequence[Gold], codings: Sequence[Sequence[Gold]], samples: Sequence[Sample], lineage: Lineage, label: str
) -> list[str]:
    """Figures end to end, over all codings: under weights learned from the other sets, and from all."""
    weights = learn(samples)
    lines = []
    for at, gold in enumerate(golds):
        seen = [coded[at] for coded in codings]
        held_out = _figures_of(seen, gold, lineage, without_set(samples, gold))
        known = _figures_of(seen, gold, lineage, weights)
        lines.append(f"{gold.name}, {label}: by set {held_out}; learned on all {known}")
    return lines


def _figures_of(codings: Sequence[Gold], gold: Gold, lineage: Lineage, weights: Weights) -> Figures:
    """The figures of several codings of one set, counted together."""
    each = [pair_figures(seen, measure(seen, profiles_of(seen, lineage), lineage, weights), gold) for seen in codings]
    return Figures(sum(one.hits for one in each), sum(one.joined for one in each), sum(one.true for one in each))


def why_lost(gold: Gold, coded: Gold, lineage: Lineage, weights: Weights) -> dict[str, int]:
    """Where the true pairs of gold get lost end to end: how many per step."""
    profiles = {profile.key: profile for profile in profiles_of(coded, lineage)}
    found = measure(coded, list(profiles.values()), lineage, weights)
    compared = {(left.key, right.key) for left, right in candidate_pairs(list(profiles.values()), lineage)}
    true = coded.pairs()
    counts = {"joined": 0, "not coded": len(gold.pairs()) - len(true), "not compared": 0, "scored low": 0, "parted": 0}
    for left, right in true:
        if found[left] == found[right]:
            counts["joined"] += 1
        elif (left, right) not in compared:
            counts["not compared"] += 1
        elif score_pair(pair_of(profiles[left], profiles[right], lineage), weights) < weights.same_from:
            counts["scored low"] += 1
        else:
            counts["parted"] += 1
    return counts


def print_blocking(gold: Gold, profiles: Sequence[Profile], lineage: Lineage) -> None:
    """How many true pairs blocking keeps, and how many pairs it compares."""
    pairs = {(left.key, right.key) for left, right in candidate_pairs(profiles, lineage)}
    true = gold.pairs()
    print(f"blocking {gold.name}: recall {len(true & pairs) / len(true):.3f} of {len(true)}, {len(pairs)} compared")
    for pair in sorted(true - pairs):
        print("   dropped", pair)
