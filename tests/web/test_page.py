"""The one-file page: what stands in it, and how it behaves in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.web.sample import CODED, INCIDENTS, REPORTS, TEXTS

from marsad.errors import OutputError
from marsad.export.marks import cut, marks_of
from marsad.export.page import digest, write_page


def test_page_names_nothing_outside_itself(page_file: Path) -> None:
    """No address, no loaded resource, and a policy that would refuse one."""
    page = page_file.read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_policy_allows_exactly_the_inline_texts(page_file: Path) -> None:
    page = page_file.read_text(encoding="utf-8")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inline = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", page, re.S)
        assert inline
        assert f"{directive} '{digest(inline[1])}'" in page


def test_report_text_is_escaped(page_file: Path) -> None:
    assert "<script>alert" not in page_file.read_text(encoding="utf-8")


def test_stretches_add_up_to_the_text() -> None:
    for coded in CODED:
        marks = marks_of(coded.events[0], len(TEXTS[coded.id]))
        assert "".join(s.text for s in cut(TEXTS[coded.id], marks)) == TEXTS[coded.id]
        assert any(s.kind == "act" for s in cut(TEXTS[coded.id], marks))


def test_an_empty_record_makes_a_page(tmp_path: Path) -> None:
    write_page((), (), (), tmp_path / "empty.html")
    assert "</html>" in (tmp_path / "empty.html").read_text(encoding="utf-8")


def test_unwritable_place_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no-such-folder"):
        write_page((), (), (), tmp_path / "no-such-folder" / "page.html")


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "words"), [("en", "2 Jan 2024"), ("ar", "2 يناير 2024")])
def test_the_date_above_a_text_reads_as_the_page_does(watched: Any, page_file: Path, lang: str, words: str) -> None:
    """Day, month and year stand from left to right on the English page and from right to left on the Arabic one."""
    watched.tab.goto(page_file.as_uri() + "#INC-1")
    watched.tab.click(f"label[for=lang-{lang}]")
    day = watched.tab.locator(f"#INC-1 .telling .over .t[lang={lang}]").first
    lefts = day.evaluate(
        """(shown) => [...shown.firstChild.data.matchAll(/\\S+/g)].map((word) => { const range = new Range();
        range.setStart(shown.firstChild, word.index); range.setEnd(shown.firstChild, word.index + word[0].length);
        return range.getBoundingClientRect().left; })"""
    )
    assert day.inner_text() == words
    assert lefts == sorted(lefts, reverse=lang == "ar")


def test_lists_have_the_comma_of_their_language(tmp_path: Path) -> None:
    incident = replace(INCIDENTS[0], weapons=("artillery", "mortar"))
    write_page([incident], REPORTS, CODED, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    means = re.search(r"<dt><span[^>]*>الوسيلة<.*?<dd>(.*?)</dd>", page)
    assert means
    said = {lang: "".join(re.findall(rf'lang="{lang}">([^<]+)', means[1])) for lang in ("ar", "en")}
    assert said["ar"].count("، ") == said["en"].count(", ") == 1
    assert ", " not in said["ar"] and "<" not in re.sub(r"</?span[^>]*>", "", means[1])


@pytest.mark.browser
def test_highlight_is_the_very_words(watched: Any, page_file: Path) -> None:
    """Each range covers what the same code points are in Python, past diacritics and emoji, in one text node."""
    watched.tab.goto(page_file.as_uri() + "#INC-1")
    got = watched.tab.evaluate(
        """() => [...CSS.highlights].flatMap(([name, highlight]) => [...highlight].map((range) => {
        const source = range.startContainer.parentElement;
        return [source.id, name, range.toString(), source.childNodes.length]; }))"""
    )
    expected = {
        (f"s-INC-1-{coded.id}", f"ev-{mark.kind}", TEXTS[coded.id][mark.span.start : mark.span.end], 1)
        for coded in CODED[:2]
        for mark in marks_of(coded.events[0], len(TEXTS[coded.id]))
    }
    assert {tuple(one) for one in got} == expected


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_page_is_quiet_and_turns_with_the_language(watched: Any, page_file: Path, lang: str) -> None:
    watched.tab.goto(page_file.as_uri())
    watched.tab.click(f"label[for=lang-{lang}]")
    assert watched.tab.evaluate("getComputedStyle(document.body).direction") == ("rtl" if lang == "ar" else "ltr")
    assert watched.tab.inner_text("h1") == {"ar": "مرصد", "en": "Marsad"}[lang]
    assert watched.complaints == []
    assert watched.requests == [page_file.as_uri()]


@pytest.mark.browser
def test_filters_agree_and_stand_in_the_address(watched: Any, page_file: Path) -> None:
    watched.tab.goto(page_file.as_uri())
    watched.tab.fill("input[name=q]", "بادية الرصافه")
    assert watched.tab.inner_text("[data-shown]") == "1"
    shown = (
        "[...document.querySelectorAll('.pin')].filter(p => p.style.display !== 'none').map(p => p.dataset.incident)"
    )
    assert watched.tab.evaluate(shown) == ["INC-2"]
    watched.tab.click(".incidents tr[data-incident=INC-2] .pick")
    address = watched.tab.url
    watched.tab.goto("about:blank")
    watched.tab.goto(address)
    assert watched.tab.inner_text("[data-shown]") == "1"
    assert watched.tab.is_visible("#INC-2")
    assert not watched.tab.is_visible("#INC-1")


@pytest.mark.browser
def test_without_script_the_evidence_is_still_marked(browser: Any, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(page_file.as_uri() + "#INC-1")
    assert tab.inner_text("#s-INC-1-r1 mark.ev-count") == "ثلاثة مدنيين"
    assert tab.is_visible("#INC-1")
    assert not tab.is_visible("#INC-2")
    context.close()
