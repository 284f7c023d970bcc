"""Who speaks: listed sources, unnamed ones by their quality, parties, and people by name and office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of, load_sources
from marsad.mention.actor.vocabulary import state_arm
from marsad.mention.source.persons import People, Speaker, as_named, foreign_name, leading_name, person_in
from marsad.mention.source.vocabulary import Reading

#: a state's army that speaks is its spokesman's office
_OFFICES = {"israel": "idf-spokesman"}
#: listed sources that already say where the source sits («مصدر في وزارة الداخلية»)
_SITED = (
    "security-source",
    "police-source",
    "military-source",
    "medical-sources",
    "opposition-sources",
    "local-official",
)
OWN_REPORTER = "own_reporter"
_BODIES = frozenset({"official", "organisation"})
#: offices whose spokesmen are quoted as the office
_PRESS_OFFICES = frozenset({"pentagon", "centcom", "russia-mod", "idf-spokesman"})
_MEDIA = frozenset({"agency", "newspaper", "broadcaster", "local-media"})
#: kinds of source that matter more than the party they sit in («مصدر عسكري في التحالف»)
_SPECIFIC = frozenset({"quality.security", "quality.military", "quality.medical", "quality.field"})
_LOOSE = frozenset({"quality.country", "quality.general"})
_SPEAKING_KINDS = frozenset({"state", "rebel", "militia", "coalition", "international", ""})
_WAW, _LAM, _BA = "\u0648", "\u0644", "\u0628"
_ARTICLE = "\u0627\u0644"
#: unnamed sources that, with the article, are the one named before («المصدر», «المسؤول»)
_BARE = frozenset(
    {
        "sources.bare",
        "official-source",
        "activists",
        "medical-sources",
        "security-source",
        "military-source",
        "local-sources",
        "police-source",
    }
)
#: police forces that are parties of their own
_POLICE = frozenset({"israel-police", "iraq-police", "syr-police"})
#: what an official of a kind is, where it is not what a source of the kind is
_OFFICIALS = {
    "quality.local": "local-official",
    "quality.country": "official-source",
    "quality.general": "official-source",
    "quality.palestinian": "palestinian-official",
    "quality.israeli": "official-source",
}
_KIND_OF = {"head.police": "police-source", "head.hospital": "medical-sources"}
_MOST_WORDS_OF_NAME = 4
_MOST_WORDS_OF_TITLE = 5
_MOST_BEFORE_VERB = 7


def speakers_in(
    reading: Reading, first: int, last: int, people: People, is_person: bool = False, is_sure: bool = False
) -> list[Speaker]:
    """The sources that tokens `[first, last)`, a subject of saying, name. `is_person`: the verb is one of people."""
    found: list[Speaker] = []
    index = first
    while index < last:
        speaker = _servant(reading, index, last) or _unnamed(reading, index, last) or _office(reading, index, last)
        speaker = speaker or _listed(reading, index, last) or _body_of(reading, index, last)
        speaker = speaker or _quoted_name(reading, index, last)
        speaker = speaker or (_police(reading, index, last) if index == first else None)
        if speaker is None and _is_office(reading, first, index):
            speaker = _party(reading, index, last)
        if speaker is None:
            speaker = _reporter(reading, index, last)
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
            found += _more_qualities(reading, speaker, last)
            index = max(speaker.last, found[-1].last)
        else:
            index += 1
    named = person_in(reading, first, last, found) or leading_name(reading, first, last) or foreign_name(
        reading, first, last, found, is_person or is_sure
    )
    if named is not None:
        return _with_person(reading, found, named, people)
    if not found:
        other = _by_title(reading, first, last, people, is_person, is_sure)
        return [other] if other else []
    return found


def _servant(reading: Reading, index: int, last: int) -> Speaker | None:
    """«ضابط في الشرطة», «مصدر بالمشفى»: unnamed people of the police and of hospitals are sources of a kind, and the
    chief of a police («قائد شرطة …») is quoted by his office.
    """
    is_office = reading.at("source_head", index, "head.role", "head.rank", "head.spokesman", "head.source") is not None
    after = index + 1
    if is_office and reading.at("quality", after) is not None:
        after += 1
    seat = reading.at("source_head", after, "head.name_of") if after < last else None
    after = seat.last if seat is not None else after
    if not is_office or after >= last or person_in(reading, index, last, []):
        return None
    kind = reading.at("source_head", after, "head.police", "head.hospital")
    mention = reading.actors.get(after)
    if kind is None or (mention is not None and mention.actor in _POLICE):
        return None
    if kind.id == "head.police" and after == index:
        return None
    is_seated = seat is not None or reading.joined_letter(after) == _BA
    if is_seated or reading.at("source_head", index, "head.source"):
        return Speaker(_KIND_OF[kind.id], index, kind.last, "unnamed_source")
    return None


def _police(reading: Reading, index: int, last: int) -> Speaker | None:
    """«الشرطة ومصادر طبية»: the police beside other sources, where it is no party of its own."""
    is_police = reading.at("source_head", index, "head.police") is not None
    if not is_police or index + 1 >= last or reading.joined_letter(index + 1) != _WAW:
        return None
    mention = reading.actors.get(index)
    is_party = mention is not None and mention.actor in _POLICE
    return None if is_party else Speaker(as_named(reading, index, index + 1), index, index + 1, "unlisted_source")


def _body_of(reading: Reading, index: int, last: int) -> Speaker | None:
    """«لجنة أطباء السودان», «هيئة الإسعاف»: a body named after people has a name of its own."""
    if reading.at("source_head", index, "head.body") is None or index + 1 >= last:
        return None
    inside = _listed(reading, index + 1, last)
    entry = load_sources().get(inside.source) if inside is not None else None
    if entry is None or entry.kind != "unnamed":
        return None
    end = index + 2
    while end < min(last, index + _MOST_WORDS_OF_NAME) and reading.doc.tokens[end].kind == "word":
        end += 1
    return Speaker(as_named(reading, index, end), index, end, "unlisted_source")


def _reporter(reading: Reading, index: int, last: int) -> Speaker | None:
    """«مراسل …»: the outlet that is named, or a correspondent."""
    head = reading.at("source_head", index, "head.reporter")
    if head is None:
        return None
    after = head.last
    while after < last and reading.is_quote(after):
        after += 1
    outlet = _listed(reading, after, last) if after < last else None
    if outlet is not None:
        return Speaker(outlet.source, index, outlet.last, OWN_REPORTER)
    return Speaker("correspondent", index, last, "reporter")


def _is_office(reading: Reading, first: int, index: int) -> bool:
    """True where a party opens the subject, or only words of office stand before it («قيادي في», «الناطق باسم»)."""
    return all(
        reading.is_quote(step)
        or reading.at("source_head", step) is not None
        or reading.at("according", step, "according.passed")
        for step in range(first, index)
    )


def _listed(reading: Reading, index: int, last: int) -> Speaker | None:
    hit = reading.at("source", index)
    if hit is None or hit.last > last:
        return None
    if hit.term.attrs.get("quoted") and not (index > 0 and reading.is_quote(index - 1)):
        return None
    if hit.term.attrs.get("capital") and not _opens(reading, index):
        return None
    if hit.term.attrs.get("bare") and hit.last < last and reading.doc.tokens[hit.last].folded.startswith(_ARTICLE):
        return None
    if hit.term.attrs.get("by_country"):
        source = _by_country(reading, hit)
        return Speaker(source, hit.first, hit.last, "listed_source") if source else None
    same = reading.at("source_head", index, "head.same")
    if same is not None and same.last >= hit.last and hit.id in _BARE:
        return None
    return Speaker(hit.term.text("source") or hit.id, hit.first, hit.last, "listed_source")


def _by_country(reading: Reading, hit: Hit) -> str:
    """«وزارة الدفاع» is that of the country named with it, or else of the one whose parties the report names most."""
    told = reading.country_after(hit.last)
    for country in (told,) if told else reading.countries:
        if hit.term.text(country):
            return hit.term.text(country)
        if hit.term.attrs.get("arm"):
            state = state_arm(country, hit.term.text("arm"), reading.doc.report.published or date.max)
            if state:
                return state
    return hit.term.text("else")


def _unnamed(reading: Reading, index: int, last: int) -> Speaker | None:
    """«مصادر» with an adjective: «مصدر عسكري», «مصادر أمنية»."""
    head = reading.at("source_head", index, "head.source", "head.official")
    if head is None:
        return None
    listed = reading.at("source", index)
    if listed is not None and listed.last > head.last + 1:
        return None
    if head.id == "head.official":
        return _official(reading, head, last)
    best: Hit | None = None
    end = head.last
    for step in range(head.last, min(head.last + 3, last)):
        quality = reading.at("quality", step)
        if quality is None or (step > head.last and reading.joined_letter(step) == _WAW):
            break
        if best is None or best.id in ("quality.country", "quality.general"):
            best = quality
        end = step + 1
    if best is None or best.id not in _SPECIFIC:
        within = _within(reading, head.first, end, last, best)
        if within is not None:
            return within
    if best is None:
        return None
    return Speaker(best.term.text("source"), head.first, end, "unnamed_source")


def _official(reading: Reading, head: Hit, last: int) -> Speaker | None:
    """«مسؤولان أمنيان», «مسؤول محلي»: what kind of official; one without an adjective is left to the lists."""
    quality = reading.at("quality", head.last) if head.last < last else None
    if quality is None or (reading.at("source", head.first) or head).last > head.last:
        return None
    source = _OFFICIALS.get(quality.id) or quality.term.text("source")
    return Speaker(source, head.first, quality.last, "unnamed_source")


def _office(reading: Reading, index: int, last: int) -> Speaker | None:
    """«قيادي في …», «متحدث باسم …»: who holds an office in a party speaks for it."""
    if reading.at("source_head", index, "head.spokesman", "head.role", "head.rank") is None:
        return None
    step = index + 1
    while step < min(last, index + 4) and reading.at("source_head", step, "head.name_of") is None:
        is_word_of_office = reading.at("quality", step) is not None or reading.at("source_head", step) is not None
        if not is_word_of_office or reading.joined_letter(step) == _WAW:
            return None
        step += 1
    after = step + 1
    while after < last and reading.is_quote(after):
        after += 1
    party = _party(reading, after, last) if after < last else None
    if party is None:
        return None
    is_officer = reading.at("source_head", index, "head.officer") and kind_of(reading.actors[after].actor) == "state"
    return Speaker("military-source" if is_officer else party.source, index, party.last, "source_within_party")


def _within(reading: Reading, first: int, index: int, last: int, quality: Hit | None) -> Speaker | None:
    """«مصدر في …»: a source inside a party speaks for the party; inside an unlisted body it keeps its words."""
    if index >= last or reading.at("source_head", index, "head.name_of") is None:
        return None
    after = index + 1
    while after < last and reading.is_quote(after):
        after += 1
    if after >= last:
        return None
    party = _party(reading, after, last)
    if party is not None:
        return Speaker(party.source, first, party.last, "source_within_party")
    is_sited = reading.at("source", first, *_SITED) is not None
    if (
        reading.at("source_head", after, "head.body", "head.media") is None
        or is_sited
        or (quality and quality.id not in _LOOSE)
    ):
        return None
    end = after
    while end < last and end - after < _MOST_WORDS_OF_NAME - 1 and reading.doc.tokens[end].kind == "word":
        end += 1
    return Speaker(as_named(reading, first, end), first, end, "source_within_body")


def _more_qualities(reading: Reading, speaker: Speaker, last: int) -> Iterator[Speaker]:
    """«مصادر أمنية وطبية»: the second adjective is a second source."""
    if speaker.rule != "unnamed_source" or speaker.last >= last or reading.joined_letter(speaker.last) != _WAW:
        return
    quality = reading.at("quality", speaker.last)
    if quality is not None and quality.joined.startswith(_WAW) and quality.id != "quality.country":
        yield Speaker(quality.term.text("source"), speaker.last, quality.last, "unnamed_source")


def _opens(reading: Reading, index: int) -> bool:
    """True right after a verb of saying: «قالت عمّان» is a government, «في عمّان» is a town."""
    return index > 0 and any(h.last == index for h in reading.starts.get("say", {}).get(index - 1, ()))


def _party(reading: Reading, index: int, last: int) -> Speaker | None:
    """A belligerent that speaks: «أعلنت قسد»."""
    mention = reading.actors.get(index)
    if reading.at("source_head", index, "head.media"):
        return None
    if mention is None or mention.last > last or mention.kind not in _SPEAKING_KINDS:
        return None
    is_police = mention.actor not in _POLICE and reading.at("source_head", index, "head.police") is not None
    if is_police:
        return None
    if mention.kind == "state" and reading.at("source_head", index, "head.officer"):
        return Speaker("military-source", index, mention.last, "unnamed_source")
    return Speaker(_OFFICES.get(mention.actor, mention.actor), index, mention.last, "party_speaks")


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
        is_apart = reading.joined_letter(speaker.first) == _WAW and speaker.first > person.last
        entry = load_sources().get(speaker.source)
        if is_apart or is_told(reading, speaker):
            kept.append(speaker)
        elif speaks_as_one(reading, speaker) and speaker.first < person.first:
            office = speaker.source
            kept.append(speaker)
        elif entry is not None and entry.kind in _MEDIA:
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
    if end <= first:
        return None
    known = people.recall(reading, first) or people.recall(reading, end - 1)
    if known:
        return Speaker(known, first, end, "surname")
    body = people.last_body(reading, first, end)
    if body:
        return Speaker(body, first, end, "back_reference")
    end = _without_nation(reading, first, _to_phrase_end(reading, first, end))
    length = end - first
    role = reading.at("source_head", first, "head.role", "head.rank", "head.body", "head.media", "head.spokesman")
    has_said = end < len(reading.doc.tokens) and reading.at("according", end, "according.that") is not None
    is_common = reading.doc.tokens[end - 1].folded.startswith(_ARTICLE) and not is_sure
    is_strange = role is None and (
        length > (5 if is_sure else 3) or is_common or not (has_said or is_person or is_sure)
    )
    is_police = reading.at("source_head", first, "head.police") is not None
    is_told = has_said or is_sure or (first > 0 and reading.at("say", first - 1) is not None)
    is_alone = length == 1 and not (is_police and is_told)
    if is_alone or is_strange or _is_same(reading, first, end) or reading.at("according", first, "according.nobody"):
        return None
    speaker = Speaker(as_named(reading, first, end), first, end, "unlisted_source")
    if role is None:
        people.remember(reading, speaker, speaker.source)
    return speaker


def _to_phrase_end(reading: Reading, first: int, end: int) -> int:
    """A name ends where an indefinite word follows a definite one: «أعلنت الحكومة تمديد» is the government."""
    for index in range(first, end - 1):
        here, after = reading.doc.tokens[index].folded, reading.doc.tokens[index + 1].folded
        is_definite = here.startswith((_ARTICLE, _LAM + _LAM))
        if is_definite and not after.startswith((_ARTICLE, _LAM + _LAM)) and not reading.is_given_name(index + 1):
            return index + 1
    return end


def _without_nation(reading: Reading, first: int, end: int) -> int:
    """A body's name without the nationality that follows it: «وكالة تسنيم الإيرانية»."""
    if (
        end - first > 2
        and reading.at("source_head", first, "head.body")
        and reading.at("quality", end - 1, "quality.country")
    ):
        return end - 1
    return end


