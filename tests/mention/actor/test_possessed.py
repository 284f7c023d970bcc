"""Whose men are told by a possessive ending."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.mention.actor import find_actors
from marsad.model import Report
from marsad.text import parse_text


def owners(text: str) -> list[str]:
    """The parties of men with a possessive ending, in text order."""
    found = find_actors(parse_text(Report("r", "", date(2020, 1, 1), "", text)))
    return [mention.actor for mention in found if mention.rule == "men_of_party_before"]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("هاجم تنظيم القاعدة قوات الحزام الأمني فقتل أربعة من أفراده", "aqap"),
        ("هاجم تنظيم القاعدة قوات الحزام الأمني فقتل أربعة من أفرادها", "security-belt"),
        ("هاجمت قوات الحزام الأمني تنظيم القاعدة فقتل أربعة من أفرادها", "security-belt"),
        ("هاجم الحوثيون الجيش اليمني في صعدة فقتل سبعة من مسلحيهم", "houthis"),
    ],
)
def test_the_ending_tells_whose_men_they_are(text: str, owner: str) -> None:
    """«أفراده» are of an organisation, «أفرادها» of forces, whichever was told last."""
    assert owners(text) == [owner]


@pytest.mark.parametrize(
    "text",
    [
        "قالت كتائب القسام إنها قنصت جنديا إسرائيليا ثم انسحب مقاتلوها",
        "قالت كتائب القسام إن مقاتليها انسحبوا",
    ],
)
def test_a_soldier_has_no_fighters(text: str) -> None:
    """One man, told last, has no men of his own."""
    assert owners(text) == ["qassam"]
