"""The workplace in a real browser: quiet pages, exact marks, review by keyboard, no script, no barrier."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
pytest.importorskip("playwright", reason="Playwright is not installed")
from tests.web.conftest import TOKEN
from tests.web.sample import CODED, TEXTS

from marsad.export.marks import marks_of

pytestmark = pytest.mark.browser
PAGES = ("", "incidents", "incidents/INC-1", "review", "review/r1", "review/r1?edit=e1", "review/r1?split=e1",
         "review/r1?same=e1", "names/places/sy-hi.sukhna", "names/parties/sdf", "names?q=السخنة", "search?q=السخنة",
         "sources", "sources/sohr", "names", "history", "help", "settings", "settings/accounts", "settings/access",
         "settings/sessions", "why", "public", "public/INC-1")  # fmt: skip


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_page_is_quiet(watched: Any, tab: Any, base: str, lang: str) -> None:
    """Nothing asked of another machine, nothing on the console: no error, no refused style or script."""
    for page in PAGES:
        tab.goto(f"{base}/{lang}/{page}")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith(base)] == []


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "light"), ("en", "dark")])
def test_no_barrier_on_any_page(tab: Any, base: str, lang: str, scheme: str) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    tab.emulate_media(color_scheme=scheme)
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    told = []
    for page in PAGES:
        tab.goto(f"{base}/{lang}/{page}")
        found = axe.Axe().run(tab, options=rules).response["violations"]
        told += [(page, one["id"], node["target"], node["failureSummary"]) for one in found for node in one["nodes"]]
    assert told == []


def test_marks_are_the_very_words_of_the_focused_event(tab: Any, base: str) -> None:
    tab.goto(f"{base}/ar/review/r1")
    got = tab.evaluate(
        "[...CSS.highlights].flatMap(([name, marks]) => [...marks].map((range) => [name, range.toString()]))"
    )
    expected = {
        (f"ev-{m.kind}", TEXTS["r1"][m.span.start : m.span.end]) for m in marks_of(CODED[0].events[0], len(TEXTS["r1"]))
    }
    assert {tuple(one) for one in got} == expected
    assert tab.evaluate("document.querySelector('#source').childNodes.length") == 1


def test_review_by_physical_keys_on_an_arabic_layout(tab: Any, base: str) -> None:
    """The A key accepts though the layout gives it another letter; then U takes it back; X asks for a reason."""
    tab.goto(f"{base}/ar/review/r1")

    def press(code: str, letter: str) -> None:
        event = "new KeyboardEvent('keydown', {code, key, bubbles: true})"
        tab.evaluate(f"([code, key]) => document.activeElement.dispatchEvent({event})", [code, letter])

    with tab.expect_navigation():
        press("KeyA", "ش")
    assert tab.get_attribute("#e1", "data-state") == "reviewed"
    assert tab.inner_text("#said")
    tab.focus("#e1")
    with tab.expect_navigation():
        press("KeyU", "ع")
    assert tab.get_attribute("#e1", "data-state") == "draft"
    press("KeyX", "ء")
    assert tab.evaluate("document.activeElement.id") == "why-e1"
    tab.keyboard.type("xa")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.get_attribute("#e1", "data-state") == "rejected"


def test_single_keys_can_be_turned_off(tab: Any, base: str) -> None:
    tab.goto(f"{base}/en/review/r1")
    tab.uncheck("#keys-on")
    tab.goto(f"{base}/en/review/r1")
    tab.keyboard.press("a")
    assert not tab.is_checked("#keys-on")
    assert tab.get_attribute("#e1", "data-state") == "draft"


def test_brush_narrows_the_list_and_back_brings_it_back(tab: Any, base: str) -> None:
    tab.goto(f"{base}/ar/incidents")
    assert tab.locator("tr[data-incident]").count() == 2
    with tab.expect_navigation():
        tab.locator(".bar rect").click()
    assert "from=2024-01-02" in tab.url
    assert tab.locator("tr[data-incident]").count() == 1
    tab.go_back()
    assert tab.locator("tr[data-incident]").count() == 2
    assert tab.input_value("input[name=from]") == ""


def test_the_whole_loop_without_script(browser: Any, base: str) -> None:
    """Map, list, evidence and verdicts work where scripts are off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/?token={TOKEN}")
    page.goto(f"{base}/en/incidents")
    assert page.locator("svg.map .pin").count() == 2
    page.goto(f"{base}/en/review/r1")
    assert page.inner_text("#source mark.ev-count") == "ثلاثة مدنيين"
    page.click("#e1 button:has-text('Accept')")
    assert page.get_attribute("#e1", "data-state") == "reviewed"
    context.close()


def test_everything_is_reviewed_by_keyboard_alone(tab: Any, base: str) -> None:
    """From the first page: R, then A and L; at most three keys for an event."""
    tab.goto(f"{base}/ar/")
    keys = 0
    with tab.expect_navigation():
        tab.keyboard.press("KeyR")
    while "/review/" in tab.url and keys < 3 * len(CODED):
        for code in ("KeyA", "KeyL") if tab.locator(".event[data-state=draft]").count() else ("KeyL",):
            with tab.expect_navigation():
                tab.keyboard.press(code if code == "KeyA" else "Enter")
            keys += 1
    assert tab.url == f"{base}/ar/review"
    assert tab.locator(".queue").count() == 0
    assert keys <= 3 * len(CODED)


def test_marks_move_no_letter(tab: Any, base: str) -> None:
    """Every character stands where it stood without marks, in the middle of joined words too."""
    tab.goto(f"{base}/ar/review/r1")
    boxes = """() => { const node = document.querySelector('#source').firstChild, range = new Range();
        return [...Array(node.length).keys()].map((at) => { range.setStart(node, at); range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; }); }"""
    marked = tab.evaluate(boxes)
    tab.evaluate("CSS.highlights.clear()")
    assert marked == tab.evaluate(boxes)
    assert any(width for _, _, width, _ in marked)
