"""Groups by the name that they give themselves: «جماعة تسمي نفسها «…»», «ما يسمى «…»»."""

from __future__ import annotations

from marsad.mention.source.offices import party_at
from marsad.mention.source.speaker import Speaker
from marsad.mention.source.vocabulary import Reading

#: how far behind a verb the words may stand, and how long a name is at most
_MOST_BEFORE, _MOST_OF_NAME = 5, 7


def self_named(reading: Reading, first: int, last: int) -> Speaker | None:
    """The party or the name in quote marks behind «تسمي نفسها» and its like, where it stands in a subject."""
    for index in range(first, min(last, first + _MOST_BEFORE)):
        words = reading.at("according", index, "according.self_named")
        if reading.is_stop(index) or reading.at("say", index) is not None:
            return None
        if words is not None:
            return _named(reading, words.last, last)
    return None


def _named(reading: Reading, first: int, last: int) -> Speaker | None:
    start = first
    while start < last and reading.is_quote(start):
        start += 1
    party = party_at(reading, start, last) if start < last else None
    if party is not None:
        return party
    if start == first:
        return None
    end = next((i for i in range(start, min(last, start + _MOST_OF_NAME)) if reading.is_quote(i)), start)
    is_name = end > start and all(reading.doc.tokens[i].kind == "word" for i in range(start, end))
    return Speaker("x:" + reading.words(start, end), start, end, "named_body") if is_name else None
