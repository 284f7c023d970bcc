"""Where the gold is: the bundled sample's, and the development sets of a codebook folder if one is there."""

from __future__ import annotations

import json
import os
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import crc32

HERE = Path(__file__).resolve().parent
#: the codebook folder: `MARSAD_CODEBOOK`, or the one beside the checkout
CODEBOOK = Path(os.environ.get("MARSAD_CODEBOOK") or HERE.parent.parent / "shared" / "codebook")
SAMPLE = Path(str(files("marsad") / "data" / "sample"))
#: the development sets; `train` is ours
SETS = ("seeds", "press", "own", "own2", "train")
#: the folder of that set
OURS = HERE / "gold"
#: the folder of gold that nothing is learned from: reports coded apart, and whole pages with their furniture
APART = HERE / "apart"
#: sets whose figures are read and whose texts are not
BLIND = ("press2",)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def gold_sets() -> dict[str, Path]:
    """The gold file of each set that is there, by name; the bundled one first, blind ones last."""
    paths = [path for folder in (CODEBOOK / "gold", APART) for path in sorted(folder.glob("*.gold.jsonl"))]
    found = {path.name.removesuffix(".gold.jsonl"): path for path in paths}
    ordered = sorted(found.items(), key=lambda item: (item[0] in BLIND, item[0]))
    return {"sample": SAMPLE / "gold.jsonl", **dict(ordered)}


def read_golds() -> list[dict[str, Any]]:
    """The rows of every development set, each with the name of its `set`."""
    paths = [(name, CODEBOOK / "gold" / f"{name}.gold.jsonl") for name in SETS if name != "train"]
    paths += [("train", path) for path in sorted(OURS.glob("*.gold.jsonl"))]
    return [{**row, "set": name} for name, path in paths for row in read_rows(path)]


def read_floors() -> dict[str, dict[str, float]]:
    """The floor of each slot's F1 by set."""
    with (HERE / "floors.toml").open("rb") as file:
        return tomllib.load(file)["f1"]  # type: ignore[no-any-return]


def likeness(golds: list[dict[str, Any]]) -> dict[str, int]:
    """A group number per report, which stays when reports are added: those that share an incident or much of their
    text are one group.
    """
    parent = {g["id"]: g["id"] for g in golds}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    words: dict[tuple[str, ...], str] = {}
    for gold in golds:
        tokens = gold["text"].split()
        for start in range(len(tokens) - 7):
            other = words.setdefault(tuple(tokens[start : start + 8]), gold["id"])
            parent[root(gold["id"])] = root(other)
    for path in CODEBOOK.glob("gold/*.incidents.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            ids = [i for i, _ in json.loads(line)["members"] if i in parent]
            for other in ids[1:]:
                parent[root(other)] = root(ids[0])
    return {g["id"]: crc32(root(g["id"]).encode()) for g in golds}
