"""Ships by their names: «سفينة الشحن "…"», «الناقلة "…" و"…"»; what is struck at sea is told so."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon.match import QUOTES
from marsad.mention.actor.reading import Candidate, Reading

_MOST_WORDS = 4
#: nationalities and other words between the noun and the quoted name
_MOST_BETWEEN = 2
_AND = "\u0648"
#: quote marks that open a name; round brackets explain rather than name
_OPENING = frozenset('"\u00ab\u201c\u201d')


def read_vessels(reading: Reading) -> Iterator[Candidate]:
    """A ship by its name in quote marks, and the ships that «و» joins to it."""
    tokens = reading.doc.tokens
    for hits in reading.starts.get("vessel", {}).values():
        stop = reading.stop(hits[0].first)
        opening = _opening(reading, hits[0].last, stop)
        while opening < stop and tokens[opening].folded in _OPENING:
            end = next((i for i in range(opening + 2, min(opening + 2 + _MOST_WORDS, stop)) if _closes(reading, i)), 0)
            if not end:
                break
            name = reading.doc.words(reading.doc.span_of(opening + 1, end))
            yield Candidate(opening + 1, end, "x:" + name, "ship_by_name")
            opening = end + 1
            opening += opening < stop and tokens[opening].folded == _AND


def _opening(reading: Reading, index: int, stop: int) -> int:
    """The quote mark behind the noun and its nationality, or the end of the sentence."""
    for at in range(index, min(index + _MOST_BETWEEN + 1, stop)):
        if reading.doc.tokens[at].folded in _OPENING:
            return at
        if reading.doc.tokens[at].kind == "punct":
            break
    return stop


def _closes(reading: Reading, index: int) -> bool:
    return reading.doc.tokens[index].folded in QUOTES
