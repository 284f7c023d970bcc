"""The gazetteer: places, provinces and countries with their names, and an index by first word."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.lexicon.romanised import romanised_keys
from marsad.model import Token
from marsad.text.clitics import ARTICLE, without_article
from marsad.text.fold import fold, fold_long

_WORD = re.compile(r"[^\W_]+")
_HAMZA = "\u0621"
#: what is no word and no line break; the article of a word; a word that is only a hamza. What is looked for comes first
#: and what may not stand before it after that, which is much quicker to search for
_NO_WORD = re.compile(r"[^\w\n ]+|_")
_ARTICLE = re.compile(rf"{ARTICLE}(?<!\w{ARTICLE})(?=\w\w)")
_HAMZA_ALONE = re.compile(rf"{_HAMZA}(?<!\w{_HAMZA}){_HAMZA}*(?!\w)")
_KAF = "\u0643"
#: words for which a gazetteer keeps which names they open
_MOST_KEPT = 16_384
_DASHES = frozenset("-\u2013\u2014")
#: less prominent than any row of our own: such a name needs a class noun or a parent
IMPORTED = -1
#: diameter of the earth
EARTH_KM = 12742.0


@dataclass(slots=True, unsafe_hash=True)
class GazetteerPlace:
    """One place of the table. Never changed once made; not frozen, since that makes so many of them slow to read.

    `kind` is its class (`town`, `quarter`, `field`, …); `prominence` runs from 0 (a hamlet) to 5 (a capital);
    `admin1` is ISO 3166-2, or ISO 3166-1 where the place spans provinces.
    """

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    radius_km: float
    prominence: int
    pcode: str = ""
    evidence: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all its other spellings."""
        return (self.name, *self.aliases)

    def is_called(self, name: str) -> bool:
        """True if the name is spelled as one of its own, in Arabic or Latin letters; marks and capitals aside."""
        wanted = fold(name).split()
        return any(fold(own).split() == wanted for own in (*self.names, self.name_en))


@lru_cache(maxsize=16_384)
def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance of two points."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def turn(one: float, other: float) -> float:
    """Degrees between two bearings, at most 180."""
    return abs((one - other + 180) % 360 - 180)


