"""What all commands share: problems told, progress shown, Arabic kept legible, the end told by a code."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

import click

from marsad.cli import IN_PART
from marsad.errors import MarsadError

T = TypeVar("T")
#: for commands that code
QUICK = click.option("--quick", is_flag=True, help="Leave the network out: much faster, less often right.")
LEFT_TO_RIGHT, FIRST_STRONG, POP = "\u2066", "\u2068", "\u2069"


def isolate(text: str) -> str:
    """The text so marked that its direction does not stir the words around it; mixed text runs as Latin does."""
    is_mixed = any(char.isascii() and char.isalpha() for char in text)
    return f"{LEFT_TO_RIGHT if is_mixed else FIRST_STRONG}{text}{POP}" if text else ""


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(0 if _takes_none(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _takes_none(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc")


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, broken at spaces where it can be."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined) <= columns:
            lines[-1] = joined
            continue
        while width(word) > columns:
            lines.append(word[:columns])
            word = word[columns:]
        lines.append(word)
    return lines


def table(heads: Sequence[str], rows: Iterable[Sequence[Sequence[str]]], columns: int) -> Iterator[str]:
    """Lines of a table that fits into so many columns; a cell is a list of lines, and long lines are wrapped.

    Each line of a cell is isolated, so that Arabic and Latin cells keep their places.
    """
    wanted = [[list(cell) for cell in row] for row in rows]
    sizes = [max([width(head), *(width(line) for row in wanted for line in row[n])]) for n, head in enumerate(heads)]
    room = columns - 2 * (len(heads) - 1)
    while sum(sizes) > room and max(sizes) > 12:
        sizes[sizes.index(max(sizes))] -= 1
    yield "  ".join(pad(head, size) for head, size in zip(heads, sizes, strict=True)).rstrip()
    for row in wanted:
        yield "─" * min(columns, sum(sizes) + 2 * (len(heads) - 1))
        cells = [[part for line in cell for part in wrap(line, size)] for cell, size in zip(row, sizes, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            yield "  ".join(pad(isolate(part), size) for part, size in zip(parts, sizes, strict=True)).rstrip()


def pad(text: str, columns: int) -> str:
    """The text filled up with spaces to so many columns."""
    return text + " " * max(0, columns - width(text))


class Problems:
    """Tells each problem in one line of standard error and counts them; of very many, the first `most` only."""

    def __init__(self, most: int | None = None) -> None:
        self.count = 0
        self.most = most

    def tell(self, problem: MarsadError) -> None:
        """Tell one problem."""
        self.count += 1
        if self.most is None or self.count <= self.most:
            click.echo(f"marsad: {problem}", err=True)
        elif self.count == self.most + 1:
            click.echo(f"marsad: more than {self.most} faults; the others are counted, not told", err=True)

    def leave_out(self, items: Iterable[T | MarsadError]) -> Iterator[T]:
        """The items that are no problem; each problem is told."""
        for item in items:
            if isinstance(item, MarsadError):
                self.tell(item)
            else:
                yield item

    def end(self, done: int, what: str) -> None:
        """End the command: 0 if nothing was left out, 3 if a part was, 1 if all was."""
        if self.count and not done:
            raise MarsadError(f"no {what}: all of the input was left out")
        if self.count:
            click.get_current_context().exit(IN_PART)


def show_progress(items: Iterable[T], what: str) -> Iterator[T]:
    """Pass the items on; on a terminal, show on standard error how many have passed."""
    if not sys.stderr.isatty():
        yield from items
        return
    start = shown = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - shown > 0.2:
            shown = now
            click.echo(f"\r{count:,} {what}, {count / (now - start):,.0f} per second ", err=True, nl=False)
    click.echo("\r" + " " * 60 + "\r", err=True, nl=False)
