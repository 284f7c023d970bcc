"""A monitor's own report: where the monitor itself is a source of it.

A publisher is no source of what it tells, unless it speaks of its own people or sources. A monitor that says what it
learned or documented tells all of its report; one that only sums a time up («وثق منذ …») is the source of the sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.lexicon.registry import publisher_monitor
from marsad.mention.source.vocabulary import Reading
from marsad.model import Doc, SourceMention
from marsad.text.clitics import LAM

PUBLISHER = "publisher_speaks"
_SHORTEST_LEAD = 8
#: words from «خلال» to the time that is summed up
_SOON = 3
#: words from «مصادر» to the monitor that they told
_NEAR = 3


def with_lead(doc: Doc, found: list[SourceMention]) -> list[SourceMention]:
    """A lead that names no source is told by whoever the next sentence quotes."""
    told = [m for m in found if m.span.start >= doc.body]
    if not told:
        return found
    first = min(m.scope[0] for m in told)
    sentence = doc.sentence_of[first]
    before = doc.sentences[sentence - 1] if sentence else None
    if before is None or before.is_title or before.last - before.first < _SHORTEST_LEAD:
        return found
    earlier = [s for s in doc.sentences[: sentence - 1] if not s.is_title and s.last - s.first >= _SHORTEST_LEAD]
    if earlier:
        return found
    return [replace(m, scope=(before.first, m.scope[1])) if m in told and m.scope[0] == first else m for m in found]


def held(reading: Reading, found: list[SourceMention]) -> list[SourceMention]:
    """The sources of a report, each with what it covers; a monitor covers its own report where it speaks for itself."""
    doc = reading.doc
    monitor = publisher_monitor(doc.report.publisher)
    if not monitor:
        return with_lead(doc, found)
    own = [m for m in found if m.source == monitor and m.span.start >= doc.body]
    datelines = [m for m in own if not m.saying and m.first >= m.scope[0]]
    heads = {m.first for m in datelines}
    late = [m for m in own if m not in datelines and not _opens(doc, m.scope[0])]
    sums = [m for m in late if _is_sum(reading, _sentence(doc, m))]
    others = [m for m in with_lead(doc, [m for m in found if m not in sums]) if m.saying or m.first not in heads]
    told = _told(reading, monitor)
    speaking = [*told, *(m.scope[0] for m in others if m.source == monitor and m.span.start >= doc.body)]
    if not speaking:
        return _in_order(others + sums)
    if datelines or any(_opens(doc, at) for at in speaking) or any(_opens(doc, at, 1) for at in told):
        told += [m.first for m in own]
        others = [m for m in others if not _tells(m, told)]
        return [_throughout(doc, monitor), *_in_order(others + sums)]
    return _in_order(_carried_on(doc, others, monitor) + sums)


def _tells(mention: SourceMention, told: Sequence[int]) -> bool:
    """True for nameless «مصادر» right before the monitor that they told: its own sources, for which it speaks."""
    is_new = mention.source == "sources" and mention.first >= mention.scope[0]
    return is_new and not set(told).isdisjoint(range(mention.last, mention.last + _NEAR))


def _in_order(found: list[SourceMention]) -> list[SourceMention]:
    return sorted(found, key=lambda m: (m.scope, m.first))


def _throughout(doc: Doc, monitor: str) -> SourceMention:
    """The monitor as the one who tells all of its report."""
    first = next(s.first for s in doc.sentences if not s.is_title)
    return SourceMention(
        doc.span_of(first, first + 1), first, first + 1, PUBLISHER, source=monitor, scope=(first, len(doc.tokens))
    )


def _carried_on(doc: Doc, found: Sequence[SourceMention], monitor: str) -> list[SourceMention]:
    """The monitor goes on behind its own words until somebody else speaks."""
    starts = sorted({m.scope[0] for m in found if m.span.start >= doc.body} | {len(doc.tokens)})
    carried: list[SourceMention] = []
    for mention in found:
        if mention.source == monitor and mention.span.start >= doc.body:
            end = next(at for at in starts if at > mention.scope[0])
            mention = replace(mention, scope=(mention.scope[0], max(end, mention.scope[1])))
        carried.append(mention)
    return carried


def _sentence(doc: Doc, mention: SourceMention) -> int:
    """The sentence in which somebody speaks, who may have been named before it."""
    return doc.sentence_of[max(mention.first, mention.scope[0])]


def _opens(doc: Doc, index: int, further: int = 0) -> bool:
    """True in the first sentence of the text that is no mere heading, and in so many further ones."""
    texts = [s for s in doc.sentences if not s.is_title]
    lead = next((n for n, s in enumerate(texts) if s.last - s.first >= _SHORTEST_LEAD), 0)
    return index < texts[min(lead + further, len(texts) - 1)].last


def _told(reading: Reading, monitor: str) -> list[int]:
    """Tokens of the text at which something is told to the monitor by its own sources: «أكدت مصادر للمرصد أن»."""
    doc = reading.doc
    body = next((s.first for s in doc.sentences if not s.is_title), len(doc.tokens))
    hits = (reading.at("source", i) for i in range(body, len(doc.tokens)))
    told = [h for h in hits if h is not None and h.joined.endswith((LAM, LAM + LAM))]
    return [
        h.first
        for h in told
        if (h.term.text("source") or h.id) == monitor and not _is_sum(reading, doc.sentence_of[h.first])
    ]


def _is_sum(reading: Reading, sentence: int) -> bool:
    """True for a sentence that counts over a time and tells no day's news: «منذ مطلع العام», «خلال العام»."""
    spot = reading.doc.sentences[sentence]
    steps = range(spot.first, spot.last)
    if any(reading.at("sums", i, "sums.day") for i in steps):
        return False
    return any(_is_since(reading, i, spot.last) for i in steps)


def _is_since(reading: Reading, index: int, last: int) -> bool:
    if reading.at("sums", index, "sums.since") is not None:
        return True
    over = reading.at("sums", index, "sums.over")
    near = range(index + 1, min(index + 1 + _SOON, last))
    return over is not None and any(reading.at("sums", i, "sums.span") for i in near)
