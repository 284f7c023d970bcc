"""How fast the workplace is on made-up records: pages in server time, and a brush in a real browser.

    python bench/workplace.py [INCIDENTS] [MANY]

The first store holds INCIDENTS (20,000), made as in `link.py`; the second MANY (200,000), ten like each of the first.
Server time is from request to whole page, without a network. The brush is drawn by Playwright in the machine's
Chromium, from the release of the button to the new page painted; left out where one of the two is absent.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from link import make_events

from marsad.model import CodedReport, Event, Incident, StoredEvent, Why
from marsad.pipeline.review import accept, mend
from marsad.reconcile import Linker, load_linker
from marsad.reconcile.merge import merge_events
from marsad.store import Store, Writer, open_store
from marsad.store import schema as t
from marsad.web.app import make_app

TOKEN = "bench"
#: incidents that are written in one transaction
STEP = 1000
NARROWED = "family=fire&family=ground&from=2015-03-01&to=2016-06-30"
PAGES = {
    "list and map, all": "/ar/incidents",
    "list and map, a brush of half a year": "/ar/incidents?from=2015-07-01&to=2015-12-31",
    "list and map, one party": "/ar/incidents?actor=isis",
    "list and map, two kinds, a period, some dead": f"/ar/incidents?{NARROWED}&killed=3",
    "list and map, second page": "/ar/incidents?page=2",
    "first page": "/ar/",
}


def groups_of(events: list[StoredEvent], truth: dict[tuple[str, str], int], most: int) -> Iterator[list[StoredEvent]]:
    """The events of each incident."""
    groups: defaultdict[int, list[StoredEvent]] = defaultdict(list)
    for stored in events:
        groups[truth[stored.key]].append(stored)
    yield from list(groups.values())[:most]


def make_incident(linker: Linker, number: int, group: list[StoredEvent]) -> Incident:
    """The incident of a group, with what joined its events."""
    links = [linker.judge(left, right) for left, right in pairwise(group)]
    return merge_events(f"INC-{number}", group, linker.reading, links)


def with_whys(event: Event, number: int) -> Event:
    """The event with the words behind its values, of more and less certain rules."""
    whys = [Why(slot, "value", "rule", event.evidence[0], 0.5 + (number + at) % 50 / 100) for at, slot in
            enumerate(("type", "date", "places", "initiators", "targets", "casualties", "sources"))]  # fmt: skip
    return Event(**{name: getattr(event, name) for name in event.__slots__} | {"why": tuple(whys)})


def fill(store: Store, count: int) -> None:
    """Put so many incidents with their reports and codings into a store."""
    linker = load_linker()
    groups = list(groups_of(*make_events(int(count * 2.5)), count))
    assert len(groups) == count, f"only {len(groups)} incidents were made"
    for first in range(0, count, STEP):
        step = groups[first : first + STEP]
        stored = [one for group in step for one in group]
        with store.writer() as writer:
            writer.add_reports([one.report for one in stored if one.report], "bench")
            writer.add_coded(CodedReport(s.report_id, (with_whys(s.event, n),)) for n, s in enumerate(stored))
            writer.add_incidents(make_incident(linker, first + n, group) for n, group in enumerate(step))


def multiply(path: Path, by: int) -> None:
    """Copy every report, coding and incident of a store so often under other ids."""
    with sa.create_engine(f"sqlite:///{path}").begin() as sql:
        for table in (t.reports, t.codings, t.events, t.mentions, t.incidents, t.incident_terms, t.members):
            sql.execute(sa.text(copy_statement(table)), [{"k": k} for k in range(1, by)])


def copy_statement(table: sa.Table) -> str:
    """The statement that copies the rows of the first tenth of a store under the numbers and ids of the k-th."""
    far = "100000000"
    changed = {"seq": f"seq + :k * {far}", "coding_id": f"coding_id + :k * {far}",
               "incident_seq": f"incident_seq + :k * {far}", "report_id": "report_id || '-' || :k",
               "incident_id": "incident_id || '-' || :k",
               "body": "replace(body, '\"INC-', '\"INC-' || :k || '-')"}  # fmt: skip
    if table is t.codings:
        changed["id"] = f"id + :k * {far}"
    elif table is t.incidents:
        changed["id"] = "'INC-' || :k || substr(id, 4)"
    elif table is t.reports:
        changed["id"] = "id || '-' || :k"
    if table is t.events:
        del changed["body"]
    names = [column.name for column in table.columns]
    key = next(name for name in ("seq", "coding_id", "incident_seq", "id", "report_id") if name in names)
    first = "instr(report_id, '-') = 0" if key == "report_id" else f"{key} < {far}"
    values = ", ".join(changed.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {table.name} WHERE {first}"


def timed(act: Callable[[], Any]) -> float:
    """Milliseconds that an act takes."""
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)


def page_times(client: TestClient, address: str, rounds: int = 7) -> str:
    """The first asking, the middle and the slowest of the later ones."""

    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"

    first, later = timed(ask), [timed(ask) for _ in range(rounds)]
    return f"first {first:6.0f} ms, then {statistics.median(later):5.0f} ms (slowest {max(later):.0f})"


def change_times(store: Store, client: TestClient) -> Iterator[str]:
    """What the next page takes after a verdict, and after an event was mended by another hand."""
    with store.view() as view:
        coded = next(iter(view.coded(["r0000000"])))
        judged = {key for decision in view.decisions() for key in decision.subject}
    key = (coded.id, coded.events[0].id)
    assert key not in judged, "this store was measured before; make it anew"

    def judge(writer: Writer) -> None:
        accept(writer, ("r0000001", "e1"), "bench")

    def amend(writer: Writer) -> None:
        event = coded.events[0]
        changed = {name: getattr(event, name) for name in event.__slots__} | {"weapons": ("artillery",)}
        mend(writer, key, Event(**changed), "bench", "for the bench")

    for what, act in (("a verdict", judge), ("a mended event", amend)):
        with store.writer() as writer:
            act(writer)
        yield f"list after {what:35} {timed(lambda: client.get('/ar/incidents')):6.0f} ms"


def brush_times(app: FastAPI, session: str) -> Iterator[str]:
    """Brushes in a browser: from the button's release to the new page painted."""
    chromium = os.environ.get("MARSAD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if not chromium:
        yield "brush: no Playwright or no Chromium here"
        return
    with Serving(app) as port, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1300, "height": 900})
        address = f"http://127.0.0.1:{port}"
        context.add_cookies([{"name": "marsad_session", "value": session, "url": address}])
        tab = context.new_page()
        times = [brush_once(tab, address, start) for start in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)]
        middle = statistics.median(times)
        yield f"{'brush to redrawn (Chromium)':46} middle {middle:4.0f} ms (slowest {max(times):.0f})"
        browser.close()


