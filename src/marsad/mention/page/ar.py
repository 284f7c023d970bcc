"""Leaves out of an Arabic text what its page shows around the report, so that none of it is evidence.

Pages that were copied or scraped carry links to other reports with their headlines, readers' comments, captions, tags,
stamps of the hour, and lines for sharing. Their words stay in the verbatim text and are in no token of the Doc.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, takewhile

from marsad.lexicon import Hit, Matcher, load_lexicon
from marsad.lexicon.match import longest
from marsad.model import Doc, Sentence, Token

#: who signs a picture
_SIGNATURE = "page.signed"
#: words that say who tells
_SAYINGS = ("according.to", "say.said")
#: words of the hour beside those of the day
_CLOCK = "page.clock"
_STOPS, _COLON = frozenset(".!\u061f?\u2026"), ":"
_HASHTAG, _CLOSING = frozenset("#_"), frozenset(")]")
_WORDS = ("word", "latin")
#: words that a headline, a caption, a line of a stamp or for sharing has at most, and a tag
_HEADLINE, _CAPTION, _SHORT, _TAG = 25, 40, 12, 4
#: words before the name that signs a caption, fewer are a dateline
_SIGNED = 6


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(load_lexicon("ar", "page").terms)


@lru_cache(maxsize=1)
def _days() -> Matcher:
    hours = (term for term in load_lexicon("ar", "page").terms if term.id == _CLOCK)
    return Matcher([*load_lexicon("ar", "date").terms, *hours])


@lru_cache(maxsize=1)
def _sayings() -> Matcher:
    terms = load_lexicon("ar", "source_according", "source_speech").terms
    return Matcher(term for term in terms if term.id in _SAYINGS)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of a text: tokens `[first, last)`, how many words of more than a letter it has, and what opens it."""

    first: int
    last: int
    words: int
    #: what the opening phrase is of (`links`, `comments`, …), "" without one
    kind: str
    #: True if nothing but figures follows the phrase
    is_heading: bool
    #: True if a sentence ends with the line
    is_told: bool

    @property
    def is_title(self) -> bool:
        """True for what may be the headline of another report."""
        return not self.is_told and self.words <= _HEADLINE


def read_page(doc: Doc) -> Doc:
    """The Doc without the tokens of page furniture; as it is where nothing else would be left."""
    hits = longest(_matcher().find(doc))
    lines = list(_lines(doc, hits))
    left_out = {at for line in _furniture(doc, lines, hits) for at in range(line.first, line.last)}
    left_out |= {at for first, last in _links_within(doc, hits) for at in range(first, last)}
    has_text = any(not left_out.issuperset(range(line.first, line.last)) for line in lines)
    return _without(doc, left_out) if left_out and has_text else doc


def _lines(doc: Doc, hits: Sequence[Hit]) -> Iterator[_Line]:
    opening = {hit.first: hit for hit in hits}
    body = (sentence for sentence in doc.sentences if doc.tokens[sentence.first].start >= doc.body)
    for _, sentences in groupby(body, key=lambda sentence: sentence.paragraph):
        told = list(sentences)
        first, last = told[0].first, told[-1].last
        words = [at for at in range(first, last) if doc.tokens[at].kind in _WORDS]
        hit = opening.get(words[0]) if words else None
        is_heading = hit is not None and (not words or words[-1] < hit.last)
        if hit is not None and hit.term.attrs.get("alone") and not (is_heading or _is_colon(doc, hit.last)):
            hit = None
        kind = hit.id.split(".")[1] if hit and hit.id not in (_SIGNATURE, _CLOCK) else ""
        long = sum(len(doc.tokens[at].folded) > 1 for at in words)
        yield _Line(first, last, long, kind, hit is not None and is_heading, doc.tokens[last - 1].folded in _STOPS)


def _is_colon(doc: Doc, index: int) -> bool:
    return index < len(doc.tokens) and doc.tokens[index].folded == _COLON


