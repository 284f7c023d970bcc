"""Who speaks: listed sources, unnamed ones by their quality, parties, and people by name and office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from marsad.lexicon import Hit
from marsad.lexicon.registry import load_sources
from marsad.mention.source.vocabulary import Reading
from marsad.model import ActorMention

#: a state's army that speaks is its spokesman's office
_OFFICES = {"israel": "idf-spokesman"}
_SPEAKING_KINDS = frozenset({"state", "rebel", "militia", "coalition", "international", ""})
_WAW, _LAM, _BA = "\u0648", "\u0644", "\u0628"
_ARTICLE = "\u0627\u0644"
#: unnamed sources that, with the article, are the one named before («المصدر», «المسؤول»)
_BARE = frozenset({"sources.bare", "official-source", "activists", "medical-sources", "security-source", "military-source", "local-sources", "police-source"})
_MOST_WORDS_OF_NAME = 4
_MOST_WORDS_OF_TITLE = 5


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source at tokens `[first, last)`; `rule` says how it was recognised."""

    source: str
    first: int
    last: int
    rule: str


@dataclass(slots=True)
class People:
    """Named speakers met so far, by the last word of their name: surnames stand for them later."""

    by_surname: dict[str, str] = field(default_factory=dict)

    def remember(self, reading: Reading, speaker: Speaker, source: str) -> None:
        """Keep the surname of a named speaker."""
        token = reading.doc.tokens[speaker.last - 1]
        self.by_surname[token.folded.removeprefix(_ARTICLE)] = source

    def recall(self, reading: Reading, index: int) -> str:
        """The source that a lone surname stands for, "" if none."""
        for key in reading.doc.tokens[index].keys:
            known = self.by_surname.get(key.removeprefix(_ARTICLE))
            if known:
                return known
        return ""


def speakers_in(reading: Reading, first: int, last: int, people: People) -> list[Speaker]:
    """The sources that tokens `[first, last)`, a subject of saying, name; in text order."""
    found: list[Speaker] = []
    index = first
    while index < last:
        speaker = _unnamed(reading, index, last) or _listed(reading, index, last)
        if speaker is None and _is_office(reading, first, index):
            speaker = _party(reading, index, last)
        if speaker is not None:
            found.append(speaker)
            found += _more_qualities(reading, speaker, last)
            index = max(speaker.last, found[-1].last)
        else:
            index += 1
    named = _person(reading, first, last, found) or _foreign_name(reading, first, last, found)
    if named is not None:
        return _with_person(reading, found, named, people)
    if not found:
        other = _by_title(reading, first, last, people)
        return [other] if other else []
    return found


def _is_office(reading: Reading, first: int, index: int) -> bool:
    """True where a party opens the subject, or only words of office stand before it («قيادي في», «الناطق باسم»)."""
    return all(
        reading.is_quote(step) or reading.at("source_head", step) is not None or reading.at("according", step, "according.passed")
        for step in range(first, index)
    )


def _listed(reading: Reading, index: int, last: int) -> Speaker | None:
    hit = reading.at("source", index)
    if hit is None or hit.last > last:
        return None
    if hit.term.attrs.get("quoted") and not (index > 0 and reading.is_quote(index - 1)):
        return None
    same = reading.at("source_head", index, "head.same")
    if same is not None and same.last >= hit.last and hit.id in _BARE:
        return None
    return Speaker(hit.term.text("source") or hit.id, hit.first, hit.last, "listed_source")


def _unnamed(reading: Reading, index: int, last: int) -> Speaker | None:
    """«مصادر» with an adjective: «مصدر عسكري», «مصادر أمنية»."""
    head = reading.at("source_head", index, "head.source")
    if head is None:
        return None
    listed = reading.at("source", index)
    if listed is not None and listed.last > head.last + 1:
        return None
    best: Hit | None = None
    end = head.last
    for step in range(head.last, min(head.last + 3, last)):
        quality = reading.at("quality", step)
        if quality is None or (step > head.last and reading.joined_letter(step) == _WAW):
            break
        if best is None or best.id == "quality.country" or quality.id not in ("quality.country", "quality.official", "quality.general"):
            best = quality
        end = step + 1
    if best is None:
        return None
    return Speaker(best.term.text("source"), head.first, end, "unnamed_source")


def _more_qualities(reading: Reading, speaker: Speaker, last: int) -> Iterator[Speaker]:
    """«مصادر أمنية وطبية»: the second adjective is a second source."""
    if speaker.rule != "unnamed_source" or speaker.last >= last or reading.joined_letter(speaker.last) != _WAW:
        return
    quality = reading.at("quality", speaker.last)
    if quality is not None and quality.joined.startswith(_WAW) and quality.id != "quality.country":
        yield Speaker(quality.term.text("source"), speaker.last, quality.last, "unnamed_source")


def _party(reading: Reading, index: int, last: int) -> Speaker | None:
    """A belligerent that speaks: «أعلنت قسد»."""
    mention = reading.actors.get(index)
    if mention is None or mention.last > last or mention.kind not in _SPEAKING_KINDS:
        return None
    return Speaker(_OFFICES.get(mention.actor, mention.actor), index, mention.last, "party_speaks")


