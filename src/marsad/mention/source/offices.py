"""What a word of a subject names: listed sources, unnamed ones by their kind, offices, bodies, and parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marsad.lexicon import Hit
from marsad.lexicon.registry import kind_of, load_actors
from marsad.mention.actor.vocabulary import state_arm
from marsad.mention.source.observatory import has_other_observatory
from marsad.mention.source.persons import closes
from marsad.mention.source.speaker import OUTLET, Speaker, as_named, outlet_name
from marsad.mention.source.vocabulary import Reading
from marsad.model import ActorMention
from marsad.text.clitics import ARTICLE, BA, KAF, LAM, WAW

#: a state's army that speaks is its spokesman's office, and a police force a source of the police
_OFFICES = {"israel": "idf-spokesman", "iraq-police": "police-source", "syr-police": "police-source"}
#: listed sources that already say where the source sits («مصدر في وزارة الداخلية»)
_SITED = (
    "security-source",
    "police-source",
    "military-source",
    "medical-sources",
    "opposition-sources",
    "local-official",
)
#: kinds of source that matter more than the party they sit in («مصدر عسكري في التحالف»)
_SPECIFIC = frozenset({"quality.security", "quality.military", "quality.medical", "quality.field"})
_LOOSE = frozenset({"quality.country", "quality.general"})
_SPEAKING_KINDS = frozenset({"state", "rebel", "militia", "coalition", "international", ""})
#: how an adjective of a ministry ends once folded
_FEMININE = "\u0647"
_OF_ORIGIN = ("\u064a", "\u064a\u0647")
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
POLICE = frozenset({"israel-police", "iraq-police", "syr-police"})
#: what an official of a kind is, where it is not what a source of the kind is
_OFFICIALS = {
    "quality.local": "local-official",
    "quality.country": "official-source",
    "quality.general": "official-source",
    "quality.palestinian": "palestinian-official",
    "quality.israeli": "official-source",
}
#: ministries that go without the word «وزارة»: «الداخلية الأوكرانية»
#: ministries that speak of what happens in their own land
_AT_HOME = ("ministry.interior", "ministry.health")
_MINISTRIES = ("ministry.defence", "ministry.interior")
KIND_OF = {"head.police": "police-source", "head.hospital": "medical-sources", "head.security": "security-source"}
_MOST_WORDS_OF_NAME = 4
#: how far back the party stands that a pronoun means
_MOST_TO_PARTY = 40


def is_office(reading: Reading, first: int, index: int) -> bool:
    """True where a party opens the subject, or only words of office stand before it («قيادي في», «الناطق باسم»)."""
    return all(
        reading.is_quote(step)
        or (reading.at("source_head", step) is not None and not _is_whole(reading, step))
        or reading.at("according", step, "according.passed")
        for step in range(first, index)
    )


def _is_whole(reading: Reading, index: int) -> bool:
    """True for «الحكومة», a body whose name ends with it: «حمّلت الحكومة حركة الشباب» has the party as its object."""
    is_body = reading.at("source_head", index, "head.body") is not None
    return is_body and reading.doc.tokens[index].folded.startswith(ARTICLE)


def listed(reading: Reading, index: int, last: int) -> Speaker | None:
    hit = reading.at("source", index)
    if hit is None or hit.last > last:
        return None
    if hit.joined[-1:] == KAF or (hit.term.attrs.get("told") and not _is_told_to(reading, hit)):
        return None
    if hit.term.attrs.get("quoted") and not (index > 0 and reading.is_quote(index - 1)):
        return None
    if hit.term.attrs.get("capital") and not _opens(reading, index):
        return None
    if reading.is_surname(hit):
        return None
    if hit.term.attrs.get("bare") and hit.last < last and _goes_on(reading, hit.last):
        return None
    if hit.id == "sohr.bare" and has_other_observatory(reading):
        return None
    if hit.id.startswith("ministry.") and hit.last == index + 1 and not _stands_for_ministry(reading, index):
        return None
    if hit.id == "official-source" and hit.last == index + 1 and reading.at("source_head", index, "head.authorities"):
        state = _state_of(reading, hit)
        if state:
            return Speaker(state, hit.first, hit.last, "listed_source")
    if hit.term.attrs.get("by_country"):
        return _listed_by_country(reading, hit, last)
    if hit.term.attrs.get("outlet"):
        name = as_named if hit.term.attrs.get("whole") else outlet_name  # «القناة 12»: the number alone is no name
        return Speaker(name(reading, hit.first, hit.last), hit.first, hit.last, OUTLET)
    same = reading.at("source_head", index, "head.same")
    if same is not None and same.last >= hit.last and hit.id in _BARE:
        return None
    rule = "named_person" if hit.term.attrs.get("person") else "listed_source"
    return Speaker(hit.term.text("source") or hit.id, hit.first, hit.last, rule)


def _listed_by_country(reading: Reading, hit: Hit, last: int) -> Speaker | None:
    """A body or spokesman that several countries have."""
    served = _party_served(reading, hit)
    if served is not None:
        return served
    source = _by_country(reading, hit)
    is_of_nation = hit.last < last and reading.at("nation", hit.last) is not None
    if hit.id == "spokesman.military" and is_of_nation and source == hit.term.text("else"):
        source = _state_of(reading, hit) or source  # «ناطق عسكري أميركي» speaks for that side
    government = _government(reading, hit, last)
    if government is not None and not source:
        return government
    if not source and (hit.term.attrs.get("named") or _is_short_ministry(reading, hit, last)):
        end = _end_of_army(reading, hit.last)
        end += _has_nation(reading, end, last)
        return Speaker(as_named(reading, hit.first, end), hit.first, end, "named_body")
    return Speaker(source, hit.first, hit.last, "listed_source") if source else None


def _is_short_ministry(reading: Reading, hit: Hit, last: int) -> bool:
    """«الداخلية الأوكرانية», without the word «وزارة» before it."""
    if hit.id not in _MINISTRIES or hit.last > hit.first + 1 or not _has_nation(reading, hit.last, last):
        return False
    if not reading.doc.tokens[hit.last].folded.endswith(_FEMININE):
        return False
    return hit.first == 0 or reading.at("source_head", hit.first - 1, "head.ministries", "head.body") is None


def _party_served(reading: Reading, hit: Hit) -> Speaker | None:
    """«الناطق العسكري لسرايا القدس»: the party whose spokesman he is."""
    if hit.id != "spokesman.military" or hit.last >= len(reading.doc.tokens) or reading.joined_letter(hit.last) != LAM:
        return None
    near = (reading.actors.get(at) for at in range(hit.first, hit.last + 1))
    party = next((m for m in near if m is not None and m.last > hit.last), None)
    if party is None or kind_of(party.actor) == "state":
        return None
    return Speaker(party.actor, hit.first, party.last, "source_within_party")


def _state_of(reading: Reading, hit: Hit) -> str:
    """«السلطات التونسية»: the government of the country that is told right behind."""
    country = reading.country_after(hit.last)
    return state_arm(country, "gov", reading.doc.report.published or date.max) if country else ""


def _goes_on(reading: Reading, index: int) -> bool:
    """«المرصد الأورومتوسطي», «الوكالة الوطنية لإدارة الطوارئ»: the name of another body goes on."""
    is_told = reading.at("source", index) or reading.at("source_head", index, "head.media", "head.reporter")
    is_field = reading.joined_letter(index) == LAM and not is_told
    return reading.doc.tokens[index].folded.startswith(ARTICLE) or (is_field and not reading.is_given_name(index))


def _has_nation(reading: Reading, index: int, last: int) -> bool:
    """«الصليب الأحمر اللبناني»: the adjective of a nation is of the name."""
    if index >= last or not reading.doc.tokens[index].folded.startswith(ARTICLE):
        return False
    return reading.at("nation", index) is not None or reading.at("quality", index, "quality.country") is not None


def _is_told_to(reading: Reading, hit: Hit) -> bool:
    """«للجزيرة», «مراسل الجزيرة»: a word that is the name of an outlet only behind a preposition or a reporter."""
    is_reporter = hit.first > 0 and reading.at("source_head", hit.first - 1, "head.reporter") is not None
    return is_reporter or hit.joined.endswith((LAM, LAM + LAM))


def _stands_for_ministry(reading: Reading, index: int) -> bool:
    """«أعلنت الدفاع الروسية», «المتحدث باسم الداخلية»; not «مقر الدفاع»."""
    if index == 0 or _opens(reading, index) or reading.joined_letter(index) == WAW:
        return True
    return reading.at("source_head", index - 1, "head.name_of", "head.ministries") is not None


def _government(reading: Reading, hit: Hit, last: int) -> Speaker | None:
    """«وزارة الداخلية في حكومة …»: a ministry of one of two governments speaks for that government."""
    if hit.last + 1 >= len(reading.doc.tokens) or reading.at("source_head", hit.last, "head.name_of") is None:
        return None
    mention = reading.actors.get(hit.last + 1)
    if mention is None or reading.at("source_head", hit.last + 1, "head.government") is None:
        return None
    return Speaker(mention.actor, hit.first, max(hit.last, min(last, mention.last)), "source_within_party")


def _by_country(reading: Reading, hit: Hit) -> str:
    """«وزارة الدفاع» is that of the country named with it, or else of the one whose parties the report names most."""
    told = reading.country_after(_end_of_army(reading, hit.last))
    if not told and hit.id in _AT_HOME:
        told = _land_before(reading, hit.first)
    for country in (told,) if told else reading.countries:
        near = hit.term.text(f"near_{country}")
        if near and not reading.names(near):
            break
        if hit.term.text(country):
            return hit.term.text(country)
        if country in hit.term.texts("own_name"):
            return ""
        if hit.term.attrs.get("arm"):
            state = state_arm(country, hit.term.text("arm"), reading.doc.report.published or date.max)
            if state:
                return state
    return hit.term.text("else")


def _land_before(reading: Reading, index: int) -> str:
    """The country of the town or land that the sentence names last before a token, "" if it names none."""
    first = reading.doc.sentences[reading.doc.sentence_of[index]].first
    lands = (reading.at("country", at) for at in range(index - 1, first - 1, -1))
    land = next((land for land in lands if land is not None), None)
    return land.term.text("country") if land is not None else ""


def _end_of_army(reading: Reading, index: int) -> int:
    """«هيئة الأركان العامة للقوات المسلحة الأوكرانية»: where the army ends whose staff it is, else `index`."""
    army = reading.at("source_head", index, "head.army") if index < len(reading.doc.tokens) else None
    return army.last if army is not None and army.joined.startswith(LAM) else index


def unnamed(reading: Reading, index: int, last: int) -> Speaker | None:
    """«مصادر» with an adjective: «مصدر عسكري», «مصادر أمنية»."""
    head = reading.at("source_head", index, "head.source", "head.official")
    if head is None:
        return None
    known = reading.at("source", index)
    if known is not None and known.last > head.last + 1:
        return None
    if head.id == "head.official":
        return _official(reading, head, last)
    best: Hit | None = None
    end = head.last
    for step in range(head.last, min(head.last + 3, last)):
        quality = reading.at("quality", step)
        if quality is None or (step > head.last and reading.joined_letter(step) == WAW):
            break
        if best is None or best.id in ("quality.country", "quality.general"):
            best = quality
        end = step + 1
    if best is None or best.id not in _SPECIFIC:
        within = _within(reading, head.first, end, last, best)
        if within is not None:
            return within
    if best is not None and best.term.attrs.get("named"):
        return Speaker(as_named(reading, head.first, end), head.first, end, "unlisted_source")
    if best is not None:
        return Speaker(best.term.text("source"), head.first, end, "unnamed_source")
    if head.last < last and reading.at("nation", head.last) is not None and not reading.joined_letter(head.last):
        return Speaker("sources", head.first, head.last + 1, "unnamed_source")
    is_bare = not head.joined.endswith((ARTICLE, LAM + LAM)) and closes(reading, head.last)
    return Speaker("sources", head.first, head.last, "unnamed_source") if is_bare else None


def _official(reading: Reading, head: Hit, last: int) -> Speaker | None:
    """«مسؤولان أمنيان», «مسؤول محلي»: what kind of official; one without an adjective is left to the lists."""
    quality = reading.at("quality", head.last) if head.last < last else None
    if quality is None or (reading.at("source", head.first) or head).last > head.last:
        return None
    source = _OFFICIALS.get(quality.id) or quality.term.text("source")
    return Speaker(source, head.first, quality.last, "unnamed_source")


def office(reading: Reading, index: int, last: int) -> Speaker | None:
    """«قيادي في …», «متحدث باسم …», «ناطقها»: who holds an office in a party speaks for it."""
    its = reading.at("source_head", index, "head.its_voice")
    if its is not None and its.last <= last:
        return _in_party_before(reading, index, its.last)
    if reading.at("source_head", index, "head.spokesman", "head.role", "head.rank") is None:
        return None
    holder = reading.actors.get(index)
    if holder is not None and holder.kind != "state" and _holds_office(reading, index, holder):
        return party_at(reading, index, last)
    step = index + 1
    is_its = step < last and reading.at("source_head", step, "head.of_it") is not None
    if is_its and reading.at("source_head", index, "head.spokesman") is not None:
        return _in_party_before(reading, index, step + 1)
    while step < min(last, index + 4) and reading.at("source_head", step, "head.name_of") is None:
        joined = reading.joined_letter(step) if step in reading.actors and reading.at("source", index) is None else ""
        if joined == BA or (joined == LAM and reading.at("source_head", index, "head.press")):
            return _in_office(reading, index, step, last)
        is_word_of_office = reading.at("quality", step) is not None or reading.at("source_head", step) is not None
        if not is_word_of_office or reading.joined_letter(step) == WAW:
            return None
        step += 1
    after = step + 1
    while after < last and reading.is_quote(after):
        after += 1
    return _in_office(reading, index, after, last) if after < last else None


def _holds_office(reading: Reading, index: int, holder: ActorMention) -> bool:
    """True where the words of office and the party are one name of a party: «قيادي في «حركة …»»."""
    return any(reading.at("source_head", step, "head.name_of") for step in range(index + 1, holder.last - 1))


def _in_party_before(reading: Reading, index: int, last: int) -> Speaker | None:
    """«قيادي فيها», «ناطق باسمها»: he speaks for the party named last before."""
    near = (reading.actors[at] for at in range(index - 1, max(-1, index - _MOST_TO_PARTY), -1) if at in reading.actors)
    party = next((m for m in near if m.kind in _SPEAKING_KINDS), None)
    if party is None:
        return None
    is_officer = reading.at("source_head", index, "head.officer") and kind_of(party.actor) == "state"
    source = "military-source" if is_officer else _press_office(reading, party)
    return Speaker(source, index, last, "source_within_party")


def _in_office(reading: Reading, index: int, after: int, last: int) -> Speaker | None:
    party = party_at(reading, after, last)
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
    party = party_at(reading, after, last)
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


def more_qualities(reading: Reading, speaker: Speaker, last: int) -> Iterator[Speaker]:
    """«مصادر أمنية وطبية», «مصادر في الشرطة ومستشفى …»: the second adjective or seat is a second source."""
    yield from _its_ministry(reading, speaker)
    if speaker.rule != "unnamed_source" or speaker.last >= last or reading.joined_letter(speaker.last) != WAW:
        return
    seat = reading.at("source_head", speaker.last, *KIND_OF)
    if seat is not None and reading.at("source_head", speaker.first, "head.source") is not None:
        yield Speaker(KIND_OF[seat.id], speaker.last, seat.last, "unnamed_source")
        return
    quality = reading.at("quality", speaker.last)
    if quality is None or not quality.joined.startswith(WAW) or quality.id == "quality.country":
        return
    further = reading.at("quality", quality.last) if quality.id == "quality.general" and quality.last < last else None
    told = further if further is not None and not further.joined else quality
    yield Speaker(told.term.text("source"), speaker.last, told.last, "unnamed_source")


def _its_ministry(reading: Reading, speaker: Speaker) -> Iterator[Speaker]:
    """«مصدر في وزارة الداخلية»: the ministry speaks too, where no list has it."""
    ministry = reading.at("source", speaker.last - 2) if speaker.last > speaker.first + 2 else None
    is_its = ministry is not None and ministry.last == speaker.last and ministry.id == "ministry.interior"
    if ministry is not None and is_its and speaker.source == "security-source" and not _by_country(reading, ministry):
        name = as_named(reading, ministry.first, ministry.last)
        yield Speaker(name, ministry.first, ministry.last, "named_body")


def _opens(reading: Reading, index: int) -> bool:
    """True right after a verb of saying or «بحسب»: «قالت عمّان» is a government, «في عمّان» is a town."""
    hit = reading.at("source", index)
    is_whole = hit is not None and not hit.joined  # «باريس», whose first letter is no preposition
    if index == 0 or (reading.joined_letter(index) == BA and not is_whole):
        return False
    if reading.doc.sentence_of[index] != reading.doc.sentence_of[index - 1]:
        return False
    is_told = any(h.last == index for h in reading.starts.get("say", {}).get(index - 1, ()))
    return is_told or reading.at("according", index - 1, "according.to") is not None


def party_at(reading: Reading, index: int, last: int) -> Speaker | None:
    """A belligerent that speaks: «أعلنت قسد»."""
    mention = reading.actors.get(index)
    if reading.at("source_head", index, "head.media") or _is_of_outlet(reading, index):
        return None
    if mention is None or mention.last > last or mention.kind not in _SPEAKING_KINDS:
        return None
    if mention.last == index + 1 and reading.at("source_head", index, "head.same") is not None:
        return None
    is_police = mention.actor not in POLICE and reading.at("source_head", index, "head.police") is not None
    if is_police:
        return None
    elsewhere = reading.at("source_head", mention.last, "head.elsewhere")
    is_own = elsewhere is not None or reading.at("source_head", index, "head.own_voice") is not None
    if mention.kind == "state" and is_own:  # «جهاز مكافحة الإرهاب في الإقليم» is not the state's
        end = elsewhere.last if elsewhere is not None else mention.last
        return Speaker(as_named(reading, index, end), index, end, "named_body")
    if mention.kind == "state" and reading.at("source_head", index, "head.officer"):
        return Speaker("military-source", index, mention.last, "unnamed_source")
    if mention.actor.startswith("x:") and mention.last < last and _is_trait(reading, mention.last):
        name = f"{mention.actor} {reading.words(mention.last, mention.last + 1)}"  # «جبهة تحرير مورو الإسلامية»
        return Speaker(name, index, mention.last + 1, "party_speaks")
    if mention.actor.startswith("x:") and reading.at("source_head", index, "head.government") is not None:
        return Speaker(as_named(reading, index, mention.last), index, mention.last, "named_body")
    return Speaker(_press_office(reading, mention), index, mention.last, "party_speaks")


def _is_trait(reading: Reading, index: int) -> bool:
    """True for a definite adjective with the ending of origin that is of no nation and that a clause follows."""
    folded = reading.doc.tokens[index].folded
    is_origin = folded.startswith(ARTICLE) and folded.endswith(_OF_ORIGIN)
    return is_origin and reading.at("nation", index) is None and closes(reading, index + 1)


def _is_of_outlet(reading: Reading, index: int) -> bool:
    """«راديو طهران», «صحيفة طهران تايمز»: the land or its capital is of the name of an outlet."""
    mention = reading.actors.get(index)
    is_land = mention is not None and mention.kind == "state" and mention.last == index + 1
    return is_land and index > 0 and reading.at("source_head", index - 1, "head.outlet") is not None


def _press_office(reading: Reading, mention: ActorMention) -> str:
    """The office by which a state's army is quoted, or the party itself."""
    heads = (reading.at("source_head", i, "head.army") for i in range(mention.first, mention.last))
    army = next((head for head in heads if head is not None), None)
    entry = load_actors().get(mention.actor)
    told = army.term.text(entry.country) if army is not None and entry is not None else ""
    if mention.kind == "state" and _is_land(reading, mention):
        return mention.actor
    return told or _OFFICES.get(mention.actor, mention.actor)


def _is_land(reading: Reading, mention: ActorMention) -> bool:
    """«أعلنت إسرائيل», «الحكومة الإسرائيلية»: the state itself speaks, and not its army's spokesman."""
    land = reading.at("country", mention.first)
    is_land = land is not None and land.last == mention.last
    return is_land or reading.at("source_head", mention.first, "head.government") is not None
