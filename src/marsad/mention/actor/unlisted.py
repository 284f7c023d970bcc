"""Armed groups outside the registry: known ones, and ones that the text names as a group («الكتيبة 777»)."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.frames import Candidate, Reading
from marsad.model.report import Span

_MOST_WORDS = 5
#: quote marks that open a name; round brackets explain rather than name
_OPENING = frozenset('"\u00ab\u201c\u201d')


def _named(reading: Reading, first: int, last: int, skip: int = 0) -> str:
    span = reading.doc.span_of(first, last)
    return "x:" + reading.doc.words(Span(span.start + skip, span.end))


def read_unlisted(reading: Reading, named: dict[int, Candidate]) -> Iterator[Candidate]:
    """Parties coded by their name as in the text."""
    for hits in reading.starts.get("unlisted", {}).values():
        hit = hits[0]
        skip = len(hit.joined) if not hit.joined.endswith("\u0627\u0644") else len(hit.joined) - 2
        yield Candidate(hit.first, hit.last, _named(reading, hit.first, hit.last, skip), "unlisted_name", hit=hit)
    for hits in reading.starts.get("group", {}).values():
        candidate = _quoted_name(reading, hits[0], named) or _numbered(reading, hits)
        if candidate is not None:
            yield candidate


def _quoted_name(reading: Reading, head: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """A head noun, then a name in quote marks: «لواء "شهداء …"»."""
    tokens = reading.doc.tokens
    stop = reading.stop(head.first)
    opening = head.last
    if _opens_quote(reading, head.first) and head.first not in named:
        return _to_closing(reading, head.first, head.first, stop, 0)
    if opening >= stop or tokens[opening].folded not in QUOTES or opening + 1 in named:
        return None
    return _to_closing(reading, head.first, opening + 1, stop, len(head.joined))


def _opens_quote(reading: Reading, index: int) -> bool:
    return index > 0 and reading.doc.tokens[index - 1].folded in _OPENING


def _to_closing(reading: Reading, first: int, inside: int, stop: int, skip: int) -> Candidate | None:
    """From a name's head noun to the quote mark that closes the name."""
    tokens = reading.doc.tokens
    for index in range(inside + 1, min(inside + 1 + _MOST_WORDS, stop)):
        if tokens[index].folded in QUOTES:
            return Candidate(first, index, _named(reading, first, index, skip), "group_with_quoted_name")
        if tokens[index].kind == "punct":
            return None
    return None


def _numbered(reading: Reading, heads: list[Hit]) -> Candidate | None:
    """A unit with a number: «الكتيبة 777»."""
    head = next((h for h in heads if h.term.attrs.get("numbered")), None)
    if head is None or head.last >= reading.stop(head.first) or reading.doc.tokens[head.last].kind != "number":
        return None
    skip = len(head.joined) - 2 if head.joined.endswith("\u0627\u0644") else len(head.joined)
    return Candidate(
        head.first, head.last + 1, _named(reading, head.first, head.last + 1, max(skip, 0)), "numbered_unit", hit=head
    )
