"""Evidence marked in a text: spans of several kinds, flattened into stretches that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.model import Event, Span

#: where kinds overlap, the first of these is shown
KINDS = ("count", "time", "place", "source", "who", "act", "aside")

SLOT_KINDS = {
    "casualties": "count",
    "casualty": "count",
    "date": "time",
    "places": "place",
    "place": "place",
    "initiators": "who",
    "targets": "who",
    "claimed_by": "source",
    "denied_by": "source",
    "sources": "source",
    "source": "source",
    "weapons": "act",
    "type": "act",
    "status": "act",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a report's text and what it proves; `aside` marks page furniture, which proves nothing."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text under one and the same marks; `kind` is "" for plain text."""

    text: str
    kind: str


def kind_of(slot: str) -> str:
    """What kind of mark a field of an event gets.

    >>> kind_of("casualties[0].low"), kind_of("places")
    ('count', 'place')
    """
    return SLOT_KINDS.get(slot.split("[")[0].split(".")[0], "act")


def marks_of(event: Event, length: int) -> tuple[Mark, ...]:
    """The marks of an event in a text of `length` code points: its evidence, and where the rules read its values."""
    found = [Mark(span, "act") for span in event.evidence]
    found += [Mark(why.span, kind_of(why.slot)) for why in event.why if why.span]
    within = Span(0, length)
    return tuple(sorted({mark for mark in found if mark.span in within}, key=lambda m: (m.span, m.kind)))


def cut(text: str, marks: Iterable[Mark]) -> tuple[Stretch, ...]:
    """The text cut into stretches; joined again they are the text.

    >>> [(s.text, s.kind) for s in cut("abcdef", [Mark(Span(1, 4), "act"), Mark(Span(2, 3), "count")])]
    [('a', ''), ('b', 'act'), ('c', 'count'), ('d', 'act'), ('ef', '')]
    """
    kept = list(marks)
    edges = sorted({0, len(text)} | {edge for mark in kept for edge in (mark.span.start, mark.span.end)})
    stretches = []
    for start, end in zip(edges, edges[1:], strict=False):
        kinds = [mark.kind for mark in kept if mark.span.start <= start and end <= mark.span.end]
        stretches.append(Stretch(text[start:end], min(kinds, key=KINDS.index, default="")))
    return tuple(stretches)
