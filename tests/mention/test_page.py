"""What a page shows around its report is no evidence; what looks like it and is told by the report is."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.mention.page import read_page
from marsad.model import Report
from marsad.pipeline.code import code_report
from marsad.text import fold, parse_text

LEAD = "قال ناشطون إن طائرات حربية قصفت بلدة السفيرة، ما أدى إلى مقتل ثلاثة مدنيين."
BODY = "ونقلت فرق الإسعاف المصابين إلى مستشفى ميداني قريب."
#: running text long enough to tell lists in it from it
PROSE = (
    "وذكرت مصادر محلية أن الطائرات عادت بعد ساعة وألقت براميل متفجرة على أطراف البلدة من جهة الشرق.",
    "وقالت فرق الدفاع المدني إن عددا من المنازل دمر كليا وإن البحث تحت الأنقاض استمر إلى ساعات الصباح.",
    "ولم يصدر عن وزارة الدفاع أي تعليق على الغارات التي طالت المنطقة خلال الأيام القليلة الماضية.",
)

#: lines before, within and after the report, of which nothing is told by it
FURNITURE = {
    "caption by its word": ("صورة أرشيفية لآثار غارة على سوق معرة النعمان", "", ""),
    "caption by its agency": ("مسعفون ينقلون جرحى بعد غارة على سوق معرة النعمان (رويترز)", "", ""),
    "stamp": ("الأحد 5 تموز 2015 - 12:30 م\nآخر تحديث: 13:05", "", ""),
    "sharing": ("مشاركة\nطباعة", "", "شارك الخبر على فيسبوك"),
    "link": ("", "اقرأ أيضاً: مقتل خمسة جنود بهجوم على حاجز في درعا", ""),
    "link below its word": ("", "اقرأ أيضا\nمقتل خمسة جنود بهجوم على حاجز في درعا", ""),
    "links": ("", "", "مواضيع ذات صلة\nمقتل خمسة جنود بهجوم على حاجز\n- انفجار سيارة مفخخة في بغداد"),
    "most read": ("", "", "الأكثر قراءة\n1 مقتل قائد بارز بغارة على صنعاء\n2 جرحى بانفجار عبوة في كركوك"),
    "comments": ("", "", "التعليقات (2)\nزائر: قتلوا عشرين من أهلنا أمس.\nأبو علي: قصف الجيش بيتنا وقتل أخي."),
    "tags": ("", "", "كلمات دلالية: قصف، مجزرة، مقتل مدنيين\n#سوريا #قصف_جوي #مجزرة"),
    "tags below their word": ("", "", "الوسوم\nقصف جوي\nتفجير انتحاري"),
    "caption from an archive": ("مسعفون قرب ركام سوق قتل فيه عشرون شخصا – أرشيف", "", ""),
    "caption by an outlet": ("عناصر من الأمن قرب مكان تفجير في بغداد 12 أيار 2015 (السومرية نيوز)", "", ""),
    "link to a film": ("", "شاهد.. لحظة تفجير سيارة مفخخة في بغداد", ""),
    "notice": ("", "", "جميع الحقوق محفوظة للموقع الذي يوثق القصف والاعتقال منذ عام 2011"),
}


def kept(text: str, title: str = "") -> str:
    """The words of the text that are left, folded."""
    doc = read_page(parse_text(Report("r", "", date(2015, 7, 5), title, text)))
    assert len(doc.sentence_of) == len(doc.tokens)
    return " ".join(token.folded for token in doc.tokens)


@pytest.mark.parametrize("kind", FURNITURE)
def test_furniture_leaves_no_token(kind: str) -> None:
    """The report is read as if it stood alone."""
    before, within, after = FURNITURE[kind]
    page = "\n".join(part for part in (before, LEAD, within, BODY, after) if part)
    assert kept(page) == kept(f"{LEAD}\n{BODY}")


@pytest.mark.parametrize(
    "tail",
    [
        "من القسم\nمقتل خمسة جنود بهجوم على حاجز\nانفجار سيارة مفخخة في بغداد",
        "جديد الموقع\nمقتل خمسة جنود بهجوم على حاجز\nانفجار سيارة مفخخة في بغداد\nاختطاف صحفي في كركوك على يد مسلحين",
        "مقتل خمسة جنود بهجوم على حاجز...\nانفجار سيارة مفخخة في بغداد...\nاختطاف صحفي في كركوك على يد مسلحين...",
    ],
    ids=["under a known head", "under another head", "cut short"],
)
def test_headlines_below_the_last_sentence_are_of_other_reports(tail: str) -> None:
    """In a text of sentences, whatever stands above them."""
    page = "\n".join((LEAD, *PROSE))
    assert kept(f"{page}\n{tail}") == kept(page)


def test_items_amid_sentences_are_links() -> None:
    """If no line announces them: two at least, and no figures."""
    items = "• مقتل خمسة جنود بهجوم على حاجز\n• انفجار سيارة مفخخة في بغداد"
    page = f"{LEAD}\n{PROSE[0]}\n{items}\n{PROSE[1]}\n{PROSE[2]}"
    assert kept(page) == kept("\n".join((LEAD, *PROSE)))
    for listed in (
        page.replace(PROSE[0], PROSE[0][:-1] + ":"),
        page.replace("•", "• 2014:"),
        page.replace("• انفجار سيارة مفخخة في بغداد\n", ""),
    ):
        assert "خمسه جنود" in kept(listed)


def test_a_page_without_line_breaks_ends_at_its_furniture() -> None:
    """Behind the last sentence, from the first set phrase on."""
    page = f"{LEAD} {BODY}"
    behind = "مقالات ذات صلة مقتل خمسة جنود بهجوم على حاجز تعليقات القراء 2 زائر: قتلوا عشرين من أهلنا"
    assert kept(f"{page} {behind}") == kept(page)


def test_a_link_that_has_no_end_takes_some_words_only() -> None:
    """The text goes on in what seems its sentence."""
    page = f"{LEAD} اقرأ أيضا: مقتل خمسة جنود في درعا {PROSE[0]} {BODY}"
    left = kept(page)
    assert "خمسه جنود" not in left
    assert "براميل متفجره" in left


def test_a_link_in_running_text_ends_with_its_sentence() -> None:
    """As in a page without line breaks."""
    assert kept(f"{LEAD} اقرأ أيضا: مقتل خمسة جنود في درعا. {BODY}") == kept(f"{LEAD} {BODY}")


@pytest.mark.parametrize(
    "text",
    [
        f"نشرت الصحيفة الأكثر قراءة في البلاد صورة للغارة.\n{LEAD}",
        f"{LEAD}\nوأثارت التعليقات على المقطع غضب الأهالي في البلدة.\n{BODY}",
        f"{LEAD}\nشارك في الهجوم عشرات المقاتلين من فصائل عدة من الريف الجنوبي وسيطروا على التلة ثم انسحبوا فجرا.",
        f"صورة القتلى التي بثها التنظيم تظهر عشرين جثة على طريق السفيرة، بينهم جنود، وقال ناشطون إنها التقطت بعد هجوم "
        f"شنه مقاتلوه ليل السبت على حاجز عند مدخل البلدة، وإن بعض القتلى سقطوا برصاص قناصة.\n{BODY}",
        f"بغداد (رويترز)\n{LEAD}",
        f"طرابلس - بنغازي - سرت - درنة - سبها - الكفرة (رويترز):\n{LEAD}",
        f"قتل تسعة من عناصر النظام في الهجوم وفقا للمرصد (رويترز)\n{BODY}",
        f"{LEAD} (رويترز)",
        f"#عاجل قصف على بلدة السفيرة\n{BODY}",
        "التعليقات (2)\nزائر: قتلوا عشرين من أهلنا أمس.",
        "كلمات دلالية: قصف، مجزرة",
        f"{LEAD}\n{PROSE[0]}\n{PROSE[1]}\nالعميد ركن سامي خليل عبد الله\nالناطق باسم غرفة عمليات الشمال",
        "قصف على السفيرة\nانفجار في بغداد قرب السوق\nمقتل جندي برصاص قناص\nاعتقال شابين في درعا المحطة",
        "",
    ],
    ids=[
        *("a most read paper", "comments told of", "took part", "a picture told of", "dateline", "long dateline"),
        *("told by someone", "agency at the end", "flash", "comments alone", "tags alone"),
        *("a signature", "a list alone", "empty"),
    ],
)
def test_what_the_report_tells_stays(text: str) -> None:
    """No word is left out, also where the page has nothing else."""
    assert kept(text) == " ".join(t.folded for t in parse_text(Report("r", "", None, "", text)).tokens)


def test_the_title_stays() -> None:
    """Whatever it begins with."""
    assert fold("اقرأ أيضا") in kept(LEAD, "اقرأ أيضا: مقتل ثلاثة مدنيين")


def test_no_event_comes_from_furniture() -> None:
    """Nor a loss, a day or a source, and all proofs lie in the report."""
    before, within, after = ("\n".join(filter(None, parts)) for parts in zip(*FURNITURE.values(), strict=True))
    whole = f"{before}\n{LEAD}\n{within}\n{BODY}\n{after}"
    plain = code_report(Report("r", "", date(2015, 7, 5), "", f"{LEAD}\n{BODY}"), quick=True)
    coded = code_report(Report("r", "", date(2015, 7, 5), "", whole), quick=True)
    assert [(e.type, e.casualties, e.sources) for e in coded.events] == [
        (e.type, e.casualties, e.sources) for e in plain.events
    ]
    start = len(before) + 1
    for one, other in zip(coded.events, plain.events, strict=True):
        assert [(s.start - start, s.end - start) for s in one.evidence] == [(s.start, s.end) for s in other.evidence]
