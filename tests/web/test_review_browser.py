"""Review in a real browser: words chosen by mouse and keys, two people at one event, all bundled reports by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
pytest.importorskip("playwright", reason="Playwright is not installed")
from tests.web.conftest import TOKEN, served
from tests.web.sample import TEXTS

from marsad.export.marks import marks_of
from marsad.model import Action, Span
from marsad.pipeline.review import State, standing_verdicts, state_of
from marsad.store import Store

pytestmark = pytest.mark.browser
WORDS = "تعزيزات إلى"
#: letters of an Arabic keyboard by physical key
ARABIC = {"KeyA": "ش", "KeyJ": "ت", "KeyK": "ن", "KeyL": "م", "KeyN": "ى", "KeyR": "ق", "KeyS": "س", "KeyT": "ف",
          "KeyU": "ع", "KeyX": "ء"}  # fmt: skip


def press(tab: Any, code: str) -> None:
    """A key as an Arabic keyboard sends it: the physical key with the layout's letter."""
    letter = ARABIC[code]
    keys = tab.context.new_cdp_session(tab)
    keys.send("Input.dispatchKeyEvent", {"type": "keyDown", "code": code, "key": letter, "text": letter})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", "code": code, "key": letter})
    keys.detach()


def choose_by_mouse(tab: Any) -> None:
    """Drag over the words in the source text."""
    ends = tab.evaluate(
        """(words) => { const node = document.querySelector('#source').firstChild, at = node.data.indexOf(words);
        const range = new Range(); range.setStart(node, at); range.setEnd(node, at + words.length);
        const box = range.getBoundingClientRect();
        return [box.right - 1, box.left + 1, box.top + box.height / 2]; }""",
        WORDS,
    )
    tab.mouse.move(ends[0], ends[2])
    tab.mouse.down()
    tab.mouse.move(ends[1], ends[2], steps=4)
    tab.mouse.up()


def choose_by_keys(tab: Any) -> None:
    """Into the text, to the second word, and one word more."""
    tab.focus("#e1")
    press(tab, "KeyT")
    for keys in ("ArrowLeft", "ArrowLeft", "Shift+ArrowLeft"):
        tab.keyboard.press(keys)


@pytest.mark.parametrize("choose", [choose_by_mouse, choose_by_keys])
def test_a_missed_event_is_marked_by_its_words(tab: Any, base: str, store: Store, choose: Any) -> None:
    """The words chosen are the evidence of the new event, to the letter."""
    tab.goto(f"{base}/ar/review/r3")
    choose(tab)
    press(tab, "KeyN")
    assert tab.input_value("#missed textarea[name=words]") == WORDS
    assert tab.evaluate("document.activeElement.name") == "type"
    tab.select_option("#missed select[name=type]", "withdrawal")
    tab.focus("#missed input[name=why]")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.get_attribute("#e2", "data-state") == "reviewed"
    with store.view() as view:
        (coded,) = view.coded(["r3"])
    start = TEXTS["r3"].index(WORDS)
    assert coded.events[1].evidence == (Span(start, start + len(WORDS)),)
    assert coded.events[1].type == "withdrawal"


@pytest.fixture
def colleague(browser: Any, store: Store) -> Iterator[Any]:
    """A second person, in a browser of their own, on the same record."""
    with served(store, "Basil") as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/?token={TOKEN}")
        page.base = address
        yield page
        context.close()


def test_two_edit_one_event_and_nothing_is_lost(tab: Any, base: str, colleague: Any, store: Store) -> None:
    """The second is told who was first, still has what was written, and can put it in the first one's place."""
    tab.goto(f"{base}/en/review/r1?edit=e1#e1")
    colleague.goto(f"{colleague.base}/en/review/r1?edit=e1#e1")
    tab.select_option("#e1 .edit select[name=type]", "airstrike")
    tab.fill("#e1 .edit textarea[name=why]", "jets are named")
    with tab.expect_navigation():
        tab.click("#e1 .edit button.main")
    colleague.select_option("#e1 .edit select[name=type]", "bombing")
    colleague.fill("#e1 .edit input[name=low0]", "9")
    colleague.fill("#e1 .edit input[name=high0]", "")
    colleague.fill("#e1 .edit textarea[name=why]", "a car bomb, says the second sentence")
    with colleague.expect_navigation():
        colleague.click("#e1 .edit button.main")
    assert "Amal judged this event meanwhile" in colleague.inner_text("#e1 .conflict")
    assert "Air strike" in colleague.inner_text("#e1 h3")
    kept = [colleague.input_value(f"#e1 .edit {field}") for field in
            ("select[name=type]", "input[name=low0]", "textarea[name=why]")]  # fmt: skip
    assert kept == ["bombing", "9", "a car bomb, says the second sentence"]
    with store.view() as view:
        assert [(row.action, row.who) for row in view.decisions()] == [(Action.EDIT, "Amal")]
    with colleague.expect_navigation():
        colleague.click("#e1 .edit button.main")
    with store.view() as view:
        log = [(row.action, row.who) for row in view.decisions()]
        (coded,) = view.coded(["r1"])
        codings = [one.events[0].type for one in view.codings_of("r1")]
    assert log == [(Action.EDIT, "Amal"), (Action.UNDO, "Basil"), (Action.EDIT, "Basil")]
    assert (coded.events[0].type, coded.events[0].casualties[0].low) == ("bombing", 9)
    assert "airstrike" in codings


