"""Actor lineage: which ids name the same side, a part of it, or another side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from marsad.lexicon.registry import load_actors
from marsad.text import fold
from marsad.text.clitics import without_article

#: ids that name no party: they agree with nobody and contradict nobody
UNNAMED = frozenset({"unknown", "unknown-gunmen"})
#: id that a population folds into
CIVILIANS = "civilians"


def name_words(name: str) -> frozenset[str]:
    """The folded words of a name without its article, to compare two spellings."""
    return frozenset(without_article(word) for word in re.findall(r"\w+", fold(name.removeprefix("x:"))))


@dataclass(frozen=True)
class Lineage:
    """The registry's parents and kinds. `kin` compares two actors; chains are kept once computed."""

    parents: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=dict)
    _chains: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _kin: dict[tuple[str, str], float] = field(default_factory=dict, repr=False, compare=False)

    def chain(self, actor: str) -> tuple[str, ...]:
        """The actor and its parents, nearest first."""
        known = self._chains.get(actor)
        if known is None:
            links = [actor]
            while (parent := self.parents.get(links[-1], "")) and parent not in links:
                links.append(parent)
            known = self._chains[actor] = tuple(links)
        return known

    def root(self, actor: str) -> str:
        """The topmost party that the actor belongs to."""
        return self.chain(actor)[-1]

    def is_part_of(self, part: str, whole: str) -> bool:
        """True if `whole` stands above `part` in the registry."""
        return whole in self.chain(part)[1:]

    def kin(self, left: str, right: str) -> float:
        """1 for one actor, 0.8 for part and whole, 0.4 for two parts of one whole, 0 for strangers."""
        pair = (left, right) if left <= right else (right, left)
        known = self._kin.get(pair)
        if known is None:
            known = self._kin[pair] = self._compare(*pair)
        return known

    def _compare(self, left: str, right: str) -> float:
        if left == right:
            return 1.0
        if left.startswith("x:") or right.startswith("x:"):
            return _compare_names(left, right)
        if self.is_part_of(left, right) or self.is_part_of(right, left):
            return 0.8
        return 0.4 if self.root(left) == self.root(right) else 0.0


def _compare_names(left: str, right: str) -> float:
    ours, theirs = name_words(left), name_words(right)
    if not ours or not theirs:
        return 0.0
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    return 0.9 * shared if shared >= 0.5 else 0.0


def load_lineage() -> Lineage:
    """The lineage of the packaged actor registry."""
    actors = list(load_actors().values())
    return Lineage({actor.id: actor.parent for actor in actors}, {actor.id: actor.kind for actor in actors})
