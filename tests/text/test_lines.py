"""Which lines of a text end a paragraph, and which line is its headline."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import SAMPLE

from marsad.event.scene import Scene
from marsad.ingest.text import read_reports
from marsad.model import Report
from marsad.pipeline.code import read_scene
from marsad.text import parse_text
from marsad.text.lines import headline, soft_ends

PARAGRAPHS = (
    "قالت مصادر محلية إن طائرات حربية قصفت أطراف بلدة السفيرة في ريف حلب الجنوبي مساء الثلاثاء، ما أدى إلى مقتل ثلاثة "
    "مدنيين وإصابة تسعة آخرين بجروح. ونقلت فرق الإسعاف المصابين إلى مستشفى ميداني قريب من المكان.",
    "وفي ريف إدلب انفجرت عبوة ناسفة بسيارة تقل عناصر من الشرطة على الطريق الواصل بين سراقب ومعرة النعمان، فقتل عنصران "
    "وأصيب ثالث، ولم تعلن أي جهة مسؤوليتها عن التفجير حتى ساعة إعداد هذا الخبر.",
)
LIST = """قصف مدفعي على أطراف بلدة تفتناز
غارتان للطيران الحربي على محيط سراقب والنيرب
شهيد وثلاث إصابات في قصف بالهاون استهدف سوق الخضار وسط المدينة
انفجار لغم بسيارة
اشتباكات متقطعة على محور الطلحية
وصول رتل إلى معبر كفرلوسين فيه عشرون آلية
إسقاط طائرة استطلاع قرب آفس"""


def report(title: str, text: str) -> Report:
    return Report("r", "", date(2019, 3, 24), title, text)


@pytest.mark.parametrize("width", [45, 60, 72, 80])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
def test_lines_broken_for_their_width_are_one_paragraph(width: int, between: str) -> None:
    """The same sentences as in running text, whatever stands between the paragraphs."""
    end = between[: len(between) // 2] if len(between.replace("\r", "")) > 1 else between
    wrapped = between.join(end.join(textwrap.wrap(paragraph, width)) for paragraph in PARAGRAPHS)
    told, plain = (parse_text(report("", text)) for text in (wrapped, "\n".join(PARAGRAPHS)))
    assert [t.folded for t in told.tokens] == [t.folded for t in plain.tokens]
    assert [(s.first, s.last) for s in told.sentences] == [(s.first, s.last) for s in plain.sentences]


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        "\n".join(f"{hour}:15 {line}. انتهى" for hour, line in enumerate(LIST.split("\n"), 10)),
        "\n".join(f"- {line[:30]}، {line[-20:]}" for line in LIST.split("\n")),
        "\n".join(PARAGRAPHS),
        "\n".join(sentence for paragraph in PARAGRAPHS for sentence in paragraph.split("، ")),
        "",
        "\n\n",
    ],
    ids=["list", "list of hours", "list of dashes", "paragraphs", "lines of clauses", "empty", "breaks alone"],
)
def test_other_line_breaks_end_a_paragraph(text: str) -> None:
    """Short news without full stops, paragraphs, and clauses of any length."""
    assert soft_ends(text) == frozenset()


def test_the_end_of_a_block_of_a_page_ends_a_paragraph() -> None:
    """With or without a line break behind it."""
    told = parse_text(report("", "<p>قصف على حلب</p><p>وانفجار في حمص<br/>ثم هدوء</p>\n \n<div>بيان</div>"))
    assert [s.paragraph for s in told.sentences] == [1, 2, 3, 4]


HEADLINE = "مقتل ثلاثة مدنيين بقصف على السفيرة.. وتفجير في إدلب"
TEXT = "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("", HEADLINE),
        ("", HEADLINE + "؟"),
        (HEADLINE, f"الأحد 5 تموز 2015\n\n{HEADLINE}"),
        (HEADLINE, HEADLINE),
        (HEADLINE, HEADLINE.replace("ة", "ه") + "."),
        (HEADLINE, f"<h1>{HEADLINE}</h1>"),
        ("عاجل", "عاجل"),
    ],
    ids=["no title", "a question", "below a stamp", "the title again", "spelled otherwise", "in tags", "of one word"],
)
def test_a_headline_in_the_text_is_read_as_one(title: str, first: str) -> None:
    """Once, and all that is found in it can be proved by the text."""
    doc = parse_text(report(title, f"{first}\n{TEXT}"))
    titled = [s for s in doc.sentences if s.is_title]
    assert titled
    assert titled[-1].last < len(doc.tokens)
    assert doc.words(doc.span_of(titled[0].first, titled[-1].last)) in first
    assert all(doc.to_text(token.span) is not None for token in doc.tokens)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", TEXT),
        ("", LIST),
        ("", f"دمشق - سانا\n{TEXT}"),
        ("", f"شبكة أخبار الشمال || حصاد يوم الأحد 5-7-2015\n{TEXT}"),
        ("", f"أفاد مراسلنا في ريف حلب الجنوبي بما يلي:\n{TEXT}"),
        ("", HEADLINE),
        ("قصف على ريف حلب", f"{HEADLINE}\n{TEXT}"),
        ("", ""),
    ],
    ids=["sentences", "list", "dateline", "bulletin", "colon", "nothing else", "another title", "empty"],
)
def test_other_first_lines_are_no_headline(title: str, text: str) -> None:
    """Nothing of the text is its title then."""
    assert headline(title, text) == (0, 0)


def heads(told: Report) -> list[tuple[str, bool]]:
    """The words of acts of a report, and whether they stand in the headline."""
    scene: Scene = read_scene(told)
    return [(scene.doc.words(t.span), scene.is_title(t)) for t in scene.mentions.triggers]


MOVES: dict[str, Callable[[Report], Report]] = {
    "title repeated": lambda told: replace(told, text=f"{told.title}\n{told.text}"),
    "wrapped": lambda told: replace(told, text="\n\n".join(textwrap.fill(p, 40) for p in told.text.split("\n"))),
}


@pytest.mark.parametrize("move", MOVES)
def test_reports_are_read_alike_however_their_lines_run(move: str) -> None:
    """The same words of acts in the same order, of the bundled reports that are long enough."""
    bundled = [told for told in read_reports([str(SAMPLE / "reports.jsonl")]) if isinstance(told, Report)]
    chosen = [told for told in bundled if told.title and len(told.text) > 200][:8]
    assert len(chosen) == 8
    for told in chosen:
        assert heads(MOVES[move](told)) == heads(told), told.id


@settings(deadline=None)
@given(st.text(alphabet="قتل ام\n\r.،-<p>br/ 1:\u2028"), st.text(alphabet="قتل ا\n."))
def test_any_lines_are_taken(text: str, title: str) -> None:
    """Ends lie in the text."""
    assert 0 <= headline(title, text)[0] <= headline(title, text)[1] <= len(text)
    assert all(0 <= place < len(text) for place in soft_ends(text))
