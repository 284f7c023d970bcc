"""One key for the many ways in which an Arabic place name is written in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_CLASS = re.compile(
    r"\b(town|village|city|suburb|neighbou?rhood|district|area|hamlet|region|base|camp|fields?|oil|gas|airport|airbase|"
    r"mountain|hill|governorate|countryside|industrial|military|air|plain|farms?|sector|locality|province|the|of)\b"
)
_ARTICLE = re.compile(r"\b(al|as|ash|ad|ar|an|at|az|el|es|ath|adh|us|ul|ud)[\s-]+")
_QUALIFIER = re.compile(r"\b(fawqani|faw[kq]ani|tahtani|gharbi|sharqi|gharbiyah|sharqiyah|saghir|kabir|ii|4)\b")
_LETTERS = (
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "s"),
    ("q", "k"),
    ("ch", "s"),
    ("z", "d"),
    ("v", "b"),
)
_VOWELS = re.compile("[aeiouyhw]")
_DOUBLE = re.compile(r"(.)\1+")


def romanised_keys(name: str) -> Iterator[str]:
    """The consonants of a name that spellings share, for each of its alternatives («Tadmur/Palmyra»).

    >>> set(romanised_keys("Deir ez-Zor")) & set(romanised_keys("Dayr az Zawr town"))
    {'drdr'}
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))
    for part in re.split(r"[/(),]", plain):
        words = _ARTICLE.sub("", _CLASS.sub(" ", re.sub("[\u2018\u2019'`\u02bf\u02be]", "", part)))
        for form in dict.fromkeys((words, _QUALIFIER.sub(" ", words))):
            key = _consonants(form)
            if key:
                yield key


def _consonants(words: str) -> str:
    letters = re.sub("[^a-z]", "", words)
    for pair, one in _LETTERS:
        letters = letters.replace(pair, one)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", letters))
