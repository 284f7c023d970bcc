"""Who speaks: listed sources, unnamed ones by their quality, parties, and people by name and office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from marsad.lexicon.registry import load_sources
from marsad.mention.actor.vocabulary import state_arm
from marsad.mention.source.again import outlet_again, told_again, with_trait
from marsad.mention.source.offices import (
    is_office,
    listed,
    more_qualities,
    office,
    party_at,
    unnamed,
)
from marsad.mention.source.people import people_at
from marsad.mention.source.persons import person_in
from marsad.mention.source.speaker import UNLISTED, People, Speaker, as_named, is_media, outlet_name
from marsad.mention.source.staff import body_of, hospital, police, reporter, servant
from marsad.mention.source.strangers import foreign_name, leading_name, quoted_person
from marsad.mention.source.vocabulary import Reading
from marsad.text.clitics import ARTICLE, BA, LAM, WAW

_BODIES = frozenset({"official", "organisation"})
#: offices whose spokesmen are quoted as the office
_PRESS_OFFICES = frozenset({"pentagon", "centcom", "russia-mod", "idf-spokesman", "egypt-army-spokesman"})
_PEOPLE = "civilian"
#: how adjectives of one and of many end
_TRAIT_ENDINGS = ("\u064a", "\u0647", "\u064a\u0646", "\u064a\u0648\u0646")
_MOST_WORDS_OF_TITLE = 5
_MOST_BEFORE_VERB = 7
#: endings of an indefinite object, as printed
_OBJECT_ENDINGS = ("\u0627\u064b", "\u064b\u0627")


def speakers_in(
    reading: Reading, first: int, last: int, people: People, is_person: bool = False, is_sure: bool = False
) -> list[Speaker]:
    """The sources that tokens `[first, last)`, a subject of saying, name. `is_person`: the verb is one of people."""
    again = told_again(reading, first, last, people) or outlet_again(reading, first, last, people)
    again = again or _latter(reading, first, last)
    if again is not None:
        return [again]
    found = _all_known(reading, first, last, people)
    named = next((s for s in found if s.rule == "named_person"), None)
    if named is not None:
        return _with_person(reading, [s for s in found if s is not named], named, people)
    named = (
        person_in(reading, first, last, found)
        or leading_name(reading, first, last)
        or foreign_name(reading, first, last, found, is_person or is_sure)
        or quoted_person(reading, first, last)
    )
    if named is not None:
        return _bureau(reading, first, named) or _with_person(reading, found, named, people)
    if not found:
        other = _by_title(reading, first, last, people, is_person, is_sure)
        return [other, *_body_beside(reading, other.last, last)] if other else []
    return found + _body_beside(reading, found[-1].last, last)


def _bureau(reading: Reading, first: int, person: Speaker) -> list[Speaker]:
    """«مكتب الرئيس … حامد …»: the bureau of somebody speaks, and not he."""
    bureau = reading.at("source_head", first, "head.bureau")
    if bureau is None or bureau.joined.endswith(ARTICLE) or reading.doc.tokens[first].folded.startswith(ARTICLE):
        return []
    return [replace(person, source=as_named(reading, first, person.last), first=first)]


def _latter(reading: Reading, first: int, last: int) -> Speaker | None:
    """«وقالت الأخيرة»: the party, or the state by the name of its land, that its sentence names last."""
    if first >= last or reading.at("source_head", first, "head.latter") is None:
        return None
    opening = reading.doc.sentences[reading.doc.sentence_of[first]].first
    near = (_state_at(reading, at) or party_at(reading, at, first) for at in range(first - 1, opening - 1, -1))
    party = next((party for party in near if party is not None), None)
    return replace(party, first=first, last=first + 1) if party is not None else None


def _state_at(reading: Reading, index: int) -> Speaker | None:
    """The state whose land a word names; not that of a town."""
    land = reading.at("country", index)
    if land is None or land.form != next(iter(land.term.forms)):
        return None
    state = state_arm(land.term.text("country"), "gov", reading.doc.report.published or date.max)
    return Speaker(state, index, land.last, "party_speaks") if state else None


def _all_known(reading: Reading, first: int, last: int, people: People) -> list[Speaker]:
    """The sources, parties and reporters among the words of a subject."""
    found: list[Speaker] = []
    index = first
    while index < last:
        speaker = _known_at(reading, index, last, index == first)
        if speaker is None and index == first:
            speaker = people_at(reading, index, last)
        if speaker is None and (is_office(reading, first, index) or _joins_party(reading, found, index)):
            speaker = party_at(reading, index, last)
        if speaker is None:
            speaker = reporter(reading, index, last)
        is_of_them = found and found[-1].last == index - 1 and reading.at("source_head", index - 1, "head.name_of")
        if is_of_them and speaker is not None and speaker.source == "residents":
            index = speaker.last
            continue
        if speaker is not None:
            entry = load_sources().get(speaker.source)
            if speaker.source == "un" or (entry is not None and entry.kind in _BODIES):
                people.body = speaker.source
            if speaker.source == "sohr":
                people.remember(reading, speaker, "sohr")
            found.append(speaker)
            found += more_qualities(reading, speaker, last)
            index = max(speaker.last, found[-1].last)
        else:
            index += 1
    return found


def _known_at(reading: Reading, index: int, last: int, is_first: bool) -> Speaker | None:
    """The source, office or body that a word opens; the police and hospitals only as the first word of a subject."""
    speaker = servant(reading, index, last) or unnamed(reading, index, last) or office(reading, index, last)
    speaker = speaker or listed(reading, index, last) or body_of(reading, index, last)
    speaker = speaker or _quoted_name(reading, index, last)
    if speaker is None and is_first:
        return police(reading, index, last) or hospital(reading, index, last)
    return speaker


def _joins_party(reading: Reading, found: Sequence[Speaker], index: int) -> bool:
    """«تبنت كتائب … وسرايا …»: a party joined to one that speaks."""
    is_next = bool(found) and found[-1].rule == "party_speaks" and found[-1].last == index
    return is_next and reading.joined_letter(index) == WAW


def _body_beside(reading: Reading, first: int, last: int) -> list[Speaker]:
    """«مسؤولون محليون ومنظمة العفو الدولية»: a body that no list has, joined to those who speak."""
    if first >= last or reading.joined_letter(first) != WAW or reading.at("source_head", first, "head.body") is None:
        return []
    end = first + 1
    while end < min(last, first + _MOST_WORDS_OF_TITLE) and reading.doc.tokens[end].kind == "word":
        end += 1
    end = _to_phrase_end(reading, first, end)
    return [Speaker(as_named(reading, first, end), first, end, "unlisted_source")] if end - first > 1 else []


def speaks_as_one(reading: Reading, speaker: Speaker) -> bool:
    """True for monitors and press offices, which are quoted as such whoever speaks for them; not for a minister."""
    entry = load_sources().get(speaker.source)
    if entry is not None and entry.kind == "monitor":
        return True
    is_holder = reading.at("source_head", speaker.first, "head.role") is not None
    is_spokesman = reading.at("source_head", speaker.first, "head.spokesman") is not None
    return speaker.source in _PRESS_OFFICES and (is_spokesman or not is_holder)


def _with_person(reading: Reading, found: list[Speaker], person: Speaker, people: People) -> list[Speaker]:
    """A named official speaks for himself, save where his office is what others quote («المتحدث باسم البنتاغون»)."""
    kept: list[Speaker] = []
    office = ""
    for speaker in found:
        is_apart = reading.joined_letter(speaker.first) == WAW and speaker.first > person.last
        if is_apart or is_told(reading, speaker):
            kept.append(speaker)
        elif speaks_as_one(reading, speaker) and speaker.first < person.first:
            office = speaker.source
            kept.append(speaker)
        elif is_media(speaker):
            kept.append(speaker)
    if not office:
        known = people.recall(reading, person.last - 1)
        person = Speaker(known, person.first, person.last, "surname") if known else person
        kept.append(person)
    people.remember(reading, person, office or person.source)
    return sorted(kept, key=lambda s: s.first)


def _quoted_name(reading: Reading, index: int, last: int) -> Speaker | None:
    """«صحيفة «…»», «منظمة «…»»: an outlet or body that no list has, by the name in quote marks."""
    is_body = reading.at("source_head", index, "head.media", "head.body") is not None
    if not is_body or index + 2 >= last or not reading.is_quote(index + 1):
        return None
    end = next((i for i in range(index + 2, min(index + 8, len(reading.doc.tokens))) if reading.is_quote(i)), index)
    is_known = any(i in reading.actors or reading.at("source", i) for i in range(index, end))
    if end <= index + 2 or is_known:
        return None
    return Speaker("x:" + reading.words(index + 2, end), index, end, "unlisted_source")


def _by_title(
    reading: Reading, first: int, last: int, people: People, is_person: bool, is_sure: bool
) -> Speaker | None:
    """Nobody known: an office («محافظ حمص»), a body, a foreign name, or the surname of one named before."""
    while first < last and reading.is_quote(first):
        first += 1
    end = first
    while (
        end < last
        and reading.doc.tokens[end].kind in ("word", "latin", "number")
        and end - first < _MOST_WORDS_OF_TITLE
    ):
        end += 1
    end += _is_cut(reading, end, last)
    if end <= first:
        return None
    known = people.recall(reading, first) or people.recall(reading, end - 1)
    known = known or people.recall_first_name(reading, first, end)
    if known:
        return Speaker(known, first, end, "surname")
    body = people.last_body(reading, first, end)
    if body:
        return Speaker(body, first, end, "back_reference")
    again = with_trait(reading, first, end, people)
    if again is not None:
        return again
    owner = _owner(reading, first)
    if owner is not None:
        return owner
    end = _without_official(reading, first, _to_phrase_end(reading, first, end))
    while end > first and reading.at("source_head", end - 1, "head.name_of"):
        end -= 1
    if end == first:
        return None
    return _titled(reading, first, end, people, is_person, is_sure)


def _is_cut(reading: Reading, end: int, last: int) -> bool:
    """«مكتب حاكم ولاية بورنو»: the name of a seat goes with its noun, however long the title."""
    seat = reading.at("office", end - 1, "office.seat") if 0 < end < last else None
    is_bare = seat is not None and not reading.doc.tokens[end - 1].folded.startswith(ARTICLE)
    return is_bare and reading.doc.tokens[end].kind == "word"


def _titled(reading: Reading, first: int, end: int, people: People, is_person: bool, is_sure: bool) -> Speaker | None:
    """The office, body or strange name that tokens `[first, end)` are, if it may speak."""
    length = end - first
    role = reading.at("source_head", first, "head.role", "head.rank", "head.body", "head.media", "head.spokesman")
    has_said = end < len(reading.doc.tokens) and reading.at("according", end, "according.that") is not None
    is_common = reading.doc.tokens[end - 1].folded.startswith(ARTICLE) and not is_sure
    is_strange = role is None and (
        length > (5 if is_sure else 3) or is_common or not (has_said or is_person or is_sure)
    )
    is_police = reading.at("source_head", first, "head.police") is not None
    is_told = has_said or is_sure or (first > 0 and reading.at("say", first - 1) is not None)
    country = reading.at("country", first)
    is_state = country is not None and country.last == end and not country.joined and (has_said or is_sure)
    if is_state:
        return Speaker(as_named(reading, first, end), first, end, "state_speaks")
    government = _government(reading, first, end) if is_told else None
    if government is not None:
        return government
    is_alone = length == 1 and not (is_police and is_told)
    if first and not is_sure and _is_object(reading, first):
        return None
    if is_alone or is_strange or _is_same(reading, first, end) or reading.at("according", first, "according.nobody"):
        return None
    rule = "unlisted_source" if role is not None or is_police else "unknown_words"
    is_outlet = reading.at("source_head", first, "head.outlet") is not None
    name = outlet_name(reading, first, end) if is_outlet else as_named(reading, first, end)
    speaker = Speaker(name, first, end, rule)
    if role is None:
        people.remember(reading, speaker, speaker.source)
    return speaker


def _government(reading: Reading, first: int, end: int) -> Speaker | None:
    """«بحسب الحكومة»: that of the land told behind it, or else of the one whose parties the report names most; by its
    word where it names none.
    """
    is_bare = end == first + 1 and reading.doc.tokens[first].folded.startswith(ARTICLE)
    if not is_bare or reading.at("source_head", first, "head.government") is None:
        return None
    told = reading.country_after(end) or next(iter(reading.countries), "")
    state = state_arm(told, "gov", reading.doc.report.published or date.max) if told else ""
    return Speaker(state or as_named(reading, first, end), first, end, "party_speaks" if state else "unlisted_source")


def _to_phrase_end(reading: Reading, first: int, end: int) -> int:
    """A name ends where an indefinite word follows a definite one: «أعلنت الحكومة تمديد» is the government."""
    head = reading.at("source_head", first)
    for index in range(head.last - 1 if head is not None else first, end - 1):  # «القائم بأعمال السفارة»
        here, after = reading.doc.tokens[index].folded, reading.doc.tokens[index + 1].folded
        is_definite = here.startswith((ARTICLE, LAM + LAM))
        if _goes_on(reading, first, index + 1) or _is_for(reading, first, index + 1, end):
            continue
        if reading.at("source_head", index + 1, "head.name_of"):
            continue
        if is_definite and not after.startswith((ARTICLE, LAM + LAM)) and not reading.is_given_name(index + 1):
            return index + 1
        is_last = index + 2 == end and not after.startswith(LAM + LAM)
        is_last &= reading.at("source_head", first, "head.body") is not None
        if is_definite and is_last and not _is_trait(reading, index + 1):
            return index + 1
    return end


def _goes_on(reading: Reading, first: int, index: int) -> bool:
    """«مركز المعلومات والتأهيل …»: a word joined to the name of a body, and none that may speak itself."""
    is_people = all(_is_people(reading, step) for step in (index - 1, index))  # «المنسقية … للنازحين واللاجئين»
    is_people |= reading.at("source_head", first, "head.ministries") is not None and _is_people(reading, index)
    is_party = index in reading.actors and not is_people
    if reading.at("source_head", first, "head.body", "head.media") is None or is_party:
        return False
    after = reading.doc.tokens[index + 1].folded if index + 1 < len(reading.doc.tokens) else ""
    if reading.joined_letter(index) == LAM and after.startswith(ARTICLE):  # «المرصد … لحقوق الإنسان»
        return True
    is_joined = reading.doc.tokens[index].folded.startswith(WAW + ARTICLE)
    others = ("source",) if is_people else ("source", "source_head", "office")
    return is_joined and not any(reading.at(kind, index) for kind in others)


def _is_for(reading: Reading, first: int, index: int, end: int) -> bool:
    """«اللجنة المركزية لاستجابة حلب بأن»: for what a body is, where «أن» closes the subject and nobody is told."""
    is_body = reading.at("source_head", first, "head.body") is not None
    if not is_body or reading.joined_letter(index) != LAM or end >= len(reading.doc.tokens):
        return False
    is_told = reading.at("source", index) or reading.at("source_head", index) or index in reading.actors
    return reading.at("according", end, "according.that") is not None and not is_told


def _is_people(reading: Reading, index: int) -> bool:
    mention = reading.actors.get(index)
    return mention is not None and mention.kind == _PEOPLE


def _is_object(reading: Reading, index: int) -> bool:
    """True for «نفيا» right behind a verb of saying, by the ending of an indefinite object."""
    printed = reading.words(index, index + 1)
    return printed.endswith(_OBJECT_ENDINGS) and reading.at("say", index - 1) is not None


def _is_trait(reading: Reading, index: int) -> bool:
    """True for an adjective behind a definite noun («الصحة العالمية»); «الشرطة التفجير» names the body and the deed."""
    if index + 1 < len(reading.doc.tokens) and reading.at("according", index + 1, "according.that"):
        return True
    folded = reading.doc.tokens[index].folded
    return folded.endswith(_TRAIT_ENDINGS) or reading.at("quality", index, "quality.trait") is not None


def _owner(reading: Reading, first: int) -> Speaker | None:
    """«مركز تابع لوزارة الصحة»: a body without a name of its own speaks for the one that it belongs to."""
    body, most = reading.at("source_head", first, "head.body", "head.hospital"), len(reading.doc.tokens)
    body = body or reading.at("people", first, "people.band")
    if body is None or body.last >= most or reading.at("according", body.last, "according.owned") is None:
        return None
    start = body.last + 1
    while start < most and (reading.is_quote(start) or reading.doc.tokens[start].folded == LAM):  # «تابعة لـ«…»»
        start += 1
    owner = (listed(reading, start, most) or party_at(reading, start, most)) if start < most else None
    return replace(owner, first=first) if owner is not None else None


def _without_official(reading: Reading, first: int, end: int) -> int:
    """A body's or an outlet's name without the «الرسمية» behind it («وكالة … الرسمية»); a nationality stays."""
    is_named = reading.at("source_head", first, "head.body", "head.media") is not None
    is_official = reading.at("quality", end - 1, "quality.official", "quality.opposition") is not None
    return end - 1 if end - first > 2 and is_named and is_official else end


def _is_same(reading: Reading, first: int, end: int) -> bool:
    """True where the words are no more than «المصدر نفسه»."""
    same = reading.at("source_head", first, "head.same")
    if same is None:
        return False
    return all(reading.at("according", i, "according.already") for i in range(same.last, end))


def office_of(reading: Reading, speaker: Speaker, end: int, stop: int, people: People) -> Speaker:
    """A named official whose listed office follows: «قال جيف …، أحد المتحدثين باسم البنتاغون، إن»."""
    if speaker.rule not in ("named_person", *UNLISTED):
        return speaker
    is_official = any(reading.at("source_head", i, "head.spokesman", "head.role") for i in range(end, stop))
    for index in range(end, stop) if is_official else ():
        office = listed(reading, index, stop)
        if office is not None and speaks_as_one(reading, office):
            people.remember(reading, speaker, office.source)
            return Speaker(office.source, speaker.first, speaker.last, "office_of_speaker")
    return speaker


def told_to(reading: Reading, first: int, last: int) -> list[Speaker]:
    """Agencies through which somebody speaks: «قال … لوكالة فرانس برس», «نقلت … عن», «لقناة «…»»."""
    found: list[Speaker] = []
    index = first
    while index < last:
        speaker = listed(reading, index, last)
        if speaker is not None and not is_media(speaker):
            speaker = None
        if speaker is None and reading.joined_letter(index) == LAM and reading.at("source_head", index, "head.media"):
            speaker = _quoted_name(reading, index, last)
        if speaker is not None:
            found.append(speaker)
            index = speaker.last
        else:
            index += 1
    return found


def is_unnamed(speaker: Speaker) -> bool:
    """True for «a local official» and its like."""
    entry = load_sources().get(speaker.source)
    return entry is not None and entry.kind == "unnamed"


def is_told(reading: Reading, speaker: Speaker) -> bool:
    """True where the words say to whom something was said: «لرويترز»."""
    return is_media(speaker) and reading.joined_letter(speaker.first) == LAM


def speaker_before(reading: Reading, index: int, first: int) -> Speaker | None:
    """A source or party before a verb of saying: «المرصد السوري وثّق», «سكاناً من القرية قالوا»."""
    end = index
    while end > first and (reading.is_quote(end - 1) or reading.at("according", end - 1, "according.already")):
        end -= 1
    for start in range(end - 1, max(first - 1, end - 1 - _MOST_BEFORE_VERB), -1):
        if reading.is_stop(start) or reading.at("according", start, "according.that") or reading.at("say", start):
            return None
        speaker = unnamed(reading, start, end) or listed(reading, start, end)
        if speaker is not None and reading.joined_letter(start) not in (LAM, BA):
            return speaker
        party = party_at(reading, start, end)
        if party is not None and reading.at("according", start - 1, "according.governs"):
            return None
        if party is not None:
            return party if party.last == end and reading.joined_letter(start) not in (LAM, BA) else None
    return None
