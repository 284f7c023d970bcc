"""The pair scorer: learned weights over the features, two hard limits, and the waterfall that explains a score."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from math import exp

from marsad.model import Judgement, PairJudgement, Signal
from marsad.reconcile.compare import (
    Pair,
    day_trust,
    place_trust,
    reach_km,
    tell_days,
    tell_gaps,
    tell_places,
    wording_share,
)
from marsad.reconcile.features import FEATURES

#: a score far below every threshold
IMPOSSIBLE = -20.0
#: tellings that share so much of their runs of three words are taken for one text printed twice
REPRINT = 0.3
#: a limit holds where the chance that both places, or both days, are right is at least so great
PLACES_SURE, DAYS_SURE = 0.5, 0.4


@dataclass(frozen=True)
class Weights:
    """What each feature weighs, in log-odds; `same_from` is the score from which two events are one, `unsure_from`
    doubt.
    """

    bias: float
    of: Mapping[str, float]
    same_from: float = 0.0
    unsure_from: float = -1.5

    @cached_property
    def terms(self) -> tuple[tuple[Callable[[Pair], float], float], ...]:
        """The features that weigh something, with their weights."""
        return tuple((feature.value, weight) for feature in FEATURES if (weight := self.of.get(feature.name, 0.0)))

    def judgement(self, score: float) -> Judgement:
        """Same, unsure or different."""
        if score >= self.same_from:
            return Judgement.SAME
        return Judgement.UNSURE if score >= self.unsure_from else Judgement.DIFFERENT


def load_weights() -> Weights:
    """The packaged weights, as `eval/link.py` learned them."""
    table = tomllib.loads((files("marsad") / "data" / "link" / "weights.toml").read_text(encoding="utf-8"))
    return Weights(table["bias"], table["weights"], table["same_from"], table["unsure_from"])


def too_far(pair: Pair) -> bool:
    """Both places are points, and more than 25 km and 2.5 times the stated radius lie between; the coder is sure
    enough of both.
    """
    if pair.sites is None or not all(site.is_point for site in pair.sites) or place_trust(pair) < PLACES_SURE:
        return False
    return pair.km > max(25.0, 2.5 * reach_km(pair))


def too_long_between(pair: Pair) -> bool:
    """Both are dated to within a few days by more than the day of their report, and three days lie between.

    Two days are enough where the tellings are not worded alike: late reprints keep their words. The coder is sure
    enough of both days.
    """
    if pair.gap is None or pair.gap < 2 or pair.is_dated_by_report:
        return False
    if not (pair.left.is_narrow and pair.right.is_narrow) or day_trust(pair) < DAYS_SURE:
        return False
    return pair.gap > 2 or wording_share(pair) < REPRINT


def nothing_to_go_by(pair: Pair) -> bool:
    """Neither places nor days can be compared, and the tellings are not worded alike."""
    return pair.sites is None and pair.gap is None and wording_share(pair) < REPRINT


LIMITS = ((too_far, tell_places), (too_long_between, tell_days), (nothing_to_go_by, tell_gaps))


def score_pair(pair: Pair, weights: Weights) -> float:
    """The score of a pair in log-odds; IMPOSSIBLE where a hard limit holds."""
    if too_long_between(pair) or too_far(pair) or nothing_to_go_by(pair):
        return IMPOSSIBLE
    return weights.bias + sum(weight * value(pair) for value, weight in weights.terms)


def probability(score: float) -> float:
    """The chance that a score in log-odds stands for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def explain_pair(pair: Pair, weights: Weights) -> PairJudgement:
    """The judgement of a pair with its waterfall: every feature that spoke, strongest first."""
    score = score_pair(pair, weights)
    signals = [Signal("start", 1.0, weights.bias, "", "What any two events of one block start from.")]
    for limit, tell in LIMITS:
        if limit(pair):
            signals.append(Signal(limit.__name__, 1.0, IMPOSSIBLE, tell(pair), limit.__doc__ or ""))
    for feature in FEATURES:
        if value := feature.value(pair):
            points = weights.of.get(feature.name, 0.0) * value
            signals.append(Signal(feature.name, round(value, 3), round(points, 3), feature.words(pair), feature.doc))
    ordered = [signals[0], *sorted(signals[1:], key=lambda signal: (-abs(signal.points), signal.name))]
    return PairJudgement(
        pair.left.key, pair.right.key, weights.judgement(score), score, probability(score), tuple(ordered)
    )
