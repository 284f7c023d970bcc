"""The numeral reader with the words of the lexicon, shared by the count and the date finder."""

from __future__ import annotations

from functools import lru_cache

from marsad.lexicon import load_lexicon
from marsad.model import Doc
from marsad.text.numerals import NumberWord, Numeral, NumeralReader


@lru_cache(maxsize=4)
def numeral_reader(lang: str = "ar") -> NumeralReader:
    """The reader of a language, built once per process."""
    words: dict[str, NumberWord] = {}
    for term in load_lexicon(lang, "number").of("number"):
        value = term.attrs["value"]
        assert isinstance(value, int)
        words.update((form, NumberWord(value, term.text("role"))) for form in term.forms)
    return NumeralReader(words)


def find_numerals(doc: Doc) -> list[Numeral]:
    """All numbers of a Doc in text order."""
    return numeral_reader(doc.report.lang).read(doc)
