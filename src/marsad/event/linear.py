"""A linear model that can be read: features with weights, summed and turned into chances.

Weights are learned from the development gold by `eval/train.py` and kept as CSV under `data/weights`, one row per
feature.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import mul
from typing import TypeVar

T = TypeVar("T")
#: features and groups of features that a model keeps the points of
MOST_KEPT = 100_000
#: points of a weight of one: sums of whole numbers are exact in any order, and quick
POINTS = 1_000_000_000


class Together:
    """Features that always come together: their weights are added up once for all reports.

    Two of them are one only if they are the same object, which is quicker than to compare all their names; so make them
    by a function that keeps what it made, such as `together`.
    """

    __slots__ = ("names",)

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)


#: a feature, or several that always come together
Feature = str | Together


@lru_cache(maxsize=50_000)
def together(names: tuple[str, ...]) -> Together:
    """Features that come together, kept, since the same come again in every report."""
    return Together(names)


def spelled(features: Iterable[Feature]) -> Iterator[str]:
    """The features one by one.

    >>> list(spelled(["bias", together(("near", "town|near"))]))
    ['bias', 'near', 'town|near']
    """
    for feature in features:
        if isinstance(feature, str):
            yield feature
        else:
            yield from feature.names


class _Points(dict[Feature, T]):
    """The points of a feature, or of features told together: added up when first asked for."""

    def __init__(self, add_up: Callable[[Iterable[str]], T]) -> None:
        super().__init__()
        self._add_up = add_up

    def __missing__(self, feature: Feature) -> T:
        if len(self) >= MOST_KEPT:
            self.clear()
        found = self[feature] = self._add_up(dict.fromkeys(spelled([feature])))
        return found


def _weighed(features: dict[str, float], weights: _Points[float]) -> float:
    """The weights of features summed up, each as often as the value of its feature says."""
    return math.fsum(map(mul, map(weights.__getitem__, features), features.values()))


class Weights(Mapping[str, tuple[float, ...]]):
    """The weights of each feature as lines of a table; the numbers of a line are read when first asked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, str] = {}
        self._read: dict[str, tuple[float, ...]] = {}
        for line in lines:
            name, _, cells = line.partition(",")
            if name.startswith('"'):  # a comma or a quote mark in the name
                name, *rest = next(csv.reader([line]))
                cells = ",".join(rest)
            self._lines[name] = cells

    def __getitem__(self, name: str) -> tuple[float, ...]:
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = tuple(map(float, self._lines[name].split(",")))
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`labels` in column order; `weights` maps a feature to one weight per label."""

    name: str
    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    #: points of the only label of a yes-or-no model
    _points: _Points[int] = field(init=False, repr=False, compare=False)
    #: points of each label, () where a feature has none
    _rows: _Points[tuple[int, ...]] = field(init=False, repr=False, compare=False)
    #: by label, the weight of each feature, nought where it has none
    _columns: tuple[_Points[float], ...] = field(init=False, repr=False, compare=False)
    #: the highest weight of each label and the feature that has it, () where none has a weight
    _best: _Points[tuple[tuple[float, str], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_points", _Points(lambda names: sum(row[0] for row in self._known(names))))
        object.__setattr__(self, "_best", _Points(lambda names: self._strongest(n for n in names if n != "bias")))
        object.__setattr__(self, "_rows", _Points(lambda names: tuple(map(sum, zip(*self._known(names), strict=True)))))
        columns = tuple(_Points(partial(self._column, column)) for column in range(len(self.labels)))
        object.__setattr__(self, "_columns", columns)

    def _column(self, column: int, names: Iterable[str]) -> float:
        """The weights of one label summed up."""
        return math.fsum(self.weights[name][column] for name in names if name in self.weights)

    def _known(self, names: Iterable[str]) -> list[tuple[int, ...]]:
        """The points of those features that have a weight."""
        rows = (self.weights[name] for name in names if name in self.weights)
        return [tuple(round(weight * POINTS) for weight in row) for row in rows]

    def chances(self, features: Iterable[Feature] | dict[str, float]) -> dict[str, float]:
        """The estimated chance of each label. A feature told twice counts once, as in learning.

        Features without a weight count nothing; those of a dict count as often as their value says. The sum is
        exact, so that the order of the features (some come from sets) changes nothing in the result. A feature told
        with others must not be told alone or with yet others as well.
        """
        if isinstance(features, dict):
            sums = [_weighed(features, column) for column in self._columns]
        else:
            sums = self._sums(features)
        if len(sums) == 1:
            return {self.labels[0]: 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sums[0]))))}
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(self.labels, powers, strict=True)}

    def _sums(self, features: Iterable[Feature]) -> list[float]:
        """The weights of each label summed up."""
        found = filter(None, map(self._rows.__getitem__, set(features)))
        return [sum(points) / POINTS for points in zip(*found, strict=True)] or [0.0] * len(self.labels)

    def chance(self, features: Iterable[Feature]) -> float:
        """The chance of the only label of a yes-or-no model."""
        whole = sum(map(self._points.__getitem__, set(features))) / POINTS
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, whole))))

    def shares(self, choices: Iterable[Iterable[Feature] | dict[str, float]]) -> list[float]:
        """Of answers of which one is right, each told by its features, the chance of each to be it."""
        sums = [
            _weighed(told, self._columns[0])
            if isinstance(told, dict)
            else sum(map(self._points.__getitem__, set(told))) / POINTS
            for told in choices
        ]
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        whole = sum(powers)
        return [power / whole for power in powers]

    def strongest(self, features: Iterable[Feature], label: str) -> str:
        """The feature that speaks most for a label, "" if none does; what holds for all cases does not speak."""
        column = self.labels.index(label)
        return max((best[column] for best in map(self._best.__getitem__, features) if best), default=(0.0, ""))[1]

    def _strongest(self, names: Iterable[str]) -> tuple[tuple[float, str], ...]:
        """Of each label, the highest weight among those features, with its name."""
        rows = [[(weight, name) for weight in self.weights[name]] for name in names if name in self.weights]
        return tuple(map(max, zip(*rows, strict=True)))


def weights_folder(quick: bool) -> Traversable:
    """Where the weights are: those beside the network, or those that do without."""
    folder = files("marsad") / "data" / "weights"
    return folder / "quick" if quick else folder


@lru_cache(maxsize=64)
def load_model(name: str, quick: bool = False) -> LinearModel:
    """The model of a name, from `data/weights/<name>.csv`. Raises FileNotFoundError if there is none."""
    text = (weights_folder(quick) / f"{name}.csv").read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    return LinearModel(name, tuple(head.split(",")[1:]), Weights(lines))
