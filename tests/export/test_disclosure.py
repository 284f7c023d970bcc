"""What leaves under which policy: nothing finer than its cell, no masked name in any byte, the same each time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.cases import AS_OF, incident_of, make_selection

from marsad.errors import OutputError, UsageError
from marsad.export.disclosure import POLICIES, Disclosed, disclose, policy_named, says_group
from marsad.export.flat import incident_rows
from marsad.export.formats import FORMATS, write_export
from marsad.export.tolls import set_by_analyst
from marsad.model import Override, Place
from marsad.model.rows import toll_row

PUBLIC, PARTNER = POLICIES["public"], POLICIES["partner"]
PERSON = "أبو سالم الشامي"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("policy", ["partner", "public"])
def test_a_masked_name_is_in_no_byte(name: str, policy: str, tmp_path: Path) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    write_export(name, make_selection(), str(tmp_path / "out"), POLICIES[policy])
    for path in tmp_path.iterdir():
        assert PERSON.encode() not in path.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_the_public_gets_no_place_finer_than_its_cell(name: str, tmp_path: Path) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    write_export(name, make_selection(), str(tmp_path / "out"), PUBLIC)
    content = (tmp_path / "out").read_bytes()
    for exact in ("السخنة", "الميادين", "35.0198", "40.4515", "هجوم على المدينة"):
        assert exact.encode() not in content


@pytest.mark.parametrize("table", ["claims", "events", "tallies"])
def test_the_tables_behind_are_masked_too(table: str, tmp_path: Path) -> None:
    write_export("csv", make_selection(), str(tmp_path / "out"), PUBLIC, {"table": table})
    content = (tmp_path / "out").read_bytes()
    for secret in (PERSON, "السخنة", "الضفة الشرقية", "هجوم"):
        assert secret.encode() not in content


def test_partners_get_places_and_no_people(tmp_path: Path) -> None:
    write_export("csv", make_selection(), str(tmp_path / "out"), PARTNER)
    text = (tmp_path / "out").read_text(encoding="utf-8")
    assert "السخنة" in text
    assert "x:unlisted actor" in text
    assert "x:لواء الصقور" in text


def test_plans_fresh_news_and_undated_acts_are_held_back(tmp_path: Path) -> None:
    selection = make_selection()
    write_export("csv", selection, str(tmp_path / "out"), PUBLIC)
    left = {one["what"]: one["why"] for one in json.loads((tmp_path / "out.manifest.json").read_text())["left_out"]}
    assert left[incident_of(selection, "desert", "e3")].startswith("planned")
    assert "last 7 days" in left[incident_of(selection, "late", "e1")]
    assert "last 7 days" in left[incident_of(selection, "desert", "e5")]
    assert "1 names" in left


@given(st.floats(-89, 89), st.floats(-179, 179), st.one_of(st.none(), st.floats(0, 50)))
def test_all_points_of_a_cell_are_one(lat: float, lon: float, radius: float | None) -> None:
    """The released point stands for at least its cell, holds the true point, and is released alike from anywhere."""
    selection = make_selection()
    incident = selection.incidents[0]

    def shown(place: Place) -> Place:
        one = replace(selection, incidents=(replace(incident, places=(place,)),))
        return disclose(one, PUBLIC).selection.incidents[0].places[0]

    place = shown(Place("x", lat, lon, radius, "SY-HI"))
    assert place.lat is not None and place.lon is not None and place.radius_km is not None
    assert abs(place.lat - lat) <= 0.0501 and abs(place.lon - lon) <= 0.0501
    assert place.radius_km >= 5.5
    assert place.name == "Homs"
    again = shown(Place("y", place.lat, place.lon, radius, "SY-HI"))
    assert (again.lat, again.lon) == (place.lat, place.lon)


@pytest.mark.parametrize(
    ("name", "group"),
    [("لواء الصقور", True), ("قوات محلية", True), ("المجلس المحلي", True), (PERSON, False), ("الدكتور سامر", False)],
)
def test_groups_keep_their_names(name: str, group: bool) -> None:
    assert says_group(name) is group


def test_a_leak_stops_the_export() -> None:
    found = Disclosed(make_selection(), PUBLIC, (), frozenset({PERSON}))
    found.refuse_leaks("قرية أبو سالم".encode())
    with pytest.raises(OutputError, match="masked name"):
        found.refuse_leaks(f"says {PERSON}, there".encode())


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(UsageError, match="internal, partner, public"):
        policy_named("everybody")


def test_the_internal_policy_changes_nothing() -> None:
    selection = make_selection()
    found = disclose(selection, POLICIES["internal"])
    assert found.selection.incidents == selection.incidents
    assert found.withheld == ()


def test_what_an_analyst_wrote_stays_inside() -> None:
    """Figures set by hand leave and are told as such; the analyst's name, reason and the rule's witnesses do not."""
    selection = make_selection()
    incident = next(one for one in selection.incidents if one.tolls)
    by = Override(7, "Amal", AS_OF, "a relative told me", 1, 1, 1, rule="the only witness, x:somebody")
    toll = replace(incident.tolls[0], rule="set by Amal in decision 7: a relative told me", override=by)
    changed = replace(incident, tolls=(toll, *incident.tolls[1:]))
    shown = disclose(replace(selection, incidents=(changed,)), POLICIES["partner"]).selection.incidents[0]
    assert shown.tolls[0].override is not None
    assert set_by_analyst(shown)
    told = str(toll_row(shown.tolls[0]))
    assert not [word for word in ("Amal", "a relative told me", "somebody") if word in told]
    (row,) = [row for row in incident_rows(replace(selection, incidents=(changed,))) if row.incident == incident.id]
    assert row.figures == "analyst"
