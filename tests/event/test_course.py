"""In what words an act is told, what is told with it, and whether two clauses tell the like."""

from __future__ import annotations

import pytest
from tests.event.reading import scene_of

from marsad.event.course import course_features, pair_course
from marsad.event.episode import kinship
from marsad.event.linear import spelled
from marsad.event.scene import Scene


def told(scene: Scene, number: int, name: str) -> set[str]:
    """What the features of a name say of the trigger of a number."""
    features = spelled(course_features(scene, scene.mentions.triggers[number]))
    return {value for key, _, value in (feature.partition(":") for feature in features) if key == name}


def agreeing(scene: Scene, name: str) -> str:
    """Whether the clauses of the first and the last trigger agree in something."""
    one, *_, other = scene.mentions.triggers
    features = spelled(pair_course(scene, one, other, kinship(one.type, other.type)))
    return next(f for f in features if f.startswith(f"{name}_agree:")).partition(":")[2].partition("+")[0]


def test_an_act_without_figures_day_or_place_is_told_bare() -> None:
    scene = scene_of("اعتبر كثيرون أن الهجوم جريمة.")
    assert told(scene, 0, "told_clause") == {"0000+noun_the"}


def test_figures_and_places_are_told_with_an_act() -> None:
    scene = scene_of("قتل أربعة جنود قرب سبها.")
    assert told(scene, 0, "told_clause") == {"1011+verb"}


@pytest.mark.parametrize(
    ("text", "agree"),
    [
        ("قتل أربعة جنود في هجوم قرب سبها. وأصيب مدنيون، وأكد مصدر مقتل أربعة جنود.", "same"),
        ("قتل أربعة جنود في هجوم قرب سبها. وفي أوباري قتل تسعة أشخاص.", "more"),
        ("قتل تسعة جنود في هجوم قرب سبها. وفي أوباري قتل أربعة أشخاص.", "less"),
        ("وقع هجوم قرب سبها. وأعقبه قصف.", "none"),
    ],
)
def test_figures_of_two_clauses_agree_or_not(text: str, agree: str) -> None:
    assert agreeing(scene_of(text), "losses") == agree


def test_means_of_two_clauses_agree_or_not() -> None:
    assert agreeing(scene_of("انفجرت سيارة مفخخة قرب سبها. وقصفت مدافع الهاون أوباري."), "means") == "differ"
