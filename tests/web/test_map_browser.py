"""The list, its map, timeline and facets in a real browser: linked both ways, one count, one state in the address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
pytest.importorskip("playwright", reason="Playwright is not installed")
from tests.web.conftest import TOKEN, served
from tests.web.sample import CODED, INCIDENTS, REPORTS, TEXTS, TOWN

from marsad.store import Store, open_store

pytestmark = pytest.mark.browser
LOOKS = [
    "",
    "?family=fire",
    "?family=fire&family=ground&state=draft",
    "?from=2021-01-01&to=2022-12-31",
    "?killed=5&order=deadliest",
    "?box=35,30,45,38",
    "?admin1=SY-HI",
    "?q=السخنة",
]


@pytest.fixture
def atlas(browser: Any, demo: Store) -> Iterator[Any]:
    """A tab on the bundled record."""
    with served(demo) as address:
        context = browser.new_context(viewport={"width": 1300, "height": 900})
        page = context.new_page()
        page.base = address
        page.goto(f"{address}/?token={TOKEN}")
        yield page
        context.close()


TELL = """() => {
  const ids = (query) => new Set([...document.querySelectorAll(query)].map((one) => one.dataset.incident)).size;
  const numbers = [...document.querySelectorAll('main [role=status] b')].map((one) => +one.textContent);
  const days = [...document.querySelectorAll('tr[data-incident] .day')];
  const bars = [...document.querySelectorAll('.bar title')].map((one) => +one.textContent.split(': ')[1]);
  return { found: numbers[0], unmapped: numbers[1] ?? 0, rows: ids('tr[data-incident]'), pins: ids('.pin'),
    undated: days.filter((one) => !/[0-9]/.test(one.textContent)).length,
    bars: bars.reduce((sum, one) => sum + one, 0) };
}"""
MARK_ALL = """(spans) => {
  const node = document.querySelector('#source').firstChild, points = [...node.data];
  const marks = CSS.highlights.get('ev-act');
  const unit = (point) => points.slice(0, point).join('').length;
  marks.clear();
  for (const [start, end] of spans) {
    const one = new Range();
    one.setStart(node, unit(start));
    one.setEnd(node, unit(end));
    marks.add(one);
  }
}"""
BOX = """(words) => {
  const node = document.querySelector('#source').firstChild, at = node.data.indexOf(words), range = new Range();
  range.setStart(node, at);
  range.setEnd(node, at + words.length);
  const box = document.createElement('span');
  box.style.display = 'inline-block';
  range.surroundContents(box);
}"""


def spans_in(text: str) -> list[tuple[int, int]]:
    """Every word, every word from its second letter on, all of the text: marks in joined letters, one over another."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", text)]
    letters = [(start, end) for start, end in words if end - start > 2 and text[start + 1].isalpha()]
    return [*words, *((start + 1, end) for start, end in letters), (0, len(text))]


def told(page: Any) -> dict[str, int]:
    """What the page says is found, and what its parts show."""
    return dict(page.evaluate(TELL))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_list_map_timeline_and_download_agree(atlas: Any, lang: str) -> None:
    """Under every filter each part shows the same incidents; what has no place is told."""
    counts = []
    for look in LOOKS:
        atlas.goto(f"{atlas.base}/{lang}/incidents{look}")
        shown = told(atlas)
        assert shown["rows"] == shown["found"], look
        assert shown["pins"] + shown["unmapped"] == shown["found"], look
        assert shown["bars"] + shown["undated"] == shown["found"], look
        link = atlas.get_attribute(".downloads a >> nth=0", "href")
        body = atlas.request.get(f"{atlas.base}{link}").body().decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(body)))) == shown["found"], look
        counts.append(shown["found"])
    assert len(set(counts)) > 4
    assert min(counts) > 0


def test_facet_counts_are_what_a_choice_leaves(atlas: Any) -> None:
    atlas.goto(f"{atlas.base}/en/incidents")
    for n in range(3):
        facet = atlas.locator(".facet").nth(n)
        expected = int(facet.locator("b").inner_text())
        with atlas.expect_navigation():
            facet.click()
        assert told(atlas)["found"] == expected
        atlas.go_back()


def test_rows_and_points_show_each_other(atlas: Any) -> None:
    atlas.goto(f"{atlas.base}/en/incidents?family=bomb")
    row = atlas.locator("tr[data-incident]").first
    row.hover()
    assert atlas.locator(".pin.is-picked").count() == 1
    atlas.mouse.move(5, 5)
    assert atlas.locator(".pin.is-picked").count() == 0
    row.locator("a").first.focus()
    assert atlas.locator(".pin.is-picked").count() == 1
    pin = atlas.locator(".pin:visible").first
    pin.hover(force=True)
    pointed = atlas.locator("tr.is-pointed").evaluate_all("(rows) => rows.map((row) => row.dataset.incident)")
    assert pin.get_attribute("data-incident") in pointed
    assert len(pointed) == int(pin.locator("text").text_content() or 1)


