"""Reports as networks and finders read them that never saw them: what learning weights, and cross-validation, look at.

A network is sure of what it was taught; weights learned from its readings of its own lessons would trust it too much.
`eval/encode.py --folds N --out DIR` makes the networks. So are the choices of the finder of parties (whose army «the
army» is, whom «the gunmen» are), which are learned here anew for each fold.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import backs
import lands
import numpy as np
from coding import report_of
from gold import likeness

from marsad.encoder.base import BaseWeights, base_file
from marsad.encoder.reading import Encoder, read_learned
from marsad.errors import UsageError
from marsad.event.scene import Scene
from marsad.mention.actor import back, land, possessed, sides
from marsad.pipeline.code import read_scene

#: what the networks made of each report, kept beside them: delete it when they are learned anew
KEPT = "vectors.npz"
#: parts by which the choices of the finder of parties are learned apart
FOLDS = 3
#: the modules that weigh such choices
_CHOOSERS = (back, land, possessed, sides)


def read_apart(golds: list[dict[str, Any]], folder: Path | None) -> list[tuple[Scene, dict[str, Any]]]:
    """The scene of each report, as the network of `folder` reads it that was learned without it; None: no network."""
    scenes = scenes_apart(golds)
    if folder is None:
        return scenes
    paths, base = sorted(folder.glob("fold*.npz")), base_file()
    if not paths or base is None:
        raise UsageError(f"no networks in {folder}: run eval/encode.py --folds 3 --out {folder}, or use --quick")
    encoders = [Encoder(BaseWeights(base), read_learned(path)) for path in paths]
    group = likeness(golds)
    kept: dict[str, Any] = dict(np.load(folder / KEPT)) if (folder / KEPT).exists() else {}
    found, is_new = [], False
    for scene, gold in scenes:
        key, encoder = gold["id"], encoders[group[gold["id"]] % len(encoders)]
        if f"{key} sums" not in kept:
            sums, kept[f"{key} sizes"] = encoder.sums(scene.doc)
            kept[f"{key} sums"], is_new = sums.astype(np.float16), True
        reading = encoder.reading(kept[f"{key} sums"].astype(np.float32), kept[f"{key} sizes"])
        found.append((replace(scene, reading=reading), gold))
    if is_new:
        np.savez(folder / KEPT, **kept)
    return found


def scenes_apart(golds: list[dict[str, Any]]) -> list[tuple[Scene, dict[str, Any]]]:
    """The scene of each report, its parties made out by choices that were learned without it."""
    nouns = {gold["id"]: list(lands.examples_of(gold)) for gold in golds}
    others = {gold["id"]: list(backs.examples_of(gold)) for gold in golds}
    group = likeness(golds)
    found: dict[str, Scene] = {}
    for fold in range(FOLDS):
        rest = [gold for gold in golds if group[gold["id"]] % FOLDS != fold]
        models = {"land": lands.learn(rest, nouns)} | {name: backs.learn(name, rest, others) for name in backs.CHOICES}
        weights = {name: {told: row[0] for told, row in model.weights.items()} for name, model in models.items()}
        with ExitStack() as patched:
            for module in _CHOOSERS:
                patched.enter_context(patch.object(module, "weights_of", weights.__getitem__))
            for gold in golds:
                if group[gold["id"]] % FOLDS == fold:
                    found[gold["id"]] = read_scene(report_of(gold))
    return [(found[gold["id"]], gold) for gold in golds]
