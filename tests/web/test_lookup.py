"""Search and the names of the record: what is counted, what is listed, and by which words it is found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
from fastapi.testclient import TestClient
from tests.web.sample import INCIDENTS, REPORTS

from marsad.model import Place, Report
from marsad.store import Store

AZAZ = Place("أعزاز", 36.586, 37.044, 5, "SY-HL")


@pytest.fixture
def full(store: Store) -> Store:
    """The sample and 95 more reports, of which 90 tell of a mill."""
    more = [
        Report(f"n{n:02}", "وكالة", date(2024, 2, 1) + timedelta(days=n), f"خبر {n}", "عادت الطاحونة إلى العمل.")
        for n in range(90)
    ]
    others = [Report(f"o{n}", "وكالة", date(2024, 6, n + 1), f"نبأ {n}", "لا جديد اليوم.") for n in range(5)]
    with store.writer() as writer:
        writer.add_reports([*more, *others], "test")
    return store


@pytest.fixture
def azaz(store: Store) -> Store:
    """The sample with an incident in a town that has a hamza, told by a publisher in its own voice."""
    own = replace(INCIDENTS[1].claims[0], source="")
    with store.writer() as writer:
        writer.add_incidents([replace(INCIDENTS[1], id="INC-3", places=(AZAZ,), claims=(own,))])
    return store


def listed(client: TestClient, address: str) -> tuple[int, list[str]]:
    """How many reports a page of the search tells, and those on it."""
    page = client.get(address).text
    told = re.search(r'<h2>Reports <small class="inline">(\d+)<', page)
    assert told
    return int(told[1]), re.findall(r'class="title"[^>]*><a href="/en/review/([^"]+)"', page)


@pytest.mark.parametrize(("words", "total"), [("طاحونة", 90), ("", 95 + len(REPORTS)), ("برلمان", 0)])
def test_every_report_that_is_counted_can_be_reached(full: Store, client: TestClient, words: str, total: int) -> None:
    """Page by page, each once; without words all reports of the record, as the first page counts them."""
    address, seen = f"/en/search?q={words}", []
    for _ in range(4):
        told, found = listed(client, address)
        assert told == total
        seen += found
        ahead = re.search(r'rel="next" href="([^"]+)"', client.get(address).text)
        if not ahead:
            break
        address = "/en/search" + ahead[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == total
    assert f'<a href="/en/search"><b>{95 + len(REPORTS)}</b>' in client.get("/en/").text


@pytest.mark.parametrize(("page", "first"), [("0", "n00"), ("2", "n40"), ("99", "n80")])
def test_a_page_outside_the_search_is_the_nearest_one(full: Store, client: TestClient, page: str, first: str) -> None:
    assert listed(client, f"/en/search?q=طاحونة&page={page}")[1][0] == first


def record(client: TestClient, words: str) -> list[str]:
    """The places and parties of the record that a word finds."""
    page = client.get(f"/en/names?q={words}").text.partition('<div class="columns">')[2]
    return re.findall(r'<td><a class="pick" href="[^"]+"><bdi[^>]*>([^<]+)</bdi>', page)


@pytest.mark.parametrize("words", ["أعزاز", "اعزاز", "إعزاز", "Azaz", "azaz"])
def test_a_place_of_the_record_is_found_however_it_is_written(azaz: Store, client: TestClient, words: str) -> None:
    assert record(client, words) == ["أعزاز"]


def test_a_place_is_not_found_by_the_name_of_another(azaz: Store, client: TestClient) -> None:
    assert record(client, "Aleppo") == []


@pytest.mark.parametrize("words", ["syrian gov", "النظام السورى", "قُوّات النظام", "syr-gov"])
def test_a_party_is_found_however_it_is_written(client: TestClient, words: str) -> None:
    assert len(record(client, words)) == 1


def test_counts_of_the_record_lead_to_what_they_count(azaz: Store, client: TestClient) -> None:
    """Roles have no list of their own, so that only the number of incidents is a link."""
    page = client.get("/en/names").text
    links = re.findall(r'<td class="num"><a href="(/en/incidents\?[^"]+)">(\d+)</a>', page)
    assert len(links) == 3 + 2
    for address, told in links:
        rows = re.findall(r"<tr data-incident=", client.get(address.replace("&amp;", "&")).text)
        assert len(rows) == int(told), address


def test_a_publisher_that_no_list_filters_by_has_no_link_to_one(azaz: Store, client: TestClient) -> None:
    page = client.get("/en/sources/وكالة r3")
    assert page.status_code == 200
    assert "/en/incidents?source=" not in page.text
    assert "/en/incidents?source=" in client.get("/en/sources/sohr").text
