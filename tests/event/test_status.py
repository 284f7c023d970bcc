"""What speaks for an act that is only planned, or told only to be denied."""

from __future__ import annotations

import pytest
from tests.event.reading import scene_of

from marsad.event.status import outlook_features, status_features


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
        ("ينتظر المقاتلون ساعة الصفر لمهاجمة البلدة", "plan_before:<1"),
        ("ودعت إلى إضراب عام", "plan_before:<1"),
        ("أنكرت القيادة أن يكون الجيش قصف القرية", "deny_before:<1"),
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


def test_what_is_said_of_an_act_bears_on_whether_it_is_one() -> None:
    """Plans and denials are signs of an act by its type; an act that is simply told has none."""
    planned = scene_of("تتحضر القوات لإطلاق حملة تمشيط")
    found = {sign for act in planned.mentions.triggers for sign in outlook_features(planned, act)}
    assert {"outlook:plan_opens:False", "outlook:plan_opens:False+sweep"} <= found
    told = scene_of("أطلقت القوات حملة تمشيط")
    assert not [sign for act in told.mentions.triggers for sign in outlook_features(told, act)]


@pytest.mark.parametrize("losses", ["نافيا سقوط قتلى", "نافية مقتل جنود", "منكرة الأنباء عن وقوع إصابات"])
def test_losses_denied_deny_no_act(losses: str) -> None:
    """Who denies losses beside an act has told of the act."""
    assert not [feature for feature in features(f"قصف الجيش القرية {losses}") if "deny" in feature]


@pytest.mark.parametrize("denial", ["نافيا الخبر", "نافيا مقتل زعيمه", "نافيا أن يكون الجيش قصف القرية"])
def test_other_denials_by_participle_stay(denial: str) -> None:
    assert "sentence:deny" in features(f"قصف الجيش القرية {denial}")
