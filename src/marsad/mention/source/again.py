"""Who was quoted before and is told again by an office or a kind of outlet alone: «وأضاف المحافظ», «وتابع قائد
الشرطة», «ونقلت الوكالة عن».
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marsad.mention.source.speaker import People, Speaker, Speech, is_media
from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import ARTICLE, BA, LAM

_OFFICES = ("head.role", "head.rank", "head.spokesman", "head.officer", "head.official")
_BODIES = ("head.body", "head.called", "head.hospital")
_IN = "\u0641\u064a"
_CLOSING = ("according.already", "according.time")
#: words of an office before the name of its holder, and behind it
_REACH = 6


def keep_offices(reading: Reading, speech: Speech, people: People) -> None:
    """Keep by what office, or as what body or outlet, each speaker of a speech is introduced."""
    past = min([speech.at, *(s.first for s in speech.speakers)])
    for speaker in sorted(speech.speakers, key=lambda s: s.first):
        start = max(past, speaker.first - _REACH)
        past = max(past, speaker.last)
        if is_media(speaker) or _outlet(reading, speaker):
            if reading.joined_letter(speaker.first) != LAM:
                people.outlets.update(dict.fromkeys(_outlet(reading, speaker) or [""], speaker))
            continue
        for key in _offices(reading, start, speaker):
            people.by_office[key] = speaker


def _outlet(reading: Reading, speaker: Speaker) -> list[str]:
    """«وكالة», «صحيفة»: the kind of outlet as which it is introduced."""
    near = range(max(0, speaker.first - is_media(speaker)), min(speaker.first + 2, speaker.last))
    return [_word(reading, i) for i in near if reading.at("source_head", i, "head.media") is not None]


def _offices(reading: Reading, start: int, speaker: Speaker) -> Iterator[str]:
    """The words of office round a speaker, alone and with the word behind each; the first word of a body's name."""
    for index in (*range(start, speaker.last), *_behind(reading, speaker)):
        if reading.at("source_head", index, *_OFFICES) is None or reading.is_given_name(index):
            continue
        yield _word(reading, index)
        if index + 1 < len(reading.doc.tokens):
            yield f"{_word(reading, index)} {_word(reading, index + 1)}"
    if speaker.rule != "named_person" and reading.at("source_head", speaker.first, *_BODIES) is not None:
        yield _word(reading, speaker.first)


def _behind(reading: Reading, speaker: Speaker) -> range:
    """«علي الحسيني، رئيس بلدية …»: the words behind the comma that an office opens."""
    tokens, at = reading.doc.tokens, speaker.last
    at += at < len(tokens) and reading.is_stop(at)
    if at >= len(tokens) or reading.at("source_head", at, *_OFFICES) is None:
        return range(0)
    return range(at, at + 1)


def told_again(reading: Reading, first: int, last: int, people: People) -> Speaker | None:
    """The speaker of before whose office tokens `[first, last)` are and no more: «المحافظ», «قائد الشرطة»."""
    while last > first and reading.at("according", last - 1, *_CLOSING) is not None:
        last -= 1
    length = last - first
    if not 1 <= length <= 2 or reading.doc.tokens[first].kind != "word":
        return None
    key = _word(reading, first)
    if _is_definite(reading, first) is not (length == 1):
        return None
    known = _by_office(reading, first, people) if length == 1 else None
    known = people.by_office.get(f"{key} {_word(reading, first + 1)}") if length == 2 else known
    return _again(known, first, last)


def with_trait(reading: Reading, first: int, last: int, people: People) -> Speaker | None:
    """«المنظمة الحقوقية», «القيادي الميداني», «المسؤول في المدينة»: an office or body told before and what it is."""
    if last - first < 2 or not _is_definite(reading, first):
        return None
    is_placed = _bare(reading, first + 1) == _IN or reading.joined_letter(first + 1) == BA
    is_trait = _is_trait(reading, first + 1, last) and reading.at("nation", first + 1) is None
    return _again(_by_office(reading, first, people), first, last) if is_placed or is_trait else None


def outlet_again(reading: Reading, first: int, last: int, people: People) -> Speaker | None:
    """«الوكالة», «القناة», «التلفزيون»: the outlet that was quoted before."""
    while last > first and reading.at("according", last - 1, *_CLOSING) is not None:
        last -= 1
    is_outlet = first < last and reading.at("source_head", first, "head.media") is not None
    if not is_outlet or not _is_definite(reading, first):
        return None
    if last > first + 1 and not _is_trait(reading, first + 1, last):
        return None
    return _again(people.outlets.get(_word(reading, first)) or people.outlets.get(""), first, last)


def _is_trait(reading: Reading, index: int, last: int) -> bool:
    """True at a definite word that nothing follows: «الحقوقية»."""
    return last == index + 1 and _is_definite(reading, index) and not reading.joined_letter(index)


def _by_office(reading: Reading, index: int, people: People) -> Speaker | None:
    """Who was introduced with a word of office; «الرئيس», «الملك» may be another whom everybody knows."""
    is_loose = reading.at("source_head", index, "head.loose") is not None
    return None if is_loose else people.by_office.get(_word(reading, index))


def _again(known: Speaker | None, first: int, last: int) -> Speaker | None:
    if known is None:
        return None
    rule = "surname" if known.rule == "named_person" else known.rule
    return replace(known, first=first, last=last, rule=rule)


def _is_definite(reading: Reading, index: int) -> bool:
    return _bare(reading, index).startswith(ARTICLE)


def _word(reading: Reading, index: int) -> str:
    """A word without what is joined to it."""
    return _bare(reading, index).removeprefix(ARTICLE)


def _bare(reading: Reading, index: int) -> str:
    return reading.doc.tokens[index].folded[len(reading.joined_letter(index)) :]
