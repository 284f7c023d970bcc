"""Reports as networks read them that never saw them: what learning weights, and cross-validation, must look at.

A network is sure of what it was taught; weights learned from its readings of its own lessons would trust it too much.
`eval/encode.py --folds N --out DIR` makes the networks.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from coding import report_of
from gold import likeness

from marsad.encoder.base import BaseWeights, base_file
from marsad.encoder.reading import Encoder, read_learned
from marsad.errors import UsageError
from marsad.event.scene import Scene
from marsad.pipeline.code import read_scene

#: what the networks made of each report, kept beside them: delete it when they are learned anew
KEPT = "vectors.npz"


def read_apart(golds: list[dict[str, Any]], folder: Path | None) -> list[tuple[Scene, dict[str, Any]]]:
    """The scene of each report, as the network of `folder` reads it that was learned without it; None: no network."""
    scenes = [(read_scene(report_of(gold)), gold) for gold in golds]
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
