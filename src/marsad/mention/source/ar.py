"""Finds who an Arabic report quotes, and which tokens each quotation covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from marsad.lexicon import Hit
from marsad.mention.source.speakers import People, Speaker, party_ending_at, speakers_in, told_to
from marsad.mention.source.vocabulary import Reading
from marsad.model import ActorMention, Doc, SourceMention

_MOST_TO_THAT = 20
_MOST_OF_SUBJECT = 9
_LAM = "\u0644"
_ENDS = ("according.break", "according.about", "according.that", "according.to", "according.continue", "according.with_verb")
_RELAY = "say.relay"


@dataclass(frozen=True, slots=True)
class Speech:
    """An act of saying at a token: who speaks, and whether it stands after the fact or carries on an earlier speaker."""

    at: int
    end: int
    speakers: tuple[Speaker, ...]
    is_after: bool = False
    is_carried: bool = False
    #: a claim of responsibility: its speaker may go on, and is no source by the claim alone
    is_silent: bool = False


def find_sources(doc: Doc, actors: list[ActorMention]) -> list[SourceMention]:
    """Everybody quoted, in text order; the same source once for each stretch it covers."""
    reading = Reading.of(doc, actors)
    people = People()
    found: list[SourceMention] = []
    last: tuple[Speaker, ...] = ()
    for sentence in doc.sentences:
        speeches = _speeches(reading, sentence.first, sentence.last, people, actors)
        for place, speech in enumerate(speeches):
            if speech.is_silent:
                last = speech.speakers or last
                continue
            if speech.speakers:
                last = speech.speakers
            elif speech.is_carried and last:
                speech = replace(speech, speakers=last)
            else:
                continue
            scope = _scope(speeches, place, sentence.first, sentence.last)
            found += _mentions(reading, speech, scope)
    return found


def _speeches(reading: Reading, first: int, last: int, people: People, actors: list[ActorMention]) -> list[Speech]:
    found: list[Speech] = []
    index = first
    while index < last:
        speech = _colon(reading, index, last, first, people) if index == first else None
        speech = speech or _according(reading, index, last, first, people) or _verb(reading, index, last, people, actors)
        if speech is not None:
            found.append(speech)
            index = max(index + 1, speech.end)
        else:
            index += 1
    return found


def _verb(reading: Reading, index: int, last: int, people: People, actors: list[ActorMention]) -> Speech | None:
    """A verb of saying and its subject: «وقال مسؤول محلي ومصادر بالشرطة إن»."""
    verb = reading.at("say", index)
    if verb is None:
        return None
    end, stop = _subject(reading, verb.last, last)
    speakers = speakers_in(reading, verb.last, end, people)
    if verb.id == _RELAY:
        speakers += _relayed(reading, end, last, people)
    told = [s for s in told_to(reading, end, stop) if s.source not in {k.source for k in speakers}]
    if verb.term.attrs.get("weak") or verb.id == _RELAY:
        speakers = [s for s in speakers if s.rule != "unlisted_source"]
    if speakers:
        return Speech(index, max(end, verb.last), tuple(speakers + told), is_silent=bool(verb.term.attrs.get("silent")))
    before = party_ending_at(reading, index, actors)
    if before is not None:
        return Speech(before.first, verb.last, (before, *told))
    same = reading.at("source_head", verb.last, "head.same")
    is_pronoun = end == verb.last or same is not None
    if is_pronoun and (not verb.term.attrs.get("weak") or same is not None or _that(reading, verb.last, last)):
        return Speech(index, verb.last, tuple(told), is_carried=not told)
    return None


def _that(reading: Reading, index: int, last: int) -> bool:
    return index < last and reading.at("according", index, "according.that") is not None


def _subject(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Where the subject of a verb of saying ends, and where what is said begins."""
    that = next(
        (i for i in range(first, min(first + _MOST_TO_THAT, last)) if reading.at("according", i, "according.that")), last
    )
    end = first
    while end < last and end - first < _MOST_OF_SUBJECT and not _ends_subject(reading, end, first):
        end += 1
    if that < last:
        return _past_apposition(reading, end, that, first), that
    stop = end
    while stop < last and stop - first < _MOST_TO_THAT and not reading.is_stop(stop):
        stop += 1
    return end, stop


def _past_apposition(reading: Reading, end: int, that: int, first: int) -> int:
    """«قال علي …، رئيس بلدية …، ومصدران بالشرطة، إن»: the subject runs on to «إن» where commas set parts off."""
    if end < that and end > first and reading.is_stop(end):
        return that
    return end


