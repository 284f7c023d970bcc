"""Names of places behind their noun, and how one is told that no list has: by quotes, by what holds it, by its form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.lexicon.gazetteer import GazetteerPlace
from marsad.lexicon.sounds import Sounds
from marsad.mention.place.words import ARTICLE, COMMAS, LAM_ARTICLE, QUOTES, ClassWord, PlaceWords
from marsad.model import Token
from marsad.text.clitics import BA

#: roles whose noun may be followed by a name that no gazetteer knows
NAMING = frozenset(
    {
        "village",
        "town",
        "quarter",
        "camp",
        "mountain",
        "hill",
        "field",
        "subdistrict",
        "military-camp",
        "mudiriya",
        "hamlet",
    }
)
#: nouns whose name, in no list, may be of two words before what holds it: «مديرية X Y بولاية Z»
HELD = NAMING | {"area", "district", "locality", "suburb", "valley", "settlement"}
#: nouns that do not name what stands in quotes behind them
_UNQUOTED = frozenset({"governorate", "wilaya", "muqataa", "land", "capital"})
_QUOTED = 3
#: nouns whose foreign name may be spelled in another way than any list has it
_SPELLED = frozenset({"admin", "district", "settle", "area"})
#: words that a parent opens with, behind a name that no list has
_HOLDERS = frozenset({"admin", "district", "settle", "area", "rural"})
#: forms of adjectives and verbs: a feminine adjective or participle, a past in the feminine, a short present
_INFLECTED = re.compile(
    "^\u0645.*\u0647$|\u064a\u0647$|^.\u0627..\u0647$|^..\u064a.\u0647$|\u062a$|^[\u062a\u064a]...?$|(\u0647\u0627|\u0647\u0645|\u0648\u0627)$"
)
#: ends of feminine adjectives, and of words with a pronoun
_FEMININE = ("\u0647", "\u0647\u0627", "\u0647\u0645")
#: ends of plurals of people, things and verbs
_PLURALS = ("\u064a\u0646", "\u0648\u0646", "\u0627\u062a")


@dataclass(slots=True)
class Name:
    """A name at tokens `[first, last)`; `candidates` are the places that bear it, none if no gazetteer knows it."""

    first: int
    last: int
    joined: str
    candidates: list[GazetteerPlace]
    #: candidates that bear the class noun as part of their name
    whole: list[GazetteerPlace] = field(default_factory=list)
    #: no list has it, but how it stands shows that it is a name
    is_unlisted: bool = False
    #: foreign places whose name is spelled otherwise, where no list has it as it stands
    alike: list[GazetteerPlace] = field(default_factory=list)
    #: nothing but the sound of it tells that it is a name
    is_heard: bool = False


def is_hamlet(name: Name | None) -> bool:
    """No name, or one word that some hamlet bears."""
    if name is None:
        return True
    return name.last == name.first + 1 and all(p.prominence < 1 for p in (*name.candidates, *name.whole))


class UnlistedNames:
    """Finds names that no gazetteer has, among the tokens of one Doc."""

    def __init__(self, tokens: Sequence[Token], words: PlaceWords) -> None:
        self._tokens = tokens
        self._words = words

    def plain(self, index: int, end: int, *, is_sure: bool) -> Name | None:
        """One or two words after «قرية» that no gazetteer knows: one with the article, or a short one and the next."""
        if index >= end or self._tokens[index].kind != "word":
            return None
        token = self._tokens[index]
        named = token.folded.startswith(ARTICLE) and len(token.folded) > 4 or is_sure and len(token.folded) > 3
        if named and not self._is_function(token):
            return Name(index, index + 1, "", [])
        if index + 1 < end and len(token.folded) <= 4 and self._tokens[index + 1].folded.startswith(ARTICLE):
            is_name = not self._is_function(token) and not self._is_function(self._tokens[index + 1])
            return Name(index, index + 2, "", []) if is_name else None
        return Name(index, index + 1, "", []) if self._is_bare_name(index, end) else None

    def quoted(self, word: ClassWord, name: Name | None, index: int, end: int) -> Name | None:
        """«قرية "X Y"»: what stands in quotes behind a noun is its name, though no list has it."""
        if word.id in _UNQUOTED or word.number != "one" or word.role in ("road", "around") or index >= end:
            return None
        if self._tokens[index - 1].folded not in QUOTES or word.definite:
            return None
        last = index
        while last < min(end, index + _QUOTED + 1) and self._tokens[last].kind == "word":
            last += 1
        if last == index or last >= end or self._tokens[last].folded not in QUOTES or name and name.last >= last:
            return None
        first = self._tokens[index]
        if name and all(self._tokens[each].folded.startswith(ARTICLE) for each in range(name.last, last)):
            return None  # «"X العسكري"»
        is_noun = last == index + 1 and (self._words.class_at(first) or len(first.folded) < 3)
        return None if is_noun or first.folded in self._words.links else Name(index, last, "", [], is_unlisted=True)

    def held(self, index: int, end: int) -> Name | None:
        """«مديرية X Y بولاية Z»: two words that no list has, before a noun for what holds them."""
        last = index + 2
        if last >= end or any(not self._is_odd(token) for token in self._tokens[index:last]):
            return None
        if self._tokens[last].folded in COMMAS:
            last += 1
        after = self._tokens[last] if last < end else None
        if after is None:
            return None
        holder = self._words.class_at(after)
        if holder is not None and holder.joined == BA and holder.role in _HOLDERS:
            return Name(index, index + 2, "", [], is_unlisted=True)
        if after.folded in self._words.holding and last + 1 < end:
            holder = self._words.class_at(self._tokens[last + 1])
            if holder is not None and holder.role in _HOLDERS and not holder.definite:
                return Name(index, index + 2, "", [], is_unlisted=True)
        return None

    def beside(self, name: Name | None, index: int, end: int) -> Name | None:
        """The name behind a noun: that of the lists, or one of several words that no list has."""
        if is_hamlet(name):
            return self.held(index, end) or self.compound(index, end) or name
        longer = self.compound(index, end) if name and name.last == index + 1 else None
        if longer and self._tokens[longer.last - 1].folded.startswith(ARTICLE):
            return longer  # «قرية عين السلام» is no «عين»
        return name

    def compound(self, index: int, end: int) -> Name | None:
        """«قرية أولاد سالم», «بلدة عين أم جابر»: words that only open a name, with the one behind them."""
        last = index
        while last < min(end, index + _QUOTED) and self._tokens[last].folded in self._words.compounds:
            last += 1
        if last == index or last >= end or not self._may_close(self._tokens[last]):
            return None
        return Name(index, last + 1, "", [], is_unlisted=True)

    def _may_close(self, token: Token) -> bool:
        """A word that may end a name: no word that links two places, no noun for a place."""
        return token.kind == "word" and len(token.folded) > 2 and not self._is_function(token)

    def alike(self, word: ClassWord, index: int, end: int, sounds: Sounds) -> Name | None:
        """«بلدة باندياجارا»: up to three words that sound like the name of a foreign place."""
        if word.role not in _SPELLED and word.id != "island":
            return None
        last = index
        while last < min(end, index + _QUOTED) and self._may_be_spelled(self._tokens[last]):
            last += 1
        for stop in range(last, index, -1):
            words = [token.folded for token in self._tokens[index:stop]]
            found = sounds.like(words) if len(words[0]) > 1 else []
            if word.kind == "village":  # «قرية دومبا» is not the city of Damboa in another spelling
                found = [place for place in found if place.kind != "city"]
            if found:
                return Name(index, stop, "", [], alike=found, is_heard=True)
        return None

    def _may_be_spelled(self, token: Token) -> bool:
        """A word that may be a foreign name in some spelling: no feminine adjective, no plural, no common word."""
        if token.kind != "word" or self._is_function(token) or token.folded in self._words.never:
            return False
        is_adjective = token.folded.endswith(_FEMININE) and _INFLECTED.search(token.folded) is not None
        return not is_adjective and not token.folded.startswith(ARTICLE) and not token.folded.endswith(_PLURALS)

    def _is_odd(self, token: Token) -> bool:
        """A word that looks like part of a foreign name: no adjective, no verb, no word that ends a name."""
        if token.kind != "word" or len(token.folded) < 2 or self._is_function(token):
            return False
        if token.folded in self._words.never or token.folded.endswith(_PLURALS):
            return False
        return not _INFLECTED.search(token.folded)

    def _is_bare_name(self, index: int, end: int) -> bool:
        """«قرية X في …», «بلدة X،»: a word in no list, no adjective and no verb, before a word that ends a name."""
        token = self._tokens[index]
        words = self._words
        if len(token.folded) < 4 or self._is_function(token) or any(key in words.doubtful for key in token.keys):
            return False
        if token.folded.startswith((ARTICLE, LAM_ARTICLE, BA)) or _INFLECTED.search(token.folded):
            return False
        after = self._tokens[index + 1] if index + 1 < end else None
        if after is None or after.kind == "punct":
            return after is None or after.folded not in QUOTES
        return after.folded in words.links or words.bearing_at(after) is not None or words.class_at(after) is not None

    def _is_function(self, token: Token) -> bool:
        words = self._words
        return bool(
            words.sector_at(token) is not None
            or token.folded in words.links
            or token.folded in words.before
            or token.folded in words.bearings
            or token.folded in words.common
            or words.class_at(token)
        )
