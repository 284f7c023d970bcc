"""Place lists of others: taken in whole or not at all, merged with what is known, wrong lines told."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import group
from marsad.ingest import sheets
from marsad.ingest.gazetteer import Listed, read_ocha
from marsad.mention.place import find_places
from marsad.model import Report
from marsad.text.parse import parse_text

HEAD = "adm4_pcode,name_ar,name_en,lat,lon\n"
GEONAMES = "1\t{name}\t{name}\t{arabic}\t{lat}\t{lon}\tP\tPPL\tSY" + "\t" * 10


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's table, empty at first."""
    path = tmp_path / "gazetteer.csv"
    monkeypatch.setenv("MARSAD_GAZETTEER", str(path))
    return path


def take_in(*words: str) -> Result:
    return CliRunner().invoke(group, ["gazetteer", "import", *words])


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, text: str | bytes) -> str:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_known_places_are_joined_and_new_ones_placed(table: Path, tmp_path: Path) -> None:
    """A place of the same name and point joins ours; a new one gets the province round it."""
    file = write(tmp_path / "o.csv", HEAD + "X1,الميادين,Mayadin,35.02,40.45\nX2,الشخبوطية,Shakhbutiya,35.05,40.40\n")
    assert take_in("ocha", file).exit_code == 0
    found = {row["name_ar"]: row for row in rows(table)}
    assert found["الميادين"]["id"] == "sy-dy.al-mayadin"
    assert found["الشخبوطية"]["admin1"] == "SY-DY"
    assert "OCHA o.csv" in found["الشخبوطية"]["evidence"]


def test_import_is_idempotent(table: Path, tmp_path: Path) -> None:
    """Twice is as once."""
    file = write(tmp_path / "o.csv", HEAD + "X2,الشخبوطية,Shakhbutiya,35.05,40.40\n")
    take_in("ocha", file)
    before = table.read_bytes()
    assert take_in("ocha", file).exit_code == 0
    assert table.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("X3,القرية البعيدة,Far,40.45,135.02", "far from SY"),
        ("X3,قرية,Nowhere,95.0,40.0", "no point on earth"),
        ("X3,قرية,Nowhere,north,40.0", "could not convert"),
        ("X3,,Nameless,35.0,40.0", "no name in Arabic"),
    ],
)
def test_wrong_lines_are_told_and_nothing_changes(table: Path, tmp_path: Path, line: str, told: str) -> None:
    """Exit code 1 without --partial; 3 with it, and the good line is there."""
    file = write(tmp_path / "o.csv", HEAD + "X2,الشخبوطية,Shakhbutiya,35.05,40.40\n" + line + "\n")
    refused = take_in("ocha", file)
    assert (refused.exit_code, table.exists(), told in refused.output) == (1, False, True)
    assert take_in("ocha", file, "--partial").exit_code == 3
    assert [row["id"] for row in rows(table)] == ["ocha.x2"]


def test_files_of_another_shape_are_refused(table: Path, tmp_path: Path) -> None:
    """Lacking columns, bad bytes, a line of too few cells."""
    assert "lacks the column" in take_in("csv", write(tmp_path / "a.csv", "x,y\n1,2\n")).output
    assert "not UTF-8" in take_in("ocha", write(tmp_path / "b.csv", HEAD.encode() + b"X,\xff\xfe,c,1,2\n")).output
    assert "has 2 columns" in take_in("geonames", write(tmp_path / "c.txt", "1\t2\n")).output
    assert not table.exists()


def test_geonames_and_named_columns(table: Path, tmp_path: Path) -> None:
    """A line of the dump; a CSV whose columns are named on the command line."""
    line = GEONAMES.format(name="Shakhbutiya", arabic="Shakh,الشخبوطية", lat="35.05", lon="40.40")
    assert take_in("geonames", write(tmp_path / "g.txt", line + "\n")).exit_code == 0
    file = write(tmp_path / "c.csv", "ism,y,x\nالعطشانية,35.10,40.35\n")
    maps = [word for pair in ("name_ar=ism", "lat=y", "lon=x") for word in ("--map", pair)]
    assert take_in("csv", file, *maps, "--country", "SY").exit_code == 0
    assert {row["name_ar"]: row["admin1"] for row in rows(table)} == {"الشخبوطية": "SY-DY", "العطشانية": "SY-DY"}


