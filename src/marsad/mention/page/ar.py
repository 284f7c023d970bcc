"""Leaves out of an Arabic text what its page shows around the report, so that none of it is evidence.

Pages that were copied or scraped carry links to other reports with their headlines, readers' comments, captions, tags,
stamps of the hour, and lines for sharing. Their words stay in the verbatim text and are in no token of the Doc.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, takewhile

from marsad.lexicon import Hit, Matcher, load_lexicon
from marsad.lexicon.match import longest
from marsad.mention.page.caption import is_signed
from marsad.mention.page.line import Line, is_colon, is_word, read_lines
from marsad.model import Doc, Sentence, Token

_COLON, _HASHTAG = ":", frozenset("#_")
#: words that a caption, a line of a stamp or for sharing, and a tag have at most
_CAPTION, _SHORT, _TAG = 40, 12, 8
#: a text of sentences has so many lines of them, and this share of its lines
_SENTENCES, _MOST = 3, 0.6
#: headlines that make a tail of the page
_TAIL = 3
#: words of a link in running text that has no end of its own, and of one that may have
_LINK, _LONG = 12, 18
#: what stands in running text behind the report
_BEHIND = ("links", "comments", "tags", "notice")


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(load_lexicon("ar", "page").terms)


@lru_cache(maxsize=1)
def _days() -> Matcher:
    hours = (term for term in load_lexicon("ar", "page").terms if term.id == "page.clock")
    return Matcher([*load_lexicon("ar", "date").terms, *hours])


def read_page(doc: Doc) -> Doc:
    """The Doc without the tokens of page furniture; as it is where nothing else would be left."""
    hits = longest(_matcher().find(doc))
    lines = list(read_lines(doc, hits))
    spans = [(line.first, line.last) for line in _furniture(doc, lines, hits)]
    spans += [*_links_within(doc, hits), *_end_of_page(doc, hits)]
    left_out = {at for first, last in spans for at in range(first, last)}
    has_text = any(not left_out.issuperset(range(line.first, line.last)) for line in lines)
    return _without(doc, left_out) if left_out and has_text else doc


def _furniture(doc: Doc, lines: Sequence[Line], hits: Sequence[Hit]) -> Iterator[Line]:
    """The lines that are none of the report."""
    block = ""
    kept: list[Line] = []
    for number, line in enumerate(lines):
        if line.kind == "comments" and line.is_heading and number:
            yield from lines[number:]
            break
        is_listed = (block == "links" and line.is_short) or (block == "tags" and line.words <= _TAG)
        if _is_furniture(line) or _is_bare(doc, line):
            block = line.kind if line.is_heading else ""
            yield line
        elif is_listed or is_signed(doc, line, hits):
            yield line
        else:
            block = ""
            kept.append(line)
    yield from takewhile(lambda line: _is_tagged(doc, line), reversed(lines))
    yield from _headlines(doc, kept)


def _is_furniture(line: Line) -> bool:
    """True for a line that its opening phrase marks: whole links and tags, short lines of the other kinds."""
    if line.kind in ("", "comments"):
        return False
    if line.kind in ("links", "tags"):
        return (line.is_short and not line.is_title) or line.is_heading
    if line.kind == "caption":
        return line.words <= _CAPTION
    if line.kind == "picture":
        return line.is_short
    return line.kind == "notice" or line.words <= _SHORT


def _headlines(doc: Doc, lines: Sequence[Line]) -> Iterator[Line]:
    """Headlines of other reports in a text of sentences: items of a list in its midst that no line announces, and the
    lines below its last sentence if several are headlines.
    """
    prose = [n for n, line in enumerate(lines) if line.is_prose]
    if len(prose) < _SENTENCES:
        return
    inside = [line for line in lines[prose[0] : prose[-1]] if not line.is_item]
    if len(prose) - 1 < _MOST * len(inside):
        return
    yield from _items(doc, lines[prose[0] : prose[-1]])
    tail = lines[1 + max(n for n, line in enumerate(lines) if line.is_told) :]
    if sum(line.is_headline for line in tail) >= _TAIL and not tail[0].is_item:
        yield from tail


def _items(doc: Doc, lines: Sequence[Line]) -> Iterator[Line]:
    """The items of lists that no line announces and none of which tells a figure or a day before or behind a colon."""
    for number, (is_item, group) in enumerate(groupby(lines, key=lambda line: line.is_item)):
        items = list(group)
        is_announced = number > 0 and doc.tokens[items[0].first - 1].folded == _COLON
        if is_item and len(items) > 1 and not is_announced and not any(_is_figure(doc, line) for line in items):
            yield from (line for line in items if line.is_headline)


def _is_figure(doc: Doc, line: Line) -> bool:
    tokens = doc.tokens[line.first : line.last]
    return tokens[-1].kind == "number" or any(
        token.folded == _COLON and any(told.kind == "number" for told in tokens[max(0, n - 2) : n + 2])
        for n, token in enumerate(tokens)
    )


def _is_bare(doc: Doc, line: Line) -> bool:
    """True for a line of signs and single Latin letters («A+ A-»), or of a day and its hour."""
    tokens = doc.tokens[line.first : line.last]
    is_empty = all(token.kind == "punct" or (token.kind == "latin" and len(token.folded) == 1) for token in tokens)
    return is_empty or _is_hour(doc, line)


def _is_hour(doc: Doc, line: Line) -> bool:
    """True for a line of a day and an hour («الأحد 5 تموز 2015 - 12:30 م»); a day alone may head what befell then."""
    tokens = doc.tokens[line.first : line.last]
    colons = [n for n, token in enumerate(tokens) if n and token.folded == _COLON]
    if line.words > _SHORT or not any(_are_numbers(tokens[n - 1 : n + 2 : 2]) for n in colons):
        return False
    days = {at for hit in _days().find(doc) for at in range(hit.first, hit.last)}
    return all(not is_word(doc.tokens[at]) or at in days for at in range(line.first, line.last))


def _are_numbers(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 2 and all(token.kind == "number" for token in tokens)


def _is_tagged(doc: Doc, line: Line) -> bool:
    """True for a line of hashtags alone."""
    starts = [token.start for token in doc.tokens[line.first : line.last] if is_word(token)]
    return len(starts) > 1 and all(doc.source[start - 1] in _HASHTAG for start in starts)


def _links_within(doc: Doc, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Links in running text: from «اقرأ أيضا:» to the end of the sentence, or some words if the text goes on in it."""
    for hit in hits:
        sentence = doc.sentences[doc.sentence_of[hit.first]]
        if hit.id.startswith("page.links") and doc.tokens[hit.first].start >= doc.body and is_colon(doc, hit.last):
            is_whole = sentence.last - hit.last <= _LONG
            yield hit.first, sentence.last if is_whole else hit.last + _LINK


def _end_of_page(doc: Doc, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """What follows the last sentence of a page without line breaks, from its first set phrase on."""
    last = doc.sentences[-1] if doc.sentences else Sentence(0, 0, 0)
    inside = [hit for hit in hits if last.first <= hit.first and hit.id.split(".")[1] in _BEHIND]
    is_sure = any(not hit.term.attrs.get("alone") for hit in inside)
    first = next((hit.first for hit in inside if hit.last - hit.first > 1), last.last)
    if is_sure and doc.tokens[last.first].start >= doc.body and first < last.last:
        yield first, last.last


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
