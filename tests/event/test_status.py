"""What speaks for an act that is only planned, or told only to be denied."""

from __future__ import annotations

import pytest
from tests.event.reading import scene_of

from marsad.event.status import status_features


def features(text: str) -> set[str]:
    """The status features of all triggers of a text, taken as one episode."""
    scene = scene_of(text)
    return set(status_features(scene, scene.mentions.triggers, "attack"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("وسيهاجم المسلحون البلدة", "future"),
        ("تتحضر القوات لإطلاق حملة تمشيط", "plan_opens:False"),
        ("دعت النقابة إلى إضراب الأسبوع المقبل", "time_to_come"),
        ("نفى الناطق أن يكون الجيش قصف القرية", "deny_opens:False"),
        ("قصف الجيش القرية، وهو ما نفاه الناطق", "deny_after:False"),
        ("قصف الجيش القرية. نفته قيادة العمليات", "denied_next"),
    ],
)
def test_said_of_an_act(text: str, told: str) -> None:
    assert told in features(text)


@pytest.mark.parametrize("text", ["سيطر المسلحون على البلدة أمس", "قصف الجيش القرية فجر اليوم"])
def test_nothing_said_of_what_happened(text: str) -> None:
    spoken = ("future", "plan_", "deny_", "denied_", "time_to_come")
    assert not [feature for feature in features(text) if feature.startswith(spoken)]