COMMON = "X7,الطوق,Tawq,33.52,36.30\nX8,جاسم,Jasim,33.52,36.31\nX9,النصرة,Nusra,33.52,36.32\n"


@pytest.mark.parametrize(
    "text",
    ["قتل خمسة في محاولة لفك الطوق عن دمشق", "قال جاسم في دمشق إن خمسة قتلوا", "اشتبكت جبهة النصرة مع الجيش قرب دمشق"],
)
def test_imported_names_that_are_common_words_are_no_places(table: Path, tmp_path: Path, text: str) -> None:
    """A name that only an imported list has needs a noun for it, or what holds it."""
    take_in("ocha", write(tmp_path / "o.csv", HEAD + COMMON))
    assert len(rows(table)) == 3
    found = find_places(parse_text(Report("r", "x", None, "", text)))
    assert [mention.place for mention in found] == ["sy-di.damascus"]


def test_imported_names_are_found_after_their_noun(table: Path, tmp_path: Path) -> None:
    """«قرية X», «X بريف Y»."""
    take_in("ocha", write(tmp_path / "o.csv", HEAD + "X2,الشخبوطية,Shakhbutiya,35.05,40.40\n"))
    for text in ("قصف على قرية الشخبوطية في ريف دير الزور", "قصف على الشخبوطية بريف دير الزور الشرقي"):
        found = find_places(parse_text(Report("r", "x", None, "", text)))
        assert [mention.place for mention in found] == ["ocha.x2"]


def test_names_added_to_a_known_place_do_not_shadow_it(table: Path, tmp_path: Path) -> None:
    """Another spelling of a known town joins it; the town keeps its own names and its prominence."""
    take_in("ocha", write(tmp_path / "o.csv", HEAD + "X1,الميادين,Mayadin,35.02,40.45\n"))
    found = find_places(parse_text(Report("r", "x", None, "", "دخلت القوات الميادين ودير الزور")))
    assert [mention.place for mention in found] == ["sy-dy.al-mayadin", "sy-dy.deir-ez-zor"]


