"""One key for the ways in which Arabic writers spell a foreign place name: «باندياغارا», «بندياجارا», «باندياكارا»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from marsad.lexicon.gazetteer import Gazetteer, GazetteerPlace
from marsad.text.clitics import without_article
from marsad.text.fold import fold

#: letters that stand for one foreign sound, or for sounds near each other, by the first of each group
_GROUPS = (
    "\u063a\u062c\u0642\u0643\u06af",
    "\u062a\u0637\u062b",
    "\u0633\u0635",
    "\u062f\u0636\u0630",
    "\u0632\u0638\u0698",
    "\u0628\u067e",
    "\u0641\u06a4",
    "\u0634\u0686",
)
_SAME = str.maketrans({letter: group[0] for group in _GROUPS for letter in group})
_VOWELS = re.compile("[\u0627\u0648\u064a\u0649\u0621\u0623\u0625\u0622\u0624\u0626\u0639\u0629\u0647]")
_DOUBLE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+")
#: so many consonants at least
_FEWEST = 3
#: how much of two spellings is the same at least, as difflib counts it
_ALIKE = 2 / 3

#: lands whose own place names are Arabic: there one letter makes another village
_ARABIC = frozenset(
    ("SY", "IQ", "YE", "LY", "LB", "PS", "EG", "SA", "JO", "KW", "QA", "BH", "AE", "OM", "SD", "MA",
     "DZ", "TN", "MR", "EH")
)
#: kinds that are named for other things everywhere
_COMMON = frozenset({"site", "street", "junction", "road", "bridge", "station", "checkpoint", "country", "quarter"})


def sound_key(words: Iterable[str]) -> str:
    """The consonants of a name, those of like sound as one; "" where too few are left to know it by.

    >>> sound_key(["باندياجارا"]) == sound_key(["بندياغارا"]) == sound_key(["باندياكرا"])
    True
    """
    key = _DOUBLE.sub(r"\1", _VOWELS.sub("", _joined(words)).translate(_SAME))
    return key if len(key) >= _FEWEST else ""


def key_of_name(name: str) -> str:
    """The same of a name as it is written."""
    return sound_key(_WORD.findall(fold(name)))


def is_like(name: str, words: Sequence[str]) -> bool:
    """True where the spellings differ in few letters, those of like sound aside, and start alike."""
    one, other = (_joined(each).translate(_SAME) for each in (_WORD.findall(fold(name)), words))
    return one[:1] == other[:1] and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _joined(words: Iterable[str]) -> str:
    first, *rest = [*words] or [""]
    return without_article(first) + "".join(rest)


class Sounds:
    """The foreign places of a gazetteer by the sound of their names."""

    def __init__(self, places: Iterable[GazetteerPlace]) -> None:
        self._places: dict[str, list[tuple[str, GazetteerPlace]]] = {}
        for place in places:
            if place.country in _ARABIC or place.kind in _COMMON or place.prominence < 0:
                continue
            for name in place.names:
                key = key_of_name(name)
                if key:
                    self._places.setdefault(key, []).append((name, place))

    def like(self, words: Sequence[str]) -> list[GazetteerPlace]:
        """The places whose name is these folded words in another spelling."""
        found = self._places.get(sound_key(words), ())
        return list({place.id: place for name, place in found if is_like(name, words)}.values())


@lru_cache(maxsize=2)
def sounds_of(gazetteer: Gazetteer) -> Sounds:
    """The sounds of a gazetteer, worked out when they are first asked for."""
    return Sounds(gazetteer.places)
