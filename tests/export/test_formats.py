"""Every format: the same bytes each time, whole or not at all, with a manifest, and readable by what people use."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support import ROOT
from tests.export.cases import incident_of, make_selection

from marsad.errors import InputError, MissingExtraError, OutputError, UsageError
from marsad.export.csvs import cell, read_rows, unguarded
from marsad.export.disclosure import POLICIES
from marsad.export.feed import ATOM, atom_text, rss_text
from marsad.export.flat import incident_rows
from marsad.export.formats import FORMATS, write_export
from marsad.export.ftm import entity_id
from marsad.export.geojson import read_geojson
from marsad.export.hxl import COLUMNS
from marsad.export.schema import AcledRow, GedRow, IncidentRow, columns
from marsad.export.selection import Selection
from marsad.export.tables import ClaimRow, EventRow, TallyRow, table_rows

INTERNAL = POLICIES["internal"]
PARQUET = ("parquet", "geoparquet")


def make(name: str, folder: Path, **options: Any) -> bytes:
    if name in PARQUET:
        pytest.importorskip("pyarrow")
    out = folder / f"out{FORMATS[name].ending}"
    write_export(name, make_selection(), str(out), INTERNAL, options)
    return out.read_bytes()


@pytest.mark.parametrize("name", FORMATS)
def test_same_record_same_bytes(name: str, tmp_path: Path) -> None:
    one, two = tmp_path / "a", tmp_path / "b"
    one.mkdir(), two.mkdir()
    assert make(name, one) == make(name, two)
    manifests = [next(folder.glob("*.manifest.json")).read_text() for folder in (one, two)]
    assert manifests[0] == manifests[1]


def test_bytes_do_not_hang_on_the_order_of_sets(tmp_path: Path) -> None:
    """Two processes with other hash seeds write the same files."""
    script = (
        "import sys; from tests.export.cases import make_selection; from marsad.export.formats import FORMATS;"
        "import hashlib; s = make_selection();"
        "print([hashlib.sha256(f.make(s, {}).content).hexdigest() for n, f in FORMATS.items() if 'parquet' not in n])"
    )
    told = []
    for seed in ("1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
        run = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
        told.append(run.stdout)
    assert told[0] == told[1]


@pytest.mark.parametrize("name", FORMATS)
def test_the_manifest_says_what_the_file_is(name: str, tmp_path: Path) -> None:
    content = make(name, tmp_path)
    manifest = json.loads(next(tmp_path.glob("*.manifest.json")).read_text(encoding="utf-8"))
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    assert (manifest["format"], manifest["policy"]["name"]) == (name, "internal")
    assert manifest["versions"] == {"software": "1.2.3", "lexicon": "lexicon", "gazetteer": "gazetteer"}
    assert manifest["record_as_of"] == "2024-03-01T09:30:00+00:00"
    if name in ("acled", "ged"):
        assert incident_of(make_selection(), "desert", "e3") in {one["what"] for one in manifest["left_out"]}


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_record_is_a_sound_file(name: str, tmp_path: Path) -> None:
    if name in PARQUET:
        pytest.importorskip("pyarrow")
    empty = replace(make_selection(), incidents=(), events={}, tallies=(), reports={})
    assert write_export(name, empty, str(tmp_path / "none"), INTERNAL).rows == 0


def test_csv_is_read_back_equal(tmp_path: Path) -> None:
    make("csv", tmp_path)
    assert read_rows(IncidentRow, tmp_path / "out.csv") == incident_rows(make_selection())


def test_a_spoiled_csv_is_named_by_line(tmp_path: Path) -> None:
    text = make("csv", tmp_path).decode("utf-8-sig")
    path = tmp_path / "bad.csv"
    path.write_text(text.replace("occurred", "perhaps", 1), encoding="utf-8", newline="")
    with pytest.raises(InputError, match=r"bad\.csv:3: status"):
        read_rows(IncidentRow, path)
    path.write_text(text.replace("wounded_best", "hurt", 1), encoding="utf-8", newline="")
    with pytest.raises(InputError, match="columns"):
        read_rows(IncidentRow, path)


def test_acled_and_ged_are_read_back_equal(tmp_path: Path) -> None:
    from marsad.export.acled import acled_rows
    from marsad.export.ged import ged_rows

    make("acled", tmp_path)
    assert read_rows(AcledRow, tmp_path / "out.csv") == acled_rows(make_selection())[0]
    make("ged", tmp_path, tallies=True)
    assert read_rows(GedRow, tmp_path / "out.csv") == ged_rows(make_selection(), tallies=True)[0]


def test_csv_is_rfc_4180(tmp_path: Path) -> None:
    content = make("csv", tmp_path)
    assert content.count(b"\r\n") == content.count(b"\n") == len(make_selection().incidents) + 1


def test_only_our_own_table_has_the_mark_by_which_spreadsheets_know_utf8(tmp_path: Path) -> None:
    marked = {name: make(name, tmp_path).startswith(b"\xef\xbb\xbf") for name in ("csv", "acled", "ged", "hxl")}
    assert marked == {"csv": True, "acled": False, "ged": False, "hxl": False}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("=HYPERLINK(0)", "'=HYPERLINK(0)"),
        ("+963", "'+963"),
        ("@agency", "'@agency"),
        ("\tname", "'\tname"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("وكالة = 1", "وكالة = 1"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula_and_each_is_read_back(text: str, held: str) -> None:
    assert cell(text) == held
    assert unguarded(held) == text


def test_numbers_below_zero_are_no_formulas() -> None:
    assert [cell(value) for value in (-3, -0.5, -70.0)] == ["-3", "-0.5", "-70"]


@pytest.mark.parametrize(
    ("name", "column"), [("csv", "publisher"), ("acled", "source"), ("ged", "source_office"), ("hxl", "place_ar")]
)
def test_no_format_gives_a_strangers_formula(name: str, column: str, tmp_path: Path) -> None:
    evil = "=HYPERLINK(0)"
    made = make_selection()
    reports = {key: replace(report, publisher=evil) for key, report in made.reports.items()}
    incidents = tuple(
        replace(one, sources=(), places=tuple(replace(place, name=evil) for place in one.places))
        for one in made.incidents
    )
    selection = replace(made, reports=reports, incidents=incidents)
    out = tmp_path / "out.csv"
    write_export(name, selection, str(out), INTERNAL, {"table": "events"} if name == "csv" else {})
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    assert f"'{evil}" in {row[column] for row in rows}
    assert not [value for row in rows for value in row.values() if value.startswith("=")]
    if name == "csv":
        assert {row.publisher for row in read_rows(EventRow, out)} == {evil}


@pytest.mark.parametrize(("name", "schema"), [("acled", AcledRow), ("ged", GedRow), ("csv", IncidentRow)])
def test_pandas_loads_every_column(name: str, schema: Any, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    make(name, tmp_path)
    frame = pandas.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False)
    assert list(frame.columns) == columns(schema)
    assert pandas.to_numeric(frame["latitude"]).between(-90, 90).any()
    assert len(frame) == len(read_rows(schema, tmp_path / "out.csv"))


def test_geojson_follows_the_rfc(tmp_path: Path) -> None:
    made = json.loads(make("geojson", tmp_path))
    assert made["type"] == "FeatureCollection"
    assert "crs" not in made
    by_id = {feature["id"]: feature for feature in made["features"]}
    selection = make_selection()
    assert by_id[incident_of(selection, "desert", "e7")]["geometry"] is None
    battle = by_id[incident_of(selection, "mayadin", "e1")]
    assert battle["geometry"] == {"type": "Point", "coordinates": [40.4515, 35.0198]}
    assert battle["properties"]["datetime"] == "2018-04-18T00:00:00Z"
    spread = by_id[incident_of(selection, "desert", "e2")]["properties"]
    assert (spread["datetime"], spread["start_datetime"]) == (None, "2024-01-02T00:00:00Z")


def test_geojson_is_read_back_equal(tmp_path: Path) -> None:
    make("geojson", tmp_path)
    assert read_geojson(tmp_path / "out.geojson") == incident_rows(make_selection())


@pytest.mark.parametrize("name", PARQUET)
def test_parquet_is_read_back_equal(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from marsad.export.parquet import read_parquet

    make(name, tmp_path)
    rows = {row.incident: row for row in read_parquet(IncidentRow, tmp_path / "out.parquet")}
    assert rows == {row.incident: row for row in incident_rows(make_selection())}


def test_geoparquet_says_where_its_points_are(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    make("geoparquet", tmp_path)
    table = pq.read_table(tmp_path / "out.parquet")
    geo = json.loads(table.schema.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"]["geometry_types"] == ["Point"]
    assert "crs" not in geo["columns"]["geometry"]
    days = [day for day in table.column("date_start").to_pylist() if day]
    assert days == sorted(days)


@pytest.mark.parametrize("name", ["geojson", "geoparquet"])
def test_geopandas_opens_it(name: str, tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    make(name, tmp_path)
    path = tmp_path / f"out{FORMATS[name].ending}"
    frame = geopandas.read_file(path) if name == "geojson" else geopandas.read_parquet(path)
    assert len(frame) == len(make_selection().incidents)
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_string() == "OGC:CRS84"
    battle = frame[frame["incident"] == incident_of(make_selection(), "mayadin", "e1")].iloc[0]
    assert (battle.geometry.x, battle.geometry.y) == (40.4515, 35.0198)


def test_hxl_has_its_row_of_tags(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(make("hxl", tmp_path).decode(), newline="")))
    assert rows[0] == [head for head, _ in COLUMNS]
    assert rows[1] == [tag for _, tag in COLUMNS]
    assert all(tag.startswith("#") for tag in rows[1])
    battle = dict(zip(rows[0], next(row for row in rows if "2018-04-18" in row), strict=True))
    assert (battle["admin1_pcode"], battle["killed_low"], battle["iso3"]) == ("SY09", "38", "SYR")


def test_plover_objects(tmp_path: Path) -> None:
    objects = [json.loads(line) for line in make("plover", tmp_path).decode().splitlines()]
    by_id = {one["id"].split("@")[0]: one for one in objects}
    selection = make_selection()
    strike = by_id[incident_of(selection, "desert", "e1")]
    assert (strike["event"], strike["mode"], strike["quad_code"]) == (["ASSAULT"], ["aerial"], 4)
    assert [(one["code"], one["sector"]) for one in strike["actor"]] == [("RUS", "MIL")]
    assert [(one["code"], one["sector"]) for one in strike["recipient"]] == [("IMG", "REB")]
    planned = by_id[incident_of(selection, "desert", "e3")]
    assert (planned["event"], "future" in planned["mode"]) == (["MOBILIZE"], True)
    clash = by_id[incident_of(selection, "day", "e1")]
    assert len(clash["actor"]) >= 2
    assert clash["recipient"] == []
    assert incident_of(selection, "desert", "e4") not in by_id
    spans = strike["text_info"]
    assert spans == [{"sequence": 1, "report": "desert", "start": 0, "end": 4}]


def test_ftm_entities_name_each_other(tmp_path: Path) -> None:
    entities = {row["id"]: row for row in map(json.loads, make("ftm", tmp_path).decode().splitlines())}
    events = [row for row in entities.values() if row["schema"] == "Event"]
    assert len(events) == len(make_selection().incidents)
    for event in events:
        for name in ("organizer", "involved", "proof"):
            assert set(event["properties"].get(name, [])) <= set(entities)
    assert all(isinstance(value, list) for row in entities.values() for value in row["properties"].values())


@pytest.mark.parametrize("name", ["atom", "rss"])
def test_feeds_hold_every_incident_newest_first(name: str, tmp_path: Path) -> None:
    root = ET.fromstring(make(name, tmp_path))
    space = "{http://www.w3.org/2005/Atom}"
    items = root.findall(f"{space}entry") if name == "atom" else root.findall("channel/item")
    assert len(items) == len(make_selection().incidents)
    titles = [item.findtext(f"{space}title") if name == "atom" else item.findtext("title") for item in items]
    assert titles[0] == "Shelling, السخنة, 3 killed"
    ids = {item.findtext(f"{space}id") if name == "atom" else item.findtext("guid") for item in items}
    assert len(ids) == len(items)


@pytest.mark.parametrize("text_of", [atom_text, rss_text])
def test_feeds_leave_out_what_xml_cannot_hold(text_of: Callable[[Selection], str]) -> None:
    """A place named with a control character, as some pages have them."""
    made = make_selection()
    spoilt = tuple(
        replace(one, places=tuple(replace(place, name=f"{place.name}\x0b\uffff") for place in one.places))
        for one in made.incidents
    )
    assert text_of(replace(made, incidents=spoilt)) == text_of(made)


def test_an_entry_of_the_atom_feed_has_content_and_the_time_of_its_incident() -> None:
    """RFC 4287, 4.1.2: an entry that links to no page has content; readers tell by `updated` what is new."""
    made = make_selection()
    first, *others = made.incidents
    changed = {first.id: datetime(2024, 1, 2, 12, tzinfo=UTC)}
    entries = ET.fromstring(atom_text(replace(made, changed=changed))).findall(f"{{{ATOM}}}entry")
    told = {entry.findtext(f"{{{ATOM}}}id", ""): entry.findtext(f"{{{ATOM}}}updated") for entry in entries}
    assert told.pop(f"urn:marsad:{entity_id('incident', first.id)}") == "2024-01-02T12:00:00Z"
    assert list(told.values()) == ["2024-03-01T09:30:00Z"] * len(others)
    for entry in entries:
        content = entry.find(f"{{{ATOM}}}content")
        assert content is not None
        assert (content.get("type"), content.text) == ("text", entry.findtext(f"{{{ATOM}}}summary"))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"marsad\[parquet\]"):
        write_export("parquet", make_selection(), str(tmp_path / "out"), INTERNAL)
    assert list(tmp_path.iterdir()) == []


def test_bad_wishes_are_refused_and_write_nothing(tmp_path: Path) -> None:
    selection, out = make_selection(), str(tmp_path / "out")
    with pytest.raises(UsageError, match="no format 'shape'"):
        write_export("shape", selection, out, INTERNAL)
    with pytest.raises(UsageError, match="csv has no option tallies"):
        write_export("csv", selection, out, INTERNAL, {"tallies": True})
    with pytest.raises(OutputError, match="no such folder"):
        write_export("csv", selection, str(tmp_path / "no" / "out"), INTERNAL)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    selection = make_selection()
    broken = replace(selection, incidents=(replace(selection.incidents[0], id=""),))
    with pytest.raises(OutputError, match="breaks the schema"):
        write_export("csv", broken, str(out), INTERNAL)
    assert out.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_claims_stand_by_source(tmp_path: Path) -> None:
    make("csv", tmp_path, table="claims")
    rows = read_rows(ClaimRow, tmp_path / "out.csv")
    battle = incident_of(make_selection(), "mayadin", "e1")
    told = {(row.of, row.harm, row.low, row.is_vague) for row in rows if row.incident == battle and row.harm}
    assert {("syr-gov", "killed", 25, False), ("isis", "killed", 13, False)} <= told
    assert {row.stance for row in rows if row.incident == battle} > {"asserts"}


def test_events_quote_the_words(tmp_path: Path) -> None:
    make("csv", tmp_path, table="events")
    rows = read_rows(EventRow, tmp_path / "out.csv")
    assert len(rows) == len(make_selection().events)
    (battle,) = (row for row in rows if row.report == "mayadin")
    assert (battle.words, battle.casualties) == ("هجوم", "syr-gov killed 25; syr-gov wounded 20+; isis killed 13")


def test_tallies_are_a_table_of_their_own(tmp_path: Path) -> None:
    make("csv", tmp_path, table="tallies")
    assert [(row.of, row.low, row.high) for row in read_rows(TallyRow, tmp_path / "out.csv")] == [("isis", 46, None)]


@pytest.mark.parametrize("table", ["incidents", "claims", "events", "tallies"])
def test_csv_and_parquet_hold_the_same_table(table: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from marsad.export.parquet import read_parquet

    schema, rows = table_rows(make_selection(), table)
    make("csv", tmp_path, table=table)
    make("parquet", tmp_path, table=table)
    assert read_rows(schema, tmp_path / "out.csv") == rows == read_parquet(schema, tmp_path / "out.parquet")


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no table 'people'"):
        make("csv", tmp_path, table="people")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_and_devices_stay_devices() -> None:
    with pytest.raises(OutputError, match="No space left"):
        write_export("csv", make_selection(), "/dev/full", INTERNAL)
    assert Path("/dev/full").is_char_device()
    assert write_export("csv", make_selection(), "/dev/null", INTERNAL).manifest == ""
    assert not Path("/dev/null.manifest.json").exists()


def test_an_unwritable_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_export("csv", make_selection(), str(tmp_path / "out.csv"), INTERNAL)
