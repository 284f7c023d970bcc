"""Phrases that name a place by others: a triangle of three, the bank of a river, so many kilometres from a town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from marsad.mention.number import find_numerals
from marsad.mention.place.phrase import TRIANGLE, Phrase
from marsad.mention.place.words import ARTICLE, BRACKETS, COMMAS, QUOTES, WAW, PlaceWords
from marsad.model import Doc, Token
from marsad.text.numerals import Numeral

_CORNERS = 3
_LONGEST = 5
_BACK = 6
_DUAL_KM = 2.0
_MARKS = QUOTES | BRACKETS | COMMAS


@dataclass
class ShapeReader:
    """Reads such phrases in one Doc."""

    doc: Doc
    words: PlaceWords

    @cached_property
    def _numerals(self) -> dict[int, Numeral]:
        """The numbers of the Doc by the index after them."""
        return {numeral.last: numeral for numeral in find_numerals(self.doc)}

    def join(self, phrases: Sequence[Phrase]) -> list[Phrase]:
        """The phrases of a sentence, those of a triangle made one, without banks that were read as lands."""
        kept = [phrase for number, phrase in enumerate(phrases) if not self._is_bank(phrase, phrases[number + 1 :])]
        joined: list[Phrase] = []
        index = 0
        while index < len(kept):
            corners = self._corners(kept, index)
            joined.append(self._triangle(kept[index], corners) if corners else kept[index])
            index += 1 + len(corners)
        return joined

    def _is_bank(self, phrase: Phrase, after: Sequence[Phrase]) -> bool:
        """«الضفة الغربية لنهر X»: the bank of a river, no land of that name."""
        if phrase.words or not after or after[0].first != phrase.last or not self._is_river(after[0]):
            return False
        return any(key in self.words.banks for key in self.doc.tokens[phrase.first].keys)

    @staticmethod
    def _is_river(phrase: Phrase) -> bool:
        places = [place for name in phrase.names for place in (*name.whole, *name.candidates)]
        return any(word.kind == "river" for word in phrase.words) or any(place.kind == "river" for place in places)

    def _corners(self, phrases: Sequence[Phrase], index: int) -> list[Phrase]:
        """The phrases after «المثلث» that name its three places; none where there are not three."""
        phrase = phrases[index]
        if not phrase.is_back_reference or phrase.words[0].id != TRIANGLE:
            return []
        found: list[Phrase] = []
        end = phrase.last
        for each in phrases[index + 1 :]:
            gap = self.doc.tokens[end : each.opens]
            if each.is_back_reference or len(gap) > _LONGEST or not self._joins(gap, each, bool(found)):
                break
            found.append(each)
            end = each.last
            if sum(len(one.names) for one in found) >= _CORNERS:
                return found
        return []

    def _joins(self, gap: Sequence[Token], phrase: Phrase, is_later: bool) -> bool:
        words = [token for token in gap if token.folded not in _MARKS]
        if is_later:
            return not words and (bool(gap) or phrase.joined.startswith(WAW))
        known = self.words.joining | self.words.links | {self.words.between}
        return bool(words) and all(token.folded in known for token in words)

    @staticmethod
    def _triangle(head: Phrase, corners: Sequence[Phrase]) -> Phrase:
        names = [name for phrase in corners for name in phrase.names]
        words = (head.words[0], *(corners[0].words[:1]))
        return Phrase(head.first, corners[-1].last, words, names, opens=head.first)

    def bank(self, phrase: Phrase) -> tuple[int, list[float]] | None:
        """Where «ضفة», «ضفاف» before a river stands, and the bearings told of the bank."""
        tokens, index = self.doc.tokens, phrase.opens - 1
        bearings: list[float] = []
        while index >= max(0, phrase.opens - _BACK):
            token = tokens[index]
            if any(key in self.words.banks for key in token.keys):
                return index, [*bearings, *self._sectors_after(phrase.last)]
            degrees = self.words.sector_at(token)
            if degrees is not None:
                bearings.append(degrees)
            elif not self._links(token) and not token.folded.startswith(ARTICLE):
                return None
            index -= 1
        return None

    def _sectors_after(self, index: int) -> Iterator[float]:
        while index < len(self.doc.tokens):
            degrees = self.words.sector_at(self.doc.tokens[index])
            if degrees is None:
                return
            yield degrees
            index += 1

    def _links(self, token: Token) -> bool:
        return any(key in self.words.links or key in self.words.near for key in token.keys)

    def kilometres(self, phrase: Phrase) -> float:
        """The distance told right before a phrase: «على بعد 17 كيلومتراً عن X», «(60 كم غرب X)»; 0 where none is."""
        index = phrase.opens - 1
        least = max(0, phrase.opens - _BACK)
        while index >= least and not self._is_unit(self.doc.tokens[index]):
            if not self._links(self.doc.tokens[index]):
                return 0.0
            index -= 1
        if index < least:
            return 0.0
        numeral = self._numerals.get(index)
        if numeral and 0 < numeral.value <= 400:
            return float(numeral.value)
        return _DUAL_KM if self.words.is_dual(self.doc.tokens[index]) else 0.0

    def _is_unit(self, token: Token) -> bool:
        return any(key in self.words.units for key in token.keys)