def _is_same(reading: Reading, first: int, end: int) -> bool:
    """True where the words are no more than «المصدر نفسه»."""
    same = reading.at("source_head", first, "head.same")
    if same is None:
        return False
    return all(reading.at("according", i, "according.already") for i in range(same.last, end))


def office_of(reading: Reading, speaker: Speaker, end: int, stop: int, people: People) -> Speaker:
    """A named official whose listed office follows: «قال جيف …، أحد المتحدثين باسم البنتاغون، إن»."""
    if speaker.rule != "named_person" and speaker.rule != "unlisted_source":
        return speaker
    is_official = any(reading.at("source_head", i, "head.spokesman", "head.role") for i in range(end, stop))
    for index in range(end, stop) if is_official else ():
        office = _listed(reading, index, stop)
        if office is not None and speaks_as_one(reading, office):
            people.remember(reading, speaker, office.source)
            return Speaker(office.source, speaker.first, speaker.last, "office_of_speaker")
    return speaker


def told_to(reading: Reading, first: int, last: int) -> list[Speaker]:
    """Agencies through which somebody speaks: «قال … لوكالة فرانس برس», «نقلت … عن»."""
    found: list[Speaker] = []
    index = first
    while index < last:
        speaker = _listed(reading, index, last)
        entry = load_sources().get(speaker.source) if speaker else None
        if speaker is not None and entry is not None and entry.kind in _MEDIA:
            found.append(speaker)
            index = speaker.last
        else:
            index += 1
    return found


