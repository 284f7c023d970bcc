"""Captions of pictures that no word of a picture opens: an agency or an archive signs them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from marsad.lexicon import Hit, Matcher, load_lexicon
from marsad.mention.page.line import Line, is_word
from marsad.model import Doc

_OPENING, _CLOSING, _DASHES = frozenset("(["), frozenset(")]"), frozenset("-\u2013\u2014")
#: words that say who tells
_SAYINGS = ("according.to", "say.said")
#: words before the name that signs a caption (fewer are a dateline), and words of a signature at most
_SIGNED, _SIGNATURE = 5, 6


@lru_cache(maxsize=1)
def _sayings() -> Matcher:
    terms = load_lexicon("ar", "source_according", "source_speech").terms
    return Matcher(term for term in terms if term.id in _SAYINGS)


@lru_cache(maxsize=1)
def _outlets() -> Matcher:
    return Matcher(load_lexicon("ar", "source_outlets", "sources").terms)


def is_signed(doc: Doc, line: Line, hits: Sequence[Hit]) -> bool:
    """True for a caption that its agency or archive signs: no dateline, no sentence, and nothing told by someone."""
    archives = {hit.last for hit in hits if hit.id == "page.archive" and line.first <= hit.first < line.last}
    if not line.is_short and not archives:
        return False
    first, last = _brackets(doc, line)
    inside = [hit for hit in hits if hit.id in ("page.signed", "page.archive") and first <= hit.first < last]
    if first < last:
        is_signature = bool(inside) or any(first <= hit.first < last for hit in _outlets().find(doc))
    else:
        first = _dash(doc, line, archives)
        is_signature = first < line.last
    if not is_signature or sum(map(is_word, doc.tokens[line.first : first])) < _SIGNED:
        return False
    stops = [at for at in range(line.first, first - 2) if doc.tokens[at].folded in (".", "!")]
    is_open = not stops if archives else not stops and doc.tokens[first - 2].folded != "."
    return is_open and not any(line.first <= hit.first < line.last for hit in _sayings().find(doc))


def _brackets(doc: Doc, line: Line) -> tuple[int, int]:
    """The tokens in brackets at the end of a line; none where it ends otherwise or much stands in them."""
    last = line.last
    while last > line.first and doc.tokens[last - 1].kind == "punct" and doc.tokens[last - 1].folded not in _CLOSING:
        last -= 1
    if last - line.first < 2 or doc.tokens[last - 1].folded not in _CLOSING or line.leads_on:
        return line.last, line.last
    opened = (at for at in range(last - 2, line.first, -1) if doc.tokens[at].folded in _OPENING)
    first = next(opened, last - 1)
    is_brief = sum(map(is_word, doc.tokens[first:last])) <= _SIGNATURE
    return (first + 1, last - 1) if is_brief else (line.last, line.last)


def _dash(doc: Doc, line: Line, archives: set[int]) -> int:
    """The token behind the dash before an archive's name that ends the line («… – أرشيف»), else its end."""
    is_last = line.last in archives and doc.tokens[line.last - 2].folded in _DASHES
    return line.last - 1 if is_last else line.last
