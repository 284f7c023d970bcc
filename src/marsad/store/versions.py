"""Which software, lexicons and gazetteer are in use: the stamp on every row."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import marsad
from marsad.lexicon.added import Stamp, added_table, alias_table, corrected_table, stamp_of
from marsad.model.record import Versions

#: folders of `marsad/data` that decide what words mean, and what places are where
_LEXICON = ("lexicon", "registry", "model")
_GAZETTEER = ("gazetteer",)


def current_versions() -> Versions:
    """The stamp of this installation: the version number and short digests of the lexicons and the gazetteer.

    Names and places that the user added count too.
    """
    places, names = (stamp_of(added_table()), stamp_of(corrected_table())), (stamp_of(alias_table()),)
    return Versions(marsad.__version__, _digest(_LEXICON, names), _digest(_GAZETTEER, places))


@lru_cache(maxsize=4)
def _digest(folders: tuple[str, ...], added: tuple[Stamp, ...]) -> str:
    digest = hashlib.sha256()
    for path, changed, _ in added:
        digest.update(Path(path).read_bytes() if changed else b"")
    root = resources.files("marsad").joinpath("data")
    for folder in folders:
        for file in _files(root.joinpath(folder)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Traversable) -> list[Traversable]:
    """All files below a folder in the order of their names; none where there is no folder."""
    if not folder.is_dir():
        return []
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _files(entry)
        elif entry.name.endswith((".toml", ".csv", ".json")):
            found.append(entry)
    return found
