"""The words that name whose people were counted: «20 عنصراً من قوات النظام», «عنصرين لداعش»."""

from __future__ import annotations

from marsad.mention.count.scan import QUOTES, Scan

_MOST = 14
_COMMAS = frozenset(",\u060c")


def owner_range(scan: Scan, last: int, stop: int) -> tuple[int, int]:
    """Tokens after a counted noun that can name its side, up to a preposition of place or time, a number or a stop."""
    tokens = scan.doc.tokens
    end = last
    while end < stop and end - last < _MOST:
        token = tokens[end]
        if token.kind == "punct" and token.folded not in QUOTES and token.folded not in ("-", "\u2013"):
            break
        if end in scan.numerals and end > last or end in scan.harms:
            break
        if scan.mark(end, "among", "negation", "versus", "other") and end > last:
            break
        if end in scan.hedges:
            break
        if scan.mark(end, "follower") and not scan.mark(end, "of") and end > last:
            break
        end += 1
    while end > last and (tokens[end - 1].kind == "punct" or len(tokens[end - 1].folded) == 1):
        end -= 1
    return last, end
