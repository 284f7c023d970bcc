"""Parts of patterns. A part, tried at a token, yields each way it can match: (token after it, value)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from marsad.model import Token
from marsad.rules.lattice import Item, Lattice

Way = tuple[int, object]
QUOTES = frozenset("\"'\u00ab\u00bb\u201c\u201d\u2018\u2019\u201e()[]")


@dataclass(frozen=True, slots=True)
class Part:
    """`ways(lattice, index, stop)` yields matches that end at or before `stop`; `starts` are the item ids it can open
    with.
    """

    ways: Callable[[Lattice, int, int], Iterator[Way]]
    #: id prefixes this part may start with; empty: any token
    starts: tuple[str, ...] = ()
    is_optional: bool = False


def term(*ids: str, where: Callable[[Item], bool] | None = None) -> Part:
    """An item whose id is one of `ids`; an id that ends in `.` stands for all ids below it. One quote mark before it is
    passed over.
    """
    exact = frozenset(i for i in ids if not i.endswith("."))
    above = tuple(i for i in ids if i.endswith("."))

    def ways(lattice: Lattice, index: int, stop: int) -> Iterator[Way]:
        if index < stop and lattice.doc.tokens[index].folded in QUOTES:
            index += 1
        for item in lattice.items.get(index, ()):
            wanted = item.id in exact or item.id.startswith(above) if above else item.id in exact
            if wanted and item.last <= stop and (where is None or where(item)):
                yield item.last, item

    return Part(ways, ids)


def word(*folded: str) -> Part:
    """A token with one of these folded forms among its keys.

    For punctuation and ASCII; Arabic words belong in lexicons.
    """
    wanted = frozenset(folded)

    def ways(lattice: Lattice, index: int, stop: int) -> Iterator[Way]:
        if index < stop and not wanted.isdisjoint(lattice.doc.tokens[index].keys):
            yield index + 1, lattice.doc.tokens[index]

    return Part(ways)


def token(test: Callable[[Token], bool]) -> Part:
    """Any token for which the test holds."""

    def ways(lattice: Lattice, index: int, stop: int) -> Iterator[Way]:
        if index < stop and test(lattice.doc.tokens[index]):
            yield index + 1, lattice.doc.tokens[index]

    return Part(ways)


def gap(most: int, *, over: Callable[[Token], bool] = lambda t: t.kind != "punct") -> Part:
    """Up to `most` tokens that pass the test, fewest first."""

    def ways(lattice: Lattice, index: int, stop: int) -> Iterator[Way]:
        yield index, None
        for passed in range(most):
            if index + passed >= stop or not over(lattice.doc.tokens[index + passed]):
                return
            yield index + passed + 1, None

    return Part(ways, (), True)


def maybe(part: Part) -> Part:
    """The part, or nothing (value None)."""

    def ways(lattice: Lattice, index: int, stop: int) -> Iterator[Way]:
        yield from part.ways(lattice, index, stop)
        yield index, None

    return Part(ways, part.starts, True)


def any_of(*parts: Part) -> Part:
    """The first of several parts that fits, then the others."""

    def ways(lattice: Lattice, index: int, stop: int) -> Iterator[Way]:
        for part in parts:
            yield from part.ways(lattice, index, stop)

    starts = () if any(not p.starts for p in parts) else tuple(s for p in parts for s in p.starts)
    return Part(ways, starts, all(p.is_optional for p in parts))
