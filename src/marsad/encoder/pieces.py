"""A text cut into the pieces that the network knows: of all ways to cut a word the one of the highest score."""

from __future__ import annotations

from functools import lru_cache

from marsad.encoder.base import MARK, Vocabulary

#: what a character costs that no piece has, below the lowest score
UNKNOWN = 10.0
#: number of the piece, first and last offset of its characters in the text
Piece = tuple[int, int, int]


class Cutter:
    """Cuts texts into pieces."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._known = vocabulary
        self._longest = max(map(len, vocabulary.numbers))
        self._least = float(vocabulary.scores.min()) - UNKNOWN
        self._cut = lru_cache(maxsize=50_000)(self._cut_word)

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a text in order, with the offsets they stand for."""
        found: list[Piece] = []
        word, places = MARK, [0]
        for place, character in enumerate(text):
            for normal in self._known.normal.get(character, character):
                if normal == " ":
                    found += self._placed(word, places)
                    word, places = MARK, [place]
                else:
                    word += normal
                    places.append(place)
        return found + self._placed(word, places)

    def _placed(self, word: str, places: list[int]) -> list[Piece]:
        """The pieces of a word at its place in the text; none of a word without letters."""
        pieces = self._cut(word) if word != MARK else ()
        return [(number, places[first], places[last - 1] + 1) for number, first, last in pieces]

    def _cut_word(self, word: str) -> tuple[Piece, ...]:
        """The best pieces of one word, with offsets in it."""
        numbers, scores = self._known.numbers, self._known.scores
        best = [(0.0, 0, 0)] + [(float("-inf"), 0, 0)] * len(word)
        for first in range(len(word)):
            so_far = best[first][0]
            for last in range(first + 1, min(len(word), first + self._longest) + 1):
                number = numbers.get(word[first:last])
                if number is not None and number != self._known.unknown:
                    best[last] = max(best[last], (so_far + float(scores[number]), number, first), key=_score)
            unknown = so_far + self._least, self._known.unknown, first
            best[first + 1] = max(best[first + 1], unknown, key=_score)
        found, last = [], len(word)
        while last:
            _, number, first = best[last]
            found.append((number, first, last))
            last = first
        return tuple(reversed(found))


def _score(row: tuple[float, int, int]) -> float:
    return row[0]
