"""Linear models from examples: penalised logistic regression on features that several reports share."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import Any

# threads of the linear algebra cost more than they bring on tables this sparse; set before numpy is loaded
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from gold import likeness
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.event.linear import LinearModel
from marsad.event.scene import Scene

#: how far the weights of a model may go (the inverse of the penalty), found by leaving out whole sets: where it is
#: larger, the models fit the reports of outlets that they know and lose on others
STRENGTH = {
    "worth": 0.01,
    "stand": 0.04,
    "keep": 0.015,
    "episode": 0.035,
    "kind": 0.1,
    "type": 0.3,
    "held": 1.0,
    "status": 0.5,
    "salience": 0.1,
    "role": 0.02,
    "party": 0.05,
    "doer": 0.05,
    "sufferer": 0.05,
    "place": 0.05,
    "site": 0.05,
    "spot": 0.05,
    "date": 0.05,
    "source": 0.06,
    "weapon": 0.15,
    "speaker": 0.05,
    "loss": 0.1,
    "side": 0.1,
    "land": 0.1,
    "back": 0.2,
    "possessed": 0.1,
    "sides": 0.1,
}
#: the same for all other models
ELSE = 0.25
#: in how many reports a feature must be seen
SEEN = 5
#: models whose mentions share a label of which one suffices
BAGGED = ("role", "place", "source", "weapon")
#: second looks of which the same holds
AGAIN = ("site", "speaker")
#: models that choose one of the answers of a bag; all others say yes or no to each
LISTWISE = ("loss", "date", "doer", "sufferer", "land", "back", "possessed", "sides", "type", "held")
#: features (with values, for a model that sees chances), label, report, bag
Row = tuple[list[str] | dict[str, float], str, str, str]


def fit(name: str, rows: list[Row]) -> LinearModel:
    """Learn one model: penalised logistic regression on features seen in enough reports."""
    table, column = tabled(rows)
    answers = np.array([label for _, label, *_ in rows])
    if len(set(answers)) < 2:
        return LinearModel(name, tuple(set(answers)) or ("True",), {})
    strength = STRENGTH.get(name, ELSE)
    if name in LISTWISE:
        weights = one_right(table, answers == "True", [bag for *_, bag in rows], strength)
        return LinearModel(name, ("True",), {f: (float(weights[n]),) for f, n in column.items()})
    model = LogisticRegression(C=strength, max_iter=150, tol=1e-3, fit_intercept=False).fit(table, answers)
    labels = [str(label) for label in model.classes_]
    if set(labels) <= {"True", "False"}:
        return LinearModel(name, ("True",), {f: (float(model.coef_[0][n]),) for f, n in column.items()})
    columns = model.coef_ if len(labels) > 2 else np.vstack([-model.coef_[0], model.coef_[0]])
    return LinearModel(name, tuple(labels), {f: tuple(map(float, columns[:, n])) for f, n in column.items()})


def tabled(rows: list[Row]) -> tuple[csr_matrix, dict[str, int]]:
    """Which example has which feature, of those seen in enough reports; and the column of each."""
    reports: dict[str, set[str]] = defaultdict(set)
    for features, _, report, _ in rows:
        for feature in features:
            if len(reports[feature]) < SEEN:
                reports[feature].add(report)
    column = {f: n for n, f in enumerate(sorted(f for f, seen in reports.items() if len(seen) >= SEEN))}
    indices, values, starts = [], [], [0]
    for features, *_ in rows:
        known = [f for f in features if f in column]
        indices += [column[f] for f in known]
        values += [features[f] for f in known] if isinstance(features, dict) else [1.0] * len(known)
        starts.append(len(indices))
    return csr_matrix((values, indices, starts), shape=(len(rows), len(column))), column


def one_right(table: csr_matrix, is_right: Any, bags: list[str], strength: float) -> Any:
    """Weights by which the answers of a bag, which stand together, share one chance, so that as much of it as may be
    falls to those that are right (softmax over the bag); a bag without a right answer teaches nothing.
    """
    _, first = np.unique(bags, return_index=True)
    starts = np.sort(first)
    bag = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(bags))))
    known = (np.add.reduceat(is_right.astype(float), starts) > 0)[bag]

    def lost(weights: Any) -> tuple[float, Any]:
        sums = table @ weights
        powers = np.exp(sums - np.maximum.reduceat(sums, starts)[bag])
        shares = powers / np.add.reduceat(powers, starts)[bag]
        right = np.add.reduceat(shares * is_right, starts)[bag] + 1e-12
        pull = (shares - shares * is_right / right) * known
        loss = -np.log(right[starts])[known[starts]].sum() + weights @ weights / (2 * strength)
        return float(loss), table.T @ pull + weights / strength

    return minimize(lost, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def one_of_each_bag(model: LinearModel, rows: list[Row], none: tuple[str, ...] = ("none", "False")) -> list[Row]:
    """Of the mentions that share a label only the one that bears it out best; all those that bear none."""
    best: dict[str, tuple[float, int]] = {}
    for n, (features, label, _, bag) in enumerate(rows):
        if label not in none:
            chance = model.chances(features)[label]
            if chance > best.get(bag, (-1.0, -1))[0]:
                best[bag] = chance, n
    chosen = {n for _, n in best.values()}
    return [row for n, row in enumerate(rows) if row[1] in none or n in chosen]


def fitted(name: str, rows: list[Row]) -> LinearModel:
    """Learn one model; where one of the mentions that share a label suffices, from the best of them."""
    model = fit(name, rows)
    return fit(name, one_of_each_bag(model, rows)) if name in (*BAGGED, *AGAIN) else model


def fitted_apart(
    name: str, rows: list[Row], scenes: list[tuple[Scene, dict[str, Any]]], folds: int = 4
) -> dict[str, LinearModel]:
    """By report, the model of a name that never saw the report or its like."""
    group_of = likeness([gold for _, gold in scenes])
    by_fold = []
    for fold in range(folds):
        by_fold.append(fitted(name, [row for row in rows if group_of[row[2]] % folds != fold]))
    return {gold["id"]: by_fold[group_of[gold["id"]] % folds] for _, gold in scenes}
