"""The text layer keeps its offsets on any text there is."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.lexicon.registry import spelled_id
from marsad.model import Report, Span
from marsad.text import fold, name_in, parse_text

#: letters, marks, tatweel, direction marks, digits of three sets, presentation forms, line ends, and anything else
ARABIC = st.text(alphabet="قتلأإآىةؤئيوالمنعشر\u064b\u0651\u0640\u200f\u202b\u2067٣۴7\ufecb .,،«»\n\r\t*_")
ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
TEXTS = st.one_of(ARABIC, ANYTHING, st.tuples(ARABIC, ANYTHING).map("".join))


def report(title: str, text: str) -> Report:
    return Report("r", "", None, title, text)


@settings(deadline=None)
@given(TEXTS, TEXTS)
@example("", "ا.ف.ب: قُتِلَ ٣ أشخاص… «قـُـتل» 1,200")
@example("a\r\nb", "\ufeff\u0600\U0001f600x")
def test_tokens_point_back_into_the_text(title: str, text: str) -> None:
    """In order, apart, in bounds; outside the title the words of a span are those of `report.text`."""
    doc = parse_text(report(title, text))
    assert doc.source[doc.body :] == text
    last = 0
    for token in doc.tokens:
        assert last <= token.start < token.end <= len(doc.source)
        last = token.end
        placed = doc.to_text(token.span)
        if placed is None:
            assert token.end <= doc.body
        else:
            assert text[placed.start : placed.end] == doc.words(token.span)


#: what the text layer passes over: tags, and spaces by their names
MARKUP = re.compile(r"<[^<>]*>|&[^;\s]*;")


@settings(deadline=None)
@given(TEXTS)
@example("<b>قتل</b>&nbsp;*3*")
def test_no_letter_and_no_sign_is_lost(text: str) -> None:
    """Between tokens lie spaces, markup, and marks that show nothing."""
    doc = parse_text(report("", text))
    covered = {place for token in doc.tokens for place in range(token.start, token.end)}
    between = "".join(" " if place in covered else char for place, char in enumerate(doc.source))
    assert fold(re.sub(r"[#*_]", "", MARKUP.sub("", between))).strip() == ""


@settings(deadline=None)
@given(TEXTS)
def test_sentences_cover_all_tokens_once(text: str) -> None:
    """Each token is in the sentence that `sentence_of` says."""
    doc = parse_text(report("", text))
    assert [place for s in doc.sentences for place in range(s.first, s.last)] == list(range(len(doc.tokens)))
    assert len(doc.sentence_of) == len(doc.tokens)
    for place, number in enumerate(doc.sentence_of):
        assert doc.sentences[number].first <= place < doc.sentences[number].last


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folded text is folded."""
    assert fold(fold(text)) == fold(text)


@given(ARABIC)
def test_marks_and_spelling_fold_away(text: str) -> None:
    """No mark, tatweel, direction mark or second digit set is left."""
    assert not set(fold(text)) & set("أإآىةؤئ\u064b\u0651\u0640\u200f\u202b\u2067٣۴\ufecb")


def test_a_span_in_the_title_has_no_place_in_the_text() -> None:
    """Only words of the text are evidence outside."""
    doc = parse_text(report("قصف", "قُتل ثلاثة"))
    assert doc.to_text(Span(0, 3)) is None
    assert doc.to_text(Span(4, 8)) == Span(0, 4)


SPLIT = ("انفجـ ـرت", "انفجـ.ـرت", "انفجـ/ـرت", "انفجـ،ـرت", "انفجـ.رت", "ا*نفجرت", "انفجـ -ـرت")


@pytest.mark.parametrize("written", SPLIT)
def test_words_split_to_pass_filters_are_one(written: str) -> None:
    """A word split by signs beside a tatweel is one token, folded as the whole."""
    assert [token.folded for token in parse_text(report("", f"{written} عبوة")).tokens] == ["انفجرت", "عبوه"]


@pytest.mark.parametrize("text", ["حمص ـ سانا", "قتل.وأصيب", "دمشق- خاص", "عام 1443هـ قتل", "درعاـ خاص"])
def test_dashes_and_stops_between_words_stay(text: str) -> None:
    """What stands between two words joins none."""
    assert len([token for token in parse_text(report("", text)).tokens if token.kind == "word"]) >= 2


PASSED_OVER = {
    "هجوم \u200fشنه مسلحون": ["هجوم", "شنه", "مسلحون"],
    "مقتل \u200e34\u200e عنصرا \u200bو\u2060ضابط": ["مقتل", "34", "عنصرا", "وضابط"],
    "قصف على #دير_الزور و#اللواء_155": ["قصف", "علي", "دير", "الزور", "واللواء", "155"],
    "مقتل *3* جنود و **4** مدنيين": ["مقتل", "3", "جنود", "و", "4", "مدنيين"],
    "<p class='a'>قتل <b>3</b>&nbsp;جنود</p>": ["قتل", "3", "جنود"],
}


@pytest.mark.parametrize("text", PASSED_OVER)
def test_markup_and_marks_that_show_nothing_are_passed_over(text: str) -> None:
    """They come between no two words, and every token points at its own letters."""
    doc = parse_text(report("", text))
    assert [token.folded for token in doc.tokens] == PASSED_OVER[text]


def test_signs_by_their_names_are_signs() -> None:
    """A quote mark stays one, at its place in the text."""
    quote = parse_text(report("", "قال &quot;انسحبنا")).tokens[1]
    assert (quote.folded, quote.kind, quote.end - quote.start) == ('"', "punct", 6)


@pytest.mark.parametrize("text", ["5 < 7 جنود > 3", "أقل من 3 & أكثر", "* قصف مدفعي", "قصف _ غارة"])
def test_signs_of_the_text_itself_stay(text: str) -> None:
    """Signs that are no markup lose no word."""
    words = [word for word in re.split(r"[\s_]+", text) if word]
    assert [token.folded for token in parse_text(report("", text)).tokens] == list(map(fold, words))


def test_a_name_is_written_plain() -> None:
    """However an outlet stretches, spaces or marks it."""
    assert name_in("#لواء_النصـــر\u200f") == "لواء النصر"
    assert name_in("\u064eنابلس") == "نابلس"
    assert name_in("\u06a9تائب الل\u06ccبي\u06cc") == "كتائب الليبي\u064a"
    assert spelled_id("x:حزب\u00a0البعث") == "x:حزب البعث"
    assert spelled_id("syria-gov") == "syria-gov"


def test_and_that_stands_apart_is_joined() -> None:
    """«و جنديان» reads as «وجنديان», before a number it touches it; letters set one by one are left alone."""
    tokens = parse_text(report("", "ضابط و جنديان و 5 مدنيين (م ع / ن و ف)")).tokens
    assert [token.folded for token in tokens[:5]] == ["ضابط", "وجنديان", "و", "5", "مدنيين"]
    assert tokens[2].end == tokens[3].start
    assert [token.folded for token in tokens[-4:]] == ["ن", "و", "ف", ")"]
