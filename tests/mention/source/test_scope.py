"""How far a quotation reaches."""

from __future__ import annotations

from datetime import date

from marsad.mention.source import find_sources
from marsad.model import Doc, Report, SourceMention
from marsad.text import parse_text


def read(text: str, publisher: str = "") -> tuple[Doc, list[SourceMention]]:
    doc = parse_text(Report("r", publisher, date(2019, 3, 24), "", text))
    return doc, find_sources(doc)


def covered(doc: Doc, mention: SourceMention) -> str:
    return doc.words(doc.span_of(*mention.scope))


def test_a_lead_is_told_by_whoever_the_next_sentence_quotes() -> None:
    """«قتل …. وقال مصدر عسكري إن …»: the military source tells the lead too."""
    doc, (source,) = read("قتل سبعة جنود في كمين نصبه مسلحون قرب المدينة مساء أمس. وقال مصدر عسكري إن الكمين وقع فجرا.")
    assert covered(doc, source).startswith("قتل سبعة")


def test_a_source_after_the_fact_covers_what_stands_before_it() -> None:
    """«قتل …، بحسب شهود عيان»."""
    doc, (source,) = read("قتل ثلاثة في السوق، بحسب شهود عيان.")
    assert covered(doc, source).startswith("قتل ثلاثة")


def test_two_speakers_share_a_sentence() -> None:
    """«قال المرصد إن …، فيما قالت وكالة سانا إن …»: each covers its own half."""
    doc, (first, second) = read("قال المرصد السوري إن سبعة قتلوا، فيما قالت وكالة سانا إن خمسة أصيبوا.")
    assert "خمسة" not in covered(doc, first)
    assert "سبعة" not in covered(doc, second)


def test_a_monitor_speaks_all_through_its_own_report() -> None:
    """In a monitor's own report sentences without a speaker are the monitor's; in others they are nobody's."""
    text = "وثق المرصد السوري مقتل سبعة.\nانفجر لغم بسيارة على الطريق الدولي قرب المدينة صباح اليوم."
    doc, (own, *_) = read(text, "SOHR")
    assert (own.source, covered(doc, own)) == ("sohr", text)
    doc, (other,) = read(text, "Al-Riyadh")
    assert "انفجر" not in covered(doc, other)


def test_a_publisher_does_not_quote_itself() -> None:
    """«لوكالة فرانس برس» in the agency's own report names no source."""
    _, found = read("قال مصدر أمني لوكالة فرانس برس إن شرطيا قتل.", "AFP Arabic")
    assert [m.source for m in found] == ["security-source"]


def test_the_statement_of_a_ministry_is_told_by_it_throughout() -> None:
    """A statement names nobody as its source: the ministry that publishes it speaks."""
    text = "نفذت الوحدات عملية دهم في البلدة. وقتل خلالها مسلحان."
    doc, (source,) = read(text, "Syrian Ministry of Interior")
    assert (source.source, covered(doc, source)) == ("syria-interior", text)


def test_an_outlet_that_prints_a_ministry_is_not_the_ministry() -> None:
    """«Outlet / Ministry» prints its words: the ministry speaks where it is named."""
    assert read("نفذت الوحدات عملية دهم في البلدة.", "Al-Ghadeer / Security Media Cell")[1] == []
