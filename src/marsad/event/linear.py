"""A linear model that can be read: features with weights, summed and turned into chances.

Weights are learned from the development gold by `eval/train.py` and kept as CSV under `data/weights`, one row per
feature.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`labels` in column order; `weights` maps a feature to one weight per label."""

    name: str
    labels: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]
    #: the features that have a weight
    _known: frozenset[str] = field(init=False, repr=False, compare=False)
    #: of a model with one label, the weight of each feature
    _only: dict[str, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", frozenset(feature for feature, row in self.weights.items() if row))
        only = {feature: row[0] for feature, row in self.weights.items() if len(self.labels) == 1 and row}
        object.__setattr__(self, "_only", only)

    def chances(self, features: Iterable[str] | Mapping[str, float]) -> dict[str, float]:
        """The estimated chance of each label. A feature told twice counts once, as in learning.

        Features without a weight count nothing; those of a mapping count as often as their value says. The sum is
        exact, so that the order of the features (some come from sets) changes nothing in the result.
        """
        weighed = self._known.intersection(features)
        if isinstance(features, Mapping):
            rows = [tuple(weight * features[name] for weight in self.weights[name]) for name in weighed]
            sums = list(map(math.fsum, zip(*rows, strict=True))) or [0.0] * len(self.labels)
        elif len(self.labels) == 1:
            whole = math.fsum(map(self._only.__getitem__, weighed))
            return {self.labels[0]: 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, whole))))}
        else:
            columns = zip(*map(self.weights.__getitem__, weighed), strict=True)
            sums = list(map(math.fsum, columns)) or [0.0] * len(self.labels)
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
