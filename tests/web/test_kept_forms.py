"""What is typed wrong is told in the form, and nothing of what was written is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
from fastapi.testclient import TestClient

from marsad.errors import UsageError
from marsad.export.labels import read_labels
from marsad.lexicon.places import own_gazetteer
from marsad.lexicon.registry import load_actors
from marsad.model import Casualty, Event
from marsad.pipeline.corrections import name_party
from marsad.store import Store
from marsad.web.corrections import read_degrees
from marsad.web.forms import read_whole
from marsad.web.mending import fields_of, read_casualties, rows_of
from marsad.web.typed import read_parties, read_party, read_province

LABELS = read_labels()
PLACE = {"name": "زنبركية الميلسون", "lat": "34.91", "lon": "38.9", "radius_km": "3", "admin1": "SY-HI", "names": "",
         "why": "seen on imagery"}  # fmt: skip
LONG = "9" * 26


def send(client: TestClient, path: str, lang: str = "en", **fields: Any) -> Any:
    seal = re.search(r'name="seal" value="([^"]+)"', client.get("/en/names").text)
    assert seal
    return client.post(f"/{lang}/{path}", data={"seal": seal[1], **fields})


def values(page: str) -> dict[str, list[str]]:
    """The values of the fields of a page, by name."""
    found: dict[str, list[str]] = {}
    for one in re.findall(r"<input [^>]*>", page):
        name, value = re.search(r' name="([^"]*)"', one), re.search(r' value="([^"]*)"', one)
        if name and value:
            found.setdefault(name[1], []).append(value[1])
    return found


@pytest.mark.parametrize(
    ("written", "party"),
    [
        ("hezbollah", "hezbollah"),
        (" Hezbollah ", "hezbollah"),
        ("حزب الله", "hezbollah"),
        ("«حزب اللّه»", "hezbollah"),
        ("حوثيون", "houthis"),
        ("الحوثيين", "houthis"),
        ("المدنيين", "civilians"),
        ("Syrian Arab Army", "syr-army"),
        ("UNKNOWN", "unknown"),
        ("x:حزب الله", "x:حزب الله"),
        ("أهل  الحارة", "x:أهل الحارة"),
        ("The Neighbours", "x:The Neighbours"),
        ("sohr", "x:sohr"),
        ("x:", ""),
        ("«»", ""),
    ],
)
def test_a_party_is_typed_by_id_or_name(written: str, party: str) -> None:
    assert read_party(written) == party


def test_every_shown_name_of_a_party_is_that_party() -> None:
    assert {who: {read_party(said) for said in (who, *LABELS.names[who].values())} for who in load_actors()} == {
        who: {who} for who in load_actors()
    }


def test_a_party_is_listed_once() -> None:
    assert read_parties("حزب الله، hezbollah, Hezbollah,, أهل الحارة") == ("hezbollah", "x:أهل الحارة")


def test_a_name_that_an_analyst_gave_is_known_at_once(store: Store) -> None:
    assert read_party("صقور الهضبة الغربية") == "x:صقور الهضبة الغربية"
    name_party(store, "صقور الهضبة الغربية", "sdf", "Amal", "its own statement")
    assert (read_party("صقور الهضبة الغربية"), read_party("صقور هضبة غربية")) == ("sdf", "sdf")


def test_what_is_typed_in_a_review_makes_no_second_party(client: TestClient, store: Store) -> None:
    """Neither as a target nor beside the losses; deaths stay counted once."""
    losses = {"of0": "مدنيون", "harm0": "killed", "low0": "3", "high0": "3"}
    sides = {"initiators": "حزب الله", "targets": "المدنيين، أهل الحارة"}
    event = {"type": "shelling", "status": "occurred", "salience": "main", "start": "2024-01-02", "places": "السخنة"}
    page = send(client, "review/r1/e1/edit", **event, **losses, **sides, why="as the second sentence says", seen="0")
    assert page.status_code == 200
    with store.view() as view:
        ((mended,),) = (coded.events for coded in view.coded(["r1"]))
        (incident,) = [one for one in view.incidents() if ("r1", "e1") in one.members]
    assert (mended.initiators, mended.targets) == (("hezbollah",), ("civilians", "x:أهل الحارة"))
    assert [one.of for one in mended.casualties] == ["civilians"]
    assert [toll.of for toll in incident.tolls if toll.harm == "killed"] == ["civilians"]


@pytest.mark.parametrize("side", ["حزب الله", "Hezbollah", "hezbollah"])
def test_figures_of_a_side_by_name(client: TestClient, side: str) -> None:
    send(client, "incidents/INC-1/figures", of=side, harm="killed", low="٢", best="", high="", why="names", seen="0")
    rows = client.get("/api/v1/incidents/INC-1").json()["casualties"]
    assert {(row["of"], row["best"]) for row in rows if row["of"] != "civilians"} == {("hezbollah", 2)}


@pytest.mark.parametrize("row", [{"of1": "isis"}, {"high1": "4"}, {"of1": "isis", "high1": "4", "low1": " "}])
def test_a_loss_without_its_low_figure_is_asked_for(row: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="row 2 of the losses has no low figure"):
        read_casualties({"of0": "isis", "low0": "1", **row})


def test_an_empty_row_is_no_loss() -> None:
    assert read_casualties({"of0": "", "harm0": "wounded", "low0": " ", "high0": "", "from0": "sohr"}) == []
    assert read_casualties({"low0": "٣", "high0": "٥"}) == [Casualty("unknown", "killed", 3, 5, "")]


def test_all_rows_that_were_begun_are_shown_again() -> None:
    assert [rows_of({}), rows_of({"high2": "3"}), rows_of(fields_of(Event("e1", "attack")))] == [1, 4, 1]


def test_a_loss_that_is_begun_is_kept_in_the_review_form(client: TestClient) -> None:
    page = send(client, "review/r1/e1/edit", of0="isis", high0="7", low0="", why="as told", seen="0")
    assert page.status_code == 409
    assert "row 1 of the losses has no low figure" in page.text
    kept = values(page.text)
    assert (kept["of0"][0], kept["high0"][0], "as told" in page.text) == ("isis", "7", True)
    said = send(client, "review/r1/e1/edit", "ar", of0="isis", why="x", seen="0").text
    assert "السطر 1 من الخسائر بلا حد أدنى" in said


@pytest.mark.parametrize("low", ["²", LONG, "٣²", "-1", "1.5"])
def test_a_number_that_cannot_be_is_told_in_the_form(client: TestClient, low: str) -> None:
    page = send(client, "review/r1/e1/edit", of0="isis", low0=low, why="as told", seen="0")
    assert (page.status_code, values(page.text)["low0"][0]) == (409, low)


@pytest.mark.parametrize("number", ["²", LONG, "٣"])
def test_numbers_of_addresses_and_of_other_forms(client: TestClient, number: str) -> None:
    assert client.get("/en/review", params={"least": number}).status_code == 200
    assert send(client, "incidents/INC-1", verb="undo", target=number, why="x").status_code == 409
    missed = {"words": "تعزيزات إلى", "at": number, "type": "deployment", "why": "missed"}
    assert send(client, "review/r3/missed", **missed).status_code == 200
    assert send(client, "review/r1/e1", verb="accept", seen=number).status_code == 409


def test_digits_of_all_scripts_are_numbers() -> None:
    assert [read_whole(one, "low") for one in ("12", "١٢", "۱۲")] == [12, 12, 12]


def test_figures_are_kept(client: TestClient) -> None:
    page = send(client, "incidents/INC-1/figures", of="civilians", harm="killed", low="9", best="6", high="8", seen="0",
                why="names counted")  # fmt: skip
    kept = values(page.text)
    assert page.status_code == 409
    assert [kept[name][0] for name in ("low", "best", "high")] == ["9", "6", "8"]
    assert "names counted" in kept["why"]
    assert "low, best and high must rise" in page.text
    assert len(re.findall(r'<details class="give[^"]*" open>', page.text)) == 1


def test_figures_of_a_typed_side_are_kept(client: TestClient) -> None:
    side = {"of": "حزب الله", "typed": "1", "harm": "wounded", "seen": "0"}
    page = send(client, "incidents/INC-1/figures", **side, low="²", best="6", high="8", why="names counted")
    kept = values(page.text)
    assert "حزب الله" in kept["of"]
    assert "²" in kept["low"]
    assert '<option value="wounded" selected>' in page.text
    assert '<details class="give other" open>' in page.text


def test_a_merge_with_nothing_is_kept(client: TestClient) -> None:
    page = send(client, "incidents/INC-1", verb="merge", target="INC-99", why="one raid", event="e1/r2")
    kept = values(page.text)
    assert page.status_code == 409
    assert "there is no incident" in page.text
    assert (kept["target"], "one raid" in kept["why"]) == (["INC-99"], True)
    assert 'value="e1/r2" checked' in page.text
    assert 'value="e1/r1" checked' not in page.text
    assert send(client, "incidents/INC-77", verb="merge", target="INC-1", why="x").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"lat": "95"}, "is no point on earth"),
        ({"lon": "east"}, "give a number with a decimal point"),
        ({"admin1": "nowhere"}, "is no province"),
        ({"admin1": "الشرقية"}, "EG-SHR, SA-04 are all called"),
        ({"why": " "}, "a reason is needed"),
    ],
)
def test_a_place_that_cannot_be_is_kept(client: TestClient, wrong: dict[str, str], words: str) -> None:
    fields = PLACE | wrong
    town = max(own_gazetteer().named("السخنة"), key=lambda place: place.prominence).id
    for path in ("names/places", f"names/places/{town}"):
        page = send(client, path, **fields)
        kept = values(page.text)
        assert (page.status_code, words in page.text) == (409, True)
        assert all(fields[name] in kept[name] for name in ("lat", "lon", "radius_km", "admin1", "why"))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_name_of_a_party_is_kept(client: TestClient, lang: str) -> None:
    page = send(client, "names/parties/sdf", lang, name="داعش", why="its own statement")
    kept = values(page.text)
    assert (page.status_code, kept["name"]) == (409, ["داعش"])
    assert "its own statement" in kept["why"]


def test_decimals_as_people_write_them() -> None:
    assert {read_degrees(one, "lat") for one in ("34.5", "34,5", "٣٤٫٥", "٣٤,٥", "34،5", " ٣٤.٥ ")} == {34.5}
    assert read_degrees("\u22123,25", "lon") == -3.25
    for wrong in ("34,5,1", "34.5, 38.9", "", "x"):
        with pytest.raises(UsageError):
            read_degrees(wrong, "lat")


def test_a_province_by_its_shown_name(client: TestClient) -> None:
    assert {read_province(one, LABELS) for one in ("SY-HI", "sy-hi", "حمص", "Homs", " homs ")} == {"SY-HI"}
    page = send(client, "names/places", **PLACE | {"lat": "٣٤٫٩١", "lon": "38,9", "admin1": "حمص"})
    assert page.status_code == 200
    (place,) = own_gazetteer().named(PLACE["name"])
    assert (place.lat, place.lon, place.admin1) == (34.91, 38.9, "SY-HI")


def test_reasons_may_be_completed(client: TestClient) -> None:
    for page in ("incidents/INC-1", "review/r1", "review/r1?split=e1", "names", "names/parties/sdf"):
        fields = re.findall(r'<input[^>]* name="why"[^>]*>', client.get(f"/en/{page}").text)
        assert fields
        assert not [one for one in fields if "autocomplete" in one]
