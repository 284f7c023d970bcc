"""Sign-in, settings and roles in a real browser: quiet, without barriers, also without script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
pytest.importorskip("playwright", reason="Playwright is not installed")
import pyotp
import uvicorn
from tests.web.conftest import PASSWORD, cookie_for

from marsad.store import SqlStore
from marsad.web.app import make_app

pytestmark = pytest.mark.browser


@pytest.fixture
def base(staffed: SqlStore) -> Iterator[str]:
    """The address of a workplace with accounts, served on a free port."""
    server = uvicorn.Server(uvicorn.Config(make_app(staffed, "", "desk"), port=0, log_level="error"))
    socket = server.config.bind_socket()
    socket.listen()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def enter(tab: Any, base: str, name: str, code: str = "", lang: str = "en") -> None:
    tab.goto(f"{base}/{lang}/sign-in")
    tab.fill("input[name=name]", name)
    tab.fill("input[name=password]", PASSWORD)
    tab.fill("input[name=code]", code)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def barriers(tab: Any) -> list[Any]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    found = axe.Axe().run(tab, options=rules).response["violations"]
    return [(one["id"], node["target"], node["failureSummary"]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize(("lang", "scheme"), [("ar", "dark"), ("en", "light")])
def test_the_second_factor_is_set_up_and_asked_for(watched: Any, base: str, lang: str, scheme: str) -> None:
    """From the first sign-in to one with a recovery code; every page on the way is quiet and without barriers."""
    tab = watched.tab
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{base}/{lang}/incidents")
    told = barriers(tab)
    enter(tab, base, "manager", lang=lang)
    tab.goto(f"{base}/{lang}/settings")
    with tab.expect_navigation():
        tab.click("button[value=offer]")
    told += barriers(tab)
    assert tab.locator(".picture svg").bounding_box()["width"] > 100
    secret = tab.inner_text("#second_factor .secret").replace(" ", "")
    tab.fill("#second_factor input[name=password]", PASSWORD)
    tab.fill("#second_factor input[name=code]", pyotp.TOTP(secret).now())
    with tab.expect_navigation():
        tab.click("button[value=confirm]")
    told += barriers(tab)
    code = tab.locator(".codes code").first.inner_text()
    with tab.expect_navigation():
        tab.click("form[action$=sign-out] button")
    enter(tab, base, "manager", lang=lang)
    assert tab.locator("[role=alert]").count() == 1
    told += barriers(tab)
    watched.complaints.clear()  # the browser itself notes that the answer was 401
    enter(tab, base, "manager", code, lang=lang)
    assert tab.url == f"{base}/{lang}/"
    assert told == []
    assert watched.complaints == []
    assert [url for url in watched.requests if not url.startswith(base)] == []


def test_settings_work_without_script(browser: Any, base: str) -> None:
    """A token is made and revoked, the language changed, other sessions ended."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    enter(tab, base, "viewer")
    tab.goto(f"{base}/en/settings")
    tab.fill("input[name=label]", "Weekly map")
    tab.click("button:has-text('Make a token')")
    assert tab.inner_text(".once code").startswith("msd_")
    tab.click("button:has-text('Revoke')")
    assert tab.locator("text=Weekly map").count() == 0
    tab.select_option("#tongue", "ar")
    tab.click("#language button")
    assert tab.get_attribute("html", "lang") == "ar"
    context.close()


def test_a_viewer_is_offered_no_verdict_and_keys_give_none(browser: Any, base: str, staffed: SqlStore) -> None:
    context = browser.new_context()
    context.add_cookies([{"name": "marsad_session", "value": cookie_for(staffed, "viewer"), "url": base}])
    tab = context.new_page()
    tab.goto(f"{base}/en/review/r1")
    assert tab.locator(".event").count() == 1
    assert tab.locator(".event .verbs").is_hidden()
    tab.focus("#e1")
    for key in "aeun":
        tab.keyboard.press(key)
    assert tab.url == f"{base}/en/review/r1"
    assert barriers(tab) == []
    with staffed.view() as view:
        assert list(view.decisions()) == []
    context.close()


def test_the_second_of_two_people_hears_of_the_first(browser: Any, base: str, staffed: SqlStore) -> None:
    """Both have the event open; nothing of the first verdict is lost, and the second person is told whose it is."""
    tabs = {}
    for name in ("coder", "reviewer"):
        context = browser.new_context()
        context.add_cookies([{"name": "marsad_session", "value": cookie_for(staffed, name), "url": base}])
        tabs[name] = context.new_page()
        tabs[name].goto(f"{base}/en/review/r1")
    tabs["coder"].click("#e1 button:has-text('Accept')")
    tabs["reviewer"].fill("#why-e1", "told twice")
    with tabs["reviewer"].expect_navigation():
        tabs["reviewer"].click("#e1 button:has-text('Reject')")
    assert "coder judged this event meanwhile" in tabs["reviewer"].inner_text("main")
    with staffed.view() as view:
        assert [(row.action, row.who) for row in view.decisions()] == [("accept", "coder")]
    for tab in tabs.values():
        tab.context.close()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_data_only_viewer_walks_the_public_form(watched: Any, base: str, staffed: SqlStore, lang: str) -> None:
    tab = watched.tab
    cookie = {"name": "marsad_session", "value": cookie_for(staffed, "data-viewer"), "url": base}
    tab.context.add_cookies([cookie])
    tab.goto(f"{base}/{lang}/")
    assert tab.url == f"{base}/{lang}/public"
    told = barriers(tab)
    with tab.expect_navigation():
        tab.click("tr[data-incident] a")
    assert tab.url == f"{base}/{lang}/public/INC-1"
    told += barriers(tab)
    for page in ("settings", "why"):
        tab.goto(f"{base}/{lang}/{page}")
        told += barriers(tab)
    assert told == []
    assert watched.complaints == []
    tab.goto(f"{base}/{lang}/review/r1")
    assert tab.get_attribute("body", "data-page") == "refused"
    assert barriers(tab) == []
