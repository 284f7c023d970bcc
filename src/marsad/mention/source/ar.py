"""Finds who an Arabic report quotes, and which tokens each quotation covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.lexicon import Hit
from marsad.lexicon.registry import publisher_source, publisher_voice, spelled_id
from marsad.mention.actor import find_actors
from marsad.mention.source.again import keep_offices
from marsad.mention.source.attributed import attributed, with_name
from marsad.mention.source.before import doers, relative_accuser, speakers_before
from marsad.mention.source.held import held, with_lead
from marsad.mention.source.letterhead import letterhead
from marsad.mention.source.persons import before_deed, in_full
from marsad.mention.source.relay import PASSING, RELAY, behind, passed_on, relayed
from marsad.mention.source.self_named import self_named
from marsad.mention.source.set_off import named_of, set_off
from marsad.mention.source.speaker import OUTLET, UNLISTED, People, Speaker, Speech, is_media, is_published_by
from marsad.mention.source.speakers import (
    is_told,
    office_of,
    speakers_in,
    told_to,
)
from marsad.mention.source.staff import OWN_REPORTER
from marsad.mention.source.subject import (
    excepted,
    is_that,
    past_object,
    past_statement,
    past_time,
    subject,
    that_soon,
)
from marsad.mention.source.vocabulary import Reading
from marsad.model import ActorMention, Doc, SourceMention
from marsad.text.clitics import ARTICLE, BA

#: how far behind a verb of counting the toll may stand
_MOST_TO_COUNT = 8
#: those of whom it is told what they saw or heard
_SEERS = frozenset({"residents", "eyewitnesses", "correspondent"})
_TELL, _WRITE, _ACCUSE = "say.tell", "say.write", "say.warn"
#: words of the town of a dateline, and of the name behind it or at the head of a line
_MOST_OF_TOWN, _MOST_TO_COLON = 5, 8
#: marks behind the town of a dateline
_DASHES = frozenset("-\u2013\u2014\u0640/|")
#: verbs that still say something where a word such as «except» follows their denial
_CONCEDING = ("say.admit", "say.mention", "say.speak", "say.announce", "say.confirm")


def find_sources(doc: Doc, actors: Sequence[ActorMention] | None = None) -> list[SourceMention]:
    """Everybody quoted, in text order; the same source once for each stretch it covers.

    `actors` are the parties of the Doc, found anew where they are not given.
    """
    reading = Reading.of(doc, find_actors(doc) if actors is None else actors)
    people = People()
    own = publisher_source(doc.report.publisher)

    def is_own(mention: SourceMention) -> bool:
        is_outlet = mention.rule in (OUTLET, "unlisted_source")
        return mention.source == own or (is_outlet and is_published_by(reading, mention.source))

    found: list[SourceMention] = []
    last: tuple[Speaker, ...] = ()
    for sentence in doc.sentences:
        speeches = _speeches(reading, sentence.first, sentence.last, people)
        for place, speech in enumerate(speeches):
            if speech.is_silent:
                last = speech.speakers or last
                continue
            if speech.is_carried:
                is_doer = speech.is_pronoun and not place
                here = doers(reading, sentence.first, speech.at, speech.end, people) if is_doer else ()
                earlier = [s for s in _carried(last) if s.source not in {d.source for d in here}]
                speech = replace(speech, speakers=(*here, *earlier, *speech.speakers))
            if not speech.speakers:
                continue
            last = last if place and _is_noun(reading, speech) and last else speech.speakers
            keep_offices(reading, speech, people)
            scope = _scope(speeches, place, sentence.first, sentence.last)
            found += [m for m in _mentions(reading, speech, scope) if m.rule == OWN_REPORTER or not is_own(m)]
    named = _in_office(in_full(found, doc.body))
    heads = _of_publisher(doc) or letterhead(reading)
    return [*heads, *(with_lead(doc, named) if heads else held(reading, named))]


def _is_noun(reading: Reading, speech: Speech) -> bool:
    """«قالت الشبكة، بالتزامن مع إعلان القوات سيطرتها، إنها»: who announces by a noun does not go on."""
    word = reading.at("say", speech.at)
    return word is not None and bool(word.term.attrs.get("masdar"))


def _in_office(found: list[SourceMention]) -> list[SourceMention]:
    """Who is named with an office once has it wherever he speaks."""
    known = {m.source: m.office for m in reversed(found) if m.office}
    return [m if m.office else replace(m, office=known.get(m.source, "")) for m in found]


def _of_publisher(doc: Doc) -> list[SourceMention]:
    """A statement of a ministry or a party: it speaks throughout, whoever else is quoted."""
    voice = publisher_voice(doc.report.publisher)
    opening = next((s for s in doc.sentences if not s.is_title), None)
    if not voice or opening is None:
        return []
    first = opening.first
    span = doc.span_of(first, first + 1)
    return [SourceMention(span, first, first + 1, "publisher_speaks", source=voice, scope=(first, len(doc.tokens)))]


def _carried(last: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Who goes on speaking: those named before, without the agencies they told, if anybody else is there."""
    return tuple(s for s in last if not is_media(s)) or last


