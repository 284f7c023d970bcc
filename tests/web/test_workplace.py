"""The workplace without a browser: who gets in, what the pages say, what verdicts do, what the HTTP interface gives."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
from fastapi.testclient import TestClient
from tests.web.sample import CODED, REPORTS, TEXTS

from marsad.model.incident import Action
from marsad.pipeline.review import State, standing_verdicts, state_of
from marsad.store import Store, open_store
from marsad.web.app import make_app

TOKEN = "once-only"
PAGES = (
    "",
    "incidents",
    "incidents/INC-1",
    "review",
    "review/r1",
    "search?q=السخنة",
    "sources",
    "sources/sohr",
    "names",
    "history",
    "help",
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, sample_store: Path) -> Iterator[TestClient]:
    """A browser that opened the link and only reads; the log notes that it came in."""
    where = tmp_path_factory.mktemp("reader") / "sample.marsad"
    shutil.copyfile(sample_store, where)
    with open_store(where) as held, TestClient(make_app(held, TOKEN, "Amal")) as made:
        made.get(f"/?token={TOKEN}")
        yield made


def seal_in(page: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', page)
    assert found
    return found[1]


def judge(client: TestClient, verb: str, key: str = "r1/e1", **fields: Any) -> Any:
    page = client.get(f"/en/review/{key.split('/')[0]}").text
    return client.post(f"/en/review/{key}", data={"verb": verb, "seal": seal_in(page), **fields})


def test_the_link_works_once(store: Store) -> None:
    with TestClient(make_app(store, TOKEN)) as first, TestClient(first.app) as second:
        assert first.get("/en/").status_code == 401
        assert first.get(f"/?token={TOKEN}", headers={"accept-language": "en"}).url.path == "/en/"
        assert second.get(f"/?token={TOKEN}").status_code == 401
        assert second.get("/api/v1/incidents").status_code == 401


def test_page_furniture_is_marked_as_none_of_the_report(tmp_path: Path) -> None:
    """A link in the text, with a key to the mark; a report without furniture has neither."""
    link = "اقرأ أيضا: مقتل عشرة جنود في هجوم"
    told = "قتل خمسة مدنيين في قصف على البلدة أمس."
    texts = {"page": f"{told}\n{link}", "bare": told}
    with open_store(tmp_path / "pages.marsad") as held:
        with held.writer() as writer:
            writer.add_reports([replace(REPORTS[0], id=name, text=text) for name, text in texts.items()], "test")
        with TestClient(make_app(held, TOKEN)) as client:
            client.get(f"/?token={TOKEN}")
            page, bare = (client.get(f"/en/review/{name}").text for name in texts)
    assert f'<mark class="ev-aside">{link}</mark>' in page
    assert 'class="key ev-aside"' in page
    assert "ev-aside" not in bare


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_foreign_name_finds_nothing(reader: TestClient, host: str) -> None:
    assert reader.get("/en/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_in_both_languages(reader: TestClient, lang: str, page: str) -> None:
    """In its direction, with a strict policy, and without a script or style of its own."""
    answer = reader.get(f"/{lang}/{page}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert not re.search(r"\sstyle=|\son\w+=|<script>", answer.text)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    ("lang", "one", "two"),
    [("en", "1 independent witness<", "2 independent witnesses<"), ("ar", ">شاهد واحد مستقل<", ">شاهدان مستقلان<")],
)
def test_witnesses_are_counted_in_words(reader: TestClient, lang: str, one: str, two: str) -> None:
    pages = [reader.get(f"/{lang}/incidents/{name}").text for name in ("INC-2", "INC-1")]
    assert [(one in page, two in page) for page in pages] == [(True, False), (False, True)]


@pytest.mark.parametrize("query", ["nosuch=1", "page=0", "from=yesterday", "killed=-1", "order=up", "box=1,2,3"])
def test_unknown_filters_are_refused(reader: TestClient, query: str) -> None:
    assert reader.get(f"/en/incidents?{query}").status_code == 422
    assert reader.get(f"/api/v1/incidents?{query}").json()["error"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("family=fire", ["INC-1"]),
        ("state=draft&status=planned", ["INC-2"]),
        ("q=تعزيزات", ["INC-2"]),
        ("from=2024-01-01&to=2024-01-02", ["INC-1"]),
        ("from=2024-01-03", []),
        ("killed=3", ["INC-1"]),
        ("killed=4", []),
        ("box=38,34,39,35", ["INC-1"]),
        ("box=0,0,1,1", []),
        ("actor=syr-gov&order=oldest", ["INC-2", "INC-1"]),
    ],
)
def test_list_page_and_interface_agree(reader: TestClient, query: str, found: list[str]) -> None:
    page = reader.get(f"/en/incidents?{query}").text
    rows = reader.get(f"/api/v1/incidents?{query}").json()["incidents"]
    assert re.findall(r'<tr data-incident="([^"]+)"', page) == [row["incident"] for row in rows] == found


def test_the_denial_is_shown_as_a_stance(reader: TestClient) -> None:
    page = reader.get("/en/incidents/INC-1").text
    assert "Disputed" in page
    assert 'class="stance-denies"' in page
    assert "5 أشخاص" in page


def test_a_forged_form_is_refused(client: TestClient, store: Store) -> None:
    answer = client.post("/en/review/r1/e1", data={"verb": "accept", "seal": "guess"})
    assert answer.status_code == 409
    foreign = client.post("/en/review/r1/e1", data={"verb": "accept"}, headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
    with store.view() as view:
        assert list(view.decisions()) == []


def test_accept_and_undo_leave_two_rows(client: TestClient, store: Store) -> None:
    assert judge(client, "accept").status_code == 200
    assert ">Reviewed<" in client.get("/en/review/r1").text
    with store.view() as view:
        (made,) = view.decisions()
    assert (made.action, made.who, made.subject) == (Action.ACCEPT, "Amal", (("r1", "e1"),))
    judge(client, "undo", seen=1)
    with store.view() as view:
        assert standing_verdicts(view.decisions()) == {}
        assert [row.action for row in view.decisions()] == [Action.ACCEPT, Action.UNDO]


def test_a_rejection_needs_a_reason(client: TestClient, store: Store) -> None:
    assert judge(client, "reject", why=" ").status_code == 409
    assert judge(client, "reject", why="Not an event").status_code == 200
    with store.view() as view:
        verdict = standing_verdicts(view.decisions())["r1", "e1"]
    assert state_of(verdict) is State.REJECTED
    assert verdict.why == "Not an event"


def test_the_second_of_two_hears_of_the_first(client: TestClient) -> None:
    judge(client, "accept")
    late = judge(client, "reject", why="late", seen=0)
    assert late.status_code == 409
    assert "Amal judged this event meanwhile" in late.text


def test_an_edit_is_a_new_coding_and_undo_brings_the_old_one_back(client: TestClient, store: Store) -> None:
    page = client.get("/en/review/r1?edit=e1").text
    fields = {"seal": seal_in(page), "seen": "0", "type": "airstrike", "status": "occurred", "salience": "main",
              "start": "2024-01-02", "end": "2024-01-02", "initiators": "russia-airforce", "targets": "civilians",
              "of0": "civilians", "harm0": "killed", "low0": "4", "high0": "", "why": "jets are named"}  # fmt: skip
    assert client.post("/en/review/r1/e1/edit", data=fields).status_code == 200
    with store.view() as view:
        (coded,) = view.coded(["r1"])
        assert view.incident_ids_of([("r1", "e1")])
    event = coded.events[0]
    assert (event.type, event.initiators, event.casualties[0].low, event.casualties[0].high) == (
        "airstrike",
        ("russia-airforce",),
        4,
        None,
    )
    assert {why.rule for why in event.why if why.slot in ("type", "initiators", "casualties")} == {"by_person"}
    judge(client, "undo", seen=1)
    with store.view() as view:
        (coded,) = view.coded(["r1"])
    assert coded.events[0] == CODED[0].events[0]


@pytest.mark.parametrize(
    "fields", [{"start": "2024-02-30"}, {"start": "2024-01-03", "end": "2024-01-02"}, {"low0": "many"}, {"seen": "x"}]
)
def test_an_edit_that_cannot_be_read_changes_nothing(client: TestClient, store: Store, fields: dict[str, str]) -> None:
    seal = seal_in(client.get("/en/review/r1").text)
    answer = client.post("/en/review/r1/e1/edit", data={"seal": seal, "why": "x", **fields})
    assert answer.status_code == 409
    with store.view() as view:
        assert list(view.decisions()) == []


def test_reviewed_incidents_are_counted(client: TestClient) -> None:
    judge(client, "accept", "r1/e1")
    judge(client, "reject", "r2/e1", why="told twice")
    assert [row["incident"] for row in client.get("/api/v1/incidents?state=reviewed").json()["incidents"]] == ["INC-1"]


def test_history_tells_every_decision(client: TestClient) -> None:
    judge(client, "reject", why="Wrong place")
    page = client.get("/en/history").text
    assert "Wrong place" in page
    assert "The log is whole" in page


def test_interface_pages_and_tags(reader: TestClient) -> None:
    first = reader.get("/api/v1/incidents/INC-1")
    again = reader.get("/api/v1/incidents/INC-1", headers={"if-none-match": first.headers["etag"]})
    assert (first.json()["incident"], again.status_code, again.content) == ("INC-1", 304, b"")
    assert reader.get("/api/v1/incidents/none").status_code == 404
    assert reader.get("/api/v1/reports/r1").json()["text"] == REPORTS[0].text
    assert reader.get("/api/v1/openapi.json").json()["info"]["title"] == "Marsad"


def test_verdicts_over_http(client: TestClient) -> None:
    seal = seal_in(client.get("/en/review/r1").text)
    path = "/api/v1/events/r1/e1/verdict"
    assert client.post(path, json={"verb": "accept"}).status_code == 409
    assert client.post(path, json={"verb": "burn"}, headers={"x-marsad-seal": seal}).status_code == 422
    assert client.post(path, json={"verb": "accept"}, headers={"x-marsad-seal": seal}).json()["who"] == "Amal"


def test_downloads_hold_the_view(reader: TestClient) -> None:
    text = reader.get("/api/v1/incidents.csv?family=fire").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["incident"], row["killed_low"], row["killed_high"], row["place"]) == ("INC-1", "3", "5", "السخنة")
    collection = reader.get("/api/v1/incidents.geojson").json()
    assert [f["geometry"]["coordinates"] for f in collection["features"]] == [[38.87, 34.88], [38.76, 35.63]]


def test_lost_pages_speak_the_language(reader: TestClient) -> None:
    answer = reader.get("/ar/incidents/none")
    assert answer.status_code == 404
    assert 'dir="rtl"' in answer.text


def regroup(client: TestClient, incident: str, **fields: Any) -> Any:
    seal = seal_in(client.get(f"/en/incidents/{incident}").text)
    return client.post(f"/en/incidents/{incident}", data={"seal": seal, **fields})


def members(client: TestClient) -> list[list[str]]:
    rows = client.get("/api/v1/incidents").json()["incidents"]
    return sorted(sorted(report for report, _ in row["members"]) for row in rows)


def test_split_and_take_back(client: TestClient) -> None:
    """A chosen event leaves; taking the decision back brings it home, and the old address still leads somewhere."""
    regroup(client, "INC-1", verb="split", event="e1/r2", why="another attack")
    assert members(client) == [["r1"], ["r2"], ["r3"]]
    page = client.get("/en/incidents/INC-1")
    assert "another attack" in page.text
    regroup(client, "INC-1", verb="undo", target="1", why="taken back")
    assert ["r3"] in members(client)
    assert client.get("/en/incidents/INC-1").status_code == 200


def test_merge_redirects_the_merged_id(client: TestClient) -> None:
    answer = regroup(client, "INC-1", verb="merge", target="INC-2", why="same operation")
    assert members(client) == [["r1", "r2", "r3"]]
    gone = {"INC-1", "INC-2"} - {answer.url.path.rpartition("/")[2]}
    assert client.get(f"/en/incidents/{gone.pop()}").url.path == answer.url.path


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "merge", "target": "INC-2", "why": ""},
        {"verb": "merge", "target": "INC-1", "why": "itself"},
        {"verb": "merge", "target": "INC-9", "why": "unknown"},
        {"verb": "split", "why": "nothing chosen"},
        {"verb": "undo", "target": "7", "why": "no such decision"},
        {"verb": "burn", "why": "x"},
    ],
)
def test_regrouping_that_makes_no_sense_is_refused(client: TestClient, store: Store, fields: dict[str, str]) -> None:
    assert regroup(client, "INC-1", **fields).status_code == 409
    with store.view() as view:
        assert list(view.decisions()) == []


def test_facets_count_what_each_choice_would_leave(reader: TestClient) -> None:
    """A facet's own filter does not hide its other values; other facets' filters count."""
    page = reader.get("/en/incidents?family=fire").text
    counted = dict(re.findall(r'class="facet[^>]*>(?:<i class="dot"></i>)?<span>([^<]+)</span> <b>([0-9]+)</b>', page))
    assert (counted["Air strikes and shelling"], counted["Movement and control"]) == ("1", "1")
    assert "Planned" not in counted
    assert counted["Occurred"] == "1"


def test_report_ids_may_hold_any_sign(client: TestClient, store: Store) -> None:
    """An id with strokes, a question mark, a hash and a space has its page, its links and its verdicts."""
    name = "a/b?c#d e"
    with store.writer() as writer:
        writer.add_reports([replace(REPORTS[0], id=name)], "test")
        writer.add_coded([replace(CODED[0], id=name)])
    link = re.search(r'href="(/en/review/a/b[^"]+)"', client.get("/en/review").text)
    assert link
    page = client.get(link[1])
    action = re.search(r'action="(/en/review/a/b[^"]+)"', page.text)
    assert action
    answer = client.post(action[1], data={"verb": "accept", "seal": seal_in(page.text)})
    assert answer.status_code == 200
    with store.view() as view:
        assert (name, "e1") in standing_verdicts(view.decisions())
    assert client.get(f"/api/v1/reports/{quote(name)}").json()["id"] == name


def test_a_missed_event_is_added_with_its_words(client: TestClient, store: Store) -> None:
    """It gets the gazetteer's place, joins an incident, counts as reviewed; undo takes it out again."""
    seal = seal_in(client.get("/en/review/r3").text)
    fields = {"seal": seal, "words": "إلى بادية", "type": "withdrawal", "places": "الرقة", "start": "2024-01-04",
              "initiators": "syr-army", "why": "missed"}  # fmt: skip
    assert client.post("/en/review/r3/missed", data=fields).status_code == 200
    with store.view() as view:
        (coded,) = view.coded(["r3"])
        inside = view.incident_ids_of([("r3", "e2")])
        verdict = standing_verdicts(view.decisions())["r3", "e2"]
    event = coded.events[1]
    assert (event.type, event.places[0].admin1, event.initiators) == ("withdrawal", "SY-RA", ("syr-army",))
    assert TEXTS["r3"][event.evidence[0].start : event.evidence[0].end] == "إلى بادية"
    assert (len(inside), verdict.action) == (1, Action.ADD)
    judge(client, "undo", "r3/e2", seen=verdict.number)
    with store.view() as view:
        (coded,) = view.coded(["r3"])
        assert [event.id for event in coded.events] == ["e1"]
        assert [one.members for one in view.incidents() if ("r3", "e2") in one.members] == []


