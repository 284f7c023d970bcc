"""Leaves out the places that fire or people only came from, where the sentence tells another one."""

from __future__ import annotations

from marsad.mention.place.words import FROM, QUOTES, PlaceWords
from marsad.model import Doc, PlaceMention

#: words that may stand between a word of firing or coming and «من»: the doer, what was fired, a time
_REACH = 5


def without_origins(doc: Doc, words: PlaceWords, found: list[PlaceMention]) -> list[PlaceMention]:
    """The places without those that rockets were fired from or that people came from, if their sentence tells where
    they went or struck: in «صاروخ أطلق من غزة على سديروت» the act took place in Sderot.
    """
    left = {id(place) for place in found if _is_origin(doc, words, place)}
    told = {doc.sentence_of[place.first] for place in found if id(place) not in left}
    return [place for place in found if id(place) not in left or doc.sentence_of[place.first] not in told]


def _is_origin(doc: Doc, words: PlaceWords, place: PlaceMention) -> bool:
    """True where «من» stands before a place, and a word of firing or coming a few words before that."""
    first = doc.sentences[doc.sentence_of[place.first]].first
    at = place.first - 1
    while at > first and (doc.tokens[at].folded in QUOTES or doc.tokens[at].folded in words.inside):
        at -= 1
    if at <= first or doc.tokens[at].folded != FROM:
        return False
    return any(not words.departures.isdisjoint(doc.tokens[n].keys) for n in range(max(first, at - _REACH), at))