def _person(reading: Reading, first: int, last: int, found: list[Speaker]) -> Speaker | None:
    """A given name and what follows it: «علي الحسيني», «عبد الأمير الخزرجي»."""
    for index in range(first, last):
        if any(s.first <= index < s.last and s.rule == "listed_source" for s in found):
            continue
        if not reading.is_given_name(index):
            continue
        if index + 1 >= last and reading.at("given_name", index, "name.particle"):
            continue
        end = index + 1
        while end < last and end - index < _MOST_WORDS_OF_NAME and _is_of_name(reading, end):
            end += 1
        if end - index >= 2:
            return Speaker("x:" + reading.words(index, end), index, end, "named_person")
    return None


def _foreign_name(reading: Reading, first: int, last: int, found: list[Speaker]) -> Speaker | None:
    """A name of two words that closes a subject that opens with an office: «المتحدثة باسم … لوبا سمري»."""
    if last - first < 4 or reading.at("source_head", first, "head.role", "head.spokesman") is None:
        return None
    start = last - 2
    if any(s.last > start for s in found) or reading.doc.tokens[start].folded.startswith(_ARTICLE):
        return None
    words = reading.doc.tokens[start:last]
    known = any(reading.at("source_head", i) or reading.at("quality", i) or reading.at("according", i) for i in (start, last - 1))
    if known or any(word.kind not in ("word", "latin") for word in words):
        return None
    return Speaker("x:" + reading.words(start, last), start, last, "named_person")


def _is_of_name(reading: Reading, index: int) -> bool:
    token = reading.doc.tokens[index]
    if token.kind != "word" or reading.at("source", index):
        return False
    if reading.is_given_name(index) or reading.at("given_name", index - 1, "name.particle"):
        return True
    if reading.at("according", index) is not None or reading.at("say", index) is not None:
        return False
    return reading.at("source_head", index) is None or reading.at("given_name", index) is not None


def _with_person(reading: Reading, found: list[Speaker], person: Speaker, people: People) -> list[Speaker]:
    """A named official speaks for himself, save where his office is a listed source («المتحدث باسم البنتاغون جيف …»)."""
    kept: list[Speaker] = []
    office = ""
    for speaker in found:
        is_apart = reading.joined_letter(speaker.first) == _WAW and speaker.first > person.last
        entry = load_sources().get(speaker.source)
        is_told = reading.joined_letter(speaker.first) == _LAM
        if is_apart or is_told:
            kept.append(speaker)
        elif entry is not None and entry.kind in ("official", "monitor", "organisation") and speaker.first < person.first:
            office = speaker.source
            kept.append(speaker)
        elif entry is not None and entry.kind in ("agency", "broadcaster", "local-media", "newspaper"):
            kept.append(speaker)
    if not office:
        kept.append(person)
    people.remember(reading, person, office or person.source)
    return sorted(kept, key=lambda s: s.first)


def _by_title(reading: Reading, first: int, last: int, people: People) -> Speaker | None:
    """Nobody known: an office («محافظ حمص»), a body («صفحات محلية»), a foreign name, or the surname of one named before."""
    while first < last and reading.is_quote(first):
        first += 1
    end = first
    while end < last and reading.doc.tokens[end].kind in ("word", "latin", "number") and end - first < _MOST_WORDS_OF_TITLE:
        end += 1
    if end <= first:
        return None
    known = people.recall(reading, first) or people.recall(reading, end - 1)
    if known:
        return Speaker(known, first, end, "surname")
    length = end - first
    role = reading.at("source_head", first, "head.role", "head.body", "head.spokesman")
    has_said = reading.at("according", last, "according.that") is not None or last - first == length
    if length == 1 or (role is None and (length > 3 or not has_said)) or reading.at("source_head", first, "head.same"):
        return None
    speaker = Speaker("x:" + reading.words(first, end), first, end, "unlisted_source")
    if role is None:
        people.remember(reading, speaker, speaker.source)
    return speaker


def told_to(reading: Reading, first: int, last: int) -> list[Speaker]:
    """Agencies through which somebody speaks: «قال … لوكالة فرانس برس», «نقلت … عن»."""
    found: list[Speaker] = []
    for index in range(first, last):
        speaker = _listed(reading, index, last)
        if speaker is None:
            continue
        entry = load_sources().get(speaker.source)
        if entry is not None and entry.kind in ("agency", "newspaper", "broadcaster", "local-media"):
            found.append(speaker)
    return found


def party_ending_at(reading: Reading, index: int, actors: list[ActorMention]) -> Speaker | None:
    """A source or party right before a verb of saying: «المرصد السوري وثّق»."""
    for start in range(index - 1, max(-1, index - 7), -1):
        hit = reading.at("source", start)
        if hit is not None and hit.last == index:
            return Speaker(hit.term.text("source") or hit.id, hit.first, hit.last, "listed_source")
        unnamed = _unnamed(reading, start, index)
        if unnamed is not None and unnamed.last == index:
            return unnamed
        mention = reading.actors.get(start)
        if mention is not None and mention.last == index and mention.kind in _SPEAKING_KINDS and mention.actor in _known(actors):
            return Speaker(_OFFICES.get(mention.actor, mention.actor), start, index, "party_speaks")
    return None


def _known(actors: list[ActorMention]) -> set[str]:
    return {mention.actor for mention in actors}
