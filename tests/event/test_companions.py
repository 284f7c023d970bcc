"""Parties told in one breath."""

from datetime import date

import pytest

from marsad.event.companions import companions
from marsad.event.scene import Scene
from marsad.mention import find_mentions
from marsad.model import Report
from marsad.text import parse_text


def told_with(text: str) -> list[str]:
    doc = parse_text(Report("one", "", date(2025, 5, 10), "", text))
    scene = Scene.of(doc, find_mentions(doc))
    return [other.actor for other in companions(scene, scene.mentions.actors[0])]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت قوات الدعم السريع والحركة الشعبية - شمال البلدة",
        "قصفت قوات الدعم السريع بمساندة الحركة الشعبية - شمال البلدة",
        "قصفت قوات الدعم السريع وحليفتها الحركة الشعبية - شمال البلدة",
    ],
)
def test_who_stands_joined_behind_a_party_acts_with_it(text: str) -> None:
    assert told_with(text) == ["spla-n"]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("قصفت قوات النظام السوري والمليشيات الموالية لها البلدة", ["syr-militias"]),
        ("قصفت قوات النظام السوري مدعمة بقوات الدفاع الوطني البلدة", ["syr-ndf"]),
        ("قصفت قوات النظام السوري والجيش السوري البلدة", []),
    ],
)
def test_militias_of_a_state_stand_beside_it_its_own_arms_do_not(text: str, others: list[str]) -> None:
    assert told_with(text) == others


@pytest.mark.parametrize(
    "text",
    [
        "قصفت قوات الدعم السريع والجيش السوداني البلدة",
        "قصفت قوات الدعم السريع ومدنيون البلدة",
        "قصفت قوات الدعم السريع مواقع الحركة الشعبية - شمال",
        "قصفت قوات الدعم السريع البلدة. وانسحبت الحركة الشعبية - شمال",
    ],
)
def test_foes_civilians_and_who_is_struck_do_not(text: str) -> None:
    assert told_with(text) == []
