"""The learned weights that event drawing uses, as one bundle."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from marsad.event.linear import LinearModel, load_model, weights_folder

NAMES = (
    "keep",
    "episode",
    "worth",
    "stand",
    "kind",
    "type",
    "role",
    "party",
    "doer",
    "sufferer",
    "place",
    "site",
    "spot",
    "date",
    "weapon",
    "means",
    "source",
    "speaker",
    "loss",
    "side",
    "status",
    "held",
    "salience",
)


@dataclass(frozen=True, slots=True)
class Models:
    """One linear model per decision, and the chance above which each says yes."""

    keep: LinearModel
    episode: LinearModel
    worth: LinearModel
    stand: LinearModel
    kind: LinearModel
    type: LinearModel
    role: LinearModel
    party: LinearModel
    doer: LinearModel
    sufferer: LinearModel
    place: LinearModel
    site: LinearModel
    spot: LinearModel
    date: LinearModel
    weapon: LinearModel
    means: LinearModel
    source: LinearModel
    speaker: LinearModel
    loss: LinearModel
    side: LinearModel
    status: LinearModel
    held: LinearModel
    salience: LinearModel
    thresholds: dict[str, float]
    #: by slot: rising (chance from which on, share of such values that proved right)
    steps: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def threshold(self, name: str) -> float:
        """The chance above which a model says yes (0.5 unless `data/weights/thresholds.toml` says otherwise)."""
        return self.thresholds.get(name, 0.5)

    def confidence(self, slot: str, chance: float) -> float:
        """How often values of a slot with such a chance proved right; the chance itself where that was not measured."""
        steps = self.steps.get(slot)
        return steps[max(0, bisect_right(steps, chance, key=lambda step: step[0]) - 1)][1] if steps else chance


@lru_cache(maxsize=4)
def load_models(quick: bool = False) -> Models:
    """The models of the package, read once per process; `quick` ones were learned without the network."""
    models = {name: load_model(name, quick) for name in NAMES}
    rising = _read("calibration", quick)["steps"].items()
    steps = {slot: [(edge, share) for edge, share in found] for slot, found in rising}
    return Models(**models, thresholds=_read("thresholds", quick)["threshold"], steps=steps)


def _read(name: str, quick: bool) -> dict[str, Any]:
    return tomllib.loads((weights_folder(quick) / f"{name}.toml").read_text(encoding="utf-8"))
