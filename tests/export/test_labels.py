"""Names, words and outlines: complete in both languages."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest

from marsad.export.labels import LANGS, read_labels
from marsad.export.outline import DRAWN, read_basemap
from marsad.export.phrases import read_rule_words
from marsad.model import Grade
from marsad.reconcile.features import FEATURES

LABELS = read_labels()
RULES = read_rule_words(LABELS)


@pytest.mark.parametrize("table", ["actors", "sources"])
def test_every_id_of_the_registry_has_a_name(table: str) -> None:
    rows = csv.DictReader((files("marsad") / f"data/registry/{table}.csv").read_text(encoding="utf-8").splitlines())
    assert [row["id"] for row in rows if row["id"] not in LABELS.names] == []


def test_every_word_and_name_is_said_in_both_languages() -> None:
    for key, said in {**LABELS.words, **LABELS.names}.items():
        assert all(said[lang].strip() for lang in LANGS), key


def test_every_grade_and_feature_has_a_word() -> None:
    assert [grade for grade in Grade if f"grade.{grade}" not in LABELS.words] == []
    assert [feature.name for feature in FEATURES if f"signal.{feature.name}" not in LABELS.words] == []


@pytest.mark.parametrize(
    ("number", "arabic", "english"),
    [
        (0, "بلا شهود مستقلين", "no independent witnesses"),
        (1, "شاهد واحد مستقل", "1 independent witness"),
        (2, "شاهدان مستقلان", "2 independent witnesses"),
        (3, "3 شهود مستقلين", "3 independent witnesses"),
        (10, "10 شهود مستقلين", "10 independent witnesses"),
        (11, "11 شاهداً مستقلاً", "11 independent witnesses"),
        (100, "100 شاهد مستقل", "100 independent witnesses"),
    ],
)
def test_a_noun_takes_the_form_of_its_number(number: int, arabic: str, english: str) -> None:
    assert LABELS.counted("n_witnesses", number) == {"ar": arabic, "en": english}


def test_every_counted_noun_has_all_forms() -> None:
    nouns = {key.partition(".")[0] for key in LABELS.words if key.startswith("n_")}
    assert "n_days" in nouns
    for noun in nouns:
        said = [LABELS.counted(noun, number)["ar"] for number in (0, 1, 2, 7, 30, 200)]
        assert len({"".join(filter(str.isalpha, words)) for words in said}) >= 5, noun
        assert [number for number, words in zip((7, 30, 200), said[3:], strict=True) if str(number) not in words] == []


@pytest.mark.parametrize(
    "rule",
    [
        "the only witness, sohr",
        "of all witnesses, those of the last days up to 2021-12-03, 2 agree: sana, sohr",
        "of witnesses that are no party, the toll having risen from day to day, the only one: health-ministry",
        "of all witnesses, the middle one of 10, 11, 12; the same people as in other rows, undivided: not to be added",
        "of witnesses that are no party, the lower of 21, 25",
        "of all witnesses, the lower middle one of 3, 5, 8, 9",
        'no number is given: "20 or more" is the least that the words mean',
        "denied by sdf",
        "isis accepted responsibility",
        "2 independent witnesses: sohr, local-sources @ sana",
        "one witness: sohr",
        "reports name different doers: isis; sdf",
    ],
)
def test_rules_are_said_in_arabic(rule: str) -> None:
    """No Latin letter is left."""
    assert not re.search("[A-Za-z]", RULES.say(rule)["ar"])


def test_rules_that_nobody_knows_stay_as_they_are() -> None:
    assert RULES.say("a new rule: 7")["ar"] == "a new rule: 7"


def test_basemap_is_read_in_drawing_order() -> None:
    basemap = read_basemap()
    layers = [outline.layer for outline in basemap.outlines]
    assert layers == sorted(layers, key=DRAWN.index)
    assert set(layers) == set(DRAWN)
    assert all(-40 <= name.x <= 90 and -50 <= name.y <= 20 for name in basemap.names)
