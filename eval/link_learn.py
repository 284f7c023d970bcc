"""Learning the weights of the pair scorer: the candidate pairs as numbers, and ridge logistic regression over them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from link_gold import Gold
from link_plays import neighbours_of, play_errors

from marsad.reconcile.block import candidate_pairs
from marsad.reconcile.compare import pair_of
from marsad.reconcile.features import FEATURES
from marsad.reconcile.judge import LIMITS, Weights
from marsad.reconcile.lineage import Lineage
from marsad.reconcile.profile import Profile, profile_event

#: copies of each set with errors played, and how often a slot is wrong in them
PLAYS, RATE = 3, 0.12
#: what a pair of a gold event and a played neighbour counts
BESIDE = 0.03
#: what a pair of coded events counts, in all codings together
CODED = 2.0
#: added to the learned bias: the ridge and the many unlike pairs draw scores down; of 1.2 to 3.0 this gives about the
#: best F1 on held-out sets, from gold events and from coded ones
LIFT = 2.1
RIDGE, FOLDS = 1.0, 5
NAMES = [feature.name for feature in FEATURES]
#: features that must not speak against (or for) a join, whatever a small gold says
NOT_NEGATIVE = {
    "same_point", "same_place_name", "several_places_shared", "same_day", "same_wide_span", "same_type", "related_type",
    "same_weapon", "same_initiator", "same_target", "named_unit", "same_figure", "same_figure_other_side",
    "figures_agree", "rare_words",
}  # fmt: skip
NOT_POSITIVE = {
    "places_apart", "days_apart", "published_apart", "status_differs", "other_weapon", "other_initiator",
    "other_target", "figures_clash",
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """One candidate pair as numbers; `fold` keeps an incident's pairs together."""

    values: tuple[float, ...]
    is_same: bool
    weight: float
    set_name: str
    fold: int


def profiles_of(gold: Gold, lineage: Lineage, rng: random.Random | None = None, rate: float = 0.0) -> list[Profile]:
    """The comparable form of every event of a set, with errors played where a random source is given."""
    return [
        profile_event(key[0], play_errors(event, lineage, rng, rate) if rng else event, gold.reports[key[0]])
        for key, event in sorted(gold.events.items())
    ]


def fold_of(incident: str) -> int:
    """The fold that an incident's pairs fall into."""
    return int(hashlib.sha256(incident.encode()).hexdigest(), 16) % FOLDS


def samples_of(
    gold: Gold, profiles: Sequence[Profile], lineage: Lineage, weight: float, only_played: bool = False
) -> list[Sample]:
    """The candidate pairs of a set as numbers; on demand only those of a gold event and a played neighbour."""
    true = gold.pairs()
    found = []
    for left, right in candidate_pairs(profiles, lineage):
        pair = pair_of(left, right, lineage)
        if only_played and (left.key in gold.events) == (right.key in gold.events):
            continue
        if any(limit(pair) for limit, _ in LIMITS):
            continue
        values = tuple(feature.value(pair) for feature in FEATURES)
        fold = fold_of(gold.incident_of.get(left.key, left.key[0]))
        found.append(Sample(values, (left.key, right.key) in true, weight, gold.name, fold))
    return found


def all_samples(golds: Sequence[Gold], codings: Sequence[Sequence[Gold]], lineage: Lineage) -> list[Sample]:
    """The pairs of all sets: clean, beside played neighbours, with errors played, and as each coding has them."""
    found: list[Sample] = []
    for gold in golds:
        clean = profiles_of(gold, lineage)
        found += samples_of(gold, clean, lineage, 1.0)
        beside = neighbours_of(clean, random.Random(f"{gold.name} beside"))
        found += samples_of(gold, [*clean, *beside], lineage, BESIDE, only_played=True)
        for copy in range(PLAYS):
            rng = random.Random(f"{gold.name} {copy}")
            found += samples_of(gold, profiles_of(gold, lineage, rng, RATE), lineage, 1.0 / PLAYS)
    for gold in (gold for coded in codings for gold in coded):
        found += samples_of(gold, profiles_of(gold, lineage), lineage, CODED / len(codings))
    return found


def learn(samples: Sequence[Sample]) -> Weights:
    """Ridge logistic regression; a weight of a sign it must not have is dropped and the rest learned anew."""
    table = np.array([(1.0, *sample.values) for sample in samples])
    is_same = np.array([float(sample.is_same) for sample in samples])
    counts = np.array([sample.weight for sample in samples])
    kept = list(range(len(NAMES)))
    while True:
        weights = _newton(table[:, [0, *(at + 1 for at in kept)]], is_same, counts)
        wrong = {at for at, weight in zip(kept, weights[1:], strict=True) if _is_wrong(NAMES[at], float(weight))}
        if not wrong:
            break
        kept = [at for at in kept if at not in wrong]
    of = {NAMES[at]: round(float(weight), 3) for at, weight in zip(kept, weights[1:], strict=True)}
    return Weights(round(float(weights[0]) + LIFT, 3), of)


def _is_wrong(name: str, weight: float) -> bool:
    return (name in NOT_NEGATIVE and weight < 0) or (name in NOT_POSITIVE and weight > 0)


def _newton(
    table: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    is_same: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    counts: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The weights that fit best under the ridge, which spares the bias."""
    ridge = np.eye(table.shape[1]) * RIDGE
    ridge[0, 0] = 1e-6
    beta = np.zeros(table.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(table @ beta, -30, 30)))
        gradient = table.T @ (counts * (is_same - chance)) - ridge @ beta
        curve = counts * np.maximum(1e-6, chance * (1 - chance))
        step = np.linalg.solve((table * curve[:, None]).T @ table + ridge, gradient)
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-5:
            break
    return beta
