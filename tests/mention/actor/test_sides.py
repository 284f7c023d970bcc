"""Who the two sides are."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.mention.actor import find_actors
from marsad.model import Report
from marsad.text import parse_text


def sides(text: str, day: date) -> list[set[str]]:
    """The pairs told by words for two sides."""
    found = find_actors(parse_text(Report("r", "", day, "", text)))
    return [{mention.actor, *mention.also} for mention in found if mention.rule == "both_sides"]


@pytest.mark.parametrize(
    ("day", "text", "pair"),
    [
        (
            date(2016, 4, 26),
            "اشتبكت قوات سوريا الديمقراطية مع داعش وقتل عناصر من الطرفين",
            {"sdf", "isis"},
        ),
        (
            date(2016, 4, 26),
            "هاجم داعش مواقع قوات النظام وحزب الله في القلمون، واستمر القتال بين الطرفين",
            {"isis", "hezbollah"},
        ),
    ],
)
def test_those_who_fight_each_other_are_the_two_sides(day: date, text: str, pair: set[str]) -> None:
    """Two allies named last are not the two sides: one of them fights the party named before."""
    assert sides(text, day) == [pair]


def test_one_party_alone_makes_no_two_sides() -> None:
    """Where one party is named, nobody knows the other."""
    assert sides("هاجم داعش القرية، واستمر القتال بين الطرفين", date(2016, 4, 26)) == []
