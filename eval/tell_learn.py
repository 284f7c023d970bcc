"""Learn what each act word of a report does: which episode it goes on with, opens one, or names an act in passing.

A turn is one word with its options and the right one among them. The model is a conditional one: the weights make the
right option of each turn likelier than the others of that turn (penalised, by quasi-Newton steps).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from marsad.event.draw import body_triggers, stating_features
from marsad.event.episode import Links
from marsad.event.linear import LinearModel
from marsad.event.scene import Scene
from marsad.event.telling import OPENS, PASSES, Choice, Chooser, Moment, Option, told_episodes

#: the options of a word, which is right, and the report
Turn = tuple[list[Option], Choice, str]
#: in how many reports a feature must be seen
_SEEN = 3


class Teacher:
    """Goes through a report as coding does and writes down each turn; chooses what the gold says, or what is given."""

    def __init__(self, report: str, aligned: dict[int, int], choose: Chooser, is_free: Callable[[], bool]) -> None:
        self.turns: list[Turn] = []
        self._report = report
        self._aligned = aligned
        self._choose = choose
        self._is_free = is_free
        #: gold event (or none) that opened each episode told
        self._opened: list[int] = []

    def __call__(self, moment: Moment) -> Choice:
        event = self._aligned[id(moment.word)]
        right: Choice = PASSES if event < 0 else OPENS
        if event >= 0 and event in self._opened:
            right = self._opened.index(event)
        self.turns.append((moment.options(), right, self._report))
        choice = self._choose(moment) if self._is_free() else right
        if choice == OPENS:
            self._opened.append(-1 if event in self._opened else event)
        return choice


def turns_of(
    scene: Scene,
    report: str,
    aligned: dict[int, int],
    models: Mapping[str, LinearModel],
    choose: Chooser = lambda moment: PASSES,
    is_free: Callable[[], bool] = lambda: False,
) -> list[Turn]:
    """The turns of one report; `choose` chooses instead of the gold where `is_free` says so.

    `aligned` is the gold event of each word by its `id`, -1 for none; `models` are those of `keep` and `episode`.
    """
    order = {id(word): n for n, word in enumerate(scene.mentions.triggers)}
    words = body_triggers(scene)
    chances = {id(word): models["keep"].chance(stating_features(scene, word, order[id(word)])) for word in words}
    teacher = Teacher(report, aligned, choose, is_free)
    told_episodes(scene, words, chances, Links(scene, models["episode"]), teacher)
    return teacher.turns


def fit_choice(name: str, turns: Sequence[Turn], strength: float = 1.0) -> LinearModel:
    """The weights under which the right options of all turns are likeliest."""
    seen: dict[str, set[str]] = defaultdict(set)
    for options, _, report in turns:
        for _, features in options:
            for feature in features:
                seen[feature].add(report)
    column = {f: n for n, f in enumerate(sorted(f for f, reports in seen.items() if len(reports) >= _SEEN))}
    indices, values, starts, firsts = [], [], [0], []
    right: list[float] = []
    for options, choice, _ in turns:
        firsts.append(len(right))
        for option, features in options:
            known = [(column[f], value) for f, value in features.items() if f in column]
            indices += [at for at, _ in known]
            values += [value for _, value in known]
            starts.append(len(indices))
            right.append(float(option == choice))
    table = csr_matrix((values, indices, starts), shape=(len(right), len(column)))
    weights = _likeliest(table, np.array(right), np.array(firsts), strength)
    return LinearModel(name, ("score",), {feature: (float(weights[n]),) for feature, n in column.items()})


def _likeliest(table: Any, right: Any, firsts: Any, strength: float) -> Any:
    """Weights of least penalised loss; `firsts` are the rows where the turns begin."""
    turned = table.T.tocsr()
    turn = np.repeat(np.arange(len(firsts)), np.diff([*firsts, len(right)]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = table @ weights
        scores -= np.maximum.reduceat(scores, firsts)[turn]
        powers = np.exp(scores)
        sums = np.add.reduceat(powers, firsts)
        missed = np.log(sums).sum() - (right * scores).sum()
        slope = turned @ (powers / sums[turn] - right)
        return missed + weights @ weights / (2 * strength), slope + weights / strength

    return minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
