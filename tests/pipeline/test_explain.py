"""Every value of a coded report is explained in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import marsad
from marsad.event import roles
from marsad.event.linear import Feature, load_model, spelled
from marsad.event.roles import role_features
from marsad.ingest.text import read_reports
from marsad.model import CodedReport, Event, Report, Span, Why
from marsad.pipeline.batch import code_item
from marsad.pipeline.explain import (
    doc_of,
    explain,
    family_of,
    mark_text,
    read_aside,
    read_phrases,
    rule_docs,
    say_feature,
)
from marsad.pipeline.review import BY_PERSON

SAMPLE = Path(marsad.__file__).parent / "data" / "sample" / "reports.jsonl"

REPORT = Report("r", "", None, "", "هجوم على حقل")
CODED = CodedReport(
    "r",
    (
        Event("e1", "attack", why=(Why("type", "attack", "people_counted_after_their_harm", Span(0, 4)),)),
        Event("e2", "attack", why=(Why("places", "حقل", "named_place", Span(8, 12)), Why("date", "", "attack.n"))),
    ),
)


def test_docs_of_rules() -> None:
    """A docstring, a phrase, a word of the lists, a learned weight."""
    assert doc_of("people_counted_after_their_harm").startswith("A harm word")
    assert doc_of("named_place") == read_phrases()["rule"]["named_place"]["en"]
    assert doc_of("attack.n").startswith("a word of the word lists: ")
    assert doc_of("part:doer").endswith(": by the wording of the act it is the doer")
    assert doc_of("a_new_feature:7").endswith(": a_new_feature:7")
    assert doc_of("named_place", "ar") != doc_of("named_place")


def test_no_phrase_stands_for_a_rule_that_tells_itself() -> None:
    """A docstring goes before a phrase, which nobody would see."""
    assert not read_phrases()["rule"].keys() & rule_docs().keys()


def test_all_phrases_are_said_in_both_languages() -> None:
    """No analyst is left out."""
    phrases = read_phrases()
    tables = [phrases["rule"], phrases["side"], phrases["family"]]
    rows = [phrases["word"], phrases["learned"], *(said for table in tables for said in table.values())]
    assert all({"en", "ar"} <= set(said) for said in rows)


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("rebel|suffers_nothing:True", "victims of this act are counted, and none as its own"),
        ("after+over:on", "it stands after the act: a small word somewhere in between"),
        ("strike|part:doer:announces", "by the wording of the act it is the doer"),
        ("part:side:with", "by the wording of the act it is one of the two sides"),
        ("before:<4", "it stands so many words before the act"),
        ("", "nothing alone, all signs together"),
    ],
)
def test_features_are_said_in_words(feature: str, said: str) -> None:
    """Conditions are dropped, sides told apart, and the first value has words of its own where it matters."""
    assert say_feature(feature) == said


def test_every_feature_of_parties_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those with learned weights, and those yielded on the bundled reports: none is shown by its raw name."""
    features = set(load_model("role").weights)

    def watched(*args: Any) -> list[Feature]:
        found = role_features(*args)
        features.update(spelled(found))
        return found

    monkeypatch.setattr(roles, "role_features", watched)
    for report in read_reports([str(SAMPLE)]):
        assert isinstance(report, Report)
        code_item(report)
    features -= {"bias"}
    assert len(features) > len(load_model("role").weights)
    assert {family_of(one) for one in features for lang in ("en", "ar") if say_feature(one, lang) == one} == set()


def test_no_value_of_the_bundled_reports_is_told_by_a_raw_name() -> None:
    """Rules, words of the lists and features alike."""
    raw = set()
    for report in read_reports([str(SAMPLE)]):
        assert isinstance(report, Report)
        coded = code_item(report)
        assert isinstance(coded, CodedReport)
        rules = {BY_PERSON, *(one.why.rule for one in explain(report, coded))}
        raw |= {rule for rule in rules for lang in ("en", "ar") if doc_of(rule, lang).endswith(f": {rule}")}
    assert raw == set()


def test_words_are_numbered_and_marked() -> None:
    """A mark opens before its words and closes after them; a value without words has none."""
    told = explain(REPORT, CODED)
    assert [(one.number, one.words) for one in told] == [(1, "هجوم"), (2, " حقل"), (0, "")]
    assert mark_text(REPORT.text, told) == "[1 هجوم] على[2  حقل]"


def test_one_event_alone() -> None:
    """`only` leaves out the others."""
    assert [one.event for one in explain(REPORT, CODED, "e2")] == ["e2", "e2"]


def test_marks_nest() -> None:
    """Inner marks close before outer ones."""
    whys = (Why("type", "", "attack.n", Span(0, 12)), Why("type", "", "attack.n", Span(0, 4)))
    told = explain(REPORT, CodedReport("r", (Event("e1", "attack", why=whys),)))
    assert mark_text(REPORT.text, told) == "[1 [2 هجوم] على حقل]"


def test_what_was_read_as_page_furniture_is_told() -> None:
    """Links and lines for sharing, in the report's words and order; a report without them has none."""
    text = "قتل خمسة مدنيين في قصف على البلدة أمس.\nاقرأ أيضا: مقتل عشرة جنود في هجوم\nشارك الخبر\nوأصيب ثلاثة آخرون."
    [span] = read_aside(Report("r", "قصف", None, "", text))
    assert text[span.start : span.end] == "اقرأ أيضا: مقتل عشرة جنود في هجوم\nشارك الخبر"
    assert list(read_aside(Report("r", "قصف", None, "", "قتل خمسة مدنيين في قصف على البلدة أمس."))) == []