#: milliseconds from the mark that the last page left to the frame after this page was drawn
PAINTED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
  done(Date.now() - Number(sessionStorage.getItem("bench.released"))))))"""
MARK = "addEventListener('pointerup', () => sessionStorage.setItem('bench.released', Date.now()), true)"


def brush_once(tab: Any, address: str, start: float) -> float:
    """One brush over a tenth of the period on a fresh list."""
    tab.goto(f"{address}/ar/incidents", wait_until="load")
    tab.evaluate(MARK)
    box = tab.locator(".timeline").bounding_box()
    x, y = box["x"] + box["width"] * start, box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + box["width"] / 10, y, steps=3)
    with tab.expect_navigation(wait_until="load"):
        tab.mouse.up()
    return float(tab.evaluate(PAINTED))


class Serving:
    """A server on a free port of this machine."""

    def __init__(self, app: FastAPI) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)

    def __enter__(self) -> int:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return int(self.socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join()


def resident() -> int:
    """Megabytes that this process holds now; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    pages = int(told.read_text(encoding="ascii").split()[1]) if told.exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def measure(path: Path, brush: bool) -> Iterator[str]:
    """The figures of one store."""
    before = resident()
    with open_store(path) as store:
        app = make_app(store, TOKEN, "bench")
        with TestClient(app) as client:
            yield f"{'first page after the start':46} {timed(lambda: client.get(f'/?token={TOKEN}')):6.0f} ms"
            for what, address in PAGES.items():
                yield f"{what:46} {page_times(client, address)}"
            yield from change_times(store, client)
            yield f"{'memory that the record takes':46} {resident() - before:6} MB"
            if brush:
                yield from brush_times(app, client.cookies["marsad_session"])


def main(count: int = 20_000, many: int = 200_000) -> None:
    """Make the stores and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get("MARSAD_BENCH_STORE", f"{folder}/bench.marsad"))
        if not path.exists():
            with open_store(path) as store:
                fill(store, count)
        large = Path(folder) / "large.marsad"
        shutil.copyfile(path, large)
        multiply(large, many // count)
        for where, number in ((path, count), (large, many)):
            print(f"{number} incidents")
            for line in measure(where, brush=where == path):
                print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
