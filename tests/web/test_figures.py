"""Figures given by hand on the page of an incident: signed, beside the rule's, taken back, and exported as such."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
from fastapi.testclient import TestClient
from tests.web.sample import INCIDENTS

from marsad.model import Action, Toll
from marsad.pipeline.keep import relink
from marsad.reconcile import load_linker
from marsad.reconcile.decisions import verify_log
from marsad.store import Store
from marsad.store.rows import incident_body, read_brief
from marsad.web.api import csv_lines
from marsad.web.line import line_of

FIGURES = {"of": "civilians", "harm": "killed", "low": "4", "best": "6", "high": "8", "seen": "0"}
WHY = "names counted"


def give(client: TestClient, incident: str = "INC-1", **fields: str) -> Any:
    seal = re.search(r'name="seal" value="([^"]+)"', client.get(f"/en/incidents/{incident}").text)
    assert seal
    return client.post(f"/en/incidents/{incident}/figures", data={"seal": seal[1], **FIGURES, "why": WHY, **fields})


def killed(client: TestClient) -> dict[str, Any]:
    (row,) = client.get("/api/v1/incidents/INC-1").json()["casualties"]
    assert isinstance(row, dict)
    return row


def test_the_page_shows_both_and_who_decided(client: TestClient, store: Store) -> None:
    page = give(client)
    assert page.status_code == 200
    assert '<bdi dir="ltr">4 · <b>6</b> · 8</bdi>' in page.text
    assert WHY in page.text
    row = killed(client)
    chosen = row["override"]["chosen"]
    assert f"{chosen['low']} · {chosen['best']} · {chosen['high']}" in page.text
    assert (row["low"], row["best"], row["high"], row["override"]["who"]) == (4, 6, 8, "Amal")
    with store.view() as view:
        (made,) = view.decisions()
        assert (made.action, made.who, verify_log([made])) == (Action.OVERRIDE, "Amal", [])


def test_a_new_run_keeps_them_and_undo_takes_them_back(client: TestClient, store: Store) -> None:
    give(client)
    with store.writer() as writer:
        relink(writer, load_linker())
    assert killed(client)["best"] == 6
    seal = re.search(r'name="seal" value="([^"]+)"', client.get("/en/incidents/INC-1").text)
    assert seal
    client.post("/en/incidents/INC-1", data={"seal": seal[1], "verb": "undo", "target": "1", "why": "taken back"})
    row = killed(client)
    assert row["best"] != 6
    assert "override" not in row


def test_the_second_of_two_hears_of_the_first(client: TestClient, store: Store) -> None:
    give(client)
    late = give(client, best="7", seen="0")
    assert late.status_code == 409
    assert "Amal changed these figures meanwhile" in late.text
    assert give(client, best="7", seen="1").status_code == 200
    assert killed(client)["best"] == 7


@pytest.mark.parametrize(
    "fields",
    [
        {"low": "9"},
        {"high": "5"},
        {"low": "-1"},
        {"low": "many"},
        {"low": "99999999"},
        {"harm": "hurt"},
        {"of": ""},
        {"why": " "},
        {"seal": "guess"},
        {"seen": "2"},
    ],
)
def test_figures_that_cannot_be_are_refused(client: TestClient, store: Store, fields: dict[str, str]) -> None:
    assert give(client, **fields).status_code == 409
    with store.view() as view:
        assert list(view.decisions()) == []


def test_downloads_say_who_set_the_figures(client: TestClient) -> None:
    def row() -> tuple[str, str]:
        text = client.get("/api/v1/incidents.csv?family=fire").content.decode("utf-8-sig")
        (found,) = csv.DictReader(io.StringIO(text))
        return found["killed_best"], found["figures"]

    assert row()[1] == "rule"
    give(client)
    assert row() == ("6", "analyst")


@pytest.mark.parametrize(("is_open", "high"), [(False, "9"), (True, "")])
def test_downloads_leave_the_highest_of_an_open_figure_empty(is_open: bool, high: str) -> None:
    toll = Toll("civilians", "killed", 4, 6, 9, "", (), is_open)
    line = line_of(read_brief(incident_body(replace(INCIDENTS[0], tolls=(toll,)))), {})
    (row,) = csv.DictReader(io.StringIO("".join(csv_lines([line])).removeprefix("\ufeff")))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("4", "6", high)


def test_figures_of_another_side_are_a_row_of_their_own(client: TestClient) -> None:
    give(client, of="syr-army", harm="wounded", low="2", best="", high="")
    rows = client.get("/api/v1/incidents/INC-1").json()["casualties"]
    added = next(row for row in rows if row["of"] == "syr-army")
    assert (added["harm"], added["low"], added["best"], added["high"]) == ("wounded", 2, 2, 2)
    assert added["override"]["chosen"] is None


def test_a_typed_name_is_a_side_outside_the_registry(client: TestClient) -> None:
    """Never an id that looks like one of the registry and is none."""
    assert give(client, of="nosuchside").status_code == 200
    sides = [row["of"] for row in client.get("/api/v1/incidents/INC-1").json()["casualties"]]
    assert "x:nosuchside" in sides
    assert "nosuchside" not in sides


def test_the_public_form_names_no_analyst(client: TestClient) -> None:
    """That a person set the figures is told; who and why is not."""
    give(client)
    page = client.get("/en/public/INC-1").text
    assert "set by an analyst" in page
    assert WHY not in page
    assert "by-person" in page
    assert "Amal, " not in page
