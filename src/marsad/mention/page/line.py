"""The lines of a page: what opens each, how long it is, and whether it ends as a sentence does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from marsad.lexicon import Hit
from marsad.model import Doc, Token

_STOPS, _COLON = frozenset(".!\u061f?"), ":"
_BULLETS = frozenset("-*+\u2013\u2014\u2022\u00b7\u25cf\u25cb\u25a0\u25a1\u25aa\u25fc\u25ba\u25b6\u00bb")
_WORDS = ("word", "latin")
#: words that a headline of another report has at least and at most, and a sentence of the report at least
_FEWEST, _HEADLINE, _PROSE = 4, 25, 10
#: what opens no line but is looked for elsewhere
_WITHIN = ("signed", "archive", "clock")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a text: tokens `[first, last)`, how many words of more than a letter it has, and what opens it."""

    first: int
    last: int
    words: int
    #: what the opening phrase is of (`links`, `comments`, …), "" without one
    kind: str = ""
    #: True if nothing but figures follows the phrase
    is_heading: bool = False
    #: True if a sentence ends with the line
    is_told: bool = False
    #: True if a sign of a list opens it
    is_item: bool = False
    #: True if a colon ends it
    leads_on: bool = False
    #: True for the headline that stands in the text
    is_title: bool = False

    @property
    def is_short(self) -> bool:
        """True for what may be the headline of another report."""
        return not self.is_told and self.words <= _HEADLINE

    @property
    def is_headline(self) -> bool:
        """True for what has the length of one, too."""
        return self.is_short and self.words >= _FEWEST

    @property
    def is_prose(self) -> bool:
        """True for running text."""
        return self.is_told and self.words >= _PROSE


def read_lines(doc: Doc, hits: Sequence[Hit]) -> Iterator[Line]:
    """The paragraphs of the text, without the title; `hits` are set phrases of pages, none overlapping another."""
    opening = {hit.first: hit for hit in hits}
    body = (sentence for sentence in doc.sentences if doc.tokens[sentence.first].start >= doc.body)
    for _, sentences in groupby(body, key=lambda sentence: sentence.paragraph):
        told = list(sentences)
        yield _line(doc, told[0].first, told[-1].last, opening, told[0].is_title)


def _line(doc: Doc, first: int, last: int, opening: dict[int, Hit], is_title: bool) -> Line:
    tokens = doc.tokens[first:last]
    words = [at for at in range(first, last) if doc.tokens[at].kind in _WORDS]
    hit = opening.get(words[0]) if words else None
    is_heading = hit is not None and words[-1] < hit.last
    if hit is not None and hit.term.attrs.get("alone") and not (is_heading or is_colon(doc, hit.last)):
        hit = None
    kind = hit.id.split(".")[1] if hit else ""
    return Line(
        first,
        last,
        sum(len(doc.tokens[at].folded) > 1 for at in words),
        "" if kind in _WITHIN else kind,
        hit is not None and is_heading,
        tokens[-1].folded in _STOPS and not _is_dots(tokens[-2:]),
        tokens[0].folded in _BULLETS,
        tokens[-1].folded == _COLON,
        is_title,
    )


def is_colon(doc: Doc, index: int) -> bool:
    """True where a colon stands, or two dots for one («شاهد.. لحظة»)."""
    tokens = doc.tokens[index : index + 2]
    return bool(tokens) and (tokens[0].folded == _COLON or _is_dots(tokens))


def _is_dots(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 2 and all(token.folded == "." for token in tokens)


def is_word(token: Token) -> bool:
    """True for words of any script, not for figures and signs."""
    return token.kind in _WORDS
