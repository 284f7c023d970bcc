"""A browser that reports every request, console message and error, and the page to open in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.sample import CODED, INCIDENTS, REPORTS

from marsad.export.page import write_page
from marsad.store import open_store

CHROMIUM = os.environ.get("MARSAD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The distribution's Chromium, driven by Playwright; tests that need it are skipped where one of them is absent."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine (name one in MARSAD_CHROMIUM)")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Watched:
    """A browser tab and everything that it asked for or complained about."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab
        self.complaints: list[str] = []
        self.requests: list[str] = []
        tab.on("console", lambda message: self.complaints.append(message.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def watched(browser: Any) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield Watched(context.new_page())
    context.close()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store of the sample."""
    where = tmp_path_factory.mktemp("store") / "sample.marsad"
    with open_store(where) as made, made.writer() as writer:
        writer.add_reports(REPORTS, "test")
        writer.add_coded(CODED)
        writer.add_incidents(INCIDENTS)
    return where


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one-file page of the sample."""
    out = tmp_path_factory.mktemp("page") / "incidents.html"
    write_page(INCIDENTS, REPORTS, CODED, out)
    return out
