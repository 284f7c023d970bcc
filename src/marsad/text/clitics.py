"""Readings of a folded word once joined particles, the article and possessive endings are taken off."""

from __future__ import annotations

from functools import lru_cache

CONJUNCTIONS = "\u0648\u0641"  # waw, fa
PREPOSITIONS = "\u0628\u0643\u0644"  # ba, kaf, lam
ARTICLE = "\u0627\u0644"
FUTURE = "\u0633"
PRESENT = "\u064a\u062a\u0646\u0627"  # the letters that open a present-tense verb
LAM, BA, KAF = "\u0644", "\u0628", "\u0643"
WAW = "\u0648"
#: possessive and object endings, longest first
ENDINGS = ("\u0647\u0645\u0627", "\u0647\u0645", "\u0647\u0646", "\u0647\u0627", "\u0646\u0627", "\u0647")
_TA, _HA, _ALEF = "\u062a", "\u0647", "\u0627"


def without_article(word: str) -> str:
    """The word without its article, or the word itself."""
    return word[2:] if word.startswith(ARTICLE) and len(word) >= 4 else word


def has_conjunction(joined: str) -> bool:
    """True for joined letters that begin with «and» or «so»."""
    return joined.startswith(tuple(CONJUNCTIONS))


def joined_up(words: str) -> str:
    """Verbatim words with the «and» before them joined to them: «و بنش», «و#بنش» as «وبنش»."""
    return words[0] + words[1:].lstrip().lstrip("#*") if words[:1] == WAW else words


def _open(word: str) -> list[str]:
    """Readings of a word that has no joined conjunction: without preposition, article or future particle."""
    found = [word]
    if word.startswith(LAM + LAM) and len(word) >= 5:
        found += [ARTICLE + word[2:], word[2:], word[1:], ARTICLE + word[1:]]
    elif word[0] in PREPOSITIONS and len(word) >= 4:
        found += [word[1:], without_article(word[1:])]
    if word.startswith(ARTICLE) and len(word) >= 4:
        found.append(word[2:])
    if word[0] == FUTURE and len(word) >= 5 and word[1] in PRESENT:
        found.append(word[1:])
    return found


def _bare(word: str) -> list[str]:
    """Readings of a word without its possessive or object ending."""
    for ending in ENDINGS:
        if not word.endswith(ending) or len(word) - len(ending) < 3:
            continue
        stem = word[: -len(ending)]
        found = [stem]
        if stem.endswith(_TA):
            found.append(stem[:-1] + _HA)
        if stem.endswith(WAW):
            found.append(stem + _ALEF)
        return found
    return []


@lru_cache(maxsize=1 << 17)
def readings(folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(keys, bare) of a folded word: see `Token`. The word itself is the first key."""
    if not folded:
        return (), ()
    keys = _open(folded)
    if folded[0] in CONJUNCTIONS and len(folded) >= 3:
        keys += _open(folded[1:])
    unique = tuple(dict.fromkeys(k for k in keys if len(k) > 1 or k == folded))
    bare = dict.fromkeys(stem for key in unique for stem in _bare(key))
    return unique, tuple(stem for stem in bare if stem not in unique)