def _speeches(reading: Reading, first: int, last: int, people: People) -> list[Speech]:
    found: list[Speech] = []
    opening = _colon(reading, first, last, first, people)
    if opening is not None:
        found.append(opening)
    end = opening.end if opening is not None else first
    for index in reading.speaking(first, last):
        if index < end:
            continue
        speech = attributed(reading, index, last, first, people) or _verb(reading, index, last, first, people)
        if speech is not None:
            word = reading.at("say", index) or reading.at("according", index)
            if not (found and speech.is_carried and not speech.speakers and not found[-1].is_silent):
                found.append(replace(speech, saying=word.id if word is not None else ""))
            end = max(index + 1, speech.end)
    return found


def _verb(reading: Reading, index: int, last: int, first: int, people: People) -> Speech | None:
    """A verb of saying and its subject: «وقال مسؤول محلي ومصادر بالشرطة إن»."""
    verb = reading.at("say", index)
    if verb is None or not _is_said(reading, verb, last, first) or _is_byline(reading, verb, first):
        return None
    if verb.id == _ACCUSE and (accuser := relative_accuser(reading, verb.first, first)) is not None:
        return Speech(index, verb.last, (accuser,))
    fronted, is_opened = speakers_before(reading, verb, first, people)
    start = past_object(reading, past_time(reading, verb.last, last), last)
    start = past_statement(reading, start, last)
    end, stop = subject(reading, start, last, bool(verb.term.attrs.get("takes_ba")))
    speakers = speakers_in(reading, start, end, people, bool(verb.term.attrs.get("person")))
    own = self_named(reading, start, last)
    if own is not None:
        return Speech(index, max(end, own.last), (own,), is_silent=bool(verb.term.attrs.get("silent")))
    speakers = named_of(reading, speakers, set_off(reading, start, end, stop, last, people))
    heard = (*told_to(reading, verb.last, start), *told_to(reading, end, stop))
    told = [s for s in heard if s.source not in {k.source for k in speakers}]
    if verb.term.attrs.get("seen"):
        return _seen(verb, end, [s for s in speakers if s.first == start])
    speakers = [s for s in speakers if _may_say(reading, s, verb, start)]
    if verb.id == RELAY:
        speakers += relayed(reading, end, last, people)
    elif verb.id in PASSING:
        speakers += passed_on(reading, verb, start, last, people)
    elif speakers and all(map(is_media, speakers)) and (told_by := behind(reading, end, last)):
        speakers += speakers_in(reading, told_by, subject(reading, told_by, last)[0], people)
    is_told_by_ba = verb.id == _ACCUSE and end < last and not reading.is_stop(end)
    # «اتهم ناشطون الجيش بقتل العقيد …», «وثق المركز مقتل المواطن …»: the dead says nothing
    close = end if is_told_by_ba else before_deed(reading, start, end, stop)
    speakers = with_name(reading, speakers, start, max(end, close), close)
    speakers = [office_of(reading, s, end, stop, people) for s in speakers]
    if verb.id == _TELL and len(speakers) == 1 and is_media(speakers[0]):
        told, speakers = speakers + told, speakers_in(reading, start, speakers[0].first, people, True)
    if speakers and all(is_told(reading, s) for s in speakers):
        told, speakers = speakers + told, []
    if is_opened and fronted and not any(s.rule == "named_person" for s in speakers):
        speakers = []
    if speakers:
        return Speech(index, max(end, verb.last), tuple(speakers + told), is_silent=bool(verb.term.attrs.get("silent")))
    if verb.term.attrs.get("masdar") and told:
        return Speech(index, max(end, verb.last), tuple(told), is_carried=index > first + 1)
    return _without_subject(reading, verb, last, (fronted, told), people, is_empty=end == start)


