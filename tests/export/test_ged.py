"""UCDP GED: columns, totals that UCDP's own coders gave, sides, places, dates, tallies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.export.cases import TAIBA, event, incident_of, killed, make_selection, with_events

from marsad.export.csvs import read_rows
from marsad.export.disclosure import POLICIES
from marsad.export.formats import write_export
from marsad.export.ged import GedRow, candidate_rows, date_prec, ged_rows
from marsad.export.ged_places import priogrid, where_prec
from marsad.export.ged_sides import find_dyad, sides_in
from marsad.export.schema import GedCandidateRow, columns
from marsad.model import DateSpan

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
)


def test_columns_are_those_of_the_release() -> None:
    assert columns(GedRow) == COLUMNS.split()
    assert len(columns(GedRow)) == 49


def test_the_battle_of_april_2018_has_ucdps_total() -> None:
    rows, _ = ged_rows(make_selection())
    (row,) = (row for row in rows if row.year == 2018)
    assert (row.deaths_a, row.deaths_b, row.deaths_civilians, row.deaths_unknown) == (25, 13, 0, 0)
    assert (row.low, row.best, row.high) == (38, 38, 38)
    assert (row.dyad_new_id, row.dyad_name, row.type_of_violence) == ("14620", "Government of Syria - IS", 1)
    assert (row.where_prec, row.date_prec, row.priogrid_gid, row.adm_1) == (1, 1, 180441, "Deir ez Zor Governorate")


def test_the_tally_of_october_2017_has_ucdps_total() -> None:
    rows, _ = ged_rows(make_selection(), tallies=True)
    found = [row for row in rows if row.year == 2017]
    assert [row.best for row in found] == [23, 23]
    assert sum(row.deaths_b for row in found) == 46
    assert {(row.event_clarity, row.date_prec, row.date_start[:10], row.date_end[:10]) for row in found} == {
        (2, 2, "2017-10-09", "2017-10-10")
    }
    assert {row.adm_1 for row in found} == {"Deir ez Zor Governorate", "Homs Governorate"}
    assert not [row for row in ged_rows(make_selection())[0] if row.year == 2017]


def test_what_has_no_row_is_named_with_its_reason() -> None:
    selection = make_selection()
    why = {one.what: one.why for one in ged_rows(selection)[1]}
    assert "no death with a number" in why[incident_of(selection, "day", "e1")]
    assert "whether they were the target" in why[incident_of(selection, "desert", "e2")]
    assert why[incident_of(selection, "desert", "e6")].startswith("no dyad")


def test_factions_are_joined_against_the_government() -> None:
    """UCDP has no dyad of the government and HTS: its dead are those of the Syrian insurgents."""
    rows, _ = ged_rows(make_selection())
    (row,) = (row for row in rows if row.date_start.startswith("2024-02"))
    assert (row.dyad_new_id, row.side_b, row.deaths_b) == ("11973", "Syrian insurgents", 3)


def test_candidates_without_a_dyad_are_kept_beside() -> None:
    selection = make_selection()
    found = candidate_rows(selection)
    rows = {row.relid.split("-")[4].split("@")[0]: row for row in found}
    assert set(rows) == {incident_of(selection, "desert", "e2"), incident_of(selection, "desert", "e6")}
    shelling = rows[incident_of(selection, "desert", "e2")]
    assert (shelling.side_a, shelling.side_b, shelling.type_of_violence) == (
        "Syrian government forces (to Dec 2024)",
        "unknown",
        1,
    )
    assert sum(row.deaths_civilians for row in found) == 5
    murder = rows[incident_of(selection, "desert", "e6")]
    assert (murder.dyad_new_id, murder.side_b, murder.deaths_b) == ("", "لواء الصقور", 1)
    assert murder.code_status == "Check actor"
    assert columns(GedCandidateRow) == columns(GedRow)


def test_the_side_file_lies_beside(tmp_path: Path) -> None:
    write_export("ged", make_selection(), str(tmp_path / "out.csv"), POLICIES["internal"])
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["out.csv", "out.csv.manifest.json", "out.csv.no_dyad.csv"]
    assert len(read_rows(GedCandidateRow, tmp_path / "out.csv.no_dyad.csv")) == 3


def test_a_russian_strike_is_the_governments() -> None:
    rows, _ = ged_rows(make_selection())
    (row,) = (row for row in rows if row.date_start.startswith("2024-01"))
    assert (row.side_a, row.deaths_a, row.deaths_b) == ("Government of Syria", 0, 5)


@pytest.mark.parametrize(
    ("actor", "country", "side"),
    [
        ("syr-liwa-quds", "SY", "118"),
        ("syr-5corps", "SY", "118"),
        ("usa", "SY", "6288"),
        ("usa", "IQ", "116"),
        ("tribes-iq", "IQ", "116"),
        ("hamza-div", "SY", "7514"),
        ("is-khorasan", "AF", "234"),
    ],
)
def test_allies_are_folded_into_sides(actor: str, country: str, side: str) -> None:
    assert [found.id for found in sides_in([actor], country, date(2018, 1, 1))] == [side]


def test_civilians_and_strangers_are_no_side() -> None:
    assert sides_in(["civilians", "journalists", "x:somebody"], "SY", date(2018, 1, 1)) == []


def test_a_new_version_keeps_the_number_of_the_row() -> None:
    selection = make_selection()
    later = replace(selection, revisions={incident.id: 2 for incident in selection.incidents})
    before, after = ged_rows(selection)[0], ged_rows(later)[0]
    assert [row.id for row in before] == [row.id for row in after]
    assert all("@1-" in row.relid for row in before)
    assert all("@2-" in row.relid for row in after)


def test_a_dyad_is_found_in_either_order() -> None:
    isis, gov = sides_in(["isis", "syr-gov"], "SY", date(2018, 1, 1))
    found = find_dyad(isis, gov)
    assert not isinstance(found, str)
    assert (found.a, found.b) == (gov, isis)
    turkey, sdf = sides_in(["turkey", "sdf"], "SY", date(2018, 1, 1))
    assert find_dyad(turkey, sdf) == "Government of Turkey and SDF are no dyad of the table"


@pytest.mark.parametrize(("days", "grade"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (365, 5)])
def test_date_precision_follows_from_the_span(days: int, grade: int) -> None:
    start = date(2018, 1, 1)
    assert date_prec(DateSpan(start, date.fromordinal(start.toordinal() + days - 1))) == grade


@pytest.mark.parametrize(("radius", "grade"), [(5, 1), (15, 2), (25, 2), (50, 5), (100, 4), (300, 6), (None, 5)])
def test_place_precision_follows_from_the_radius(radius: float | None, grade: int) -> None:
    assert where_prec(radius) == grade


def test_priogrid() -> None:
    assert priogrid(35.02089, 40.453455) == 180441
    assert priogrid(-90, -180) == 1
    assert priogrid(34.42401, 38.6458) == 178998


def test_source_lists_are_parallel() -> None:
    rows, _ = ged_rows(make_selection(), tallies=True)
    (row,) = (row for row in rows if row.date_start.startswith("2024-01"))
    assert row.source_office == "Wire, East"
    assert row.source_headline == 'A "day", in, the desert'
    assert row.source_article == "\"Wire, East,2024-01-05,A 'day', in, the desert\""
    assert row.number_of_sources == 1


def test_a_row_may_be_doubted_on_several_grounds() -> None:
    row = ged_rows(make_selection())[0][0].model_dump()
    for status in ("Clear", "Check deaths", "Check actor, deaths", "Check actor, geography, deaths"):
        assert GedRow.model_validate({**row, "code_status": status}).code_status == status
    with pytest.raises(ValueError, match="code_status"):
        GedRow.model_validate({**row, "code_status": "Check actor deaths"})


@pytest.mark.parametrize(
    ("doer", "targets", "dead", "dyad", "foe"),
    [
        ("isis", ["lebanon-gov"], ["lebanon-gov", "civilians"], "", "Lebanese army and security forces"),
        ("isis", ["lebanon-gov", "civilians"], ["civilians"], "", "Lebanese army and security forces"),
        ("isis", ["civilians"], ["x:لواء الصقور", "civilians"], "", "لواء الصقور"),
        ("isis", ["unknown-gunmen"], ["civilians"], "", "Unidentified gunmen"),
        ("isis", ["civilians"], ["isis", "civilians"], "973", "Civilians"),
        ("isis", ["civilians", "unknown"], ["unknown-gunmen", "civilians"], "973", "Civilians"),
        ("syr-gov", ["civilians"], ["russia", "syr-ndf", "civilians"], "1178", "Civilians"),
        ("isis", ["syr-army"], ["civilians"], "14620", "IS"),
    ],
)
def test_one_sided_violence_hits_no_armed_party(
    doer: str, targets: list[str], dead: list[str], dyad: str, foe: str
) -> None:
    """Civilians who die in an attack on an army outside the table are no side: the case waits for a coder."""
    told = {"initiators": [doer], "targets": targets, "casualties": [killed(of, 3) for of in dead]}
    selection = with_events(event("e1", "attack", "2018-01-03", [TAIBA], **told))
    rows, candidates = ged_rows(selection)[0], candidate_rows(selection)
    assert [row.dyad_new_id for row in rows] == ([dyad] if dyad else [])
    assert len(candidates) == (0 if dyad else 1)
    (row,) = rows or candidates
    assert foe in (row.side_a, row.side_b)
    assert (row.type_of_violence == 3) == (foe == "Civilians")
    assert row.deaths_civilians == 3
