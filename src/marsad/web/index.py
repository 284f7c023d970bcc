"""The lines by what they can be narrowed by, so that hundreds of thousands are counted without looking at each.

A set of lines is a number: bit n stands for the n-th line of the list. Sets are cut and joined as numbers, and the
bits of a number are counted by the processor. What was found is kept as long as the index itself, that is until the
record changes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from typing import TypeVar, cast

from marsad.export.drawing import Spot
from marsad.web.line import FACETS, Line

T = TypeVar("T")
#: answers that are kept
MOST_KEPT = 64
#: what an index works out when it is first asked for
WORKED_OUT = ("every", "spots", "located", "deadliest", "_starts", "_lasting", "_days", "_number_of")
#: the digits 0 and 1 as the bytes 0 and 1
SIGNS = bytes.maketrans(b"01", b"\0\1")


class Index:
    """What is asked of a list of lines, the newest first. The lines of an index never change."""

    def __init__(self, lines: Sequence[Line], rows: dict[str, dict[str, int]] | None = None) -> None:
        self.lines = lines
        #: by facet and value, the lines that have it
        self.rows = rows or {facet: rows_of(lines, facet) for facet in FACETS}
        self._kept: dict[Hashable, object] = {}

    def judged_anew(self, lines: Sequence[Line], numbers: Sequence[int]) -> Index:
        """The index of the same incidents, of which those at some numbers have another state."""
        changed = bits_of(numbers)
        states = {value: bits & ~changed for value, bits in self.rows["state"].items()}
        for value, bits in rows_of([lines[number] for number in numbers], "state").items():
            found = compress(numbers, signs_of(bits, len(numbers)))
            states[value] = states.get(value, 0) | bits_of(list(found))
        judged = Index(lines, {**self.rows, "state": {value: bits for value, bits in states.items() if bits}})
        # nothing that was worked out hangs on the state
        judged.__dict__.update({part: known for part, known in self.__dict__.items() if part in WORKED_OUT})
        return judged

    def moved_to(self, lines: Sequence[Line], gone: Sequence[int], fresh: Sequence[int]) -> Index:
        """The index of a list that lost the lines at some numbers of this one and got those at some numbers of its own.

        Both rise. The sets are cut and spread where lines went and came; nothing else is looked at.
        """
        rows = {}
        for facet, sets in self.rows.items():
            new: dict[str, list[int]] = {}
            for number in fresh:
                for value in lines[number].facets[facet]:
                    new.setdefault(value, []).append(number)
            moved = {value: spread(cut(bits, gone), fresh) for value, bits in sets.items()}
            for value, numbers in new.items():
                moved[value] = moved.get(value, 0) | bits_of(numbers)
            rows[facet] = {value: bits for value, bits in moved.items() if bits}
        return Index(lines, rows)

    def prepared(self) -> Index:
        """The same index with what maps and timelines ask of it worked out now, while nobody waits for a page."""
        for part in ("spots", "located", "_days"):
            getattr(self, part)
        return self

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """An answer: made when it is first asked for, then kept."""
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept = {}
            self._kept[key] = make()
        return cast(T, self._kept[key])

    @cached_property
    def every(self) -> int:
        """All lines."""
        return (1 << len(self.lines)) - 1

    def with_value(self, facet: str, values: Iterable[str]) -> int:
        """The lines that have one of the values of a facet."""
        found = 0
        for value in values:
            found |= self.rows[facet].get(value, 0)
        return found

    def counts(self, facet: str, among: int) -> Counter[str]:
        """How many of some lines have each value of a facet."""
        if among == self.every:
            return Counter({value: bits.bit_count() for value, bits in self.rows[facet].items()})
        numbers = ((value, (bits & among).bit_count()) for value, bits in self.rows[facet].items())
        return Counter({value: number for value, number in numbers if number})

    def signs(self, among: int) -> bytes:
        """A byte for each line: 1 for some, 0 for the others."""
        return signs_of(among, len(self.lines))

    def some(self, among: int) -> list[Line]:
        """Some lines, in the order of the list."""
        return list(compress(self.lines, self.signs(among)))

    # time --------------------------------------------------------------------------------------------------------

    @cached_property
    def _starts(self) -> list[int]:
        """The first days of the dated lines, which stand before all others, so negated that they rise."""
        return [-line.incident.date.start.toordinal() for line in self.lines if line.incident.date]

    @cached_property
    def _lasting(self) -> list[tuple[int, int]]:
        """The lines of more than one day: their number and last day."""
        dated = ((number, line.incident.date) for number, line in enumerate(self.lines))
        return [(number, span.end.toordinal()) for number, span in dated if span and span.end > span.start]

    def within(self, since: date | None, until: date | None) -> int:
        """The dated lines of which a day lies in a period; all lines where the period has no bounds."""
        if since is None and until is None:
            return self.every
        found = (1 << len(self._starts)) - 1
        if until is not None:
            before = bisect_left(self._starts, -until.toordinal())
            found &= ~((1 << before) - 1)
        if since is not None:
            first = since.toordinal()
            begun = (1 << bisect_right(self._starts, -first)) - 1
            found &= begun | bits_of([number for number, last in self._lasting if last >= first])
        return found

    @cached_property
    def _days(self) -> list[tuple[date, str]]:
        """The first day and the family of the dated lines."""
        return [(line.incident.date.start, line.family) for line in self.lines if line.incident.date]

    def by_day(self, among: int) -> Counter[tuple[date, str]]:
        """How many of some lines begin on a day, by family."""
        return Counter(compress(self._days, self.signs(among)))

    # places ------------------------------------------------------------------------------------------------------

    @cached_property
    def spots(self) -> list[Spot]:
        """Every point with the lines that have a place there."""
        numbers: dict[tuple[float, float], list[int]] = {}
        for number, line in enumerate(self.lines):
            for place in line.incident.places:
                if place.lat is not None and place.lon is not None:
                    numbers.setdefault((place.lon, place.lat), []).append(number)
        return [Spot(*point, bits_of(held)) for point, held in numbers.items()]

    @cached_property
    def located(self) -> int:
        """The lines that have a point."""
        return bits_of([number for number, line in enumerate(self.lines) if line.pins])

    def spots_of(self, among: int) -> list[Spot]:
        """The points of some lines."""
        if among == self.every:
            return self.spots
        return [Spot(spot.lon, spot.lat, held) for spot in self.spots if (held := spot.incidents & among)]

    def inside(self, box: tuple[float, ...]) -> int:
        """The lines with a point in a box of west, south, east and north; east and north edge do not belong to it."""
        west, south, east, north = box
        found = 0
        for spot in self.spots:
            if west <= spot.lon < east and south <= spot.lat < north:
                found |= spot.incidents
        return found

    # losses and names --------------------------------------------------------------------------------------------

    @cached_property
    def deadliest(self) -> list[int]:
        """The numbers of all lines, those with the most dead first."""
        best = [line.killed.best if line.killed else 0 for line in self.lines]
        return sorted(range(len(best)), key=lambda number: -best[number])

    def with_killed(self, least: int) -> int:
        """The lines with at least so many dead by the best figure."""
        return bits_of([n for n, line in enumerate(self.lines) if (line.killed.best if line.killed else 0) >= least])

    def line(self, incident_id: str) -> Line | None:
        """One incident's line."""
        number = self._number_of.get(incident_id)
        return None if number is None else self.lines[number]

    @cached_property
    def _number_of(self) -> dict[str, int]:
        return {line.incident.id: number for number, line in enumerate(self.lines)}

    def named(self, ids: Iterable[str]) -> int:
        """The lines of some incidents."""
        return bits_of([number for one in ids if (number := self._number_of.get(one)) is not None])


