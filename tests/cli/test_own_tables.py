"""Tables of the user's own: read where they are sound, told with file and line where they are damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from marsad.errors import LexiconError
from marsad.lexicon.places import COLUMNS
from marsad.model import CodedReport, Report
from marsad.pipeline import code as coding

Row = dict[str, object]
Marsad = Callable[..., Result]
Write = Callable[..., Path]
PLACES_HEAD = ",".join(COLUMNS) + "\n"
A_PLACE = "own.1,تل شهاب الصغير,,,village,SY,SY-DY,,,,{lat},{lon},5,0,own\n"
GOOD_PLACE = A_PLACE.format(lat="35.1", lon="40.2")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own tables, empty at first."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("MARSAD_GAZETTEER", str(folder / "pc.csv"))
    return folder


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("pc.csv", (PLACES_HEAD + GOOD_PLACE).encode("cp1256"), ":2: not UTF-8; save the file as CSV in UTF-8"),
        ("pc.csv", PLACES_HEAD + GOOD_PLACE + A_PLACE.format(lat="35;1", lon="40.2"), ":3: lat is '35;1'"),
        ("pc.csv", PLACES_HEAD + "\n" + A_PLACE.format(lat="nan", lon="40.2"), ":3: lat nan, lon 40.2"),
        ("pc.csv", PLACES_HEAD + A_PLACE.format(lat="95", lon="40.2"), ":2: lat 95.0, lon 40.2"),
        ("pc.csv", PLACES_HEAD.replace(",", ";") + GOOD_PLACE.replace(",", ";"), ":1: lacks the column(s) id,"),
        ("pc.csv", PLACES_HEAD.replace(",pcode", "") + GOOD_PLACE, ":1: lacks the column(s) pcode;"),
        ("pc.csv", PLACES_HEAD + "x" * 200_000, ":2: no CSV (field larger"),
        ("corrected.csv", PLACES_HEAD + ",,,,,,,,,,1,1,1,1,\n", ":2: id or name_ar is empty"),
        ("party_names.csv", "name,actor,evidence\nالدواعش,isis,me\n\n,isis,me\n", ":4: name or actor is empty"),
        ("party_names.csv", "name,actor,evidence\nالدواعش,isis,me\n".encode("cp1256"), ":2: not UTF-8"),
    ],
)
def test_a_damaged_table_of_ones_own_is_told_once(
    name: str, content: str | bytes, told: str, own: Path, marsad: Marsad, good_row: Row, write_rows: Write
) -> None:
    """File, line and remedy before a report is touched, by all that codes and by `doctor`; 1."""
    (own / name).write_bytes(content.encode() if isinstance(content, str) else content)
    path, store = write_rows(good_row, {**good_row, "id": "r2"}), str(own / "held")
    for words in (("code", str(path)), ("code", str(path), "--jobs", "2"), ("db", "add", store, str(path))):
        result = marsad(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        [line] = result.stderr.splitlines()
        assert line.startswith(f"marsad: {own / name}{told}")
    assert "reports    0" in marsad("db", "info", store).stdout
    assert str(own / name) in marsad("explain", str(path), "--id", "r1").stderr
    doctor = marsad("doctor")
    assert doctor.exit_code == 1
    assert f"{own / name}{told.partition(';')[0]}" in doctor.stdout


def test_sound_tables_of_ones_own_are_read(own: Path, marsad: Marsad, good_row: Row, write_rows: Write) -> None:
    """Also with the byte order mark that spreadsheets put before UTF-8; `doctor` counts their rows."""
    (own / "pc.csv").write_text("\ufeff" + PLACES_HEAD + GOOD_PLACE, encoding="utf-8")
    (own / "party_names.csv").write_text("\ufeffname,actor,evidence\nرجال الوادي البعيد,isis,me\n", encoding="utf-8")
    text = "شن رجال الوادي البعيد هجوما على حاجز في بلدة تل شهاب الصغير وقتلوا ثلاثة مدنيين."
    result = marsad("code", str(write_rows({**good_row, "text": text})))
    assert result.exit_code == 0
    [event, *_] = json.loads(result.stdout)["events"]
    assert [place["name"] for place in event["places"]] == ["تل شهاب الصغير"]
    assert event["initiators"] == ["isis"]
    doctor = marsad("doctor")
    assert doctor.exit_code == 0
    assert f"ok   imported places: 1 rows in {own / 'pc.csv'}" in doctor.stdout
    assert f"ok   names of parties: 1 rows in {own / 'party_names.csv'}" in doctor.stdout


def test_a_fault_of_the_input_is_no_bug(
    marsad: Marsad, good_row: Row, write_rows: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that Marsad raises on purpose while it codes is told as it is."""

    def fail(report: Report, quick: bool) -> CodedReport:
        raise LexiconError("words.csv", 3, "name is empty", "fill it in")

    monkeypatch.setattr(coding, "code_report", fail)
    result = marsad("code", str(write_rows(good_row)))
    assert result.exit_code == 1
    assert "marsad: words.csv:3: name is empty; fill it in\n" in result.stderr
    assert "bug" not in result.stderr
