"""Words between two commas or dashes that only say who tells: «، بحسب مصدر طبي،», «- كما ذكر الناطق -»."""

from __future__ import annotations

from marsad.mention.count.scan import Scan
from marsad.mention.count.view import COMMAS

_DASHES = frozenset("-\u2013\u2014\u0640")
#: tokens that such words have at most
_MOST = 18


def asides(scan: Scan, first: int, stop: int) -> frozenset[int]:
    """The tokens of every such stretch of a sentence, its commas or dashes too."""
    tokens = scan.doc.tokens
    found: set[int] = set()
    for at in range(first, stop - 1):
        opens = tokens[at].folded
        if at in found or not (opens in COMMAS or opens in _DASHES) or not _says_who(scan, at + 1):
            continue
        closing = COMMAS if opens in COMMAS else _DASHES
        end = next((to for to in range(at + 2, min(at + _MOST, stop)) if tokens[to].folded in closing), None)
        if end is not None and not any(place in scan.numerals for place in range(at, end)):
            found.update(range(at, end + 1))
    return frozenset(found)


def _says_who(scan: Scan, index: int) -> bool:
    return scan.mark(index, "according", "as_told") is not None
