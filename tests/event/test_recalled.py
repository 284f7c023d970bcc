"""What speaks for an act that a report only recalls."""

from __future__ import annotations

from datetime import date

from tests.event.reading import scene_of

from marsad.event.draw import body_triggers
from marsad.event.recalled import recalled_features
from marsad.model import DateSpan

TEXT = "قصف الجيش بلدة تلبيسة أمس. وكان مسلحون قد هاجموا حاجزا في 3 مارس 2019."


def features(number: int, day: DateSpan) -> set[str]:
    """The features of one word of the text, taken as an episode of that day."""
    scene = scene_of(TEXT)
    return set(recalled_features(scene, [body_triggers(scene)[number]], "attack", day, "old"))


def test_an_act_told_late_with_an_older_day() -> None:
    found = features(1, DateSpan(date(2019, 3, 3), date(2019, 3, 3)))
    assert {"lead:False+old", "order:<2", "clause:had", "newer:>=40", "span:<1+old"} <= found


def test_an_act_of_the_lead() -> None:
    found = features(0, DateSpan(date(2019, 3, 3), date(2019, 3, 3)))
    assert {"lead:True+old", "order:<1"} <= found
    assert not [feature for feature in found if feature.startswith("clause")]
