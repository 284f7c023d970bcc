"""Sources whom an outlet relays: «نقلت وكالة … عن مصدر»."""

from __future__ import annotations

from marsad.mention.source.speaker import People, Speaker
from marsad.mention.source.speakers import speakers_in
from marsad.mention.source.subject import subject
from marsad.mention.source.vocabulary import Reading

#: the verbs of an outlet that passes on what others say
RELAY = "say.relay"


def relayed(reading: Reading, first: int, last: int, people: People) -> list[Speaker]:
    """«نقلت وكالة … عن مصدر»: who is relayed speaks too."""
    for index in range(first, min(first + 10, last)):
        hit = reading.at("according", index, "according.about")
        if hit is not None:
            end, _ = subject(reading, index + 1, last)
            return speakers_in(reading, index + 1, end, people)
    return []


def behind(reading: Reading, end: int, last: int) -> int:
    """«أعلنت وكالة …، عن مصدر»: where a source starts whom an outlet quotes with another verb, 0 if none does."""
    start = end + (end < last and reading.is_stop(end))
    is_about = start + 1 < last and reading.at("according", start, "according.about") is not None
    is_source = is_about and reading.at("source_head", start + 1, "head.source", "head.official") is not None
    return start + 1 if is_source else 0
