"""Which nouns teach of which country forces are."""

from __future__ import annotations

from datetime import date
from typing import Any

from lands import asked_of, examples_of

from marsad.mention import read_page
from marsad.model import Report
from marsad.text import parse_text

TEXT = "بيروت - أوقف الجيش سبعة سوريين في عرسال، فيما قصفت طائرات حلب."


def test_a_bare_noun_is_asked_about_once_for_each_country() -> None:
    """«الجيش» is Lebanon's army in one country and Syria's in the other."""
    doc = read_page(parse_text(Report("r", "", date(2014, 9, 25), "", TEXT)))
    ((_, party_of),) = asked_of(doc)
    assert (party_of("LB"), party_of("SY")) == ("lebanon-gov", "syr-army")


def test_a_noun_teaches_where_the_gold_has_its_party() -> None:
    """The country whose army the gold event has is right; without a party there is nothing to learn."""
    end = TEXT.index("،")
    event: dict[str, Any] = {"initiators": ["lebanon-gov"], "targets": [], "evidence": [[0, end]]}
    gold = {"id": "r", "publisher": "", "published": "2014-09-25", "title": "", "text": TEXT, "events": [event]}
    (rows,) = examples_of(gold)
    assert [label for _, label, *_ in rows].count("True") == 1
    right = next(features for features, label, *_ in rows if label == "True")
    assert "land:LB" in right
    assert not list(examples_of(gold | {"events": [event | {"initiators": []}]}))
