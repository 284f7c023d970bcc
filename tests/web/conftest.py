"""A browser that reports every request, console message and error, and the page to open in it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.web.sample import CODED, INCIDENTS, REPORTS

from marsad.export.page import write_page
from marsad.pipeline.demo import sample_reports
from marsad.pipeline.keep import keep_reports
from marsad.store import Store, open_store

CHROMIUM = os.environ.get("MARSAD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
#: what the link of every workplace under test carries
TOKEN = "once-only"
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


@pytest.fixture(autouse=True)
def own_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own tables, empty at first, so that none of this machine is read or written."""
    monkeypatch.setenv("MARSAD_GAZETTEER", str(tmp_path / "own" / "gazetteer.csv"))
    return tmp_path / "own"


@pytest.fixture
def store(tmp_path: Path, sample_store: Path) -> Iterator[Store]:
    """A copy of the sample store, to write to."""
    copy = tmp_path / "sample.marsad"
    shutil.copyfile(sample_store, copy)
    with open_store(copy) as held:
        yield held


@pytest.fixture
def client(store: Store) -> Iterator[Any]:
    """A client that opened the link, and writes."""
    from fastapi.testclient import TestClient

    from marsad.web.app import make_app

    with TestClient(make_app(store, TOKEN, "Amal")) as made:
        made.get(f"/?token={TOKEN}")
        yield made


@contextmanager
def served(store: Store, who: str = "Amal") -> Iterator[str]:
    """The address of a workplace on a store, where `who` sits, served on a free port."""
    import uvicorn

    from marsad.web.app import make_app

    server = uvicorn.Server(uvicorn.Config(make_app(store, TOKEN, who), port=0, log_level="error"))
    socket = server.config.bind_socket()
    socket.listen()  # so that the first request waits for the server and is not refused
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled reports, coded and joined."""
    where = tmp_path_factory.mktemp("demo") / "demo.marsad"
    with open_store(where) as store:
        keep_reports(store, sample_reports(), "bundled reports")
    return where


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, to write to."""
    copy = tmp_path / "demo.marsad"
    copy.write_bytes(demo_file.read_bytes())
    with open_store(copy) as store:
        yield store


@pytest.fixture
def base(store: Store) -> Iterator[str]:
    """The address of a workplace on a copy of the sample."""
    with served(store) as address:
        yield address


@pytest.fixture
def tab(watched: Watched, base: str) -> Any:
    """A tab that opened the link."""
    watched.tab.goto(f"{base}/?token={TOKEN}")
    return watched.tab


PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def staffed_store(tmp_path_factory: pytest.TempPathFactory, sample_store: Path) -> Path:
    """A closed copy of the sample with an account for every role, named after it; all have one password."""
    pytest.importorskip("argon2", reason="the extra `web` is not installed")
    from datetime import UTC, datetime

    from marsad.model.account import Account, Role
    from marsad.pipeline.credentials import hash_password

    where = tmp_path_factory.mktemp("staffed") / "staffed.marsad"
    shutil.copyfile(sample_store, where)
    kept = hash_password(PASSWORD)
    with open_store(where) as made, made.writer() as writer:
        for role in Role:
            writer.keep_account(Account(role.value, role, datetime.now(UTC), kept))
    return where


@pytest.fixture
def staffed(tmp_path: Path, staffed_store: Path) -> Iterator[Any]:
    """A copy of that, to write to."""
    where = tmp_path / "staffed.marsad"
    shutil.copyfile(staffed_store, where)
    with open_store(where) as held:
        yield held


def cookie_for(store: Any, name: str) -> str:
    """A session's secret, without the slow digest of a password."""
    from marsad.pipeline.sign_in import open_session

    with store.writer() as writer:
        account = writer.account(name)
        return open_session(writer, account, "10.0.0.1", "test")
