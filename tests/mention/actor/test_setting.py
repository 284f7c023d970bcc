"""Names that mean another party in each country and year."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.mention.actor import find_actors
from marsad.model import Report
from marsad.text import parse_text


def actors(text: str, day: date = date(2019, 3, 24)) -> list[str]:
    return [m.actor for m in find_actors(parse_text(Report("r", "", day, "", text)))]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("قصف طيران التحالف مواقع في صنعاء", "saudi-coalition"),
        ("قصف طيران التحالف مواقع في الرقة", "us-coalition"),
        ("دخل الجيش الوطني حيا في طرابلس الغرب شمال ليبيا", "lna"),
        ("دخل الجيش الوطني مديرية في تعز", "yemen-gov"),
    ],
)
def test_a_name_follows_the_setting(text: str, actor: str) -> None:
    """The place named decides whose coalition or army it is."""
    assert actor in actors(text)


def test_a_new_country_turns_the_setting() -> None:
    """«وفي العراق … الجيش» is the Iraqi army, though the report began in Syria."""
    text = "قصف الجيش السوري بلدة قرب حلب في سوريا. وفي العراق انسحب الجيش من بلدة قرب بغداد."
    assert actors(text)[-1] == "iraq-army"


def test_the_syrian_army_changes_hands() -> None:
    """From 8 December 2024 the Syrian army is the new government's."""
    assert actors("دخل الجيش السوري البلدة", date(2024, 12, 7)) == ["syr-army"]
    assert actors("دخل الجيش السوري البلدة", date(2024, 12, 8)) == ["syr-new-gov"]