def bearing(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Degrees from north of the way from one point to another (flat-earth)."""
    east = (lon_b - lon_a) * math.cos(math.radians(lat_a))
    return math.degrees(math.atan2(east, lat_b - lat_a)) % 360


@lru_cache(maxsize=32_768)
def place_key(folded: str) -> str:
    """What two spellings of one word of a place name share: no article, no lone hamza."""
    return without_article(folded).replace(_HAMZA, "")


def name_words(name: str) -> tuple[str, ...]:
    """The keys of the words of a name; punctuation counts as a space."""
    return tuple(map(place_key, _WORD.findall(fold(name))))


def words_of_names(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """What `name_words` says of each name; names on one line each are read all at once."""
    folded = _NO_WORD.sub(" ", fold_long("\n".join(names)))
    if _HAMZA_ALONE.search(folded):
        return map(name_words, names)
    lines = _ARTICLE.sub("", folded).replace(_HAMZA, "").split("\n")
    if len(lines) != len(names):  # a name of several lines
        return map(name_words, names)
    return (tuple(line.split()) for line in lines)


class Gazetteer:
    """An index of places by name. Immutable once built; share it between reports.

    `doubtful` are further names of these places from imported lists: found, but less readily taken for a place.
    """

    def __init__(self, places: Iterable[GazetteerPlace], doubtful: Iterable[GazetteerPlace] = ()) -> None:
        self.places = tuple(places)
        self.by_id = {place.id: place for place in self.places}
        #: by first word: the words that follow it in a name, and the place
        self._spelled: dict[str, list[tuple[tuple[str, ...], GazetteerPlace]]] = {}
        #: the same by the words that follow, with how many these are at most; of the first words asked for so far
        self._names: dict[str, tuple[dict[tuple[str, ...], list[GazetteerPlace]], int]] = {}
        self._openings: dict[str, tuple[tuple[str, str], ...]] = {}
        self._latin: dict[str, list[GazetteerPlace]] | None = None
        self._capitals: dict[str, str] | None = None
        self._countrysides = {
            (place.admin1, place.id.rpartition(".")[2]): place
            for place in self.places
            if place.kind in ("region", "desert")
        }
        named = [(name, place) for place in (*self.places, *doubtful) for name in place.names]
        spelled = self._spelled
        for words, (_, place) in zip(words_of_names([name for name, _ in named]), named, strict=True):
            if not words:
                continue
            first = words[0]
            if first in spelled:
                spelled[first].append((words[1:], place))
            else:
                spelled[first] = [(words[1:], place)]
            if len(words) > 1 and len(first) <= 4:
                spelled.setdefault(first + words[1], []).append((words[2:], place))

    def _opening(self, first: str) -> tuple[dict[tuple[str, ...], list[GazetteerPlace]], int]:
        """The names that open with a word: places by the words that follow, and how many these are at most."""
        found = self._names.get(first)
        if found is None:
            names: dict[tuple[str, ...], list[GazetteerPlace]] = {}
            for rest, place in self._spelled.get(first, ()):
                places = names.setdefault(rest, [])
                if not places or places[-1] is not place:
                    places.append(place)
            found = self._names[first] = names, max(map(len, names), default=0)
        return found

    def named(self, name: str) -> list[GazetteerPlace]:
        """All places of that name, articles and spelling variants aside."""
        words = name_words(name)
        return list(self.keyed(words)) if words else []

    def romanised(self, name: str) -> list[GazetteerPlace]:
        """All places whose name in Latin letters is likely the same, however it is spelled."""
        if self._latin is None:
            self._latin = {}
            for place in self.places:
                for key in set(romanised_keys(place.name_en)):
                    self._latin.setdefault(key, []).append(place)
        latin = self._latin
        return list({place.id: place for key in romanised_keys(name) for place in latin.get(key, ())}.values())

    def keyed(self, words: tuple[str, ...]) -> list[GazetteerPlace]:
        """All places whose name has these words as keys."""
        return self._opening(words[0])[0].get(words[1:], []) if words[0] in self._spelled else []

    def capital(self, country: str, noun: str) -> GazetteerPlace | None:
        """The capital of a country: of the places that «the capital» (`noun`, folded) names, the one most often so."""
        if self._capitals is None:
            told = Counter(place.id for _, place in self._spelled.get(place_key(noun), ()))
            self._capitals = {self.by_id[id_].country: id_ for id_, _ in reversed(told.most_common())}
        return self.by_id.get(self._capitals.get(country, ""))

    def countryside(self, admin1: str, wanted: str) -> GazetteerPlace | None:
        """The row of a province's countryside or desert, whole or by sector: `rif`, `rif-north-east`, `badia`."""
        return self._countrysides.get((admin1, wanted))

    def find_at(self, tokens: tuple[Token, ...], index: int, end: int) -> tuple[int, str, list[GazetteerPlace]]:
        """The longest name at a token: index after it, reading of its first word, places; or (0, "", [])."""
        best: tuple[int, str, list[GazetteerPlace]] = (0, "", [])
        for reading, key in self._opened(tokens[index]):
            entry, most = self._opening(key)
            for last, rest in _rests(tokens, index, min(end, index + 2 + most)):
                if last > best[0] and rest in entry:
                    best = (last, reading, entry[rest])
                    break
        return best

    def has_opening(self, token: Token) -> bool:
        """True if the name of a place may start with a word."""
        return bool(self._opened(token))

    def _opened(self, token: Token) -> tuple[tuple[str, str], ...]:
        """The readings of a word that open a name, each with its key; kept, since most words open none."""
        folded = token.folded
        found = self._openings.get(folded)
        if found is None:
            if len(self._openings) >= _MOST_KEPT:
                self._openings.clear()
            keyed = ((reading, place_key(reading)) for reading in token.keys or (folded,))
            # «like X» is no way to name a place
            found = self._openings[folded] = tuple(
                (reading, key)
                for reading, key in keyed
                if key in self._spelled
                and not (folded.startswith(_KAF) and reading != folded and not reading.startswith(_KAF))
            )
        return found


def _rests(tokens: tuple[Token, ...], index: int, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The following words as keys, longest first, each with the index after it; a dash counts as a space."""
    rest: list[str] = []
    found: list[tuple[int, tuple[str, ...]]] = [(index + 1, ())]
    for place in range(index + 1, end):
        if tokens[place].folded in _DASHES:
            continue
        if tokens[place].kind == "punct":
            break
        rest.append(place_key(tokens[place].folded))
        found.append((place + 1, tuple(rest)))
    return reversed(found)
