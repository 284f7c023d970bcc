"""The words that name whose people were counted: «20 عنصراً من قوات النظام», «عنصرين لداعش»."""

from __future__ import annotations

from marsad.mention.count.scan import QUOTES, Scan

_MOST = 14
_JOINED = "\u0648\u0628\u0641"  # waw, ba, fa: a side is not named by a word that begins with one of these
_WITH_THE = "\u0628\u0627\u0644"  # ba and the article


def owner_range(scan: Scan, last: int, stop: int) -> tuple[int, int]:
    """Tokens after a counted noun that can name its side, up to a preposition of place or time, a number or a stop."""
    tokens = scan.doc.tokens
    ranks = scan.mark(last, "ranks")
    end = ranks.last if ranks is not None and ranks.last <= stop else _past_guess(scan, last, stop)
    while end < stop and end - last < _MOST:
        ranks = scan.mark(end, "ranks")
        if ranks is None and _ends(scan, end, last):
            break
        end = ranks.last if ranks is not None and ranks.last <= stop else end + 1
    while end > last and (tokens[end - 1].kind == "punct" or len(tokens[end - 1].folded) == 1):
        end -= 1
    return last, end


def _past_guess(scan: Scan, last: int, stop: int) -> int:
    """«خمسة يشتبه بأنهم متشددون», «ستة ممن يعتقد بانتمائهم إلى …»: past the words of a guess about those counted."""
    presumed = scan.mark(last, "presumed") if last < stop else None
    if presumed is not None and presumed.last < stop:  # «تسعة عناصر مفترضين في القاعدة»
        return presumed.last
    at = last + (last < stop and scan.mark(last, "whoever") is not None)
    guess = scan.mark(at, "suspected") if at < stop else None
    if guess is None:
        return last
    told = next((hit for i in range(guess.last, min(guess.last + 2, stop)) if (hit := scan.mark(i, "being"))), None)
    return told.last if told is not None and told.last < stop else last


def _ends(scan: Scan, at: int, last: int) -> bool:
    """True if the words that name a side end before a token."""
    token = scan.doc.tokens[at]
    if token.kind == "punct":
        return token.folded not in QUOTES and token.folded not in ("-", "\u2013")
    if at in scan.hedges or at in scan.numerals or at in scan.harms or scan.mark(at, "death_word", "self"):
        return True
    if at == last and token.folded[0] in _JOINED and not scan.mark(at, "name", "thing", "unit_name"):
        return True
    if scan.mark(at, "among", "negation", "versus", "other", "clause"):
        return at > last or scan.mark(at, "among") is None
    if scan.mark(at, "of"):
        return False
    return scan.mark(at, "follower", "preposition", "on") is not None or token.folded.startswith(_WITH_THE)
