"""Lets a phrase through as a place, or not: many place names are also common words, persons, or parts of a force's name."""

from __future__ import annotations

from marsad.lexicon.gazetteer import GazetteerPlace
from marsad.mention.place.choose import Context
from marsad.mention.place.link import Linked
from marsad.mention.place.phrase import Name, Phrase
from marsad.mention.place.words import ARTICLE, BA, LAM, QUOTES, WAW, PlaceWords
from marsad.model import Token


def is_in_office(phrase: Phrase, tokens: tuple[Token, ...], first: int, words: PlaceWords) -> bool:
    """True in «قيادة عمليات X», «محافظ X», «شرطة محافظة X»: the place only names an office, a force or a person."""
    index = phrase.first - 1
    if index < first or phrase.joined.endswith((BA, LAM)):
        return False
    while index > first and tokens[index].folded in QUOTES:
        index -= 1
    return any(key in words.offices for key in tokens[index].keys)


def has_opener(phrase: Phrase, tokens: tuple[Token, ...], first: int, words: PlaceWords) -> bool:
    """True after a preposition or verb that a place follows, or with a joined «ب»."""
    if BA in phrase.joined or phrase.bearing:
        return True
    index = phrase.opens - 1
    while index >= first and tokens[index].folded in QUOTES:
        index -= 1
    if index < first:
        return False
    token = tokens[index]
    return any(key in words.before or key in words.near or key == words.between for key in token.keys)


def is_place(
    linked: Linked,
    chosen: GazetteerPlace | None,
    context: Context,
    tokens: tuple[Token, ...],
    first: int,
    words: PlaceWords,
) -> bool:
    """The gate of a phrase without a class noun; with one, every name is let through."""
    phrase = linked.phrase
    if phrase.words:
        return True
    name = phrase.names[0]
    if chosen is None:
        return False
    opener = has_opener(phrase, tokens, first, words)
    if _is_adjective(name, tokens, words) and not opener:
        return False
    if chosen.kind == "country":
        return opener or not phrase.joined
    listed = linked.in_list or len(phrase.names) > 1
    if is_common(name, tokens, words):
        return bool(linked.parents) or (listed and opener and chosen.country == context.country)
    away = chosen.country != context.country and chosen.prominence < 4
    if away and not linked.parents:
        return chosen.prominence >= 3 and opener
    if chosen.prominence >= 3 or name.last - name.first > 1 and chosen.prominence >= 1:
        return True
    return bool(linked.parents) or opener or listed


def is_common(name: Name, tokens: tuple[Token, ...], words: PlaceWords) -> bool:
    """True for a one-word name that is also a common word or a given name."""
    if name.last - name.first > 1:
        return False
    token = tokens[name.first]
    return len(token.folded) <= 2 or any(key in words.common for key in token.keys)


def _is_adjective(name: Name, tokens: tuple[Token, ...], words: PlaceWords) -> bool:
    """«قوات سورية»: a country's name that agrees with a noun before it."""
    return name.last - name.first == 1 and tokens[name.first].folded in words.adjectives


def is_stray(name: Name, phrase: Phrase) -> bool:
    """True for a later name of a list that hangs on a particle only and stands for no prominent place."""
    return name.joined not in ("", WAW, ARTICLE, WAW + ARTICLE) and not phrase.words
