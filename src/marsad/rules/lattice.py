"""What rules read: the tokens of a Doc and, at each token, the items (lexicon hits, numerals, earlier mentions) that
start there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.model import Doc, Span


@dataclass(frozen=True, slots=True)
class Item:
    """Something found at tokens `[first, last)`: `id` is what parts ask for, `value` whatever the finder made of it."""

    id: str
    first: int
    last: int
    value: object = None


@dataclass(frozen=True, slots=True)
class Lattice:
    """A Doc with its items by starting token, longest first."""

    doc: Doc
    items: dict[int, list[Item]] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc, items: Iterable[Item]) -> Lattice:
        """A lattice over a Doc."""
        starts: dict[int, list[Item]] = {}
        for item in items:
            starts.setdefault(item.first, []).append(item)
        for found in starts.values():
            found.sort(key=lambda item: -item.last)
        return cls(doc, starts)

    def at(self, index: int) -> list[Item]:
        """Items that start at a token."""
        return self.items.get(index, [])

    def span(self, item: Item) -> Span:
        """Where an item stands in the Doc."""
        return self.doc.span_of(item.first, item.last)