@pytest.mark.parametrize("words", ["", "not in the text"])
def test_a_missed_event_needs_words_of_the_report(client: TestClient, store: Store, words: str) -> None:
    seal = seal_in(client.get("/en/review/r3").text)
    answer = client.post("/en/review/r3/missed", data={"seal": seal, "words": words, "type": "other", "why": "x"})
    assert answer.status_code == 409
    with store.view() as view:
        assert list(view.decisions()) == []


def test_many_are_accepted_only_as_listed(client: TestClient, store: Store) -> None:
    """Those whose box is ticked; one judged before is left as it is."""
    judge(client, "reject", "r2/e1", why="told twice")
    page = client.get("/en/review?least=60").text
    assert re.findall(r'name="event" value="([^"]+)"', page) == ["e1/r1", "e1/r3"]
    assert 'name="event"' not in client.get("/en/review?least=61").text
    client.post("/en/review", data={"seal": seal_in(page), "event": ["e1/r1", "e1/r2"]})
    with store.view() as view:
        verdicts = {key: row.action for key, row in standing_verdicts(view.decisions()).items()}
    assert verdicts == {("r1", "e1"): Action.ACCEPT, ("r2", "e1"): Action.REJECT}


def test_the_gazetteer_is_looked_up_in_any_spelling(reader: TestClient) -> None:
    for words in ("الرقه", "raqqa"):
        assert '<bdi lang="ar">الرقة</bdi>' in reader.get(f"/en/names?q={words}").text