def test_the_map_narrows_the_list(atlas: Any) -> None:
    """Taking only what is shown leaves fewer; back brings all back, forward the part; the chip takes it off."""
    atlas.goto(f"{atlas.base}/ar/incidents?order=oldest")
    whole = told(atlas)["found"]
    numbers = atlas.locator(".pin:visible text").all_text_contents()
    atlas.locator(".pin:visible").nth(numbers.index(max(numbers, key=lambda one: int(one or 0)))).click(force=True)
    with atlas.expect_navigation():
        atlas.click("#narrow-to-map")
    part, address = told(atlas), atlas.url
    assert 0 < part["found"] < whole
    assert "order=oldest" in address
    atlas.go_back()
    assert (told(atlas)["found"], atlas.input_value("input[name=box]")) == (whole, "")
    atlas.go_forward()
    assert (atlas.url, told(atlas)) == (address, part)
    with atlas.expect_navigation():
        atlas.click(".chip")
    assert told(atlas)["found"] == whole


def test_a_point_with_several_incidents_lists_them(browser: Any, tmp_path: Path) -> None:
    """Incidents on one point cannot be told apart by zooming: choosing the point lists them."""
    with open_store(tmp_path / "crowded.marsad") as store:
        with store.writer() as writer:
            writer.add_reports(REPORTS, "test")
            writer.add_coded(CODED)
            writer.add_incidents([replace(incident, places=(TOWN,)) for incident in INCIDENTS])
        with served(store) as address, browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{address}/?token={TOKEN}")
            page.goto(f"{address}/en/incidents")
            pin = page.locator(".pin:visible").first
            assert pin.locator("text").text_content() == str(len(INCIDENTS))
            with page.expect_navigation():
                pin.click(force=True)
            assert "box=" in page.url
            assert told(page)["found"] == len(INCIDENTS)


def test_brush_facet_page_and_order_come_back(atlas: Any) -> None:
    """Back and forward bring back filters, form fields and rows, from an incident's page too."""
    atlas.goto(f"{atlas.base}/ar/incidents")
    seen = [(atlas.url, told(atlas))]

    def step(act: Any) -> None:
        with atlas.expect_navigation():
            act()
        seen.append((atlas.url, told(atlas)))

    box = atlas.locator(".timeline").bounding_box()
    assert box

    def brush() -> None:
        atlas.mouse.move(box["x"] + 0.55 * box["width"], box["y"] + 20)
        atlas.mouse.down()
        atlas.mouse.move(box["x"] + 5, box["y"] + 20, steps=5)
        atlas.mouse.up()

    step(brush)
    step(lambda: atlas.locator(".facet").first.click())
    step(lambda: atlas.select_option("select[name=order]", "deadliest"))
    atlas.locator("a.pick").first.click()
    atlas.wait_for_selector("[data-page=incident]")
    for address, shown in reversed(seen):
        atlas.go_back()
        assert (atlas.url, told(atlas)) == (address, shown)
    for address, shown in seen[1:]:
        atlas.go_forward()
        assert (atlas.url, told(atlas)) == (address, shown)
    assert atlas.input_value("select[name=order]") == "deadliest"
    assert len({shown["found"] for _, shown in seen}) >= 3


@pytest.mark.parametrize("look", ["", "?family=fire", "?box=35,30,45,38"])
def test_the_same_address_without_script(browser: Any, demo: Store, look: str) -> None:
    """The server's own drawing and table, with links that need no script."""
    with served(demo) as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/?token={TOKEN}")
        page.goto(f"{address}/en/incidents{look}")
        rows, pins = page.locator("tr[data-incident]").count(), page.locator("svg.map .pin circle").count()
        assert rows == int(page.locator("main [role=status] b").first.inner_text())
        assert pins >= rows - 1
        assert page.locator("svg.map .outlines path").count() > 3
        assert page.locator("#narrow-to-map").is_hidden()
        name = page.locator(".pin").first.get_attribute("href")
        assert page.request.get(f"{address}{name}").status == 200
        context.close()


def test_no_pixel_changes_under_a_mark(browser: Any, store: Store) -> None:
    """With marks that have no colour, not one pixel differs from the unmarked text: in joined letters, beneath signs,
    beside emoji. Boxes round the same words, as other tools draw them, do change it.
    """
    with served(store) as address:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(f"{address}/?token={TOKEN}")
        page.goto(f"{address}/ar/review/r1")
        bare = "background: transparent; color: inherit; text-decoration: none"
        kinds = ("act", "count", "who", "place", "time", "source")
        page.add_style_tag(content="".join(f"::highlight(ev-{kind}) {{ {bare} }}" for kind in kinds))
        text = page.locator("#source")
        assert page.evaluate("[...CSS.highlights.values()].some((one) => one.size)")
        page.evaluate(MARK_ALL, spans_in(TEXTS["r1"]))
        assert page.evaluate("CSS.highlights.get('ev-act').size") > 10
        marked = text.screenshot()
        page.evaluate("CSS.highlights.clear()")
        assert text.screenshot() == marked
        page.evaluate(BOX, TEXTS["r1"].split()[2][1:4])
        assert text.screenshot() != marked
        context.close()
