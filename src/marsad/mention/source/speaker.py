"""A speaker: how it is kept in mind, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.lexicon.registry import load_sources
from marsad.mention.source.vocabulary import Reading, names_of_outlet
from marsad.text import fold
from marsad.text.clitics import ARTICLE, LAM, joined_up

#: rules of speakers that no list has
UNLISTED = ("unlisted_source", "unknown_words")
#: rule of outlets that the registry does not list
OUTLET = "listed_outlet"
_MEDIA = frozenset({"agency", "newspaper", "broadcaster", "local-media", "belligerent-media"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source at tokens `[first, last)`; `rule` says how it was recognised."""

    source: str
    first: int
    last: int
    rule: str


def is_media(speaker: Speaker) -> bool:
    """True for agencies, papers and broadcasters."""
    entry = load_sources().get(speaker.source)
    return speaker.rule == OUTLET or (entry is not None and entry.kind in _MEDIA)


@dataclass(slots=True)
class People:
    """Named speakers met so far, by the last word of their name and by its first: either stands for them later."""

    by_surname: dict[str, str] = field(default_factory=dict)
    by_first_name: dict[str, str] = field(default_factory=dict)
    body: str = ""
    #: by a word of office, alone or with the word behind it, and by the first word of a body's name
    by_office: dict[str, Speaker] = field(default_factory=dict)
    #: outlets that were quoted, by their kind; the last one told without a kind by ""
    outlets: dict[str, Speaker] = field(default_factory=dict)

    def remember(self, reading: Reading, speaker: Speaker, source: str) -> None:
        """Keep the surname of a named speaker, and the first name of a person."""
        token = reading.doc.tokens[speaker.last - 1]
        self.by_surname[token.folded.removeprefix(ARTICLE)] = source
        if speaker.rule == "named_person":
            self.by_first_name[reading.doc.tokens[speaker.first].folded] = source

    def last_body(self, reading: Reading, first: int, end: int) -> str:
        """The official body last quoted, where the words refer to one: «المتحدث باسم الوزارة»."""
        is_role = reading.at("source_head", first, "head.spokesman", "head.role") is not None
        refers = any(reading.at("source_head", i, "head.same") for i in range(first + 1, end)) if is_role else False
        return self.body if refers else ""

    def recall(self, reading: Reading, index: int) -> str:
        """The source that a lone surname stands for, "" if none."""
        for key in reading.doc.tokens[index].keys:
            known = self.by_surname.get(key.removeprefix(ARTICLE))
            if known:
                return known
        return ""


    def recall_first_name(self, reading: Reading, first: int, last: int) -> str:
        """The person that a first name alone stands for, as Ethiopians are called («وأضاف غيتاتشو»); "" if none."""
        return self.by_first_name.get(reading.doc.tokens[first].folded, "") if last == first + 1 else ""


def as_named(reading: Reading, first: int, last: int) -> str:
    """«x:» and the words, without a joined conjunction or preposition."""
    words = joined_up(reading.words(first, last))
    hit = reading.at("source_head", first) or reading.at("given_name", first) or reading.at("source", first)
    joined = hit.joined if hit is not None else ""
    letters = joined.removesuffix(ARTICLE)
    if hit is not None and words[len(letters) - 1 :].startswith(LAM + LAM) and not hit.form.startswith(LAM):
        letters += LAM  # the article has lost its alef
    if letters.endswith(LAM + LAM):
        return "x:" + ARTICLE + words[len(letters) :]
    return "x:" + words[len(letters) :]


def is_published_by(reading: Reading, source: str) -> bool:
    """True for an outlet without an id that is the publisher itself, by its name."""
    own, name = fold(reading.doc.report.publisher), fold(source[2:])
    if not source.startswith("x:") or not own or not name:
        return False
    is_outlet = any(form in name or name in form for form in names_of_outlet(reading.doc.report.publisher))
    return is_outlet or name in own or own in name


def outlet_name(reading: Reading, first: int, last: int) -> str:
    """«x:» and the name of an outlet, without the channel, paper or quote marks before it; «تلفزيون الكويت» stays."""
    start = first
    while start + 1 < last and (reading.is_quote(start) or reading.at("source_head", start, "head.outlet")):
        start += 1
    inner = next((i + 1 for i in range(start, last - 1) if reading.is_quote(i)), start)
    if inner > start and not any(reading.is_quote(i) for i in range(inner, last)):
        start = inner
    is_trait = reading.at("quality", start) is not None or reading.at("nation", start) is not None
    is_land = start > first and last == start + 1 and _is_land(reading, start)
    is_name = not (is_trait or is_land) and reading.at("say", start) is None
    return as_named(reading, start if is_name else first, last)


def _is_land(reading: Reading, index: int) -> bool:
    """«راديو بغداد»: a land or a capital is no name of an outlet without the word for it."""
    source = reading.at("source", index)
    is_capital = source is not None and bool(source.term.attrs.get("capital"))
    return is_capital or reading.at("country", index) is not None


@dataclass(frozen=True, slots=True)
class Speech:
    """An act of saying: who speaks, and whether it stands after the fact or carries on an earlier speaker."""

    at: int
    end: int
    speakers: tuple[Speaker, ...]
    is_after: bool = False
    is_carried: bool = False
    #: a claim of responsibility: its speaker may go on, and is no source by the claim alone
    is_silent: bool = False
    #: carried on by a pronoun, which may also mean who did what the sentence tells
    is_pronoun: bool = False
    #: lexicon id of the verb or word of reference
    saying: str = ""