def _ends_subject(reading: Reading, index: int, first: int) -> bool:
    token = reading.doc.tokens[index]
    if token.kind == "number" or reading.is_stop(index):
        return True
    if reading.is_quote(index):
        return index > first and token.folded in "\"\u00ab\u201c" and reading.at("source", index + 1) is None
    hit = reading.at("according", index, *_ENDS)
    if hit is not None and not (hit.joined and hit.joined[0] not in "\u0648\u0641") and not reading.is_given_name(index):
        return not _inside_listed(reading, index, first)
    joined = reading.joined_letter(index)
    return joined == _LAM and index > first and reading.at("source", index) is not None


def _inside_listed(reading: Reading, index: int, first: int) -> bool:
    """True where a word such as «في» stands inside a listed name («مصدر في الشرطة»)."""
    for start in range(max(first, index - 4), index + 1):
        hit = reading.at("source", start)
        if hit is not None and hit.last > index:
            return True
        mention = reading.actors.get(start)
        if mention is not None and mention.last > index > start:
            return True
    return False


def _relayed(reading: Reading, first: int, last: int, people: People) -> list[Speaker]:
    """«نقلت وكالة … عن مصدر»: who is relayed speaks too."""
    for index in range(first, min(first + 4, last)):
        hit = reading.at("according", index, "according.about")
        if hit is not None:
            end, _ = _subject(reading, index + 1, last)
            return speakers_in(reading, index + 1, end, people)
    return []


def _according(reading: Reading, index: int, last: int, first: int, people: People) -> Speech | None:
    """«بحسب المرصد», «وفق ما أفادت مصادر», and «مشيراً إلى» carrying on."""
    carry = reading.at("according", index, "according.continue")
    if carry is not None:
        return Speech(index, carry.last, (), is_carried=True)
    lead = reading.at("according", index, "according.to", "according.with_verb")
    if lead is None:
        return None
    start = lead.last
    verb: Hit | None = None
    for step in range(start, min(start + 3, last)):
        verb = reading.at("say", step)
        if verb is not None:
            start = verb.last
            break
    if verb is None and lead.term.attrs.get("needs_verb"):
        return None
    while start < last and (reading.is_quote(start) or reading.at("according", start, "according.passed")):
        start += 1
    end, stop = _subject(reading, start, last)
    speakers = speakers_in(reading, start, end, people)
    if verb is not None and verb.id == _RELAY:
        speakers += _relayed(reading, end, last, people)
    told = [s for s in told_to(reading, end, min(stop, end + 6)) if s.source not in {k.source for k in speakers}]
    is_same = reading.at("source_head", start, "head.same") is not None
    if speakers or is_same:
        return Speech(index, max(end, lead.last), tuple(speakers + told), is_after=index - first > 3, is_carried=is_same)
    return None


def _colon(reading: Reading, index: int, last: int, first: int, people: People) -> Speech | None:
    """A line that opens with a speaker and a colon: «وزارة الداخلية: …»."""
    start = index
    while start < last and reading.doc.tokens[start].kind != "word":
        start += 1
    for end in range(start + 1, min(start + 8, last)):
        token = reading.doc.tokens[end]
        if token.folded == ":":
            if reading.at("say", start) is not None:
                return None
            speakers = [s for s in speakers_in(reading, start, end, people) if s.rule != "unlisted_source"]
            return Speech(index, end, tuple(speakers)) if speakers else None
        if reading.is_stop(end) or token.kind == "number":
            return None
    return None


def _scope(speeches: list[Speech], place: int, first: int, last: int) -> tuple[int, int]:
    """Tokens that a speech covers: on to the next speech, and, where it stands after the fact, back to the one before."""
    speech = speeches[place]
    following = [s for s in speeches[place + 1 :] if not s.is_after]
    end = following[0].at if following else last
    start = speech.at
    if speech.is_after:
        before = [s for s in speeches[:place] if s.is_after]
        start = before[-1].end if before else first
    elif place == 0:
        start = first
    return start, end


def _mentions(reading: Reading, speech: Speech, scope: tuple[int, int]) -> Iterator[SourceMention]:
    doc = reading.doc
    for speaker in speech.speakers:
        span = doc.span_of(speaker.first, speaker.last)
        yield SourceMention(span, speaker.first, speaker.last, speaker.rule, source=speaker.source, scope=scope)
