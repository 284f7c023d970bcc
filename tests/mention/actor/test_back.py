"""Whom general nouns mean, of the parties of the report."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.mention.actor import find_actors
from marsad.mention.place import find_places
from marsad.model import Report
from marsad.text import parse_text


def meant(text: str, day: date) -> list[str]:
    """The parties of general nouns, in text order."""
    doc = parse_text(Report("r", "", day, "", text))
    found = find_actors(doc, tuple(find_places(doc)))
    return [mention.actor for mention in found if mention.rule in ("name_refers_back", "name_by_country")]


@pytest.mark.parametrize(
    ("day", "text", "party"),
    [
        (
            date(2013, 1, 18),
            "خطفت جماعة الموقعون بالدم عشرات العمال في منشأة للغاز. وقال الجيش الجزائري إن المسلحين قتلوا رهينتين.",
            "x:الموقعون بالدم",
        ),
        (
            date(2013, 11, 18),
            "قتل مسلحون من جيش العدل ثلاثة من حرس الحدود الإيراني. وقالت الشرطة إن المهاجمين فروا إلى باكستان.",
            "x:جيش العدل",
        ),
        (
            date(2016, 4, 26),
            "هاجمت حركة الشباب قرية قرب الحدود، وهاجم تنظيم داعش بلدة أخرى. ثم انسحبت عناصر الحركة بعد ساعات.",
            "shabaab",
        ),
    ],
)
def test_who_is_named_before_is_meant(day: date, text: str, party: str) -> None:
    """«المسلحين» are of the group named before, listed or not; «الحركة» is the one whose name says so."""
    assert meant(text, day) == [party]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (
            date(2013, 9, 18),
            "هاجم مسلحون مجهولون حاجزا في بنغازي، ونفى تنظيم أنصار الشريعة علاقته بالحادث. وقال شهود إن المسلحين فروا.",
        ),
        (
            date(2014, 9, 18),
            "هاجم مسلحون مصرفا في بنغازي. وقالت الشرطة إن المسلحين فروا.",
        ),
    ],
)
def test_men_of_no_named_party_stay_unknown(day: date, text: str) -> None:
    """A group that denies the deed, or none named at all: the gunmen stay unknown."""
    assert meant(text, day) == ["unknown-gunmen"]