def test_two_judge_one_event(tab: Any, base: str, colleague: Any, store: Store) -> None:
    """The reason that the second one gave is still there to be read."""
    tab.goto(f"{base}/ar/review/r1")
    colleague.goto(f"{colleague.base}/ar/review/r1")
    with tab.expect_navigation():
        press(tab, "KeyA")
    colleague.fill("#why-e1", "ليس حدثاً")
    with colleague.expect_navigation():
        colleague.press("#why-e1", "Enter")
    told = colleague.inner_text("#e1 .conflict")
    assert "Amal" in told
    assert "ليس حدثاً" in told
    assert colleague.evaluate("document.activeElement.id") == "e1"
    with store.view() as view:
        assert [row.action for row in view.decisions()] == [Action.ACCEPT]


def test_what_cannot_be_read_is_kept(tab: Any, base: str) -> None:
    tab.goto(f"{base}/en/review/r1?edit=e1#e1")
    tab.fill("#e1 .edit input[name=low0]", "many")
    tab.fill("#e1 .edit textarea[name=why]", "as told")
    with tab.expect_navigation():
        tab.click("#e1 .edit button.main")
    assert "no range of people" in tab.inner_text("#e1 .conflict")
    assert tab.input_value("#e1 .edit input[name=low0]") == "many"
    assert tab.input_value("#e1 .edit textarea[name=why]") == "as told"
    tab.fill("#e1 .edit input[name=low0]", "2")
    with tab.expect_navigation():
        tab.click("#e1 .edit button.main")
    assert tab.get_attribute("#e1", "data-state") == "reviewed"


def test_split_by_keys(tab: Any, base: str, store: Store) -> None:
    """S opens the form at its first choice; arrows choose; Enter in the reason cuts."""
    tab.goto(f"{base}/ar/review/r1")
    with tab.expect_navigation():
        press(tab, "KeyS")
    assert tab.evaluate("[document.activeElement.name, document.activeElement.value]") == ["evidence0", "both"]
    tab.focus("input[name=casualty0]")
    tab.keyboard.press("ArrowDown")
    assert tab.is_checked("input[name=casualty0][value=second]")
    tab.fill("#e1 .edit input[name=why]", "حدثان")
    with tab.expect_navigation():
        tab.press("#e1 .edit input[name=why]", "Enter")
    assert tab.locator(".event[data-state=draft]").count() == 2
    with store.view() as view:
        (coded,) = view.coded(["r1"])
    assert [len(event.casualties) for event in coded.events] == [0, 1]


def focused(tab: Any) -> str:
    return tab.evaluate("document.activeElement.id || document.activeElement.dataset.key || ''")


def test_keys_work_after_the_last_event_of_a_report(tab: Any, base: str) -> None:
    """At the button that has the focus then: U takes back what was judged last, L goes on; A judges nothing."""
    tab.goto(f"{base}/en/review/r1?split=e1#e1")
    tab.check("input[name=casualty0][value=second]")
    tab.fill("#e1 .edit input[name=why]", "two acts")
    with tab.expect_navigation():
        tab.press("#e1 .edit input[name=why]", "Enter")
    cards = tab.locator(".event").evaluate_all("all => all.map(card => card.id)")
    for _ in cards:
        with tab.expect_navigation():
            press(tab, "KeyA")
    assert focused(tab) == "KeyL"
    for key in ("KeyK", "KeyJ"):
        tab.focus(".cards-head [data-key=KeyL]")
        press(tab, key)
        assert focused(tab) == cards[-1]
    tab.focus(".cards-head [data-key=KeyL]")
    press(tab, "KeyA")
    with tab.expect_navigation():
        press(tab, "KeyU")
    states = tab.locator(".event").evaluate_all("all => all.map(card => card.dataset.state)")
    assert states == ["reviewed", "draft"]
    with tab.expect_navigation():
        press(tab, "KeyA")
    with tab.expect_navigation():
        press(tab, "KeyL")
    assert "/en/review/r1" not in tab.url


def test_undo_at_the_button_needs_a_judgement_before_it(tab: Any, base: str) -> None:
    """Where nothing was judged since the page was opened, U there takes nothing back."""
    tab.goto(f"{base}/en/review/r1")
    with tab.expect_navigation():
        press(tab, "KeyA")
    tab.goto(f"{base}/en/review/r1")
    tab.focus(".cards-head [data-key=KeyL]")
    press(tab, "KeyU")
    press(tab, "KeyK")
    assert (focused(tab), tab.get_attribute("#e1", "data-state")) == ("e1", "reviewed")


