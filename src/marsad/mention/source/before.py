"""A speaker who stands before the verb of saying: «لكن وزير الأمن … قال», «أما المتحدث … فأقر»."""

from __future__ import annotations

from dataclasses import replace

from marsad.lexicon import Hit
from marsad.mention.source.offices import party_at
from marsad.mention.source.set_off import named_of
from marsad.mention.source.speaker import UNLISTED, People, Speaker
from marsad.mention.source.speakers import speaker_before, speakers_in
from marsad.mention.source.strangers import strange_name
from marsad.mention.source.subject import is_that, opens_subject, segment
from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import PREPOSITIONS, has_conjunction

_PREPOSITIONS = tuple(PREPOSITIONS)
_FA, _WAW = "\u0641", "\u0648"
_MOST_OF_SUBJECT = 12
_MOST_SET_OFF = 14
_SURE_HEADS = ("head.owned", "head.spokesman", "head.role", "head.rank", "head.body")
#: marks that close a dateline («city (agency) - »)
_SET_OFF = frozenset("-\u2013\u0640/()")


def speakers_before(reading: Reading, verb: Hit, first: int, people: People) -> tuple[list[Speaker], bool]:
    """The subject before a verb of saying, [] if there is none, and whether a word such as «لكن» opens its clause."""
    end = verb.first
    while end > first and (reading.is_quote(end - 1) or reading.at("according", end - 1, "according.already")):
        end -= 1
    found, is_opened = _fronted(reading, verb, end, first, people)
    if not found and end > first and reading.is_stop(end - 1) and verb.joined[:1] == _FA:  # «أما …، فذكرت»
        close = end - 1
        while close > first and reading.is_quote(close - 1):
            close -= 1
        found, is_opened = _fronted(reading, verb, close, first, people)
    if not found and end > first and reading.is_stop(end - 1):
        comma = _before_set_off(reading, end - 1, first)
        found, is_opened = _fronted(reading, verb, comma, first, people)
        holder = strange_name(reading, comma + 1, end - 1) if found else None
        found = named_of(reading, found, [holder] if holder is not None else [])
    if found or has_conjunction(verb.joined):
        return found, is_opened
    before = speaker_before(reading, verb.first, first)
    return ([before] if before else []), False


def _before_set_off(reading: Reading, comma: int, first: int) -> int:
    """The comma that opens what a comma closes: «الحزب المعارض، الذي شارك …، أكد»."""
    return next(
        (i for i in range(comma - 1, max(first, comma - _MOST_SET_OFF), -1) if reading.is_stop(i)),
        first,
    )


def _fronted(reading: Reading, verb: Hit, end: int, first: int, people: People) -> tuple[list[Speaker], bool]:
    """The speaker that opens a clause, after «لكن» and its like or at the head of the sentence."""
    start, opener = _clause_start(reading, end, first)
    is_as_for = opener is not None and opener.id == "according.as_for"
    if end <= start or (has_conjunction(verb.joined) and not (is_as_for and verb.joined[:1] == _FA)):
        return [], False
    if not opens_subject(reading, start, end):
        return [], False
    found = speakers_in(reading, start, end, people, bool(verb.term.attrs.get("person")))
    found = [s for s in found if s.first == start or s.rule in ("named_person", "surname") or opener is not None]
    if opener is None and start > first and _is_bare_that(reading, start - 1):
        return [s for s in found if s.rule in ("unnamed_source", "listed_source")], False
    while start < end and reading.is_quote(start):
        start += 1
    is_sure = reading.at("source_head", start, *_SURE_HEADS) is not None
    return [s for s in found if s.rule not in UNLISTED or (s.last >= end - 1 and is_sure)], opener is not None


def _clause_start(reading: Reading, end: int, first: int) -> tuple[int, Hit | None]:
    """Where the clause that ends at a token starts, and the word that opens it; `end` where it starts with neither."""
    for start in range(end - 1, max(first, end - _MOST_OF_SUBJECT) - 1, -1):
        opener = reading.at("according", start, "according.opener", "according.as_for")
        if opener is not None and opener.last <= end:
            return opener.last, opener
        if _is_bare_that(reading, start) and start + 1 < end:
            return start + 1, None
        is_set_off = reading.doc.tokens[start].folded in _SET_OFF
        if reading.is_stop(start) and start + 1 < end and reading.joined_letter(start + 1) == _WAW:
            return start + 1, None
        if reading.is_stop(start) or is_set_off or reading.at("say", start):
            return end, None
        if start == first:
            return start, None
    return end, None


def _is_bare_that(reading: Reading, index: int) -> bool:
    """True at «أن» that does not close «غير أن» or its like."""
    if reading.at("according", index, "according.that") is None:
        return False
    before = (reading.at("according", step, "according.opener") for step in (index - 1, index - 2) if step >= 0)
    return not any(hit is not None and hit.last == index + 1 for hit in before)


def doers(reading: Reading, first: int, last: int, end: int, people: People) -> tuple[Speaker, ...]:
    """Who did what a sentence tells before «قالت إنها»: the first party that no preposition governs,
    or official where «أن» follows at `end` («زار الوزير …، معلنا أن»).
    """
    for index in range(first, last):
        mention = reading.actors.get(index)
        if mention is not None and mention.last <= last and not _is_governed(reading, index, first):
            party = party_at(reading, index, last)
            if party is not None:
                return (replace(party, rule="doer_speaks"),)
        if reading.at("source_head", index, "head.role", "head.rank") and not _is_governed(reading, index, first):
            close = segment(reading, index, min(last, index + _MOST_OF_SUBJECT))
            found = speakers_in(reading, index, close, people, True) if is_that(reading, end, end + 1) else []
            named = [replace(s, rule="doer_speaks") for s in found if s.rule == "named_person"]
            return tuple(named[:1])
    return ()


def _is_governed(reading: Reading, index: int, first: int) -> bool:
    """True for a name behind a preposition, joined or not."""
    if reading.joined_letter(index) in _PREPOSITIONS and not reading.is_given_name(index):
        return True
    before = index - 1
    while before >= first and reading.is_quote(before):
        before -= 1
    return before >= first and reading.at("according", before, "according.governs") is not None


def relative_accuser(reading: Reading, index: int, first: int) -> Speaker | None:
    """«القوات …، التي اتهمت الجيش»: the party before «التي» accuses, and the one behind the verb is accused."""
    if index <= first or reading.at("according", index - 1, "according.relative") is None:
        return None
    end = index - 1
    while end > first and (reading.is_quote(end - 1) or reading.is_stop(end - 1)):
        end -= 1
    starts = (at for at in range(end - 1, max(first, end - _MOST_OF_SUBJECT) - 1, -1) if at in reading.actors)
    start = next(starts, None)
    return party_at(reading, start, end) if start is not None and reading.actors[start].last == end else None
