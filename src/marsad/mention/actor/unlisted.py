"""Armed groups outside the registry: known ones, and ones that the text names as a group («كتيبة "…"», «الكتيبة 777»)."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.frames import Candidate, Reading
from marsad.model.report import Span

_MOST_WORDS = 5


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
    if opening >= stop or tokens[opening].folded not in QUOTES or opening + 1 in named:
        return None
    for index in range(opening + 1, min(opening + 2 + _MOST_WORDS, stop)):
        if tokens[index].folded in QUOTES and index > opening + 1:
            skip = len(head.joined)
            return Candidate(head.first, index, _named(reading, head.first, index, skip), "group_with_quoted_name", hit=head)
        if tokens[index].kind == "punct":
            return None
    return None


def _numbered(reading: Reading, heads: list[Hit]) -> Candidate | None:
    """A unit with a number: «الكتيبة 777»."""
    head = next((h for h in heads if h.id == "group.named"), None)
    if head is None or head.last >= reading.stop(head.first) or reading.doc.tokens[head.last].kind != "number":
        return None
    skip = len(head.joined) - 2 if head.joined.endswith("\u0627\u0644") else len(head.joined)
    return Candidate(head.first, head.last + 1, _named(reading, head.first, head.last + 1, max(skip, 0)), "numbered_unit", hit=head)
