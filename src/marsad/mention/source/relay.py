"""Sources whom an outlet relays: «نقلت وكالة … عن مصدر»."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.source.speaker import People, Speaker
from marsad.mention.source.speakers import speakers_in
from marsad.mention.source.subject import subject
from marsad.mention.source.vocabulary import Reading

#: the verbs of an outlet that passes on what others say
RELAY = "say.relay"
_LEARN, _ASCRIBE = "say.learn", "say.ascribe"
#: verbs of an outlet that says where it has something from: «علمت … من مصادر», «نسبت … إلى مسؤول قوله»
PASSING = (_LEARN, _ASCRIBE)
_FROM, _TO = "\u0645\u0646", "\u0627\u0644\u064a"
#: words from such a verb to the source, and from there to «قوله»
_SOON, _OWN = 7, 14


def relayed(reading: Reading, first: int, last: int, people: People) -> list[Speaker]:
    """«نقلت وكالة … عن مصدر»: who is relayed speaks too."""
    for index in range(first, min(first + 10, last)):
        hit = reading.at("according", index, "according.about")
        if hit is not None:
            end, _ = subject(reading, index + 1, last)
            return speakers_in(reading, index + 1, end, people)
    return []


def passed_on(reading: Reading, verb: Hit, start: int, last: int, people: People) -> list[Speaker]:
    """«علمت «الصحيفة» من مصادر أن», «نسبت الوكالة إلى مسؤول قوله إن»: the source behind the small word speaks; what is
    only ascribed to somebody («نسبت الهجوم إلى الحركة») is not said by him.
    """
    word = _FROM if verb.id == _LEARN else _TO
    at = next((i for i in range(start, min(start + _SOON, last)) if reading.doc.tokens[i].folded == word), last)
    if at >= last:
        return []
    end, _ = subject(reading, at + 1, last)
    near = range(at + 1, min(at + _OWN, last))
    if verb.id == _ASCRIBE and not any(reading.at("according", i, "according.own_words") for i in near):
        return []
    return speakers_in(reading, at + 1, end, people)


def behind(reading: Reading, end: int, last: int) -> int:
    """«أعلنت وكالة …، عن مصدر»: where a source starts whom an outlet quotes with another verb, 0 if none does."""
    start = end + (end < last and reading.is_stop(end))
    is_about = start + 1 < last and reading.at("according", start, "according.about") is not None
    is_source = is_about and reading.at("source_head", start + 1, "head.source", "head.official") is not None
    return start + 1 if is_source else 0
