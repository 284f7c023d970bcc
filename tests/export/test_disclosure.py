"""What leaves under which policy: nothing finer than its cell, no masked name in any byte, the same each time."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.cases import AS_OF, incident_of, make_selection

from marsad.errors import OutputError, UsageError
from marsad.export import formats
from marsad.export.disclosure import POLICIES, Disclosed, Policy, disclose, policy_named, says_group
from marsad.export.flat import incident_rows
from marsad.export.formats import FORMATS, write_export
from marsad.export.labels import read_labels
from marsad.export.phrases import read_rule_words
from marsad.export.selection import Selection
from marsad.export.tolls import set_by_analyst
from marsad.model import DateSpan, Override, Place, Tally, TollStep
from marsad.model.event import Casualty
from marsad.model.record import ReportTally
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
    """The error names the word and where it was masked."""
    found = Disclosed(make_selection(), PUBLIC, (), {PERSON: "i7"})
    found.refuse_leaks("قرية أبو سالم".encode())
    with pytest.raises(OutputError, match=f"masked name.*{PERSON}.*i7"):
        found.refuse_leaks(b"fine", f"says {PERSON}, there".encode())


@pytest.mark.parametrize("name", ["parquet", "geoparquet", "csv"])
def test_packed_files_are_searched_too(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    leaky = disclose(make_selection(), PUBLIC)
    leaky = replace(leaky, selection=replace(leaky.selection, incidents=make_selection().incidents))
    monkeypatch.setattr(formats, "disclose", lambda *_: leaky)
    with pytest.raises(OutputError, match="masked name"):
        write_export(name, make_selection(), str(tmp_path / "out"), PUBLIC)
    assert list(tmp_path.iterdir()) == []


def speaking(selection: Selection, source: str) -> Selection:
    """The selection, an event of which also has this source."""
    incident = next(one for one in selection.incidents if ("desert", "e2") in one.members)
    changed = replace(incident, sources=(*incident.sources, source))
    return replace(selection, incidents=tuple(changed if one is incident else one for one in selection.incidents))


@pytest.mark.parametrize("policy", [PARTNER, PUBLIC], ids=lambda policy: policy.name)
@pytest.mark.parametrize("name", ["الصقور", "Homs", "الفرات", "Military Forces"])
def test_a_name_inside_a_name_that_is_given_is_no_leak(name: str, policy: Policy, tmp_path: Path) -> None:
    """Groups, provinces, publishers and forces are called after people; their names stay, the person is masked."""
    selection = speaking(make_selection(), f"x:{name}")
    for form in ("csv", "acled", "ftm", "geojson"):
        write_export(form, selection, str(tmp_path / form), policy)
    rows = (tmp_path / "csv").read_text(encoding="utf-8")
    assert "x:لواء الصقور" in rows
    assert f"x:{name}" not in rows


def test_a_place_excuses_a_name_only_where_places_are_given() -> None:
    selection = speaking(make_selection(), "x:بادية السخنة")
    told = "at بادية السخنة there".encode()
    disclose(selection, PARTNER).refuse_leaks(told)
    with pytest.raises(OutputError, match="masked name"):
        disclose(selection, PUBLIC).refuse_leaks(told)


@pytest.mark.parametrize("text", ["قال الصقور", "x:الصقور", '"الصقور"', "لواء الصقور وقال الصقور", "كلواء الصقور"])
def test_a_name_outside_a_name_that_is_given_is_a_leak(text: str) -> None:
    found = disclose(speaking(make_selection(), "x:الصقور"), PARTNER)
    found.refuse_leaks("x:لواء الصقور; لواء الصقور".encode())
    with pytest.raises(OutputError, match="الصقور"):
        found.refuse_leaks(text.encode())


def test_a_short_name_that_is_given_hides_no_longer_one() -> None:
    """A place or a publisher called «سالم» excuses nobody whose name has that word in it."""
    selection = make_selection()
    reports = {key: replace(report, publisher="سالم") for key, report in selection.reports.items()}
    with pytest.raises(OutputError, match=PERSON):
        disclose(replace(selection, reports=reports), PARTNER).refuse_leaks(f"says {PERSON}".encode())


def test_names_are_known_in_every_spelling() -> None:
    """As JSON, XML and tables write them."""
    found = Disclosed(make_selection(), PUBLIC, (), {'أبو "علي" & أخوه': "i7"})
    spellings = (
        '{"a": "أبو \\"علي\\" & أخوه"}',
        "<a>أبو \"علي\" &amp; أخوه</a>",
        'ابو "علي" & اخوه',
        '"أبو ""علي"" & أخوه"',
    )
    for text in spellings:
        with pytest.raises(OutputError, match="masked name"):
            found.refuse_leaks(text.encode())


@pytest.mark.parametrize("title", [f"مقتل {PERSON}", f"بيان ل{PERSON}", f"قال ذلك {PERSON.replace('أ', 'ا')} أمس"])
def test_titles_and_addresses_that_name_a_masked_person_stay(title: str) -> None:
    selection = make_selection()
    reports = {key: replace(one, title=title, url=f"https://x/{PERSON}") for key, one in selection.reports.items()}
    shown = disclose(replace(selection, reports=reports), PARTNER).selection.reports
    assert {(one.title, one.url) for one in shown.values()} == {("", "")}
    assert disclose(selection, PARTNER).selection.reports["late"].title == "خبر جديد"


RULES = {
    "the only witness, {}": "the only witness",
    "of all witnesses, 2 agree: sohr, {}": "of all witnesses, 2 agree",
    "of witnesses that are no party, those of the last days up to 2024-01-04, the only one: {} @ تدمر": (
        "of witnesses that are no party, those of the last days up to 2024-01-04, the only one"
    ),
    "the only witness, {}; the same people as in other rows, undivided: not to be added": (
        "the only witness; the same people as in other rows, undivided: not to be added"
    ),
    "of all witnesses, the middle one of 3, 4, 7": "of all witnesses, the middle one of 3, 4, 7",
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("witness", [f"x:{PERSON}", "الإعلام; الحربي", "x:مختار القرية، أبو زيد"])
def test_rules_of_figures_name_no_witness(rule: str, witness: str) -> None:
    selection = make_selection()
    incident = next(one for one in selection.incidents if one.tolls)
    changed = replace(incident, tolls=(replace(incident.tolls[0], rule=rule.format(witness)),), grade_rule=witness)
    for policy in (PARTNER, PUBLIC):
        (shown,) = disclose(replace(selection, incidents=(changed,)), policy).selection.incidents
        assert (shown.tolls[0].rule, shown.grade_rule) == (RULES[rule], "")
        said = read_rule_words(read_labels()).say(shown.tolls[0].rule)
        assert "witness" not in said["ar"]


def test_how_a_figure_grew_is_masked_too() -> None:
    selection = make_selection()
    step = TollStep(date(2024, 1, 3), f"x:{PERSON}", "killed", 1, 1, 1)
    changed = replace(selection.incidents[0], development=(step,))
    (shown,) = disclose(replace(selection, incidents=(changed,)), PARTNER).selection.incidents
    assert [one.of for one in shown.development] == ["x:unlisted actor"]


def with_tallies(selection: Selection, *days: tuple[int, int] | None) -> Selection:
    """The selection with a total by a person about people of his, one for each day of 2024."""
    lost = (Casualty(f"x:موالون ل{PERSON}", "killed", 52, 52, f"x:{PERSON}"), Casualty("x:لواء الصقور", "killed", 1, 1))
    spans = [DateSpan(date(2024, 1, 1), date(2024, *day)) if day else None for day in days]
    told = [Tally(span, (Place("تدمر", 34.55, 38.27, 5, "SY-HI"),), lost, (f"x:{PERSON}",)) for span in spans]
    return replace(selection, tallies=tuple(ReportTally("desert", at, one) for at, one in enumerate(told, 1)))


@pytest.mark.parametrize("policy", [PARTNER, PUBLIC], ids=lambda policy: policy.name)
def test_totals_name_no_people(policy: Policy, tmp_path: Path) -> None:
    write_export("csv", with_tallies(make_selection(), (1, 9)), str(tmp_path / "out"), policy, {"table": "tallies"})
    first, second = csv.DictReader((tmp_path / "out").open(encoding="utf-8"))
    assert (first["of"], first["sources"]) == ("x:unlisted actor", "x:unlisted source")
    assert second["of"] == "x:لواء الصقور"
    (shown,) = disclose(with_tallies(make_selection(), (1, 9)), policy).selection.tallies
    assert [one.source for one in shown.tally.casualties] == ["x:unlisted source", ""]


def test_fresh_and_undated_totals_are_held_back(tmp_path: Path) -> None:
    """The record is of 1 March: seven days before it is the last that leaves."""
    selection = with_tallies(make_selection(), (2, 23), (2, 24), (2, 29), None)
    write_export("csv", selection, str(tmp_path / "out"), PUBLIC, {"table": "tallies"})
    days = {row["date_end"] for row in csv.DictReader((tmp_path / "out").open(encoding="utf-8"))}
    assert days == {"2024-02-23"}
    left = {one["what"]: one["why"] for one in json.loads((tmp_path / "out.manifest.json").read_text())["left_out"]}
    assert ["last 7 days" in left[f"tally {number} of report desert"] for number in (2, 3, 4)] == [True] * 3
    assert len(disclose(selection, PARTNER).selection.tallies) == 4


ASKED = {
    "words": f"قتل {PERSON}",
    "place": "السخنة",
    "near": "34.88,38.87,25",
    "source": f"x:{PERSON}, sohr, x:لواء الصقور",
    "actor": "syr-gov, أبو زيد",
    "type": "shelling",
}


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (PUBLIC, dict.fromkeys(ASKED, "withheld")),
        (
            PARTNER,
            ASKED
            | {
                "words": "withheld",
                "source": "x:unlisted source, sohr, x:لواء الصقور",
                "actor": "syr-gov, withheld",
            },
        ),
        (POLICIES["internal"], ASKED),
    ],
    ids=["public", "partner", "internal"],
)
def test_the_manifest_tells_what_was_asked_as_far_as_it_may(
    policy: Policy, told: dict[str, str], tmp_path: Path
) -> None:
    write_export("csv", replace(make_selection(), filters=ASKED), str(tmp_path / "out"), policy)
    assert json.loads((tmp_path / "out.manifest.json").read_text(encoding="utf-8"))["filters"] == told


def test_a_masked_name_in_the_manifest_stops_the_export(tmp_path: Path) -> None:
    """As the name of the file, for instance; nothing is written then."""
    with pytest.raises(OutputError, match="masked name"):
        write_export("csv", make_selection(), str(tmp_path / f"{PERSON}.csv"), PUBLIC)
    assert list(tmp_path.iterdir()) == []


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