def is_media(speaker: Speaker) -> bool:
    """True for agencies, papers and broadcasters."""
    entry = load_sources().get(speaker.source)
    return entry is not None and entry.kind in _MEDIA


def is_unnamed(speaker: Speaker) -> bool:
    """True for «a local official» and its like."""
    entry = load_sources().get(speaker.source)
    return entry is not None and entry.kind == "unnamed"


def is_told(reading: Reading, speaker: Speaker) -> bool:
    """True where the words say to whom something was said: «لرويترز»."""
    entry = load_sources().get(speaker.source)
    return entry is not None and entry.kind in _MEDIA and reading.joined_letter(speaker.first) == _LAM


def speaker_before(reading: Reading, index: int, first: int) -> Speaker | None:
    """A source or party before a verb of saying: «المرصد السوري وثّق», «سكاناً من القرية قالوا»."""
    end = index
    while end > first and (reading.is_quote(end - 1) or reading.at("according", end - 1, "according.already")):
        end -= 1
    for start in range(end - 1, max(first - 1, end - 1 - _MOST_BEFORE_VERB), -1):
        if reading.is_stop(start) or reading.at("according", start, "according.that") or reading.at("say", start):
            return None
        speaker = _unnamed(reading, start, end) or _listed(reading, start, end)
        if speaker is not None and reading.joined_letter(start) not in (_LAM, _BA):
            return speaker
        party = _party(reading, start, end)
        if party is not None:
            return party if party.last == end and reading.joined_letter(start) not in (_LAM, _BA) else None
    return None