def rows_of(lines: Sequence[Line], facet: str) -> dict[str, int]:
    """By value of a facet, the lines that have it."""
    numbers: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        for value in line.facets[facet]:
            numbers.setdefault(value, []).append(number)
    return {value: bits_of(held) for value, held in numbers.items()}


def cut(bits: int, gone: Iterable[int]) -> int:
    """A set after the lines at some rising numbers are taken out of the list.

    >>> bin(cut(0b11010, [0, 3]))
    '0b101'
    """
    for done, number in enumerate(gone):
        at = number - done
        bits = bits & ((1 << at) - 1) | bits >> at + 1 << at
    return bits


def spread(bits: int, fresh: Iterable[int]) -> int:
    """A set after lines that do not belong to it came into the list, where they stand at some rising numbers.

    >>> bin(spread(0b101, [0, 3]))
    '0b10010'
    """
    for at in fresh:
        bits = bits & ((1 << at) - 1) | bits >> at << at + 1
    return bits


def bits_of(numbers: Sequence[int]) -> int:
    """The set that holds these lines.

    >>> bits_of([0, 2]), bits_of([])
    (5, 0)
    """
    marks = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        marks[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(marks, "little")


def signs_of(bits: int, length: int) -> bytes:
    """A byte for each line: 1 where it belongs to a set, else 0.

    >>> list(signs_of(0b1101, 5))
    [1, 0, 1, 1, 0]
    """
    return f"{bits:0{length}b}".encode("ascii")[::-1].translate(SIGNS)[:length]
