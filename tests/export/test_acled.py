"""ACLED: columns, hierarchy, days, places, fatalities, names."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.export.cases import MAYADIN, SUKHNA, TAIBA, event, incident_of, killed, make_selection, with_events

from marsad.export.acled import acled_rows, source_scale
from marsad.export.acled_ids import event_id
from marsad.export.acled_kinds import acled_actor
from marsad.export.gazette import known_place
from marsad.export.schema import ACLED_EVENTS, AcledRow, columns
from marsad.export.selection import Selection
from marsad.model import Place
from marsad.model.rows import read_coded

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
)


def read_place(row: dict[str, Any]) -> Place:
    return Place(**row)


def rows_of(selection: Selection, report: str, identifier: str) -> list[AcledRow]:
    name = incident_of(selection, report, identifier)
    rows, _ = acled_rows(selection)
    return [row for row in rows if f"incident: {name}@1" in row.tags]


def test_columns_are_those_of_the_codebook() -> None:
    assert columns(AcledRow) == COLUMNS.split()
    assert len(columns(AcledRow)) == 31
    assert sum(map(len, ACLED_EVENTS.values())) == 25


def test_an_attack_on_armed_people_is_an_armed_clash() -> None:
    (row,) = rows_of(make_selection(), "mayadin", "e1")
    assert (row.event_type, row.sub_event_type, row.disorder_type) == ("Battles", "Armed clash", "Political violence")
    assert (row.actor1, row.inter1) == ("Islamic State (Syria)", "Rebel group")
    assert row.actor2 in ("Military Forces of Syria (2000-2024)", "Militia (Pro-Government)")
    assert (row.event_date, row.time_precision, row.geo_precision, row.fatalities) == ("2018-04-18", 1, 1, 38)
    assert (row.country, row.iso, row.admin1) == ("Syria", 760, "Deir ez Zor")
    assert "Denied by" in row.notes


def test_a_strike_alone_keeps_its_sub_event_and_the_desert_its_precision() -> None:
    (row,) = rows_of(make_selection(), "desert", "e1")
    town = known_place(read_place(SUKHNA)).name
    assert (row.sub_event_type, row.location, row.geo_precision) == ("Air/drone strike", town, 2)
    assert town.isascii()
    assert (row.actor1, row.inter1) == ("Military Forces of Russia (2000-)", "External/Other forces")
    assert row.interaction == "Rebel group-External/Other forces"


def test_several_days_and_places_share_the_dead() -> None:
    rows = rows_of(make_selection(), "desert", "e2")
    assert [(row.event_date, row.time_precision, row.location, row.fatalities) for row in rows] == [
        ("2024-01-03", 2, known_place(read_place(SUKHNA)).name, 3),
        ("2024-01-03", 2, known_place(read_place(TAIBA)).name, 2),
    ]
    assert {(row.admin1, row.admin2, row.admin3) for row in rows} == {("Homs", "Tadmor", "Sokhneh")}
    assert {row.civilian_targeting for row in rows} == {"Civilians targeted"}
    assert len({row.event_id_cnty for row in rows}) == 2


def test_what_has_no_row_is_named_with_its_reason() -> None:
    selection = make_selection()
    _, withheld = acled_rows(selection)
    why = {one.what: one.why for one in withheld}
    assert "planned" in why[incident_of(selection, "desert", "e3")]
    assert "displacement" in why[incident_of(selection, "desert", "e4")]
    assert "vaguer than a month" in why[incident_of(selection, "desert", "e5")]
    assert "no place" in why[incident_of(selection, "desert", "e7")]


def test_deaths_without_a_number_follow_the_policy() -> None:
    selection = make_selection()
    (name,) = {incident_of(selection, "day", "e1")}
    for policy, total in ((0, 0), (3, 3), (10, 10)):
        rows, _ = acled_rows(selection, unknown_fatalities=policy)
        assert sum(row.fatalities for row in rows if f"incident: {name}@1" in row.tags) == total


def test_reports_that_tell_of_both_sides_as_doers_are_parted() -> None:
    """One report has IS attack the army, another the army attack IS: two sides, each on its own."""
    both = ["isis", "syr-army"]
    selection = with_events(event("e1", "armed_clash", "2024-01-03", [TAIBA], initiators=both, targets=both[::-1]))
    rows, _ = acled_rows(selection)
    assert {rows[0].actor1, rows[0].actor2} == {"Islamic State (Syria)", "Military Forces of Syria (2000-2024)"}
    assert (rows[0].assoc_actor_1, rows[0].assoc_actor_2) == ("", "")


@pytest.mark.parametrize(
    ("targets", "flag"), [(["civilians"], "Civilians targeted"), (["isis", "civilians"], ""), (["isis"], "")]
)
def test_civilians_are_the_target_only_where_they_stand_alone(targets: list[str], flag: str) -> None:
    rows, _ = acled_rows(
        with_events(event("e1", "shelling", "2024-01-03", [TAIBA], initiators=["syr-army"], targets=targets))
    )
    assert [row.civilian_targeting for row in rows] == [flag]


def test_a_protest_without_a_named_doer_is_the_protesters() -> None:
    rows, _ = acled_rows(with_events(event("e1", "protest", "2024-01-03", [TAIBA])))
    assert (rows[0].actor1, rows[0].inter1, rows[0].event_type) == ("Protesters (Syria)", "Protesters", "Protests")


@pytest.mark.parametrize(("least", "policy", "coded"), [(20, 0, 0), (20, 10, 12), (200, 3, 100), (2, 3, 3)])
def test_dozens_and_hundreds(least: int, policy: int, coded: int) -> None:
    sides = {"initiators": ["syr-army"], "targets": ["isis"]}
    selection = with_events(
        event("e1", "attack", "2024-01-03", [TAIBA], casualties=[killed("isis", least, None)], **sides)
    )
    incident = selection.incidents[0]
    vague = tuple(replace(claim, is_vague=True) for claim in incident.tolls[0].claims)
    worded = replace(incident, tolls=(replace(incident.tolls[0], claims=vague),))
    rows, _ = acled_rows(replace(selection, incidents=(worded,)), unknown_fatalities=policy)
    assert [row.fatalities for row in rows] == [coded]


def test_ground_won_and_fire_inside_a_battle_are_one_row() -> None:
    sides = {"initiators": ["syr-army"], "targets": ["isis"]}
    selection = with_events(
        event("e1", "attack", "2024-01-03", [TAIBA], casualties=[killed("isis", 4)], **sides),
        event("e2", "airstrike", "2024-01-03", [TAIBA], casualties=[killed("isis", 2)], **sides),
        event("e3", "territory_gained", "2024-01-03", [TAIBA], **sides),
        event("e4", "airstrike", "2024-01-04", [TAIBA], **sides),
    )
    rows, _ = acled_rows(selection)
    assert [(row.event_date, row.sub_event_type, row.fatalities) for row in rows] == [
        ("2024-01-03", "Armed clash", 6),
        ("2024-01-04", "Air/drone strike", 0),
    ]
    assert rows[0].tags.count("includes: ") == 2
    assert rows[0].notes.count("Included: ") == 2
    assert "Included: Air/drone strike. 2 of Islamic State killed." in rows[0].notes
    assert "Included: " not in rows[1].notes


def test_a_joined_row_keeps_the_sources_and_reports_of_all() -> None:
    """One report tells of the fighting, another of the strike within it; the row rests on both."""
    sides = {"initiators": ["syr-army"], "targets": ["isis"]}
    fight = event("e1", "attack", "2024-01-03", [TAIBA], casualties=[killed("isis", 4)], sources=["sohr"], **sides)
    strike = event("e2", "airstrike", "2024-01-03", [TAIBA], casualties=[killed("isis", 2)], sources=["afp"], **sides)
    selection = with_events(fight, strike)
    leading, included = sorted(selection.incidents, key=lambda one: one.type == "airstrike")
    incidents = (leading, replace(included, members=(("late", "e2"),)))
    selection = replace(selection, incidents=incidents)
    (row,) = acled_rows(selection)[0]
    assert row.fatalities == 6
    assert row.source == "Syrian Observatory for Human Rights; Agence France-Presse"
    assert [tag for tag in row.tags.split("; ") if tag.startswith("report: ")] == ["report: desert", "report: late"]
    assert row.notes.endswith("2 of Islamic State killed. Sources: Agence France-Presse.")


def test_an_incident_whose_places_share_a_point_is_told_once() -> None:
    """Two names for one point are one row of a battle, with all the dead; no incident includes itself."""
    near = TAIBA | {"name": "مدخل الطيبة"}
    sides = {"initiators": ["syr-army"], "targets": ["isis"]}
    selection = with_events(
        event("e1", "attack", "2024-01-03", [TAIBA, near], casualties=[killed("isis", 5)], **sides)
    )
    (row,) = acled_rows(selection)[0]
    assert (row.fatalities, "includes: " in row.tags, "Included: " in row.notes) == (5, False, False)


def test_no_place_at_one_point_is_lost() -> None:
    """An attack on civilians is no battle: each named place keeps its row and its dead."""
    names = ("الطيبة", "مدخل الطيبة", "سوق الطيبة")
    places = [TAIBA | {"name": name} for name in names]
    told = {"initiators": ["isis"], "targets": ["civilians"], "casualties": [killed("civilians", 7)]}
    rows, _ = acled_rows(with_events(event("e1", "attack", "2024-01-03", places, **told)))
    assert sorted(row.fatalities for row in rows) == [2, 2, 3]
    assert len({row.event_id_cnty for row in rows}) == 3


def test_further_reports_rename_no_row() -> None:
    """The first row has the id of the incident alone; rows for further days and places have ids of their own."""
    told = {"initiators": ["isis"], "targets": ["civilians"], "casualties": [killed("civilians", 6)]}
    seen: dict[tuple[str, str], set[str]] = {}
    for places, day in (
        ([TAIBA], "2024-01-04"),
        ([TAIBA, SUKHNA], "2024-01-04"),
        ([MAYADIN, SUKHNA, TAIBA], "2024-01-04"),
    ):
        first = event("e1", "attack", "2024-01-04", [TAIBA], **told)
        selection = grown(with_events(first), event("e1", "attack", day, places, **told))
        for row in acled_rows(selection)[0]:
            seen.setdefault((row.event_date, row.location), set()).add(row.event_id_cnty)
    assert [len(ids) for ids in seen.values()] == [1, 1, 1]
    assert seen["2024-01-04", known_place(read_place(TAIBA)).name] == {"MRS-SYR-1"}
    assert all(re.fullmatch(r"MRS-SYR-1(-[0-9A-F]{6})?", identifier) for ids in seen.values() for identifier in ids)


def grown(before: Selection, told: dict[str, Any]) -> Selection:
    """The incident of a record as `INC-1` once a later report tells of more places."""
    later = read_coded({"id": "late", "events": [told]}).events[0]
    (incident,) = before.incidents
    members = (*incident.members, ("late", "e1"))
    changed = replace(incident, id="INC-1", members=members, places=later.places)
    return replace(before, incidents=(changed,), events={**before.events, ("late", "e1"): later})


@pytest.mark.parametrize(
    ("doer", "losses", "sub_event"),
    [
        ("syr-army", True, "Government regains territory"),
        ("isis", True, "Non-state actor overtakes territory"),
        ("turkey", True, "Non-state actor overtakes territory"),
        ("isis", False, "Non-violent transfer of territory"),
    ],
)
def test_territory(doer: str, losses: bool, sub_event: str) -> None:
    casualties = [killed("sdf", 3)] if losses else []
    taken = event("e1", "territory_gained", "2024-01-03", [TAIBA], initiators=[doer], targets=["sdf"])
    rows, _ = acled_rows(with_events(taken | {"casualties": casualties}))
    assert [row.sub_event_type for row in rows] == [sub_event]


@pytest.mark.parametrize(
    ("actor", "country", "day", "name", "inter"),
    [
        ("syr-army", "SY", date(2020, 1, 1), "Military Forces of Syria (2000-2024)", "State forces"),
        ("syr-new-gov", "SY", date(2025, 1, 1), "Military Forces of Syria (2024-)", "State forces"),
        ("russia", "SY", date(2020, 1, 1), "Military Forces of Russia (2000-)", "External/Other forces"),
        ("turkey", "TR", date(2020, 1, 1), "Military Forces of Turkey (2016-)", "State forces"),
        ("isis", "IQ", None, "Islamic State (Iraq)", "Rebel group"),
        ("unknown-gunmen", "SY", None, "Unidentified Armed Group (Syria)", "Political militia"),
        ("civilians", "YE", None, "Civilians (Yemen)", "Civilians"),
        ("tribes-sy", "SY", None, "Tribal fighters (Syria) (Syria)", "Identity militia"),
    ],
)
def test_actor_names_have_dates_and_countries(
    actor: str, country: str, day: date | None, name: str, inter: str
) -> None:
    assert acled_actor(actor, country, day) == (name, inter)


def test_ids_and_scales() -> None:
    assert event_id("INC-12", "SYR") == "MRS-SYR-12"
    assert event_id("i0ab", "SYR", "0F3A91") == "MRS-SYR-I0AB-0F3A91"
    assert source_scale(["sohr"]) == "Other"
    assert source_scale(["snhr"]) == "Local partner-Other"
