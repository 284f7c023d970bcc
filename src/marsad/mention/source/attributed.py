"""Speakers told beside what they say: «بحسب المرصد», «وفق ما أفادت مصادر», «مشيراً إلى»."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.source.persons import before_deed, called_person, ranked_person
from marsad.mention.source.relay import RELAY, relayed
from marsad.mention.source.set_off import name_set_off, named_of
from marsad.mention.source.speaker import UNLISTED, People, Speaker, Speech, is_media
from marsad.mention.source.speakers import speakers_in, speaks_as_one, told_to
from marsad.mention.source.strangers import late_name
from marsad.mention.source.subject import opens_subject, past_outlet, segment, subject
from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import WAW

#: words from «التحقيق» to «الذي»
_MOST_TO_RELATIVE = 5


def attributed(reading: Reading, index: int, last: int, first: int, people: People) -> Speech | None:
    """«بحسب المرصد», «وفق ما أفادت مصادر», and «مشيراً إلى» carrying on."""
    carry = reading.at("according", index, "according.continue")
    if carry is not None:
        return Speech(index, carry.last, (), is_carried=True, is_pronoun=True)
    lead = reading.at("according", index, "according.to", "according.with_verb")
    if lead is None:
        return None
    start = lead.last
    verb = _verb_soon(reading, start, min(start + (1 if lead.term.attrs.get("needs_verb") else 3), last))
    start = verb.last if verb is not None else start
    if verb is None and lead.term.attrs.get("needs_verb"):
        return None
    is_stated = reading.is_the_statement(lead.last - 1)
    while start < last and (passed := _passed(reading, start)) > start:
        is_stated = reading.is_the_statement(start) or (is_stated and reading.is_quote(start))
        start = passed
    start = _past_relative(reading, past_outlet(reading, start, last), last)
    end, stop = subject(reading, start, last)
    speakers = [] if is_stated else speakers_in(reading, start, end, people, is_sure=True)
    if _is_same_source(reading, start) and all(s.rule in UNLISTED for s in speakers):
        speakers = []  # «بحسب المصدر ذاته أوقف اثنان»
    speakers = named_of(reading, speakers, name_set_off(reading, start, end, last))
    if verb is not None and verb.id == RELAY:
        speakers += relayed(reading, end, last, people)
    speakers = with_name(reading, speakers, start, end, before_deed(reading, start, end, min(stop, end + 8)))
    heard = (*told_to(reading, lead.last, start), *told_to(reading, end, min(stop, end + 6)))
    told = [s for s in heard if s.source not in {k.source for k in speakers}]
    is_own = reading.at("according", start, "according.own_words") is not None
    is_own |= verb is not None and (start >= last or reading.is_stop(start))
    is_same = is_own or is_stated
    is_same |= not speakers and reading.at("source_head", start, "head.same") is not None
    if speakers or is_same:
        end = max(end, lead.last, *(s.last for s in speakers if s.rule == "named_person"))
        return Speech(
            index, end, tuple(speakers + told), is_after=index - first > 3, is_carried=is_same,
            is_pronoun=is_own,
        )  # fmt: skip
    return None


def _past_relative(reading: Reading, index: int, last: int) -> int:
    """«بحسب التحقيق الأولي الذي نشرته إذاعة …»: past what nobody says, where who published it is told behind it."""
    if reading.at("according", index, "according.nobody") is None or index >= last:
        return index
    for step in range(index + 1, min(index + _MOST_TO_RELATIVE, last - 1)):
        if reading.at("according", step, "according.relative") is not None:
            told = reading.at("say", step + 1) or reading.at("according", step + 1, "according.passed")
            return told.last if told is not None else index
    return index


def _is_same_source(reading: Reading, index: int) -> bool:
    """True at «المصدر», «ذات المصدر»: the source that was named before."""
    same = reading.at("source_head", index, "head.same")
    is_source = reading.at("source_head", index, "head.source") is not None
    return same is not None and (is_source or same.last > index + 1)


def _passed(reading: Reading, index: int) -> int:
    """The token after a quote mark or words such as «بيان» and «حصيلة أولية», or the same token."""
    hit = reading.at("according", index, "according.passed")
    whose = reading.at("according", index, "according.passed_to")
    if whose is not None and opens_subject(reading, whose.last, len(reading.doc.tokens)):
        return whose.last
    return hit.last if hit is not None else index + reading.is_quote(index)


def with_name(reading: Reading, speakers: list[Speaker], first: int, last: int, stop: int) -> list[Speaker]:
    """The speakers of a subject, with the name that follows words of place or «يدعى» in the stead of the office."""
    called = called_person(reading, first, _past_comma(reading, max(last, stop)))
    if called is not None and speakers and not any(s.rule == "named_person" for s in speakers):
        return [*[s for s in speakers if is_media(s)], called]
    if any(s.rule == "named_person" or speaks_as_one(reading, s) for s in speakers):
        return speakers
    if speakers and speakers[-1].rule == "party_speaks" and _is_led(reading, speakers[-1].last):
        return speakers  # «أعلن «جيش …» بزعامة العقيد …»: the party speaks, its leader is only told
    ends = (i for i in range(last, stop) if reading.is_stop(i) or reading.at("according", i, "according.relative"))
    close = next(ends, stop)  # «… في المحافظة مهدي التميمي، الذي»
    person = ranked_person(reading, first, close) or late_name(reading, first, close, speakers)
    if person is None:
        return speakers
    is_office = reading.at("source_head", first, "head.role", "head.rank", "head.spokesman") is not None
    kept = [s for s in speakers if s.rule == "listed_source" and (not is_office or is_apart(reading, s))]
    return [*kept, person]


def _is_led(reading: Reading, index: int) -> bool:
    """True where «بزعامة» stands right behind a name, a closing quote mark aside."""
    index += index < len(reading.doc.tokens) and reading.is_quote(index)
    return index < len(reading.doc.tokens) and reading.at("according", index, "according.led") is not None


def _past_comma(reading: Reading, index: int) -> int:
    """«أحد السكان، ويدعى حسن …»: past the name behind a comma that «يدعى» opens."""
    if index + 1 < len(reading.doc.tokens) and reading.is_stop(index):
        word = reading.at("according", index + 1, "according.named")
        return segment(reading, word.last, len(reading.doc.tokens)) if word is not None else index
    return index


def is_apart(reading: Reading, speaker: Speaker) -> bool:
    """True for an agency, or who is joined by «and» to an office: whatever else an office holds is whose it is."""
    return is_media(speaker) or reading.joined_letter(speaker.first) == WAW


def _verb_soon(reading: Reading, first: int, last: int) -> Hit | None:
    """The verb of saying after «وفق ما» or «كما»; one that needs «أن» is no help here, nor one that only tells of the
    speaker before it («بحسب شهود تحدثوا إلى الوكالة»).
    """
    is_named = reading.at("source", first) is not None or reading.at("source_head", first) is not None
    for step in range(first, last):
        verb = reading.at("say", step)
        is_passed = verb is not None or reading.at("according", step, "according.passed") is not None
        if not is_passed and (step > first or is_named):
            return None
        if verb is not None:
            is_sure = not (verb.term.attrs.get("needs_that") or verb.term.attrs.get("needs_count"))
            return verb if is_sure else None
    return None
