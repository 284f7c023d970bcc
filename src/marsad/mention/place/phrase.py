"""Reads place phrases: class nouns, names, lists of names, sectors and bearings, as they stand in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from marsad.lexicon.gazetteer import Gazetteer, place_key
from marsad.lexicon.sounds import sounds_of
from marsad.mention.place.names import HELD, NAMING, Name, UnlistedNames
from marsad.mention.place.words import (
    ARTICLE,
    BRACKETS,
    CAPITAL,
    COMMAS,
    DASHES,
    QUOTES,
    WAW,
    ClassWord,
    PlaceWords,
)
from marsad.model import Doc, Token
from marsad.text.clitics import BA, LAM

_SKIP = QUOTES | BRACKETS
TRIANGLE = "triangle"
#: the end of a feminine adjective of a land
_NISBA = "\u064a\u0647"


@dataclass(slots=True)
class Phrase:
    """Class nouns, the names they govern, the sectors after them and the bearing before them."""

    first: int
    last: int
    words: tuple[ClassWord, ...]
    names: list[Name]
    sectors: list[list[float]] = field(default_factory=list)
    bearing: list[float] = field(default_factory=list)
    #: index of the first bearing word, or `first`
    opens: int = 0
    #: «المدينة», «البلدة»: a class noun with the article that points back
    is_back_reference: bool = False

    @property
    def joined(self) -> str:
        """The particles joined to the first word."""
        return self.words[0].joined if self.words else self.names[0].joined

    @property
    def noun(self) -> ClassWord:
        """The noun that says what is named: the last, but of «مطار مدينة X» the first."""
        first, last = self.words[0], self.words[-1]
        is_named = first.role == "kept" and first.id != TRIANGLE
        return first if is_named and last.role in ("settle", "admin") else last

    @property
    def role(self) -> str:
        """The role that decides what the phrase means: of «محيط مدينة X», `around`."""
        roles = [word.role for word in self.words]
        return next((role for role in ("rural", "road", "around") if role in roles), roles[-1] if roles else "")


class PhraseReader:
    """Reads the phrases of one Doc."""

    def __init__(self, doc: Doc, words: PlaceWords, gazetteer: Gazetteer) -> None:
        self.tokens = doc.tokens
        self.words = words
        self.gazetteer = gazetteer
        self._unlisted = UnlistedNames(doc.tokens, words)

    def read(self, first: int, last: int) -> Iterator[Phrase]:
        """All phrases of tokens `[first, last)`, left to right, none overlapping."""
        index = first
        while index < last:
            phrase = self._phrase(index, last) if self._may_open(self.tokens[index]) else None
            if phrase is None:
                index += 1
                continue
            self._add_bearing(phrase, first)
            yield phrase
            index = phrase.last

    def _may_open(self, token: Token) -> bool:
        """False for most words: those that are no class noun and open no name."""
        if token.kind == "punct":
            return False
        return self.words.class_at(token) is not None or self.gazetteer.has_opening(token)

    def _phrase(self, index: int, end: int) -> Phrase | None:
        words, after = self._class_words(index, end)
        if words and words[0].definite:
            return self._inverted(index, words, after, end)
        if words:
            phrase = self._governed(index, words, after, end)
            if phrase:
                return phrase
        name = self._name(index, end)
        if name is None:
            return None
        phrase = Phrase(index, name.last, (), [name])
        self._add_names(phrase, end)
        return phrase

    def _class_words(self, index: int, end: int) -> tuple[tuple[ClassWord, ...], int]:
        """Class nouns from `index` on («محيط مدينة»), only the first of which may carry particles or the article."""
        found: list[ClassWord] = []
        while index < end and len(found) < 3:
            word = self.words.class_at(self.tokens[index])
            if word is None or (found and (word.joined or self._names_more(index, end))):
                break
            found.append(word)
            index += 1
            if word.definite:
                break
            index = self._skip(index, end, _SKIP)
        return tuple(found), index

    def _names_more(self, index: int, end: int) -> bool:
        """True where a name of several words starts with this class noun: «تل تمر» in «بلدة تل تمر»."""
        name = self._name(index, end)
        return name is not None and name.last > index + 1 and any(place.prominence >= 0 for place in name.candidates)

    def _skip(self, index: int, end: int, marks: frozenset[str]) -> int:
        while index < end and self.tokens[index].folded in marks:
            index += 1
        return index

    def _name(self, index: int, end: int) -> Name | None:
        if index >= end or self.tokens[index].kind == "punct":
            return None
        last, reading, places = self.gazetteer.find_at(self.tokens, index, end)
        if not last or self._is_measured(index):
            return None
        folded = self.tokens[index].folded
        joined = folded[: len(folded) - len(reading)]
        if not joined and folded.startswith(LAM + LAM) and reading.startswith(ARTICLE):
            joined = LAM  # «للدرك»: the article has lost its first letter
        return Name(index, last, joined, places)

    def _is_measured(self, index: int) -> bool:
        """«50 كم شمال X»: a bearing after a distance opens no name of a region."""
        if index == 0 or self.words.bearing_at(self.tokens[index]) is None:
            return False
        return any(key in self.words.units for key in self.tokens[index - 1].keys)

    def _governed(self, index: int, words: tuple[ClassWord, ...], after: int, end: int) -> Phrase | None:
        """«قرية X», «أحياء X وY», «ريف محافظة X الشرقي»; also a name that contains its class noun, «تل تمر»."""
        whole = self._name(index, end)
        name = self._name(after, end)
        if whole and whole.last > index + 1 and (name is None or whole.last >= name.last):
            if name and name.last == whole.last:
                name.whole = whole.candidates
            else:
                words, name = words[:1], Name(index, whole.last, whole.joined, [], whole.candidates)
        if name and name.joined and not name.joined.endswith(ARTICLE):
            name = None
        name = self._unlisted.quoted(words[-1], name, after, end) or name or self._whole_after(words[-1], after, end)
        if words[-1].id in HELD and words[-1].number == "one":
            name = self._unlisted.beside(name, after, end)
        if name is None and words[-1].id in NAMING and (words[-1].number == "one" or words[-1].role == "settle"):
            name = self._unlisted.plain(after, end, is_sure=words[-1].number == "two")
        if name is None or not (name.candidates or name.whole):
            alike = self._unlisted.alike(words[-1], after, end, sounds_of(self.gazetteer))
            if alike and name and name.last == alike.last:
                name.alike = alike.alike
            name = name or alike
        if name is None:
            return None
        phrase = Phrase(index, name.last, words, [name])
        self._add_names(phrase, end)
        self._add_sectors(phrase, end)
        self._add_whole(phrase)
        return phrase

    def _whole_after(self, word: ClassWord, index: int, end: int) -> Name | None:
        """A name that stands in the gazetteer with its noun only: of «حقلي X وY», «حقل X»."""
        for last in range(min(end, index + 3), index, -1):
            if any(token.kind == "punct" for token in self.tokens[index:last]):
                continue
            keys = tuple(place_key(token.folded) for token in self.tokens[index:last])
            found = [place for form in word.singular for place in self.gazetteer.keyed((form, *keys))]
            if found:
                return Name(index, last, "", [], found)
        return None

    def _add_whole(self, phrase: Phrase) -> None:
        """Places whose name contains the noun: of «حقلي X», «حقل X»; of «أحياء X وY», «حي Y»."""
        for name in phrase.names:
            keys = tuple(place_key(token.folded) for token in self.tokens[name.first : name.last])
            if name.joined:
                keys = (place_key(self.tokens[name.first].folded[len(name.joined) :]), *keys[1:])
            forms = [form for word in phrase.words for form in word.singular]
            found = [place for form in forms for place in self.gazetteer.keyed((form, *keys))]
            name.whole = [*name.whole, *(place for place in found if place not in name.whole)]

    def _add_names(self, phrase: Phrase, end: int) -> None:
        """«X وY», «X، Y وZ», «X - Y»: more names under the same noun."""
        while True:
            index = self._skip(phrase.last, end, _SKIP)
            if index >= end:
                return
            mark = self.tokens[index].folded
            between = mark in COMMAS or mark in DASHES
            start = self._skip(index + between, end, _SKIP)
            name = self._name(start, end) or self._listed_whole(phrase, start, end)
            if name is None or not self._continues(phrase, name, between, mark in DASHES):
                return
            if name.joined.startswith(WAW) or between:
                phrase.names.append(name)
                phrase.last = name.last

    def _listed_whole(self, phrase: Phrase, index: int, end: int) -> Name | None:
        """The second of «حقلي X وY», known with its noun only."""
        if not phrase.words or index >= end or not self.tokens[index].folded.startswith(WAW):
            return None
        key = place_key(self.tokens[index].folded[1:])
        found = [place for form in phrase.words[-1].singular for place in self.gazetteer.keyed((form, key))]
        return Name(index, index + 1, WAW, [], found) if found else None

    def _continues(self, phrase: Phrase, name: Name, between: bool, dashed: bool) -> bool:
        token = self.tokens[name.first]
        is_single = name.last == name.first + 1
        if is_single and (self.words.class_at(token) or token.folded[len(name.joined) :] in self.words.never):
            return False
        if not phrase.words and self._opens_another(phrase, name):
            return False
        many = any(word.number != "one" for word in phrase.words)
        if between and not name.joined:
            return dashed or many
        return name.joined in (WAW, WAW + ARTICLE)

    def _opens_another(self, phrase: Phrase, name: Name) -> bool:
        """«جنوب X ومخيم Y»: a noun of its own opens another place, but in «بين X ومخيم Y»."""
        word = self.words.class_at(self.tokens[name.first])
        if word is None or word.role not in ("settle", "district", "admin") and word.kind not in ("quarter", "camp"):
            return False
        return phrase.first == 0 or self.tokens[phrase.first - 1].folded != self.words.between

    def _add_sectors(self, phrase: Phrase, end: int) -> None:
        """«ريف X الشمالي الشرقي», «الشرقي والجنوبي الشرقي»: each inner list is one bearing."""
        index = phrase.last
        while index < end:
            degrees = self.words.sector_at(self.tokens[index])
            if degrees is None or (phrase.role not in ("rural", "around")):
                return
            if self.tokens[index].folded.startswith(WAW) or not phrase.sectors:
                phrase.sectors.append([])
            phrase.sectors[-1].append(degrees)
            index += 1
            phrase.last = index

    def _inverted(self, index: int, words: tuple[ClassWord, ...], after: int, end: int) -> Phrase | None:
        """«الريف الشرقي لدير الزور», «الأطراف الغربية لمدينة X»; else a noun that points back, «المدينة»."""
        whole = self._name(index, end)
        if whole and whole.last > index + 1:
            phrase = Phrase(index, whole.last, (), [whole])
            self._add_names(phrase, end)
            return phrase
        if words[0].role == CAPITAL:
            return self._capital(index, words, after, end)
        phrase = Phrase(index, after, words, [], is_back_reference=True)
        if words[0].role not in ("rural", "around", "area"):
            return phrase if words[0].number == "one" else None
        self._add_sectors(phrase, end)
        inner = self._inner(phrase.last, end)
        if inner is None:
            return phrase if phrase.sectors and words[0].role == "rural" else None
        inner.words = (*words, *inner.words)
        inner.sectors = phrase.sectors
        inner.first = index
        return inner

    def _capital(self, index: int, words: tuple[ClassWord, ...], after: int, end: int) -> Phrase | None:
        """«العاصمة X»: X; «العاصمة» alone: that of the country spoken of; not with an adjective that no list has."""
        name = self._name(self._skip(after, end, QUOTES), end)
        if name and not name.joined and any(place.kind == "city" for place in name.candidates):
            return Phrase(index, name.last, (), [name])
        if after < end and self.tokens[after].folded.startswith(ARTICLE) and self.tokens[after].folded.endswith(_NISBA):
            return None
        return Phrase(index, after, words, [], is_back_reference=True)

    def _inner(self, index: int, end: int) -> Phrase | None:
        """What «ل» or «من» opens after an inverted noun."""
        if index >= end:
            return None
        inner = self._phrase(index, end)
        if inner is None or inner.is_back_reference or not inner.joined.startswith((LAM, BA)):
            return None
        return inner

    def _add_bearing(self, phrase: Phrase, first: int) -> None:
        """«جنوب غربي X», «جنوب-شرق X», «شرقي مدينة X»: one or two bearing words right before."""
        index = phrase.first
        phrase.opens = index
        if phrase.joined not in ("", ARTICLE):
            return
        while index > first and len(phrase.bearing) < 2:
            dashed = bool(phrase.bearing) and index - 1 > first and self.tokens[index - 1].folded in DASHES
            degrees = self.words.bearing_at(self.tokens[index - 1 - dashed])
            if degrees is None or phrase.bearing and self.tokens[index - 1 - dashed].folded.startswith(ARTICLE):
                break
            index -= 1 + dashed
            phrase.bearing.insert(0, degrees)
        phrase.opens = index
