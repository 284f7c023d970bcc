"""Gunmen whom the report names in another sentence."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.mention import find_mentions
from marsad.model import Report
from marsad.text import parse_text


def gunmen(text: str) -> list[str]:
    doc = parse_text(Report("r", "", date(2024, 3, 4), "", text))
    return [m.actor for m in find_mentions(doc).actors if m.rule == "gunmen_told_before"]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("هاجم مسلحون قرية قرب مايدوغوري. وقال السكان إن المسلحين ينتمون إلى جماعة بوكو حرام", "boko-haram"),
        ("نهب مسلحون مصرفا في أم درمان. وقال شهود إن المسلحين يتبعون لقوات الدعم السريع", "rsf"),
        ("خطف مسلحون خمسة عمال. وقالت الشرطة إن الخاطفين من تنظيم داعش", "isis"),
    ],
)
def test_gunmen_are_of_the_group_that_is_said_of_them_later(text: str, group: str) -> None:
    assert set(gunmen(text)) == {group}


@pytest.mark.parametrize(
    "text",
    [
        "هاجم مسلحون قرية قرب مايدوغوري. وقال الجيش إن بوكو حرام خسرت معسكرا",
        "هاجم مسلحون قرية قرب مايدوغوري. وطارد المسلحين جنود من الجيش النيجيري",
        "هاجم مسلحو بوكو حرام قرية. وفر المسلحون",
    ],
)
def test_a_group_of_which_that_is_not_said_is_none_of_theirs(text: str) -> None:
    assert gunmen(text) == []


def test_unknown_gunmen_stay_unknown_though_a_group_was_named_for_another_act() -> None:
    text = "خسر تنظيم داعش بلدة القائم. وفي ديالى اغتال مسلحون مجهولون ضابطا ثم فر المسلحون"
    assert gunmen(text) == ["unknown-gunmen"]
