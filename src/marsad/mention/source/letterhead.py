"""The name at the head of a statement: «قوات … - مكتب الناطق» on a line of its own speaks throughout."""

from __future__ import annotations

from marsad.mention.source.offices import listed, party_at
from marsad.mention.source.speaker import Speaker, as_named, is_media
from marsad.mention.source.vocabulary import Reading
from marsad.model import Sentence, SourceMention

#: lines behind the title that may be a letterhead, and words that one has at most
_MOST_LINES, _MOST_WORDS = 3, 12
_BARS = frozenset("-\u2013\u2014|@#:")
_MOST_OF_NAME = 6


def letterhead(reading: Reading) -> list[SourceMention]:
    """The party or body whose name fills one of the first lines: what follows is its statement."""
    doc = reading.doc
    lines = [s for s in doc.sentences if not s.is_title][:_MOST_LINES]
    for line in lines:
        speaker = _head(reading, line)
        if speaker is not None and line is not doc.sentences[-1]:
            first, last = speaker.first, speaker.last
            scope = (line.first, len(doc.tokens))
            span = doc.span_of(first, last)
            return [SourceMention(span, first, last, "publisher_speaks", source=speaker.source, scope=scope)]
        if speaker is None and not _is_opening(reading, line):
            return []
    return []


def _is_opening(reading: Reading, line: Sentence) -> bool:
    """True for «بسم الله …», «بيان», a date: lines that stand above a statement and tell nothing."""
    is_short = line.last - line.first <= _MOST_WORDS
    return is_short and reading.at("according", line.first, "according.heading") is not None


def _head(reading: Reading, line: Sentence) -> Speaker | None:
    """The party or body that a short line without a verb names."""
    if line.last - line.first > _MOST_WORDS:
        return None
    start = _past_heading(reading, line)
    bar = next((i + 1 for i in range(start, line.last - 1) if reading.doc.tokens[i].folded == "|"), start)
    for first in dict.fromkeys((start, bar)):
        if first < line.last and (speaker := _named(reading, first, line.last)) is not None:
            return speaker
    return None


def _past_heading(reading: Reading, line: Sentence) -> int:
    """The token after «تصريح صحفي من», signs and quote marks."""
    index = line.first
    while index < line.last:
        hit = reading.at("according", index, "according.heading")
        if hit is not None:
            index = hit.last
        elif reading.doc.tokens[index].kind == "punct":
            index += 1
        else:
            break
    return index


def _named(reading: Reading, first: int, last: int) -> Speaker | None:
    """The party, source or body at a token, if a bar, a sign or the end of the line follows its name."""
    hit = reading.at("source", first)
    if reading.at("country", first) is not None or (hit is not None and hit.term.attrs.get("capital")):
        return None  # the town of a dateline
    known = party_at(reading, first, last) or listed(reading, first, last)
    if known is not None and is_media(known):
        return known if _is_bar(reading, known.last) or (first > 0 and _is_bar(reading, first - 1)) else None
    if known is not None and _is_closed(reading, known.last, last):
        return known
    is_body = reading.at("source_head", first, "head.body", "head.press") is not None
    if not is_body or reading.at("according", first, "according.byline") is not None:
        return None
    end = first
    while end < min(last, first + _MOST_OF_NAME) and reading.doc.tokens[end].kind == "word":
        end += 1
    if end - first < 2 or not _is_closed(reading, end, last) or any(reading.at("say", i) for i in range(first, end)):
        return None
    return Speaker(as_named(reading, first, end), first, end, "publisher_speaks")


def _is_closed(reading: Reading, index: int, last: int) -> bool:
    """True at the end of a line, at a bar or sign, and before «في» with a country."""
    if index >= last or reading.doc.tokens[index].folded[:1] in _BARS or reading.doc.tokens[index].kind == "latin":
        return True
    is_in = reading.at("source_head", index, "head.name_of") is not None and index + 2 >= last
    return is_in and reading.at("country", index + 1) is not None


def _is_bar(reading: Reading, index: int) -> bool:
    return index < len(reading.doc.tokens) and reading.doc.tokens[index].folded.startswith("|")
