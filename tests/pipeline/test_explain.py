"""Every value of a coded report is explained in words."""

from __future__ import annotations

from marsad.model import CodedReport, Event, Report, Span, Why
from marsad.pipeline.explain import doc_of, explain, mark_text, read_phrases

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
    assert "kind:state" in doc_of("kind:state")
    assert doc_of("named_place", "ar") != doc_of("named_place")


def test_all_phrases_are_said_in_both_languages() -> None:
    """No analyst is left out."""
    phrases = read_phrases()
    assert all({"en", "ar"} <= set(said) for said in [phrases["word"], phrases["learned"], *phrases["rule"].values()])


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
