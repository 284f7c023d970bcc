"""Which general nouns teach whom they mean."""

from __future__ import annotations

from datetime import date
from typing import Any

from backs import asked_in, examples_of

from marsad.mention import read_page
from marsad.model import Report
from marsad.text import parse_text

TEXT = "هاجمت حركة الشباب قرية قرب الحدود، وهاجم تنظيم داعش بلدة أخرى. ثم انسحبت عناصر الحركة بعد ساعات."


def test_a_noun_is_asked_about_with_the_parties_that_it_may_mean() -> None:
    """«عناصر الحركة» may be of either party named before."""
    doc = read_page(parse_text(Report("r", "", date(2016, 4, 26), "", TEXT)))
    ((asked,), *_) = asked_in(doc)
    assert asked.noun.id == "generic.movement" and {"shabaab", "isis"} <= {party.actor for party in asked.parties}


def test_a_noun_teaches_where_the_gold_has_one_party_for_it() -> None:
    """The party of the gold event is right; where two may be meant, or none is told, there is nothing to learn."""
    start = TEXT.index("ثم")
    event: dict[str, Any] = {"initiators": ["shabaab"], "targets": [], "casualties": []}
    event["evidence"] = [[start, len(TEXT)]]
    gold = {"id": "r", "publisher": "", "published": "2016-04-26", "title": "", "text": TEXT, "events": [event]}
    (example,) = examples_of(gold)
    right = example.credits.index(1.0)
    assert sorted(example.credits)[-2:] == [0.0, 1.0] and "own_noun" in example.features[right]
    assert [label for _, label, *_ in example.rows("r", 2)].count("True") == 2
    assert not list(examples_of(gold | {"events": [event | {"targets": ["isis"]}]}))
    assert not list(examples_of(gold | {"events": []}))


def test_men_teach_where_as_many_were_lost() -> None:
    """«ثلاثة من عناصره» are of the party that lost three, whichever was named last."""
    text = "سيطر الجيش السوري على بلدة بعد اشتباك مع حركة أحرار الشام، واعترف بمقتل ثلاثة من عناصره."
    lost = {"of": "syr-army", "harm": "killed", "low": 3, "high": 3}
    event = {"initiators": ["syr-army"], "targets": ["ahrar-sham"], "casualties": [lost], "evidence": [[0, len(text)]]}
    gold = {"id": "r", "publisher": "", "published": "2016-04-26", "title": "", "text": text, "events": [event]}
    (example,) = (example for example in examples_of(gold) if example.choice == "possessed")
    right = example.features[example.credits.index(1.0)]
    assert "agrees:True" in right and "guess" not in right
