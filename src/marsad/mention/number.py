"""The numeral reader with the words of the lexicon, shared by the count and the date finder."""

from __future__ import annotations

from functools import lru_cache

from marsad.lexicon import load_lexicon
from marsad.model import Doc
from marsad.text.numerals import NumberWord, Numeral, NumeralReader

#: words that a number of their own may follow: no part of the next one
_LABELS = ("count.unit_name", "date.in")


@lru_cache(maxsize=4)
def numeral_reader(lang: str = "ar") -> NumeralReader:
    """The reader of a language, built once per process."""
    words: dict[str, NumberWord] = {}
    for term in load_lexicon(lang, "number").of("number"):
        value = term.attrs["value"]
        assert isinstance(value, int)
        words.update((form, NumberWord(value, term.text("role"))) for form in term.forms)
    counting = load_lexicon(lang, "counted", "harm").terms
    nouns = [term for term in counting if term.id.startswith("counted.") or term.text("voice") == "noun"]
    counted = frozenset(form for term in nouns for form in term.forms if term.forms[form] == "one")
    labels = [term for term in (*load_lexicon(lang, "date").terms, *counting) if term.id in _LABELS]
    return NumeralReader(words, counted, frozenset(form for term in labels for form in term.forms))


def find_numerals(doc: Doc) -> list[Numeral]:
    """All numbers of a Doc in text order."""
    return numeral_reader(doc.report.lang).read(doc)
