"""Places and parties set right from their pages: used by the next coding, signed in the log, and taken back."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
from fastapi.testclient import TestClient

from marsad.lexicon.places import own_gazetteer
from marsad.model import Action, Place, Report
from marsad.pipeline.code import code_report
from marsad.pipeline.keep import recode
from marsad.store import Store
from marsad.store.versions import current_versions

SPOT = {"lat": "34.91", "lon": "38.9", "radius_km": "3", "admin1": "SY-HI", "names": "", "why": "seen on imagery"}


@pytest.fixture(scope="module")
def sukhna() -> str:
    """The id of a town."""
    return max(own_gazetteer().named("السخنة"), key=lambda place: place.prominence).id


def send(client: TestClient, path: str, **fields: Any) -> Any:
    page = client.get("/en/names").text
    seal = re.search(r'name="seal" value="([^"]+)"', page)
    assert seal
    return client.post(f"/en/names/{path}", data={"seal": seal[1], **fields})


def coded_places(text: str) -> list[Place]:
    coded = code_report(Report("n", "وكالة", date(2024, 1, 5), "", text))
    return [place for event in coded.events for place in event.places]


def coded_parties(text: str) -> set[str]:
    coded = code_report(Report("n", "وكالة", date(2024, 1, 5), "", text))
    return {who for event in coded.events for who in (*event.initiators, *event.targets)}


def test_a_moved_place_is_used_at_the_next_coding(client: TestClient, store: Store, sukhna: str) -> None:
    """With its new point, radius and name; the stamp on rows changes with it; undo brings the old ones back."""
    (before,) = coded_places("قتل مدنيان بقصف على مدينة السخنة")
    stamp = current_versions().gazetteer
    page = send(client, f"places/{sukhna}", **SPOT | {"names": "عروس البادية، سخنة الشام"})
    assert page.status_code == 200
    assert "seen on imagery" in page.text
    (after,) = coded_places("قتل مدنيان بقصف على مدينة السخنة")
    assert (after.lat, after.lon, after.radius_km) == (34.91, 38.9, 3)
    assert [place.lat for place in coded_places("قتل مدنيان بقصف على مدينة عروس البادية")] == [34.91]
    assert current_versions().gazetteer != stamp
    with store.view() as view:
        (made,) = view.decisions()
    assert (made.action, made.who) == (Action.PLACE, "Amal")
    assert "lat" in made.why
    assert send(client, f"places/{sukhna}", verb="undo", target="1", why="").status_code == 200
    assert coded_places("قتل مدنيان بقصف على مدينة السخنة") == [before]
    with store.view() as view:
        assert [row.action for row in view.decisions()] == [Action.PLACE, Action.UNDO]


def test_reports_coded_before_follow_when_they_are_coded_anew(client: TestClient, store: Store, sukhna: str) -> None:
    with store.writer() as writer:
        writer.add_reports([Report("n1", "وكالة", date(2024, 1, 5), "", "قتل مدنيان بقصف على مدينة السخنة")], "test")
    recode(store)
    send(client, f"places/{sukhna}", **SPOT)
    recode(store)
    with store.view() as view:
        (coded,) = view.coded(["n1"])
        assert [place.lat for event in coded.events for place in event.places] == [34.91]


def test_the_latest_correction_is_taken_back_first(client: TestClient, sukhna: str) -> None:
    send(client, f"places/{sukhna}", **SPOT)
    evidence = own_gazetteer().by_id[sukhna].evidence
    send(client, f"places/{sukhna}", **SPOT | {"lat": "34.95", "seen": evidence})
    assert own_gazetteer().by_id[sukhna].lat == 34.95
    assert send(client, f"places/{sukhna}", verb="undo", target="1").status_code == 409
    send(client, f"places/{sukhna}", verb="undo", target="2")
    assert own_gazetteer().by_id[sukhna].lat == 34.91


def test_the_second_of_two_hears_of_the_first(client: TestClient, sukhna: str) -> None:
    seen = own_gazetteer().by_id[sukhna].evidence
    send(client, f"places/{sukhna}", **SPOT, seen=seen)
    late = send(client, f"places/{sukhna}", **SPOT | {"lat": "35"}, seen=seen)
    assert (late.status_code, own_gazetteer().by_id[sukhna].lat) == (409, 34.91)
    assert "changed this place meanwhile" in late.text


@pytest.mark.parametrize(
    "fields",
    [
        {"lat": "95"},
        {"lon": "east"},
        {"radius_km": "0"},
        {"radius_km": "nan"},
        {"admin1": "nowhere"},
        {"why": " "},
        {"seal": "guess"},
        {"verb": "undo", "target": "5"},
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    client: TestClient, store: Store, own_tables: Path, sukhna: str, fields: dict[str, str]
) -> None:
    assert send(client, f"places/{sukhna}", **SPOT | fields).status_code == 409
    assert not own_tables.exists()
    with store.view() as view:
        assert list(view.decisions()) == []


def test_a_place_that_is_missing_is_added(client: TestClient) -> None:
    text = "قتل مدنيان بقصف على بلدة زنبركية الميلسون"
    assert all(place.lat is None for place in coded_places(text))
    page = send(client, "places", name="زنبركية الميلسون", **SPOT)
    assert page.status_code == 200
    assert [(place.lat, place.admin1) for place in coded_places(text)] == [(34.91, "SY-HI")]
    assert page.url.path.startswith("/en/names/places/own.")
    assert send(client, page.url.path.removeprefix("/en/names/"), verb="undo", target="1").url.path == "/en/names"
    assert all(place.lat is None for place in coded_places(text))


def test_a_party_is_found_by_the_name_it_was_given(client: TestClient, store: Store) -> None:
    text = "قتل خمسة مدنيين في هجوم شنه لواء صقور الجزيرة السمراء على السخنة"
    assert "sdf" not in coded_parties(text)
    page = send(client, "parties/sdf", name="لواء صقور الجزيرة السمراء", why="its own statement of 2019")
    assert page.status_code == 200
    assert "its own statement of 2019" in page.text
    assert "sdf" in coded_parties(text)
    with store.view() as view:
        assert [row.action for row in view.decisions()] == [Action.NAME]
    send(client, "parties/sdf", verb="undo", target="1")
    assert "sdf" not in coded_parties(text)


def test_words_of_a_report_are_told_to_be_a_party(client: TestClient) -> None:
    """From the page of an unlisted party, its words are given to one of the registry."""
    words = quote("x:لواء صقور الجزيرة السمراء")
    page = client.get(f"/ar/names/parties/{words}")
    assert 'value="لواء صقور الجزيرة السمراء"' in page.text
    made = send(client, f"parties/{words}", name="لواء صقور الجزيرة السمراء", actor="sdf", why="its own statement")
    assert made.url.path == "/en/names/parties/sdf"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("parties/sdf", {"name": "داعش"}),
        ("parties/sdf", {"name": "اً"}),
        ("parties/nobody", {"name": "لواء صقور الجزيرة"}),
        ("parties/sdf", {"name": "لواء صقور الجزيرة", "why": ""}),
    ],
)
def test_names_that_make_no_sense_are_refused(
    client: TestClient, store: Store, path: str, fields: dict[str, str]
) -> None:
    assert send(client, path, **{"why": "x", **fields}).status_code == 409
    with store.view() as view:
        assert list(view.decisions()) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_of_places_and_parties(client: TestClient, lang: str, sukhna: str) -> None:
    assert "34.8" in client.get(f"/{lang}/names/places/{sukhna}").text
    assert client.get(f"/{lang}/names/parties/sdf").status_code == 200
    assert client.get(f"/{lang}/names/places/none").status_code == 404
    assert client.get(f"/{lang}/names/parties/none").status_code == 404
