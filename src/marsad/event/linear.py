"""A linear model that can be read: features with weights, summed and turned into chances.

Weights are learned from the development gold by `eval/train.py` and kept as CSV under `data/weights`, one row per
feature.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`labels` in column order; `weights` maps a feature to one weight per label."""

    name: str
    labels: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]

    def chances(self, features: Iterable[str]) -> dict[str, float]:
        """The estimated chance of each label. A feature told twice counts once, as in learning.

        Features without a weight count nothing. The sum is exact, so that the order of the features (some come from
        sets) changes nothing in the result.
        """
        rows = [row for feature in set(features) if (row := self.weights.get(feature))]
        sums = [math.fsum(column) for column in zip(*rows, strict=True)] or [0.0] * len(self.labels)
        if len(sums) == 1:
            return {self.labels[0]: 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sums[0]))))}
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self.labels, powers, strict=True)}

    def chance(self, features: Iterable[str]) -> float:
        """The chance of the only label of a yes-or-no model."""
        return self.chances(features)[self.labels[0]]

    def strongest(self, features: Iterable[str], label: str) -> str:
        """The feature that speaks most for a label, "" if none does."""
        column = self.labels.index(label)
        speaking = [(self.weights[f][column], f) for f in features if f in self.weights and f != "bias"]
        return max(speaking, default=(0.0, ""))[1]


@lru_cache(maxsize=32)
def load_model(name: str) -> LinearModel:
    """The model of a name, from `data/weights/<name>.csv`. Raises FileNotFoundError if there is none."""
    text = (files("marsad") / "data" / "weights" / f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    labels = tuple(next(rows)[1:])
    return LinearModel(name, labels, {row[0]: tuple(float(cell) for cell in row[1:]) for row in rows})
