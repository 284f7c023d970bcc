"""The quick reading of bundled lexicon files says what the checked reading says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from marsad.lexicon.lint import own_files
from marsad.lexicon.load import terms_of
from marsad.lexicon.schema import LexiconFile


@pytest.mark.parametrize("path", own_files(), ids=lambda path: Path(path).stem)
def test_reading_without_the_schema_gives_the_same_terms(path: str) -> None:
    file = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    assert terms_of(file) == terms_of(LexiconFile.model_validate(file).model_dump())


def test_defaults_are_those_of_the_schema() -> None:
    file = {"kind": "k", "term": [{"id": "a", "forms": ["abc"]}], "verb": [{"id": "b"}], "noun": [{"id": "c"}]}
    assert terms_of(file) == terms_of(LexiconFile.model_validate(file).model_dump())
