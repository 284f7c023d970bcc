"""What the words beside a name make of it: an office, a dateline, the head of a list, a fixed expression."""

from __future__ import annotations

from marsad.lexicon.gazetteer import place_key
from marsad.mention.place.names import Name
from marsad.mention.place.phrase import Phrase
from marsad.mention.place.words import DASHES, FA, QUOTES, WAW, PlaceWords
from marsad.model import Doc, Sentence
from marsad.text.clitics import BA, LAM
from marsad.text.dateline import is_in_dateline

_HEAD_TOKENS = 6
_PARTICLES = frozenset((WAW, FA, BA, LAM))
_OPENS = DASHES | {"(", "/", "\u0640"}


def index_before(doc: Doc, index: int, first: int) -> int | None:
    """Index of the token before, quote marks passed over."""
    index -= 1
    while index > first and doc.tokens[index].folded in QUOTES:
        index -= 1
    return index if index >= first else None


def is_in_office(doc: Doc, words: PlaceWords, phrase: Phrase, first: int) -> bool:
    """True in «قيادة عمليات X», «محافظ X», «شرطة محافظة X»: the place only names an office, a force or a person.

    Not in «مركز شرطة X», which stands there.
    """
    index = index_before(doc, phrase.first, first)
    bears = phrase.bearing or words.bearing_at(doc.tokens[phrase.first]) is not None
    if index is None or bears or phrase.joined.endswith((BA, LAM)):
        return False
    spoken = doc.tokens[index].folded
    if spoken in words.guards and index > first and doc.tokens[index - 1].folded in words.posts:
        return False
    return spoken in words.offices or spoken[:1] in _PARTICLES and spoken[1:] in words.offices


def is_dateline(doc: Doc, phrase: Phrase, sentence: Sentence) -> bool:
    """A city that opens the report before a dash or a bracket, or one of several: where the text was written."""
    if phrase.words or sentence.is_title or sentence.paragraph > 2 or phrase.last - sentence.first > _HEAD_TOKENS:
        return False
    tokens = doc.tokens
    if phrase.last >= len(tokens):
        return False
    if is_in_dateline(doc, phrase.first, phrase.last):
        return True
    begins = phrase.first == sentence.first or tokens[phrase.first - 1].folded in DASHES
    is_city = any(place.prominence >= 4 for place in phrase.names[0].candidates)
    after = tokens[phrase.last].folded
    return begins and (after in _OPENS or after == ":" and is_city)


def is_heading(doc: Doc, phrase: Phrase, sentence: Sentence) -> bool:
    """«- X: …», «X (…):»: a place that heads an item of a list."""
    tokens = doc.tokens
    begins = phrase.first == sentence.first or tokens[phrase.first - 1].folded in DASHES
    return begins and phrase.last < len(tokens) and tokens[phrase.last].folded in {":", "("}


def is_saying(doc: Doc, words: PlaceWords, name: Name) -> bool:
    """A name inside a fixed expression: an operation, an accord, a body, a post."""
    tokens = doc.tokens
    opening = max(0, name.first - 2)
    around = [place_key(token.folded) for token in tokens[opening : name.last + 2]]
    for first in range(opening, name.first + 1):
        for last in range(name.last, min(len(tokens), name.last + 2) + 1):
            keys = around[first - opening : last - opening]
            if first == name.first:
                keys[0] = place_key(tokens[first].folded[len(name.joined) :])
            elif keys[0][:1] in _PARTICLES and (place_key(keys[0][1:]), *keys[1:]) in words.sayings:
                return True
            if tuple(keys) in words.sayings:
                return True
    return False