def test_workbooks_of_ocha(table: Path, tmp_path: Path) -> None:
    """Of the sheets of a COD-AB workbook, the lowest level with points is read."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Admin1"
    book.active.append(["admin1Name_en", "admin1Name_ar", "admin1Pcode"])
    book.active.append(["Deir-ez-Zor", "دير الزور", "SY09"])
    sheet = book.create_sheet("Admin4")
    sheet.append(["admin4Name_en", "admin4Name_ar", "admin4Pcode", "admin1Pcode", "Latitude", "Longitude"])
    sheet.append(["Shakhbutiya", "الشخبوطية", "C9", "SY09", 35.05, 40.40])
    sheet.append(["Nowhere", "قرية", "C10", "SY09", 95, 40.40])
    book.save(tmp_path / "o.xlsx")
    refused = take_in("ocha", str(tmp_path / "o.xlsx"))
    assert (refused.exit_code, "o.xlsx:3: lat 95.0" in refused.output, table.exists()) == (1, True, False)
    assert take_in("ocha", str(tmp_path / "o.xlsx"), "--partial").exit_code == 3
    assert [(row["id"], row["pcode"], row["admin1"]) for row in rows(table)] == [("ocha.c9", "C9", "SY-DY")]


def test_points_of_geojson(table: Path, tmp_path: Path) -> None:
    """A feature is a row; its point is where it lies."""
    features = [
        {
            "properties": {"PCODE": "C9", "NAME_AR": "الشخبوطية"},
            "geometry": {"type": "Point", "coordinates": [40.4, 35.05]},
        },
        {"properties": None, "geometry": None},
    ]
    file = write(tmp_path / "o.geojson", json.dumps({"features": features}))
    assert "feature 2 cannot be read" in take_in("ocha", file, "--partial").output
    assert [(row["id"], row["lat"]) for row in rows(table)] == [("ocha.c9", "35.0500")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"no workbook", "is no Excel workbook"),
        ("a.geojson", b"{", "is no GeoJSON"),
        ("a.csv", b"", "nothing taken in"),
        ("a.csv", HEAD.encode() + b"X1," + b"\xd8\xa7" * 200_000 + b",a,35,40\n", "is no CSV"),
        ("a.csv", HEAD.encode() + "X1,القرية,a,inf,nan\n".encode(), "no point on earth"),
        ("a.csv", HEAD.encode() + "X1,القرية\n".encode(), "cannot be read"),
        ("a.csv", b"x;y;z\n1;2;3\n", "no P-code"),
        ("a.csv", HEAD.encode("utf-16") + "X1,القرية,a,35,40\n".encode("utf-16"), "not UTF-8"),
    ],
)
def test_hostile_files_change_nothing(table: Path, tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """Each fault is told with its file; the table is not even made."""
    done = take_in("ocha", write(tmp_path / name, content))
    assert (done.exit_code, told in done.output, table.exists()) == (1, True, False)


def test_swapped_columns_are_told(table: Path, tmp_path: Path) -> None:
    """Latitude and longitude the wrong way round put a Syrian village into Turkey's far east, or off the earth."""
    for line in ("X1,القرية,a,40.4,35.05", "X1,القرية,a,120.4,35.05"):
        good = "X2,الشخبوطية,Shakhbutiya,35.05,40.40\n"
        done = take_in("ocha", write(tmp_path / "o.csv", HEAD + good + line + "\n"))
        assert (done.exit_code, "swapped" in done.output) == (1, True)
        assert f"marsad: {tmp_path / 'o.csv'}:3: " in done.output


def test_a_far_point_is_told_with_its_file_and_line(table: Path, tmp_path: Path) -> None:
    """In every kind of list: a feature by its number, a record by its file."""
    point = {"type": "Point", "coordinates": [135, 40]}
    feature = {"properties": {"PCODE": "C9", "NAME_AR": "القرية"}, "geometry": point}
    geojson = write(tmp_path / "o.geojson", json.dumps({"features": [feature]}))
    assert f"{geojson}:1: ocha.c9: lat 40.0, lon 135.0 lies far from SY" in take_in("ocha", geojson).output
    line = GEONAMES.format(name="Far", arabic="القرية", lat="40", lon="135")
    dump = write(tmp_path / "g.txt", line + "\n")
    assert f"{dump}:1: gn.1: lat 40.0, lon 135.0 lies far from SY" in take_in("geonames", dump).output


def test_a_long_hostile_file_is_read_line_by_line(table: Path, tmp_path: Path) -> None:
    """Many bad lines: the first hundred are told, all are counted, the good one is there with --partial."""
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        stream.writelines("X,,,,\n" for _ in range(20_000))
        stream.write("X2,الشخبوطية,Shakhbutiya,35.05,40.40\n")
    done = take_in("ocha", str(path), "--partial")
    assert (done.exit_code, done.output.count("long.csv:")) == (3, 100)
    assert "20000 rejected" in done.output
    assert [row["id"] for row in rows(table)] == ["ocha.x2"]


def test_a_million_lines_are_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are passed on one at a time: the first of a million is there before the second line is read."""
    asked = 0

    def lines(_: Path) -> Iterator[tuple[int, str]]:
        nonlocal asked
        yield 1, HEAD.strip()
        for number in range(2, 1_000_002):
            asked = number
            yield number, "X2,الشخبوطية,Shakhbutiya,35.05,40.40"

    monkeypatch.setattr(sheets, "read_lines", lines)
    found = read_ocha(Path("endless.csv"), "SY")
    assert isinstance(next(found), Listed)
    assert asked <= 3