def _without_subject(
    reading: Reading,
    verb: Hit,
    last: int,
    known: tuple[list[Speaker], list[Speaker]],
    people: People,
    is_empty: bool,
) -> Speech | None:
    """A verb of saying without a speaker behind it: one who stands before it, an agency that is told, or a pronoun."""
    index, (fronted, told) = verb.first, known
    if verb.id == RELAY and fronted and all(map(is_media, fronted)):  # «أما وكالة … فنقلت عن مصدر»
        return Speech(index, verb.last, (*fronted, *relayed(reading, verb.last, last, people)))
    if verb.term.attrs.get("masdar") or verb.id == RELAY:
        return None
    if fronted:
        return Speech(min(s.first for s in fronted), verb.last, (*fronted, *told))
    same = reading.at("source_head", verb.last, "head.same")
    if told and not is_empty and same is None:  # «حكى عدد منهم لرويترز»: only the agency has a name
        return Speech(index, verb.last, tuple(told))
    if (is_empty or same is not None) and (
        not verb.term.attrs.get("weak") or same is not None or is_that(reading, verb.last, last)
    ):
        tells = same is None and is_that(reading, past_time(reading, verb.last, last), last)
        return Speech(index, verb.last, tuple(told), is_carried=True, is_pronoun=tells)
    return None


def _seen(verb: Hit, end: int, speakers: list[Speaker]) -> Speech | None:
    """«عثر الأهالي على», «سمع سكان … دوي»: what people of a place find or hear is known from them."""
    seers = tuple(s for s in speakers if s.source in _SEERS or s.rule == OWN_REPORTER)
    return Speech(verb.first, max(end, verb.last), seers) if seers else None


def _is_said(reading: Reading, verb: Hit, last: int, first: int) -> bool:
    """False where the verb is denied («لم تعلن أي جهة»), or may be another word and no «أن» follows."""
    if verb.first > first and _is_no_verb(reading, verb.first - 1):
        return False
    if verb.last < last and reading.at("according", verb.last, "according.named"):  # «رفض ذكر اسمه»
        return False
    if verb.first > first and reading.at("according", verb.first - 1, "according.negation"):
        return verb.id in _CONCEDING and excepted(reading, verb.last, last)
    if verb.term.attrs.get("needs_count"):  # «رفع المرصد العدد إلى»
        ahead = range(verb.last, min(last, verb.last + _MOST_TO_COUNT))
        return any(reading.at("according", step, "according.count") for step in ahead)
    return not verb.term.attrs.get("needs_that") or that_soon(reading, verb, last)


def _is_byline(reading: Reading, verb: Hit, first: int) -> bool:
    """True for «كتب» at the head of the text: the writer is named, and quotes nobody."""
    return verb.id == _WRITE and verb.first == first and _opens_text(reading, first)


def _opens_text(reading: Reading, first: int) -> bool:
    """True where a sentence is the first behind the title."""
    return next((s.first for s in reading.doc.sentences if not s.is_title), -1) == first


