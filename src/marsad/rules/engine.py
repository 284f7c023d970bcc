"""Rules: a function over named parts, found at every place of a Doc, never across a sentence end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from marsad.rules.lattice import Lattice
from marsad.rules.parts import Part


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern; its docstring is what an analyst reads beside the evidence."""

    name: str
    parts: tuple[tuple[str, Part], ...]
    make: Callable[..., object]
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits tokens `[first, last)`, and what it made of them."""

    rule: Rule
    first: int
    last: int
    value: object


def rule(**parts: Part) -> Callable[[Callable[..., object]], Rule]:
    """Make a rule of a function. The parts stand in text order; the function gets their values by name.

    It returns what the match means, or None to decline. Raises `TypeError` where the docstring is missing.
    """

    def wrap(make: Callable[..., object]) -> Rule:
        if not make.__doc__:
            raise TypeError(
                f"rule {make.__name__} has no docstring: say in one sentence what it finds, with an example"
            )
        return Rule(make.__name__, tuple(parts.items()), make, " ".join(make.__doc__.split()))

    return wrap


class RuleSet:
    """Rules tried together; of matches that overlap, the longest wins, then the rule named first."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._by_start: dict[str, list[Rule]] = {}
        self._anywhere: list[Rule] = []
        for entry in self.rules:
            starts = _starts(entry)
            if not starts:
                self._anywhere.append(entry)
            for start in starts:
                self._by_start.setdefault(start, []).append(entry)

    def _candidates(self, lattice: Lattice, index: int) -> list[Rule]:
        found = {id(entry): entry for entry in self._anywhere}
        for item in lattice.at(index):
            for start, rules in self._by_start.items():
                if item.id == start or (start.endswith(".") and item.id.startswith(start)):
                    found.update((id(entry), entry) for entry in rules)
        return list(found.values())

    def matches(self, lattice: Lattice) -> list[Match]:
        """Every match of every rule, each rule's longest at each place."""
        found: list[Match] = []
        for sentence in lattice.doc.sentences:
            for index in range(sentence.first, sentence.last):
                for entry in self._candidates(lattice, index):
                    match = _best(entry, lattice, index, sentence.last)
                    if match:
                        found.append(match)
        return found

    def find(self, lattice: Lattice) -> list[Match]:
        """Matches that do not overlap: longest first, then leftmost, then by the order of the rules."""
        order = {entry.name: n for n, entry in enumerate(self.rules)}
        kept: list[Match] = []
        taken: set[int] = set()
        for match in sorted(self.matches(lattice), key=lambda m: (m.first - m.last, m.first, order[m.rule.name])):
            if taken.isdisjoint(range(match.first, match.last)):
                taken.update(range(match.first, match.last))
                kept.append(match)
        return sorted(kept, key=lambda m: m.first)


def _starts(entry: Rule) -> tuple[str, ...]:
    """Item ids that a match can begin with; empty where it can begin anywhere."""
    starts: list[str] = []
    for _, part in entry.parts:
        if not part.starts:
            return ()
        starts += part.starts
        if not part.is_optional:
            return tuple(starts)
    return ()


def _best(entry: Rule, lattice: Lattice, first: int, stop: int) -> Match | None:
    best: Match | None = None
    for last, values in _ways(entry.parts, lattice, first, stop):
        if best is not None and last <= best.last:
            continue
        value = entry.make(**values)
        if value is not None:
            best = Match(entry, first, last, value)
    return best


def _ways(
    parts: tuple[tuple[str, Part], ...], lattice: Lattice, index: int, stop: int
) -> list[tuple[int, dict[str, object]]]:
    ways: list[tuple[int, dict[str, object]]] = [(index, {})]
    for name, part in parts:
        ways = [(end, {**values, name: value}) for at, values in ways for end, value in part.ways(lattice, at, stop)]
        if not ways:
            return []
    return [(end, values) for end, values in ways if end > index]
