"""What the learned choices of the finder of parties share: their weights, and how numbers are told in steps."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=4)
def weights_of(name: str) -> dict[str, float]:
    """What each feature of a choice weighs, from `data/weights/<name>.csv`."""
    path = files("marsad") / "data" / "weights" / f"{name}.csv"
    _, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    return {feature: float(weight) for feature, weight in rows}


def step(number: int, edges: tuple[int, ...]) -> str:
    """The last of the edges that a number reaches, 0 for none."""
    return str(max((edge for edge in edges if edge <= number), default=0))
