"""Takes a picture of every page of the workplace and of the one-file page, in Arabic and in English.

    python docs/screenshots.py [--only review]

Needs the extra `web`, Playwright for Python, and Chromium (named in MARSAD_CHROMIUM, or found on the path). The pages
show the bundled reports as the package itself codes and joins them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import chdir, contextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from marsad.errors import AccountError
from marsad.export.page import write_page
from marsad.model import Given
from marsad.model.account import Role, Scope
from marsad.pipeline.accounts import Hand, add_account, set_role
from marsad.pipeline.credentials import new_password
from marsad.pipeline.demo import sample_reports
from marsad.pipeline.figures import give_figures
from marsad.pipeline.join import held_incident
from marsad.pipeline.keep import keep_reports
from marsad.pipeline.review import accept, reject, standing_verdicts
from marsad.pipeline.sign_in import make_token, offer_second_factor, sign_in
from marsad.store import Store, open_store
from marsad.web.app import make_app

OUT = Path(__file__).parent / "screens"
TOKEN = "pictures"
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 860}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def fill(store: Store) -> str:
    """Code and join the bundled reports, judge some events; gives the incident with the most reports."""
    keep_reports(store, sample_reports(), "bundled reports")
    with store.writer() as writer:
        keys = [(coded.id, event.id) for coded in writer.coded() for event in coded.events]
        for key in keys[:4]:
            accept(writer, key, "Amal")
        reject(writer, keys[4], "Amal", "Told twice in this report")
        disputed = [one for one in writer.incidents() if one.denied_by]
        largest = max(disputed or list(writer.incidents()), key=lambda one: len(one.members))
        shown = held_incident(writer, largest.id)
    toll = shown.tolls[0]
    given = Given(toll.of, toll.harm, toll.low, toll.best + 2, toll.high + 5)
    give_figures(store, shown.id, given, "Amal", "Names of the dead in a list of the local council")
    return shown.id


def staff(store: Store) -> str:
    """Some accounts, tokens and signs of work; gives the cookie of a session of the owner."""
    desk, password = Hand("desk", address="command line"), new_password()
    people = {
        "Amal": Role.OWNER,
        "Salma": Role.MANAGER,
        "Omar": Role.REVIEWER,
        "سليم": Role.CODER,
        "Press desk": Role.DATA_VIEWER,
    }
    with store.writer() as writer:
        for name, role in people.items():
            add_account(writer, desk, name, role, password)
        amal = Hand("Amal", address="10.0.0.7")
        set_role(writer, amal, "Salma", Role.REVIEWER)
        make_token(writer, amal, "Weekly map", [Scope.READ, Scope.EXPORT], 90)
        offer_second_factor(writer, amal)
    for name, word in (("Omar", "not this one"), ("Omar", password), ("Amal", password)):
        with suppress(AccountError):
            held = sign_in(store, name, word, "", "10.0.0.7", "Firefox 140 (Linux)")
    return held[1]


@contextmanager
def served(store: Store) -> Iterator[str]:
    """The workplace on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(make_app(store, TOKEN, "Amal"), port=0, log_level="error"))
    socket = server.config.bind_socket()
    socket.listen()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def pages_of(store: Store, incident: str) -> dict[str, str]:
    """The pages by the name of their picture."""
    with store.view() as view:
        report = held_incident(view, incident).members[0][0]
        word = view.incident(incident)
        place = word.places[0].name if word and word.places else ""
        judged = standing_verdicts(view.decisions())
        events = {(row.id, event.id): event for row in view.coded() for event in row.events}
    parts = {key: len(one.evidence) + len(one.casualties) for key, one in events.items() if key not in judged}
    cut = max(parts, key=lambda key: parts[key])
    return {
        "home": "",
        "incidents": "incidents",
        "incident": f"incidents/{incident}",
        "queue": "review",
        "review": f"review/{report}",
        "split": f"review/{cut[0]}?split={cut[1]}#{cut[1]}",
        "search": f"search?q={place}",
        "sources": "sources",
        "names": "names",
        "place": "names/places/sy-hi.sukhna",
        "party": "names/parties/sdf",
        "history": "history",
        "help": "help",
        "settings": "settings",
        "accounts": "settings/accounts",
        "access": "settings/access",
        "why": "why",
        "public": "public",
    }


def take(browser: Any, base: str, pages: dict[str, str], page_file: Path, cookie: str) -> None:
    """All pictures: every page in both languages; a dark and a narrow one; the one-file page."""
    context = browser.new_context(viewport=WIDE)
    tab = context.new_page()
    for lang in ("ar", "en"):
        tab.goto(f"{base}/{lang}/sign-in")
        tab.screenshot(path=OUT / f"sign-in-{lang}.png")
    context.add_cookies([{"name": "marsad_session", "value": cookie, "url": base}])
    for name, address in pages.items():
        for lang in ("ar", "en"):
            tab.goto(f"{base}/{lang}/{address}")
            tab.screenshot(path=OUT / f"{name}-{lang}.png")
    if "incidents" in pages:
        tab.emulate_media(color_scheme="dark")
        tab.goto(f"{base}/ar/incidents")
        tab.screenshot(path=OUT / "incidents-dark.png")
        tab.emulate_media(color_scheme="light")
    if "review" in pages:
        tab.set_viewport_size(NARROW)
        tab.goto(f"{base}/ar/{pages['review']}")
        tab.screenshot(path=OUT / "review-narrow.png")
        tab.set_viewport_size(WIDE)
    for lang in ("ar", "en"):
        tab.goto(f"{page_file.as_uri()}#&lang={lang}")
        tab.reload()
        tab.screenshot(path=OUT / f"page-{lang}.png")


def main() -> None:
    """Fill a store of its own, serve it, and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="the name of one page")
    only = parser.parse_args().only
    chromium = os.environ.get("MARSAD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chdir(folder), open_store("badia.marsad") as store:
        incident = fill(store)
        page_file = Path(folder) / "incidents.html"
        with store.view() as view:
            write_page(view.incidents(), view.reports(), view.coded(), page_file)
        cookie = staff(store)
        pages = {name: to for name, to in pages_of(store, incident).items() if only in (None, name)}
        with served(store) as base, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
            take(browser, base, pages, page_file, cookie)
            browser.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


if __name__ == "__main__":
    main()
