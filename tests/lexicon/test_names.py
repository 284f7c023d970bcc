"""Names of places folded together are folded as each alone."""

from __future__ import annotations

from marsad.lexicon.gazetteer import name_words, words_of_names
from marsad.lexicon.places import own_gazetteer


def test_names_folded_at_once_have_the_same_words() -> None:
    names = [name for place in own_gazetteer().places for name in place.names]
    assert list(words_of_names(names)) == [name_words(name) for name in names]


def test_a_name_of_two_lines_is_one_name() -> None:
    names = ["دير\nالزور", "الرقة"]
    assert list(words_of_names(names)) == [name_words(name) for name in names]
