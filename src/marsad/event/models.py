"""The learned weights that event drawing uses, as one bundle."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from marsad.event.linear import LinearModel, load_model

NAMES = (
    "keep",
    "episode",
    "worth",
    "kind",
    "role",
    "place",
    "date",
    "weapon",
    "source",
    "loss",
    "side",
    "status",
    "salience",
)


@dataclass(frozen=True, slots=True)
class Models:
    """One linear model per decision, and the chance above which each says yes."""

    keep: LinearModel
    episode: LinearModel
    worth: LinearModel
    kind: LinearModel
    role: LinearModel
    place: LinearModel
    date: LinearModel
    weapon: LinearModel
    source: LinearModel
    loss: LinearModel
    side: LinearModel
    status: LinearModel
    salience: LinearModel
    thresholds: dict[str, float]

    def threshold(self, name: str) -> float:
        """The chance above which a model says yes (0.5 unless `data/weights/thresholds.toml` says otherwise)."""
        return self.thresholds.get(name, 0.5)


@lru_cache(maxsize=1)
def load_models() -> Models:
    """The models of the package, read once per process."""
    text = (files("marsad") / "data" / "weights" / "thresholds.toml").read_text(encoding="utf-8")
    return Models(**{name: load_model(name) for name in NAMES}, thresholds=tomllib.loads(text)["threshold"])