def test_figures_split_and_same_without_script(browser: Any, base: str, store: Store) -> None:
    """Forms that the server draws and answers."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/?token={TOKEN}")
    page.goto(f"{base}/en/incidents/INC-1")
    page.click(".give summary >> nth=0")
    page.fill(".give input[name=high] >> nth=0", "8")
    page.fill(".give input[name=why] >> nth=0", "names counted")
    page.click(".give button.main >> nth=0")
    assert "names counted" in page.inner_text("#losses .by-person")
    page.goto(f"{base}/en/review/r1")
    page.click("text=Split in two")
    page.check("input[name=casualty0][value=second]")
    page.fill("#e1 .edit input[name=why]", "two acts")
    with page.expect_navigation():
        page.click("#e1 .edit button.main")
    assert page.locator(".event").count() == 2
    page.click("#e2 >> text=Same as")
    page.check("input[name=mate][value='r1/e1']")
    page.fill("#e2 .edit input[name=why]", "one act after all")
    page.click("#e2 .edit button.main")
    assert "one act after all" in page.inner_text("#e2")
    context.close()
    with store.view() as view:
        assert [row.action for row in view.decisions()] == [Action.OVERRIDE, Action.DIVIDE, Action.JUDGE]


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_merges_and_never_splits(browser: Any, base: str, store: Store, scripts: bool) -> None:
    """Without another incident Enter does nothing, though an event is chosen; with one it merges."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{base}/?token={TOKEN}")
    page.goto(f"{base}/en/incidents/INC-1")
    page.click(".joining summary")
    page.check(".joining input[value='e1/r2']")
    page.fill(".joining input[name=why]", "one raid")
    for field in ("why", "target"):
        page.press(f".joining input[name={field}]", "Enter")
    page.wait_for_timeout(300)
    with store.view() as view:
        assert list(view.decisions()) == []
    with page.expect_navigation():
        page.click(".joining button[value=split]")
    page.goto(f"{base}/en/incidents/INC-1")
    page.click(".joining summary")
    page.fill(".joining input[name=why]", "one raid")
    page.fill(".joining input[name=target]", "INC-2")
    with page.expect_navigation():
        page.press(".joining input[name=why]", "Enter")
    context.close()
    with store.view() as view:
        assert [row.action for row in view.decisions()] == [Action.SPLIT, Action.MERGE]


def test_what_was_wrong_is_shown_at_its_form(tab: Any, base: str) -> None:
    """The form stands open, in sight, with the cursor in it."""
    tab.goto(f"{base}/ar/names")
    tab.click("details.missed summary")
    spot = {"name": "زنبركية الميلسون", "lat": "٩٥", "lon": "38,9", "admin1": "حمص", "why": "بلدة"}
    for name, value in spot.items():
        tab.fill(f".missed input[name={name}]", value)
    with tab.expect_navigation():
        tab.press(".missed input[name=why]", "Enter")
    assert tab.evaluate("document.activeElement.name") == "lat"
    assert {name: tab.input_value(f".missed input[name={name}]") for name in spot} == spot
    assert tab.locator(".missed .conflict").is_visible()
    tab.fill(".missed input[name=lat]", "٣٤٫٩")
    with tab.expect_navigation():
        tab.press(".missed input[name=lat]", "Enter")
    assert "/ar/names/places/own." in tab.url


def test_all_bundled_reports_are_reviewed_by_keys_alone(browser: Any, demo: Store) -> None:
    """With an Arabic keyboard, from the first page to an empty queue: at most three keys for an event."""
    with served(demo) as address:
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(f"{address}/?token={TOKEN}")
        tab.goto(f"{address}/ar/")
        with tab.expect_navigation():
            press(tab, "KeyR")
        with demo.view() as view:
            events = [(coded.id, event.id) for coded in view.coded() for event in coded.events]
        pressed = 1
        while pressed <= 3 * len(events) and "/review/" in tab.url:
            waits = tab.locator(".event[data-state=draft]").count() > 0
            with tab.expect_navigation():
                press(tab, "KeyA" if waits else "KeyL")
            pressed += 1
        context.close()
    with demo.view() as view:
        verdicts = standing_verdicts(view.decisions())
    assert {key for key in events if state_of(verdicts.get(key)) is State.REVIEWED} == set(events)
    assert pressed <= 3 * len(events)


def test_every_mark_of_the_bundled_reports_is_the_very_words(browser: Any, demo: Store) -> None:
    """What the browser marks for each event is the slice that Python marks."""
    with demo.view() as view:
        coded = [row for row in view.coded() if row.events]
        texts = {report.id: report.text for report in view.reports()}
    got, expected = [], []
    with served(demo) as address:
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(f"{address}/?token={TOKEN}")
        for row in coded:
            tab.goto(f"{address}/en/review/{row.id}")
            for event in row.events:
                tab.focus(f"#{event.id}")
                found = tab.evaluate(
                    "[...CSS.highlights].flatMap(([name, marks]) => [...marks].map((one) => [name, one.toString()]))"
                )
                got.append((row.id, event.id, sorted(map(tuple, found))))
                text = texts[row.id]
                marks = {(mark.span, mark.kind) for mark in marks_of(event, len(text))}
                words = sorted((f"ev-{kind}", text[span.start : span.end]) for span, kind in marks)
                expected.append((row.id, event.id, words))
        context.close()
    assert got == expected
