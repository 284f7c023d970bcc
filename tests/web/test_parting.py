"""One event cut in two, and two events said to be the same, from the review page; each is taken back whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
from fastapi.testclient import TestClient
from tests.web.sample import DESERT, TOWN

from marsad.model import Action, Casualty, CodedReport, DateSpan, Event, Report, Span, Why
from marsad.pipeline.keep import link_waiting, relink
from marsad.pipeline.review import standing_steps, standing_verdicts
from marsad.reconcile import load_linker
from marsad.store import Store

TEXT = "قصف على السخنة قتل مدنيين، وهجوم في البادية قتل جندياً"
DAY = DateSpan(date(2024, 1, 7), date(2024, 1, 7))
SHARE = {"evidence0": "first", "evidence1": "second", "casualty0": "first", "casualty1": "second",
         "place0": "first", "place1": "second", "type": "attack", "why": "two acts"}  # fmt: skip

EDIT = {"type": "airstrike", "status": "occurred", "salience": "main", "places": "السخنة", "why": "jets", "seen": "1"}


def spot(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


DOUBLE = Event(
    "e1",
    "shelling",
    date=DAY,
    places=(TOWN, DESERT),
    initiators=("syr-gov",),
    targets=("civilians",),
    casualties=(Casualty("civilians", "killed", 2, 2), Casualty("syr-army", "killed", 1, 1)),
    evidence=(spot("قصف"), spot("هجوم")),
    why=(
        Why("type", "shelling", "act_word", spot("قصف"), 0.9),
        Why("casualties", "civilians killed 2", "count_words", spot("مدنيين"), 0.8),
        Why("casualties", "syr-army killed 1", "count_words", spot("جندياً"), 0.8),
        Why("places", "بادية الرصافة", "named_place", spot("البادية"), 0.8),
    ),
)


@pytest.fixture
def double(store: Store) -> Iterator[Store]:
    """The sample and a report whose event tells of two."""
    with store.writer() as writer:
        writer.add_reports([Report("r4", "وكالة رابعة", DAY.start, "", TEXT)], "test")
        writer.add_coded([CodedReport("r4", (DOUBLE,))])
    link_waiting(store)
    yield store


def seal_of(client: TestClient) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', client.get("/en/review/r1").text)
    assert found
    return found[1]


def send(client: TestClient, path: str, **fields: Any) -> Any:
    return client.post(f"/en/review/{path}", data={"seal": seal_of(client), **fields})


def events(store: Store, report: str = "r4") -> list[Event]:
    with store.view() as view:
        return [event for coded in view.coded([report]) for event in coded.events]


def groups(store: Store) -> list[list[str]]:
    with store.view() as view:
        return sorted(sorted("/".join(key) for key in one.members) for one in view.incidents())


def test_the_form_offers_every_part(client: TestClient, double: Store) -> None:
    page = client.get("/en/review/r4?split=e1").text
    names = set(re.findall(r'type="radio" name="([a-z]+[0-9])"', page))
    assert names == set(SHARE) - {"type", "why"}


def test_each_part_goes_where_it_is_sent(client: TestClient, double: Store) -> None:
    assert send(client, "r4/e1/split", **SHARE).status_code == 200
    first, second = events(double)
    assert (first.id, first.type, first.places, first.casualties) == ("e1", "shelling", (TOWN,), DOUBLE.casualties[:1])
    assert (second.id, second.type, second.places, second.casualties) == (
        "e2", "attack", (DESERT,), DOUBLE.casualties[1:],
    )  # fmt: skip
    assert (first.evidence, second.evidence) == (DOUBLE.evidence[:1], DOUBLE.evidence[1:])
    assert [why.value for why in first.why] == ["shelling", "civilians killed 2"]
    assert [(why.value, why.rule) for why in second.why] == [
        ("syr-army killed 1", "count_words"), ("بادية الرصافة", "named_place"), ("attack", "by_person"),
    ]  # fmt: skip
    assert ["r4/e1"] in groups(double)
    assert ["r4/e2"] in groups(double)


def test_the_two_stay_apart_and_wait_for_review(client: TestClient, double: Store) -> None:
    """Even where they tell the same but for their words, in a new run too."""
    send(client, "r4/e1/split", **SHARE | {"casualty1": "first", "place1": "first", "type": "shelling"})
    with double.writer() as writer:
        relink(writer, load_linker())
        assert standing_verdicts(writer.decisions()) == {}
    assert ["r4/e1"] in groups(double)
    assert ["r4/e2"] in groups(double)
    page = client.get("/en/review/r4").text
    assert page.count('data-state="draft"') == 2
    assert "two acts" in page


@pytest.mark.parametrize("undone", ["e1", "e2"])
def test_undo_makes_them_one_again(client: TestClient, double: Store, undone: str) -> None:
    before = groups(double)
    send(client, "r4/e1/split", **SHARE)
    assert client.get("/en/review/r4").text.count('data-key="KeyU"') == 2
    assert send(client, f"r4/{undone}", verb="undo", seen="1").status_code == 200
    assert events(double) == [DOUBLE]
    assert groups(double) == before
    with double.view() as view:
        assert standing_steps(view.decisions()) == {}
        assert [row.action for row in view.decisions()] == [Action.DIVIDE, Action.UNDO]


def test_a_half_can_be_edited_and_cut_again(client: TestClient, double: Store) -> None:
    """Each undo takes back one step; the ids of cut events are never given again."""
    send(client, "r4/e1/split", **SHARE | {"evidence0": "both", "place0": "both"})
    assert send(client, "r4/e2/edit", **EDIT).status_code == 200
    assert events(double)[1].type == "airstrike"
    refused = send(client, "r4/e1", verb="undo", seen="1")
    assert (refused.status_code, "was judged since" in refused.text) == (409, True)
    send(client, "r4/e2", verb="undo", seen="2")
    assert events(double)[1].type == "attack"
    send(client, "r4/e1", verb="undo", seen="1")
    assert events(double) == [DOUBLE]
    send(client, "r4/e1/split", **SHARE)
    assert [event.id for event in events(double)] == ["e1", "e3"]


@pytest.mark.parametrize(
    "fields",
    [
        {"why": " "},
        {"evidence1": "first"},
        {"evidence0": "second"},
        {"place1": "nowhere"},
        {"casualty1": ""},
        {"seal": "guess"},
        {"seen": "7"},
        dict.fromkeys(("evidence0", "evidence1", "casualty0", "casualty1", "place0", "place1"), "both")
        | {"type": "shelling"},
    ],
)
def test_a_cut_that_makes_no_sense_changes_nothing(client: TestClient, double: Store, fields: dict[str, str]) -> None:
    assert send(client, "r4/e1/split", **SHARE | fields).status_code == 409
    assert events(double) == [DOUBLE]
    with double.view() as view:
        assert list(view.decisions()) == []


def test_a_judged_event_is_not_cut(client: TestClient, double: Store) -> None:
    send(client, "r4/e1", verb="accept", seen="0")
    assert send(client, "r4/e1/split", seen="1", **SHARE).status_code == 409
    assert events(double) == [DOUBLE]


@pytest.mark.parametrize("target", ["r3/e1", "INC-2"])
def test_two_events_are_the_same(client: TestClient, store: Store, target: str) -> None:
    assert send(client, "r1/e1/same", verb="same", target=target, why="one operation").status_code == 200
    assert groups(store) == [["r1/e1", "r2/e1", "r3/e1"]]
    page = client.get("/en/review/r1").text
    assert "said it is the same as" in page
    assert "one operation" in page
    assert "said it is the same as" in client.get("/en/review/r3").text
    send(client, "r3/e1/same", verb="undo", target="1", why="taken back")
    assert ["r3/e1"] in groups(store)


def test_events_of_the_same_report_may_be_the_same(client: TestClient, double: Store) -> None:
    """What was cut in two by mistake can also be said to be one incident; the later word holds."""
    send(client, "r4/e1/split", **SHARE)
    offered = re.findall(r'name="mate" value="([^"]+)"', client.get("/en/review/r4?same=e1").text)
    assert offered[0] == "r4/e2"
    assert send(client, "r4/e1/same", verb="same", mate="r4/e2", why="one raid").status_code == 200
    assert ["r4/e1", "r4/e2"] in groups(double)


@pytest.mark.parametrize("target", ["", "r1/e1", "r2/e1", "INC-1", "r9/e1", "INC-9"])
def test_same_as_nothing_or_itself_is_refused(client: TestClient, store: Store, target: str) -> None:
    assert send(client, "r1/e1/same", verb="same", target=target, why="x").status_code == 409
    with store.view() as view:
        assert list(view.decisions()) == []


def test_an_edit_leaves_the_reports_other_events_findable(client: TestClient, double: Store) -> None:
    """Reconciliation still finds every event of the report after one was changed."""
    send(client, "r4/e1/split", **SHARE)
    linker = load_linker()
    with double.view() as view:
        for stored in view.events([("r4", "e1"), ("r4", "e2")]):
            found = view.events_posted_under(linker.block_keys(stored))
            assert stored.key in {one.key for one in found}
    send(client, "r4/e1/edit", **EDIT)
    with double.view() as view:
        (other,) = view.events([("r4", "e2")])
        assert other.key in {one.key for one in view.events_posted_under(linker.block_keys(other))}


def test_faults_are_told_in_the_language_of_the_page(client: TestClient, double: Store) -> None:
    fields = SHARE | {"evidence1": "first", "seal": seal_of(client)}
    told = client.post("/ar/review/r4/e1/split", data=fields)
    assert told.status_code == 409
    assert "لا بد لكل من الحدثين من كلمات" in told.text
    assert 'value="two acts"' in told.text
