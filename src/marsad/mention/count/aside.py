"""Words between two commas or dashes that only say who tells, or when: «، بحسب مصدر طبي،», «- كما ذكر الناطق -»,
«، أمس،».
"""

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
        if at in found or not (opens in COMMAS or opens in _DASHES) or not (
            _says_who(scan, at + 1) or _says_when(scan, at)
        ):
            continue
        closing = COMMAS if opens in COMMAS else _DASHES
        end = next((to for to in range(at + 2, min(at + _MOST, stop)) if tokens[to].folded in closing), None)
        if end is not None and not any(place in scan.numerals for place in range(at, end)):
            found.update(range(at, end + 1))
    return frozenset(found)


def _says_when(scan: Scan, index: int) -> bool:
    """«، أمس،»: one word between two commas, the day or the hour."""
    tokens = scan.doc.tokens
    is_one = index + 2 < len(tokens) and tokens[index + 2].folded in COMMAS
    is_one = is_one and tokens[index].folded in COMMAS and index + 1 not in scan.harms  # «، قتلوا،»
    return is_one and scan.mark(index + 1, "follower") is not None


def _says_who(scan: Scan, index: int) -> bool:
    return scan.mark(index, "according", "as_told") is not None
