"""The record in memory: kept up with the store whoever writes to it, and its counts always agree."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
from tests.web.sample import CODED, INCIDENTS, REPORTS, TOWN

from marsad.export.outline import Basemap
from marsad.model import DateSpan, Place, Toll
from marsad.pipeline.review import accept, mend, reject, undo
from marsad.store import Store, View, Writer, open_store
from marsad.store.rows import incident_body, read_brief
from marsad.store.view import SqlView
from marsad.web import picture
from marsad.web.index import Index
from marsad.web.ledger import FACETS, Held, Ledger, LedgerKeeper, ledger_of
from marsad.web.line import Line, line_of
from marsad.web.names import parties_of, places_of
from marsad.web.wanted import Wanted, find_lines

KEY = ("r1", "e1")


@pytest.fixture
def path(tmp_path: Path, sample_store: Path) -> Path:
    """A copy of the sample store, to write to."""
    return Path(shutil.copyfile(sample_store, tmp_path / "sample.marsad"))


def told(ledger: Ledger) -> tuple[object, ...]:
    """All that a ledger says, apart from its index."""
    counted = tuple(ledger.index.counts(facet, ledger.index.every) for facet in FACETS)
    plain = (ledger.at, ledger.mark, ledger.lines, ledger.waiting, ledger.verdicts, ledger.counts, ledger.index.rows)
    named = [ledger.line(line.incident.id) for line in ledger.lines]
    return (*plain, ledger.totals, counted, named)


def add_report(writer: Writer) -> None:
    """A fourth report, coded, that confirms the second incident."""
    writer.add_reports([replace(REPORTS[0], id="r4")], "test")
    writer.add_coded([replace(CODED[0], id="r4")])
    members = (*INCIDENTS[1].members, ("r4", "e1"))
    writer.add_incidents([replace(INCIDENTS[1], members=members, date=INCIDENTS[0].date)])


def mend_event(writer: Writer) -> None:
    mend(writer, KEY, replace(CODED[0].events[0], weapons=("rocket",)), "Amal", "the text says rockets")


STEPS: tuple[Callable[[Writer], object], ...] = (
    lambda writer: accept(writer, KEY, "Amal"),
    lambda writer: undo(writer, KEY, "Amal"),
    lambda writer: reject(writer, ("r3", "e1"), "Badr", "no event"),
    add_report,
    mend_event,
    lambda writer: accept(writer, ("r4", "e1"), "Badr"),
    lambda writer: writer.add_incidents([replace(INCIDENTS[0], grade=INCIDENTS[1].grade)]),
    lambda writer: writer.replace_incidents([replace(INCIDENTS[0], members=(*INCIDENTS[0].members, ("r3", "e1")))]),
)


def test_what_others_write_is_taken_in(path: Path) -> None:
    """After each step of another hand the ledger says what one read from nothing says."""
    with open_store(path) as here, open_store(path) as there:
        keeper = LedgerKeeper(here)
        before = told(keeper.now())
        for step in STEPS:
            with there.writer() as writer:
                step(writer)
            now = told(keeper.now())
            assert now != before
            assert now == told(LedgerKeeper(here).now())
            before = now


def test_two_hands_at_once_are_both_seen(path: Path) -> None:
    with open_store(path) as here, open_store(path) as there:
        one, other = LedgerKeeper(here), LedgerKeeper(there)
        one.now(), other.now()
        with here.writer() as writer:
            accept(writer, KEY, "Amal")
        with there.writer() as writer:
            add_report(writer)
        assert told(one.now()) == told(other.now()) == told(LedgerKeeper(here).now())


def test_only_what_is_new_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One changed incident is one incident read; a verdict reads none."""
    read: list[str] = []
    briefs = SqlView.briefs

    def watched(view: SqlView, numbers: Iterable[int] | None = None) -> Iterator[Any]:
        for number, incident in briefs(view, numbers):
            read.append(incident.id)
            yield number, incident

    monkeypatch.setattr(SqlView, "briefs", watched)
    with open_store(path) as store:
        keeper = LedgerKeeper(store)
        keeper.now()
        assert sorted(read) == ["INC-1", "INC-2"]
        for step, expected in ((STEPS[0], []), (add_report, ["INC-2"]), (STEPS[2], [])):
            read.clear()
            with store.writer() as writer:
                step(writer)
            keeper.now()
            assert read == expected
        assert keeper.now() is keeper.now()


class Restored:
    """A store of which an earlier backup was put back under a running workplace."""

    def __init__(self, store: Store) -> None:
        self.held = store

    def view(self) -> AbstractContextManager[View]:
        return self.held.view()


