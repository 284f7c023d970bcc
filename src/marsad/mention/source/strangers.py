"""People who speak and whom no list of names knows: strange words beside an office."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.mention.source.persons import (
    MOST_WORDS_OF_NAME,
    PRONOUNS,
    closes,
    has_own_waw,
    is_definite,
    is_inflected,
    is_strange,
    is_unknown,
)
from marsad.mention.source.speaker import Speaker, as_named
from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import ARTICLE, BA, LAM

_WAW, _YA = "\u0648", "\u064a"
#: endings of words for several people, folded
_OF_MANY = ("\u0648\u0646", "\u064a\u0646", "\u0627\u0646", "\u0627\u062a")
_TA_MARBUTA = "\u0629"


def foreign_name(reading: Reading, first: int, last: int, found: Sequence[Speaker], is_sure: bool) -> Speaker | None:
    """Strange words that close a subject that opens with an office: «المتحدثة باسم … لوبا سمري»."""
    is_role = reading.at("source_head", first, "head.role", "head.rank", "head.spokesman", "head.owned") is not None
    is_office = is_role or (bool(found) and found[0].first == first)
    is_that = last < len(reading.doc.tokens) and reading.at("according", last, "according.that") is not None
    is_closed = is_that or (is_sure and closes(reading, last) and not _is_clause(reading, first, last))
    if last - first < 3 or not is_office:
        return None
    if not is_closed and (_is_clause(reading, first, last) or not _is_held(reading, first, last)):
        return None
    for start in range(max(first + 1, last - MOST_WORDS_OF_NAME), last - 1):
        if any(s.first <= start < s.last for s in found):
            continue
        if reading.at("office", start, "office.seat") is not None:  # «لمنطقة …»
            continue
        if not is_strange(reading, start) and not _is_name_like_office(reading, start, last):
            continue
        surname = reading.doc.tokens[start + 1].folded
        is_owner = not surname.endswith(_YA) and not (is_that and is_role and not is_inflected(reading, start))
        is_name = not surname.startswith(ARTICLE) or (not is_owner and start + 2 == last)
        is_name &= all(is_unknown(reading, index) for index in range(start + 1, last))
        is_name &= is_role or not any(is_inflected(reading, index) for index in (start, last - 1))
        if is_name and is_definite(reading, start - 1, found):
            return Speaker("x:" + reading.words(start, last), start, last, "named_person")
    return None


def _is_name_like_office(reading: Reading, index: int, last: int) -> bool:
    """«مدير الناحية طالب البياتي»: a word of office without article before a surname of origin that closes all."""
    role = reading.at("source_head", index, "head.role")
    if role is None or role.joined or index + 2 != last:
        return False
    surname = reading.doc.tokens[index + 1].folded
    return surname.startswith(ARTICLE) and surname.endswith(_YA) and is_unknown(reading, index + 1)


def _is_clause(reading: Reading, first: int, last: int) -> bool:
    """«حسبما قال ضابط لبي بي سي.», «قدر رئيس الغرفة … بمليوني دولار.»: what a full stop closes may be no name."""
    if last >= len(reading.doc.tokens) or not reading.ends_sentence(last):
        return False
    words = (last - 2, last - 1)
    lam = (i for i in range(first, last) if reading.doc.tokens[i].folded.startswith(LAM))
    if any(not reading.is_given_name(i) for i in lam):
        return True
    return any(reading.words(i, i + 1).endswith((_TA_MARBUTA, *PRONOUNS)) for i in words)


def late_name(reading: Reading, first: int, last: int, found: Sequence[Speaker]) -> Speaker | None:
    """«قائد جيش … في … سركسيان إن»: strange words that no list knows behind the words of place of an office."""
    if any(is_inflected(reading, index) for index in range(max(first, last - 2), last)):
        return None
    return foreign_name(reading, first, last, found, False)


def _is_held(reading: Reading, first: int, last: int) -> bool:
    """«وزير العدل كون غينز توقيف»: an office of one person, two words of a name, and what the verb tells of."""
    is_one = reading.at("source_head", first, "head.role", "head.rank", "head.spokesman") is not None
    is_one &= not reading.doc.tokens[first].folded.endswith(_OF_MANY)
    is_end = closes(reading, last) or reading.doc.tokens[last].kind == "number"
    is_end = is_end or reading.at("according", last, "according.deed", "according.break", "according.about") is not None
    near = range(max(first + 1, last - 4), last)
    if not is_one or not is_end or any(reading.at("source_head", i, "head.hospital") for i in near):
        return False
    words = (last - 2, last - 1)
    is_bent = is_inflected(reading, last - 2) or (
        is_inflected(reading, last - 1) and reading.joined_letter(last - 1) != BA
    )
    return not is_bent and not any(reading.words(i, i + 1).endswith(_TA_MARBUTA) for i in words)


def quoted_person(reading: Reading, first: int, last: int) -> Speaker | None:
    """«المتحدث باسم الشرطة "جيديون …"»: a name in quote marks behind an office."""
    if reading.at("source_head", first, "head.role", "head.rank", "head.spokesman") is None:
        return None
    for index in range(first + 1, last):
        if not reading.is_quote(index):
            continue
        if not is_definite(reading, index - 1, []) and reading.at("source_head", index - 1) is None:
            return None
        end = index + 1
        while end < len(reading.doc.tokens) and end - index <= MOST_WORDS_OF_NAME and is_unknown(reading, end):
            end += 1
        if reading.in_party(index + 1):  # «قائد ميداني في «الدعم السريع»»
            return None
        if end - index > 2 and end < len(reading.doc.tokens) and reading.is_quote(end):
            return Speaker("x:" + reading.words(index + 1, end), index + 1, end, "named_person")
        return None
    return None


def leading_name(reading: Reading, first: int, last: int) -> Speaker | None:
    """Strange words that open a subject and that an office explains: «زلماي وصل الناطق باسم …»."""
    end = first
    while end < min(last, first + MOST_WORDS_OF_NAME) and is_unknown(reading, end) and _is_plain(reading, end, first):
        end += 1
    if end - first < 2:
        return None
    if end == last and last + 1 < len(reading.doc.tokens) and reading.is_stop(last):
        end_of_name = last + 1
    elif end < last:
        end_of_name = end
    else:
        return None
    if reading.at("source_head", end_of_name, "head.spokesman", "head.role", "head.rank") is None:
        return None
    return Speaker(as_named(reading, first, end), first, end, "named_person")


def _is_plain(reading: Reading, index: int, first: int) -> bool:
    """True for a word of a name: the first has no article, none has a conjunction."""
    has_article = reading.doc.tokens[index].folded.startswith((ARTICLE, LAM + LAM))
    is_joined = reading.joined_letter(index) == _WAW and not has_own_waw(reading, index)
    return (index > first or not has_article) and (not is_joined or index == first)


def strange_name(reading: Reading, first: int, last: int) -> Speaker | None:
    """Two to four strange words, or a rank and at least one, that fill what commas set off: «بافلو …», «العقيد …»."""
    while first < last and reading.is_quote(first):
        first += 1
    if first + 1 < last and len(reading.doc.tokens[first].folded) == 1 and reading.doc.tokens[first + 1].folded == ".":
        first += 2
    is_joined = first < last and bool(reading.joined_letter(first)) and not reading.is_given_name(first)
    if first < last and (is_joined or reading.at("according", first, "according.unnamed")):
        return None
    is_rank = first < last and reading.at("source_head", first, "head.rank") is not None
    first += is_rank
    end, most = first, min(last, first + MOST_WORDS_OF_NAME)
    while end < most and is_unknown(reading, end) and _is_plain(reading, end, first):
        end += 1
    if end - first < (1 if is_rank else 2) or not (end >= last or closes(reading, end)):
        return None
    surname = reading.doc.tokens[end - 1].folded
    is_owner = end - first == 2 and surname.startswith(ARTICLE) and not surname.endswith(_YA)
    if is_owner and not is_rank and not reading.is_given_name(first):  # «عاصمة الإقليم»: a noun and its owner
        return None
    return Speaker(as_named(reading, first, end), first, end, "named_person")