def _is_no_verb(reading: Reading, before: int) -> bool:
    """«تم نقل», «بلدية تبنين»: what looks like a verb of saying is something done, or the name of a place."""
    seat = reading.at("office", before, "office.seat")
    is_seat = seat is not None and not seat.joined.endswith(ARTICLE)
    return is_seat or reading.at("according", before, "according.done") is not None


def _is_sure(reading: Reading, speaker: Speaker, verb: Hit) -> bool:
    """Verbs that say other things too («نشر», «نقل») need a source that is known, or one that is a body by its name."""
    if speaker.rule == "named_person":
        return verb.id != RELAY
    if verb.term.attrs.get("masdar"):
        return speaker.rule in ("party_speaks", "listed_source")
    return (
        speaker.rule not in UNLISTED
        or reading.at("source_head", speaker.first, "head.body", "head.media") is not None
    )


def _may_say(reading: Reading, speaker: Speaker, verb: Hit, start: int) -> bool:
    """False for a speaker who is not sure beside a verb that says other things too, or who is its object."""
    attrs = verb.term.attrs
    is_doubtful = attrs.get("weak") or attrs.get("masdar") or verb.id == RELAY
    if is_doubtful and not _is_sure(reading, speaker, verb):
        return False
    return not attrs.get("object") or _is_subject(reading, speaker, start)


def _is_subject(reading: Reading, speaker: Speaker, start: int) -> bool:
    """«هددت الحركة الأهالي بقصف …»: of a verb with people as its object, who stands right behind it, or a person by
    name; nobody in «توعد بمواصلتها».
    """
    is_first = all(reading.is_quote(i) for i in range(start, speaker.first)) and reading.joined_letter(start) != BA
    return is_first or speaker.rule == "named_person"


def _colon(reading: Reading, index: int, last: int, first: int, people: People) -> Speech | None:
    """A line that opens with a speaker and a colon: «وزارة الداخلية: …»."""
    bar = next((i for i in range(index, min(index + 3, last)) if reading.doc.tokens[i].folded == "|"), index)
    start = bar
    while start < last and reading.doc.tokens[start].kind != "word":
        start += 1
    near = range(start, min(start + _MOST_OF_TOWN, last))
    name = next((i for i in near if reading.doc.tokens[i].folded in _DASHES), start)
    for end in range(start + 1, min(name + _MOST_TO_COLON, last)):
        token = reading.doc.tokens[end]
        if token.folded == ":":
            if reading.at("say", start) is not None:
                return None
            speakers = [s for s in speakers_in(reading, start, end, people) if _is_sure_at_head(reading, s)]
            if _opens_text(reading, first):  # «town - writer:»
                speakers = [s for s in speakers if not _is_writer(reading, s)]
            return Speech(index, end, tuple(speakers)) if speakers else None
        if reading.is_stop(end) or token.kind == "number":
            return None
    return None


def _is_writer(reading: Reading, speaker: Speaker) -> bool:
    """True for a person's name right behind the dash of a dateline."""
    is_behind = speaker.first > 0 and reading.doc.tokens[speaker.first - 1].folded in _DASHES
    return is_behind and speaker.rule == "named_person"


def _is_sure_at_head(reading: Reading, speaker: Speaker) -> bool:
    return (
        speaker.rule not in UNLISTED
        or reading.at("source_head", speaker.first, "head.body", "head.media") is not None
    )


def _scope(speeches: list[Speech], place: int, first: int, last: int) -> tuple[int, int]:
    """Tokens that a speech covers: on to the next speech and, after the fact, back to the one before."""
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
        office = reading.office(speaker.first, speaker.last, min(speech.at, speaker.first))
        yield SourceMention(
            span, speaker.first, speaker.last, speaker.rule,
            source=spelled_id(speaker.source), scope=scope, saying=speech.saying, office=office,
        )  # fmt: skip