def _furniture(doc: Doc, lines: Sequence[_Line], hits: Sequence[Hit]) -> Iterator[_Line]:
    """The lines that are none of the report."""
    signed = {hit.last for hit in hits if hit.id == _SIGNATURE}
    block = ""
    for number, line in enumerate(lines):
        if line.kind == "comments" and line.is_heading and number:
            yield from lines[number:]
            return
        is_listed = (block == "links" and line.is_title) or (block == "tags" and line.words <= _TAG)
        if _is_furniture(line) or _is_bare(doc, line):
            block = line.kind if line.is_heading else ""
            yield line
        elif is_listed or _is_signed(doc, line, signed):
            yield line
        else:
            block = ""
    yield from takewhile(lambda line: _is_tagged(doc, line), reversed(lines))


def _is_furniture(line: _Line) -> bool:
    """True for a line that its opening phrase marks: whole links and tags, short lines of the other kinds."""
    if line.kind in ("", "comments"):
        return False
    if line.kind in ("links", "tags"):
        return line.is_title or line.is_heading
    if line.kind == "caption":
        return line.words <= _CAPTION
    if line.kind == "picture":
        return line.is_title
    return line.kind == "notice" or line.words <= _SHORT


def _is_bare(doc: Doc, line: _Line) -> bool:
    """True for a line of signs and single Latin letters («A+ A-»), or of a day and its hour."""
    tokens = doc.tokens[line.first : line.last]
    is_empty = all(token.kind == "punct" or (token.kind == "latin" and len(token.folded) == 1) for token in tokens)
    return is_empty or _is_hour(doc, line)


def _is_hour(doc: Doc, line: _Line) -> bool:
    """True for a line of a day and an hour alone («الأحد 5 تموز 2015 - 12:30 م»); a day alone may head what befell then.
    """
    tokens = doc.tokens[line.first : line.last]
    colons = [n for n, token in enumerate(tokens) if n and token.folded == _COLON]
    if line.words > _SHORT or not any(_are_numbers(tokens[n - 1 : n + 2 : 2]) for n in colons):
        return False
    days = {at for hit in _days().find(doc) for at in range(hit.first, hit.last)}
    return all(doc.tokens[at].kind not in _WORDS or at in days for at in range(line.first, line.last))


def _are_numbers(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 2 and all(token.kind == "number" for token in tokens)


def _is_tagged(doc: Doc, line: _Line) -> bool:
    """True for a line of hashtags alone."""
    starts = [doc.tokens[at].start for at in range(line.first, line.last) if doc.tokens[at].kind in _WORDS]
    return len(starts) > 1 and all(doc.source[start - 1] in _HASHTAG for start in starts)


def _is_signed(doc: Doc, line: _Line, signed: set[int]) -> bool:
    """True for a caption that its agency or archive signs in brackets: no dateline, no sentence, and nothing that is
    told by someone.
    """
    tokens = doc.tokens[line.first : line.last]
    closing = next((n for n in range(len(tokens), 0, -1) if tokens[n - 1].kind != "punct"), 0)
    is_bracketed = closing < len(tokens) and tokens[closing].folded in _CLOSING and tokens[-1].folded != _COLON
    if not is_bracketed or line.first + closing not in signed or not _SIGNED <= line.words <= _HEADLINE:
        return False
    is_sentence = any(token.folded in _STOPS for token in tokens[:closing])
    return not is_sentence and not any(line.first <= hit.first < line.last for hit in _sayings().find(doc))


def _links_within(doc: Doc, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Links in running text: from «اقرأ أيضا:» to the end of the sentence."""
    for hit in hits:
        sentence = doc.sentences[doc.sentence_of[hit.first]]
        if hit.id.startswith("page.links") and doc.tokens[hit.first].start >= doc.body and _is_colon(doc, hit.last):
            yield hit.first, sentence.last


def _without(doc: Doc, left_out: set[int]) -> Doc:
    kept = [at for at in range(len(doc.tokens)) if at not in left_out]
    number = {at: n for n, at in enumerate(kept)}
    sentences: list[Sentence] = []
    for sentence in doc.sentences:
        inside = [number[at] for at in range(sentence.first, sentence.last) if at in number]
        if inside:
            sentences.append(replace(sentence, first=inside[0], last=inside[-1] + 1))
    sentence_of = tuple(n for n, sentence in enumerate(sentences) for _ in range(sentence.first, sentence.last))
    tokens = tuple(doc.tokens[at] for at in kept)
    return replace(doc, tokens=tokens, sentences=tuple(sentences), sentence_of=sentence_of)