def test_home_tells_what_changed_since_the_last_visit(store: Store) -> None:
    """A second session of the same browser names what came in between, and nothing on the first visit."""
    with TestClient(make_app(store, TOKEN, "Amal")) as first:
        first.get(f"/?token={TOKEN}", headers={"accept-language": "en"})
        assert "New or revised since" not in first.get("/en/").text
        seen = first.cookies["marsad_seen"]
    between = datetime.fromisoformat(seen.strip('"')) - timedelta(days=1)
    with TestClient(make_app(store, TOKEN, "Amal"), cookies={"marsad_seen": between.isoformat()}) as second:
        second.get(f"/?token={TOKEN}", headers={"accept-language": "en"})
        page = second.get("/en/").text
    assert "New or revised since" in page
    assert page.count('<span class="badge">new</span>') == 2


@pytest.mark.parametrize("seen", ["", "yesterday", "9999-99-99"])
def test_a_spoilt_memory_of_the_last_visit_is_none(store: Store, seen: str) -> None:
    with TestClient(make_app(store, TOKEN, "Amal"), cookies={"marsad_seen": seen}) as client:
        assert client.get(f"/?token={TOKEN}").status_code == 200


@pytest.mark.parametrize("page", ["", "help", "incidents", "settings", "why", "public"])
def test_an_unknown_language_is_not_found(reader: TestClient, page: str) -> None:
    assert reader.get(f"/xx/{page}").status_code == 404


def test_the_first_page_counts_what_it_lists(reader: TestClient) -> None:
    """The tile of contested incidents, the card below it and the list that the tile leads to."""
    page = reader.get("/en/").text
    tile = int(re.findall(r'incidents\?grade=contested"><b>(\d+)</b>', page)[0])
    card = page.partition("<h2>Contested")[2].partition("</section>")[0]
    assert tile == card.count('class="short"') == reader.get("/api/v1/incidents?grade=contested").json()["total"]
