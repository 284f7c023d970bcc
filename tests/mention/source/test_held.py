"""Where a monitor is a source of its own report."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.mention.source import find_sources
from marsad.model import Report, SourceMention
from marsad.text import parse_text

ACT = "انفجر لغم بسيارة على الطريق الدولي قرب المدينة صباح اليوم ما أدى إلى مقتل سائقها."
OTHER = "وأطلق مسلحون مجهولون النار على رجل في سوق البلدة ظهر أمس ولاذوا بالفرار."


def told(text: str, publisher: str = "SOHR") -> list[SourceMention]:
    return find_sources(parse_text(Report("r", publisher, date(2019, 3, 24), "", text)))


def covered(text: str, words: str, publisher: str = "SOHR") -> set[str]:
    """Who covers the first word of some words of a text."""
    doc = parse_text(Report("r", publisher, date(2019, 3, 24), "", text))
    at = next(i for i, token in enumerate(doc.tokens) if token.start == doc.body + text.index(words))
    return {m.source for m in find_sources(doc) if m.scope[0] <= at < m.scope[1]}


@pytest.mark.parametrize(
    "lead",
    [
        f"وثق المرصد السوري مقتل سبعة. {ACT}",
        f"{ACT} وعلم المرصد أن سيارة ثانية نجت.",
        f"{ACT} وأكدت مصادر متقاطعة للمرصد السوري أن سيارة ثانية نجت.",
        f"أحصى المرصد السوري خلال شهر آذار 38 عملية في البادية. {ACT}",
    ],
    ids=["documented", "learned", "told_by_sources", "opens_with_a_sum"],
)
def test_a_monitor_that_speaks_of_what_it_learned_tells_all(lead: str) -> None:
    """Its first words are of its own knowledge: the rest is its too."""
    assert "sohr" in covered(f"{lead}\n{OTHER}", OTHER)


@pytest.mark.parametrize(
    "tally",
    [
        "إحصائيات المرصد السوري تتحدث عن 310 هجمات في البادية خلال العام 2022.",
        "المرصد السوري وثق منذ 3 أيار مقتل 77 جنديا و12 مدنيا.",
        "وبذلك يصل إلى 29، وفق ما وثقه نشطاء المرصد منذ مطلع كانون الثاني، عدد القتلى في البادية.",
    ],
)
def test_a_sum_over_a_time_is_the_monitors_and_no_more(tally: str) -> None:
    """«وثق منذ …» at the end: the sum has the monitor as its source, what stands before it nobody."""
    text = f"{ACT}\n{OTHER}\n{tally}"
    assert covered(text, tally) == {"sohr"}
    assert covered(text, OTHER) == covered(text, ACT) == set()


def test_a_dateline_names_the_publisher_and_no_source() -> None:
    """«ريف دمشق – المرصد السوري: …» and nothing of its own behind it."""
    assert told(f"ريف دمشق – المرصد السوري: {ACT}\n{OTHER}") == []


def test_a_dateline_of_three_words_and_a_long_name_is_one() -> None:
    """«محافظة ريف دمشق – المرصد السوري لحقوق الإنسان: …»: with words of its own further on it tells all."""
    text = f"محافظة ريف دمشق – المرصد السوري لحقوق الإنسان: {ACT}\n{OTHER}\nورصد المرصد وصول رتل مساء أمس."
    assert covered(text, ACT) == {"sohr"}
    assert told(text.rpartition("\n")[0]) == []


def test_words_far_down_are_of_what_they_tell() -> None:
    """No dateline, and its own people are named for one matter at the end: what stands before is told by nobody."""
    text = f"{ACT}\n{OTHER}\n{ACT}\nوأضرم مسلحون النار في منزل مساء السبت، وفقا لنشطاء المرصد."
    assert covered(text, "وأضرم") == {"sohr"}
    assert covered(text, ACT) == covered(text, OTHER) == set()


def test_nameless_sources_of_the_monitor_are_its_own() -> None:
    """«أكدت مصادر للمرصد»: the monitor speaks of its own sources; another outlet quotes both."""
    text = "وأكدت مصادر موثوقة للمرصد السوري أن سبعة قتلوا في الهجوم على النقطة مساء أمس."
    assert {m.source for m in told(text)} == {"sohr"}
    assert "sources" in {m.source for m in told(text, "Al-Riyadh")}


def test_other_monitors_are_held_alike() -> None:
    """The network and the centre that document are monitors too, by their Arabic and their English name."""
    text = f"قالت الشبكة السورية لحقوق الإنسان إنها وثقت مقتل سبعة مدنيين في المدينة.\n{ACT}"
    for publisher in ("الشبكة السورية لحقوق الإنسان", "Syrian Network for Human Rights"):
        assert covered(text, ACT, publisher) == {"snhr"}
    assert covered(text, ACT, "Al-Riyadh") == set()


def test_a_monitor_told_by_its_kind_is_the_one_that_it_names() -> None:
    """«مرصد حقوقي» as publisher: «علم المرصد» in its text is itself, a report without it has no source."""
    assert covered(f"علم المرصد أن الرتل انسحب من النقطة.\n{ACT}", ACT, "مرصد حقوقي") == {"sohr"}
    assert told(f"محافظة إدلب: {ACT}", "مرصد حقوقي") == []
