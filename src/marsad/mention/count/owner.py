"""The words that name whose people were counted: «20 عنصراً من قوات النظام», «عنصرين لداعش»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.mention.count.scan import QUOTES, Scan
from marsad.model import CountMention

_MOST = 14
#: tokens from the dead to the wounded told right beside them, and nouns that any force may have
_PAIR, _MEN_OF_A_FORCE = 2, ("counted.element", "counted.fighter", "counted.member")
_JOINED = "\u0648\u0628\u0641"  # waw, ba, fa: a side is not named by a word that begins with one of these
_WITH_THE = "\u0628\u0627\u0644"  # ba and the article


def owner_range(scan: Scan, last: int, stop: int) -> tuple[int, int]:
    """Tokens after a counted noun that can name its side, up to a preposition of place or time, a number or a stop."""
    tokens = scan.doc.tokens
    last = _past_hedge(scan, last, stop)
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


def shared_owners(scan: Scan, mentions: Sequence[CountMention]) -> list[CountMention]:
    """The mentions of a sentence, where the words behind the second of «مقتل 17 وجرح 8 من مسلحي الجماعة» own both."""
    found = list(mentions)
    for n in range(len(found) - 1):
        one, other = found[n], found[n + 1]
        if not (_is_bare(one) and _stands_beside(one, other) and _is_of_a_group(scan, other)):
            continue
        is_named = one.victims == "" and other.victims != ""
        found[n] = replace(
            one,
            owner_first=other.owner_first,
            owner_last=other.owner_last,
            victims=other.victims if is_named else one.victims,
        )
    return found


def _is_bare(count: CountMention) -> bool:
    """«29», «25 عنصرا»: no word behind it names a side."""
    is_open = count.victims == "" and not count.people
    return count.owner_last <= count.owner_first and not count.part and (is_open or count.people in _MEN_OF_A_FORCE)


def _stands_beside(one: CountMention, other: CountMention) -> bool:
    """«مقتل 17 وجرح 8»: the dead and the wounded, nothing but the word of harm between."""
    is_pair = {one.harm, other.harm} == {"killed", "wounded"} and not other.part and not other.others
    is_same = other.people == one.people or not (one.people and other.people)
    return is_pair and is_same and 0 < other.first - one.last <= _PAIR


def _is_of_a_group(scan: Scan, count: CountMention) -> bool:
    """«15 من مسلحي التنظيم», «العشرات من قوات النظام»."""
    last = min(count.owner_first + 1, len(scan.doc.tokens))
    return count.owner_last > count.owner_first and any(
        (hit := scan.mark(at, "of")) is not None and not hit.joined for at in range(count.first, last)
    )


def _past_hedge(scan: Scan, last: int, stop: int) -> int:
    """«21 عنصرا على الأقل من الفصائل»: past a hedge behind which the group stands."""
    hedge = scan.hedges.get(last) if last < stop else None
    is_before_group = hedge is not None and not hedge.joined and scan.mark(hedge.last, "of", "ranks") is not None
    return hedge.last if hedge is not None and is_before_group and hedge.last < stop else last


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
