"""A report as published, and the folded, tokenised view of it that every rule reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch `[start, end)` of Unicode code points."""

    start: int
    end: int

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Report:
    """One text as published. `published` anchors all relative dates; `text` is verbatim and excludes the title."""

    id: str
    publisher: str
    published: date | None
    title: str
    text: str
    url: str = ""
    lang: str = "ar"


@dataclass(slots=True, unsafe_hash=True)
class Token:
    """A word, number or punctuation mark of a Doc.

    `start` and `end` are Doc offsets; `folded` is the form that lexicons match; `kind` is `word`, `number`,
    `latin` or `punct`. `keys` are the folded forms the word can be read as once joined particles and the
    article are taken off (the folded form itself comes first); `bare` are the further forms with a possessive ending
    taken off as well. Never changed once made; not frozen, since that makes thousands of them slow to make.
    """

    start: int
    end: int
    folded: str
    kind: str
    keys: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Where the token stands in the Doc."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[first, last)` of a Doc that belong together; `paragraph` counts line breaks from the title (0)."""

    first: int
    last: int
    paragraph: int
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Doc:
    """A report folded and tokenised.

    `source` is the title, a line break, and the text; all spans inside Marsad are offsets of `source`. `body` is where
    the text starts in it. `to_text` turns a span into offsets of `report.text`.
    """

    report: Report
    source: str
    body: int
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    #: index of the sentence of each token
    sentence_of: tuple[int, ...] = field(repr=False, default=())

    def to_text(self, span: Span) -> Span | None:
        """The span as offsets of `report.text`, or None where it lies in the title."""
        if span.start < self.body:
            return None
        return Span(span.start - self.body, span.end - self.body)

    def words(self, span: Span) -> str:
        """The verbatim words of a span."""
        return self.source[span.start : span.end]

    def span_of(self, first: int, last: int) -> Span:
        """The span of tokens `[first, last)`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
