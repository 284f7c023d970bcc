"""People who speak: by given name, rank or office; and how a speaker is kept in mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.mention.source.vocabulary import Reading

_WAW, _LAM = "\u0648", "\u0644"
_ARTICLE = "\u0627\u0644"
_MOST_WORDS_OF_NAME = 4


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
    body: str = ""

    def remember(self, reading: Reading, speaker: Speaker, source: str) -> None:
        """Keep the surname of a named speaker."""
        token = reading.doc.tokens[speaker.last - 1]
        self.by_surname[token.folded.removeprefix(_ARTICLE)] = source

    def last_body(self, reading: Reading, first: int, end: int) -> str:
        """The official body last quoted, where the words refer to one: «المتحدث باسم الوزارة»."""
        is_role = reading.at("source_head", first, "head.spokesman", "head.role") is not None
        refers = any(reading.at("source_head", i, "head.same") for i in range(first + 1, end)) if is_role else False
        return self.body if refers else ""

    def recall(self, reading: Reading, index: int) -> str:
        """The source that a lone surname stands for, "" if none."""
        for key in reading.doc.tokens[index].keys:
            known = self.by_surname.get(key.removeprefix(_ARTICLE))
            if known:
                return known
        return ""


def as_named(reading: Reading, first: int, last: int) -> str:
    """«x:» and the words, without a joined conjunction or preposition."""
    words = reading.words(first, last)
    hit = reading.at("source_head", first) or reading.at("given_name", first)
    joined = hit.joined if hit is not None else ""
    letters = joined.removesuffix(_ARTICLE)
    if letters.endswith(_LAM + _LAM):
        return "x:" + _ARTICLE + words[len(letters) :]
    return "x:" + words[len(letters) :]


def person_in(reading: Reading, first: int, last: int, found: Sequence[Speaker]) -> Speaker | None:
    """A given name and what follows it: «علي الحسيني», «عبد الأمير الخزرجي»."""
    for index in range(first, last):
        if any(s.first <= index < s.last and s.rule == "listed_source" for s in found):
            continue
        if not reading.is_given_name(index) and not (index > first and _follows_rank(reading, index, last)):
            continue
        if index + 1 >= last and reading.at("given_name", index, "name.particle"):
            continue
        end = index + 1
        while end < last and end - index < _MOST_WORDS_OF_NAME and _is_of_name(reading, end):
            end += 1
        if end - index >= 2:
            return Speaker(as_named(reading, index, end), index, end, "named_person")
    return None


def _follows_rank(reading: Reading, index: int, last: int) -> bool:
    """True for a word right after a rank («العميد»), with another behind it, that is no word of office itself."""
    if reading.at("source_head", index - 1, "head.rank") is None or index + 1 >= last:
        return False
    token = reading.doc.tokens[index]
    is_known = reading.at("source_head", index) or reading.at("according", index) or reading.at("quality", index)
    return token.kind == "word" and not token.folded.startswith(_ARTICLE) and not is_known


def foreign_name(reading: Reading, first: int, last: int, found: Sequence[Speaker]) -> Speaker | None:
    """A name of two words that closes a subject that opens with an office: «المتحدثة باسم … لوبا سمري»."""
    if last - first < 4 or reading.at("source_head", first, "head.role", "head.rank", "head.spokesman") is None:
        return None
    start = last - 2
    if (found and found[-1].last != start) or reading.doc.tokens[start].folded.startswith(_ARTICLE):
        return None
    words = reading.doc.tokens[start:last]
    known = any(
        reading.at("source_head", i) or reading.at("quality", i) or reading.at("according", i)
        for i in (start, last - 1)
    )
    joined = reading.joined_letter(start) == _WAW
    if known or joined or any(word.kind not in ("word", "latin") for word in words):
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


def ranked_person(reading: Reading, first: int, last: int) -> Speaker | None:
    """A rank and a name that follow words of place: «قائد الشرطة في المحافظة العميد باسل …»."""
    for index in range(first, last - 1):
        is_rank = reading.at("source_head", index, "head.rank") is not None
        is_role = is_rank or reading.at("source_head", index, "head.role") is not None
        is_seated = index > first and reading.at("source_head", index - 1, "head.name_of") is not None
        if ((is_role or is_seated) and reading.is_given_name(index + 1)) or (
            is_rank and _follows_rank(reading, index + 1, last)
        ):
            return person_in(reading, index, last, [])
    return None