def test_a_store_put_back_to_an_earlier_state_is_read_from_nothing(path: Path, sample_store: Path) -> None:
    with open_store(path) as later, open_store(sample_store) as earlier:
        with later.writer() as writer:
            add_report(writer)
            accept(writer, KEY, "Amal")
        held: Any = Restored(later)
        keeper = LedgerKeeper(held)
        keeper.now()
        held.held = earlier
        assert told(keeper.now()) == told(LedgerKeeper(earlier).now())


def test_a_reading_that_fails_leaves_nothing_half_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        keeper = LedgerKeeper(store)
        keeper.now()
        with store.writer() as writer:
            accept(writer, KEY, "Amal")
            add_report(writer)
        with monkeypatch.context() as broken:
            broken.setattr(SqlView, "newest_incidents", lambda view: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                keeper.now()
        assert told(keeper.now()) == told(LedgerKeeper(store).now())


# counts ------------------------------------------------------------------------------------------------------------


def random_line(rng: random.Random, number: int) -> Line:
    """An incident with up to two places near each other, up to two parties, often no date or point."""
    start = date(2020, 1, 1) + timedelta(days=rng.randrange(900))
    span = DateSpan(start, start + timedelta(days=rng.choice((0, 0, 0, 3, 40))))
    points = [(33 + rng.randrange(60) / 20, 36 + rng.randrange(60) / 20) for _ in range(rng.choice((0, 1, 1, 2)))]
    dead = rng.randrange(9)
    whole = replace(
        INCIDENTS[0],
        id=f"INC-{number}",
        type=rng.choice(("shelling", "airstrike", "armed_clash", "protest")),
        date=span if rng.random() < 0.9 else None,
        places=tuple(replace(TOWN, lat=lat, lon=lon, admin1=f"SY-{int(lat)}") for lat, lon in points)
        or (Place("x", None, None, None, ""),),
        initiators=tuple(rng.sample(("syr-gov", "isis", "sdf", "turkey"), rng.choice((0, 1, 2)))),
        tolls=(Toll("civilians", "killed", dead, dead, dead, "", ()),) if dead else (),
    )
    return line_of(read_brief(incident_body(whole)), {})


@pytest.fixture(scope="module")
def crowd() -> Ledger:
    """A ledger of two thousand incidents, of which more are located than are drawn as pins."""
    rng = random.Random(4)
    lines = tuple(sorted((random_line(rng, number) for number in range(2000)), key=lambda line: line.order))
    index = Index(lines)
    totals = {facet: index.counts(facet, index.every) for facet in FACETS}
    return Ledger(None, (0, 0, 0, 0), index, lines, totals=totals)


QUESTIONS = (
    {},
    {"type": ["shelling", "protest"]},
    {"actor": ["isis"], "admin1": ["SY-33", "SY-34"]},
    {"since": date(2020, 6, 1), "until": date(2020, 9, 30)},
    {"since": date(2020, 6, 15)},
    {"until": date(2020, 6, 15), "killed": 4},
    {"box": "36.5,33.5,37.25,34.25", "family": ["fire"]},
    {"actor": ["nobody"]},
)


def passes(line: Line, wanted: Wanted, but: str = "") -> bool:
    """True if a line passes all filters but one facet's: the plain reading of what the index does with bits."""
    span = line.incident.date
    if wanted.since and (span is None or span.end < wanted.since):
        return False
    if wanted.until and (span is None or span.start > wanted.until):
        return False
    if wanted.box:
        west, south, east, north = map(float, wanted.box.split(","))
        points = [(place.lon, place.lat) for place in line.incident.places if place.lon is not None]
        if not any(lat is not None and west <= lon < east and south <= lat < north for lon, lat in points):
            return False
    if wanted.killed and (line.killed.best if line.killed else 0) < wanted.killed:
        return False
    chosen = ((facet, wanted.chosen(facet)) for facet in FACETS if facet != but)
    return all(not values or set(values) & set(line.facets[facet]) for facet, values in chosen)


def test_places_and_parties_lead_to_as_many_incidents_as_they_tell(crowd: Ledger) -> None:
    places = [(row.incidents, Wanted.model_validate({"box": row.box})) for row in places_of(crowd) if row.box]
    parties = [(row.incidents, Wanted.model_validate({"actor": [row.who]})) for row in parties_of(crowd)]
    assert len(places) > 1000 and len(parties) == 5
    for told, wanted in (*places[::50], *parties):
        assert told == len(find_lines(crowd, wanted, None))


def test_a_point_of_two_places_is_no_place_of_its_own() -> None:
    """And one without a point has no part of the map."""
    nowhere = Place("بلا موقع", None, None, None, "")
    homes = [(TOWN,), (TOWN,), (replace(TOWN, name="حي السوق"),), (nowhere,), (replace(TOWN, lat=35.0), TOWN)]
    lines = [line_of(read_brief(incident_body(replace(INCIDENTS[0], places=home))), {}) for home in homes]
    rows = places_of(Ledger(None, (0, 0, 0, 0), Index(lines), tuple(lines)))
    assert [(row.place.name, row.incidents, bool(row.box)) for row in rows if row.place.lat != 35.0] == [
        ("السخنة", 3, False),
        ("بلا موقع", 1, False),
        ("حي السوق", 1, False),
    ]
    assert [row.box for row in rows if row.place.lat == 35.0] == ["38.8699999,34.9999999,38.8700001,35.0000001"]


@pytest.mark.parametrize("asked", QUESTIONS)
def test_list_facets_map_and_timeline_agree(crowd: Ledger, asked: dict[str, Any]) -> None:
    wanted = Wanted.model_validate(asked)
    found = find_lines(crowd, wanted, None)
    lines = [line for line in crowd.lines if passes(line, wanted)]
    assert found.lines("newest") == lines
    assert len(found) == len(lines)
    for facet in FACETS:
        among = [line for line in crowd.lines if passes(line, wanted, but=facet)]
        assert found.counts[facet] == Counter(value for line in among for value in line.facets[facet])
    bars = picture.time_found(found.index, found.bits).bars
    assert sum(bar.count for bar in bars) == sum(line.incident.date is not None for line in lines)
    chart = picture.draw_found(found.index, found.bits, Basemap((), ()))
    assert found.unmapped == sum(not line.pins for line in lines)
    if not chart.piles:
        assert sorted(chart.pins, key=str) == sorted((pin for line in lines for pin in line.pins), key=str)


def test_a_pile_opens_as_many_incidents_as_it_tells(crowd: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where places lie on the edge between two piles, and where one incident has two places in a pile."""
    monkeypatch.setattr(picture, "MOST_PINS", 100)
    found = find_lines(crowd, Wanted.model_validate({"type": ["shelling"]}), None)
    piles = picture.draw_found(found.index, found.bits, Basemap((), ()), 2.6).piles
    assert len(piles) > 20
    for pile in piles:
        asked = Wanted.model_validate({"type": ["shelling"], "box": pile.box})
        assert len(find_lines(crowd, asked, None)) == pile.count


@pytest.mark.parametrize(("order", "key"), [
    ("newest", lambda line: line.order),
    ("oldest", lambda line: line.day),
    ("deadliest", lambda line: -(line.killed.best if line.killed else 0)),
])  # fmt: skip
def test_lists_come_in_order_and_in_pages(crowd: Ledger, order: str, key: Callable[[Line], Any]) -> None:
    found = find_lines(crowd, Wanted.model_validate({"actor": ["isis"]}), None)
    whole = found.lines(order)
    assert whole == sorted(whole, key=key)
    assert found.lines(order, 50, 50) == whole[50:100]


def test_an_index_moves_with_its_list(crowd: Ledger) -> None:
    """Lines taken out and put in anywhere leave the sets that an index made from nothing has."""
    rng = random.Random(9)
    lines, index = crowd.lines[:300], Index(crowd.lines[:300])
    for size in (1, 2, 25, 0):
        gone = sorted(rng.sample(range(len(lines)), size))
        fresh = rng.sample(crowd.lines[300:], 7)
        kept = [line for number, line in enumerate(lines) if number not in gone]
        after = tuple(
            sorted({line.incident.id: line for line in (*kept, *fresh)}.values(), key=lambda line: line.order)
        )
        came = {line.incident.id for line in fresh} - {line.incident.id for line in kept}
        index = index.moved_to(after, gone, [n for n, line in enumerate(after) if line.incident.id in came])
        assert index.rows == Index(after).rows
        lines = after


def test_an_answer_is_kept_until_the_record_changes(crowd: Ledger) -> None:
    wanted = Wanted.model_validate({"actor": ["sdf"], "page": 2})
    assert find_lines(crowd, wanted, None) is find_lines(crowd, wanted.model_copy(update={"page": 3}), None)
    assert find_lines(crowd, wanted, None) is not find_lines(crowd, wanted, frozenset(["INC-5"]))
    assert find_lines(crowd, wanted, None) is not find_lines(replace(crowd, index=Index(crowd.lines)), wanted, None)


def test_an_empty_store_has_an_empty_ledger(tmp_path: Path) -> None:
    with open_store(tmp_path / "empty.marsad") as store, store.view() as view:
        held = Held()
        held.catch_up(view, view.mark())
        ledger = ledger_of(held, view)
        assert (ledger.at, ledger.lines, ledger.waiting) == (None, (), ())
        assert len(find_lines(ledger, Wanted.model_validate({}), None)) == 0
