"""Speakers that commas set off from the office before them: «قال رئيس بلدية …، أحمد …، إن»."""

from __future__ import annotations

from marsad.mention.source.speaker import People, Speaker, is_media
from marsad.mention.source.speakers import speakers_in, speaks_as_one
from marsad.mention.source.strangers import strange_name
from marsad.mention.source.subject import segment
from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import WAW

#: tokens between an office and the comma before its holder's name
_MOST_OF_PLACE = 7
_OFFICES = ("head.role", "head.rank", "head.spokesman")


def set_off(reading: Reading, first: int, end: int, that: int, last: int, people: People) -> list[Speaker]:
    """«قال علي …، رئيس بلدية …، ومصدران بالشرطة، إن»: further speakers that commas set off before «إن», or the name
    behind an office that ends at a comma.
    """
    if end >= last:
        return []
    if end >= that:
        return name_set_off(reading, first, end, last)
    if not reading.is_stop(end) or that >= last:
        is_that = that < last and reading.at("according", that, "according.that") is not None
        return name_set_off(reading, first, end, that if is_that else last)
    found: list[Speaker] = []
    for index in range(end + 1, that):
        if not reading.is_stop(index - 1):
            continue
        if reading.is_given_name(index):
            found += [
                s
                for s in speakers_in(reading, index, segment(reading, index, that), people)
                if s.rule == "named_person"
            ]
        elif reading.joined_letter(index) == WAW:
            found += [
                s for s in speakers_in(reading, index, that, people) if s.rule in ("listed_source", "unnamed_source")
            ]
            break
    return found or name_set_off(reading, first, end, last)


def name_set_off(reading: Reading, first: int, end: int, last: int) -> list[Speaker]:
    """«رئيس الإدارة … في …، بافلو …، أن»: a name between commas behind an office, though no list knows the name."""
    if first >= end or reading.at("source_head", first, *_OFFICES) is None:
        return []
    comma = end
    while comma < min(last, end + _MOST_OF_PLACE) and not reading.is_stop(comma):
        if reading.at("say", comma) or reading.at("according", comma, "according.that"):
            return []
        comma += 1
    if comma + 1 >= last or not reading.is_stop(comma) or reading.doc.tokens[comma].folded == ":":
        return []
    close = segment(reading, comma + 1, last)
    if close == comma + 2 and close + 1 < last:  # an adjective of its own: «…، الحقوقية، …»
        comma, close = close, segment(reading, close + 1, last)
    namely = reading.at("according", comma + 1, "according.namely")  # «متحدث باسم الجيش، هو …، إن»
    comma = namely.last - 1 if namely is not None else comma
    that = next((i for i in range(comma + 1, close) if reading.at("according", i, "according.that")), close)
    person = strange_name(reading, comma + 1, that)
    return [person] if person is not None else []


def named_of(reading: Reading, speakers: list[Speaker], further: list[Speaker]) -> list[Speaker]:
    """«رئيس المجلس …، أحمد …، إن»: a name set off by commas stands for the office before it."""
    if any(s.rule == "named_person" for s in further) and not any(s.rule == "named_person" for s in speakers):
        if any(speaks_as_one(reading, s) for s in speakers):  # «المتحدث العسكري، العميد …، أن»
            return speakers
        speakers = [s for s in speakers if is_media(s)]
    return speakers + further
