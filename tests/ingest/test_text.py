"""Report files: what is read, and what is told of bad input."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from marsad.errors import InputError
from marsad.ingest.text import MAX_TEXT, read_reports
from marsad.model import Report

Row = dict[str, object]


def read(*paths: Path | str) -> list[Report | InputError]:
    return list(read_reports([str(path) for path in paths]))


def test_a_sound_row_is_read_verbatim(good_row: Row, write_rows: Callable[..., Path]) -> None:
    """Text, title and date arrive as they stand."""
    [report] = read(write_rows(good_row))
    assert report == Report("r1", "صحيفة", date(2019, 3, 24), "عنوان", str(good_row["text"]))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"published": None}, "no publication date"),
        ({"published": "2024-02-30"}, "impossible publication date"),
        ({"published": "yesterday"}, "impossible publication date"),
        ({"published": "0204-01-01"}, "impossible publication date"),
        ({"published": 20240101}, "'published' is not a string"),
        ({"text": "  \n "}, "the text is empty"),
        ({"text": None}, "the text is empty"),
        ({"text": ["قتل"]}, "'text' is not a string"),
        ({"text": "Three people were killed."}, "no Arabic letter"),
        ({"text": "قتل\x00ثلاثة"}, "NUL bytes"),
        ({"title": "قتل\x00"}, "NUL bytes"),
        ({"id": "r\x000"}, "'id' holds NUL bytes"),
        ({"id": "r\udc80"}, "'id' holds half characters"),
        ({"publisher": "صحيفة\ud800"}, "'publisher' holds half characters"),
        ({"url": "https://x.example/\x00"}, "'url' holds NUL bytes"),
        ({"lang": "ar\ud800"}, "'lang' holds half characters"),
        ({"published": "9999-12-31"}, "impossible publication date"),
        ({"published": "2101-01-01"}, "impossible publication date"),
        ({"text": "قتل \ud800"}, "half characters"),
        ({"text": "قتل " * (MAX_TEXT // 4 + 1)}, "characters, more than"),
        ({"id": ""}, "no id"),
        ({"id": None}, "no id"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(
    spoil: Row, words: str, good_row: Row, write_rows: Callable[..., Path]
) -> None:
    """File, line, what is wrong and a remedy; the sound row after it is read."""
    path = tmp = write_rows(json.dumps({**good_row, **spoil, "id": spoil.get("id", "r0")}), good_row)
    bad, good = read(path)
    assert isinstance(bad, InputError)
    assert (bad.file, bad.line) == (str(tmp), 1)
    assert words in bad.what
    assert bad.remedy
    assert isinstance(good, Report)


def test_letters_as_pages_print_them_are_arabic(good_row: Row, write_rows: Callable[..., Path]) -> None:
    """A text wholly in presentation forms, as it is pasted from a page of print."""
    (found,) = read(write_rows({**good_row, "text": "\ufed7\ufe98\ufede \ufe9b\ufefc\ufe9b\ufe94"}))
    assert isinstance(found, Report)


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_are_read(day: str, good_row: Row, write_rows: Callable[..., Path]) -> None:
    """Whatever the clock of the machine says."""
    [report] = read(write_rows({**good_row, "published": day}))
    assert isinstance(report, Report)
    assert str(report.published) == day


@pytest.mark.parametrize("line", ['{"id": "r0", ', "[1, 2]", '"words"', "nonsense", "[" * 100_000, '{"id": 1e999999}'])
def test_a_broken_line_is_named(line: str, good_row: Row, write_rows: Callable[..., Path]) -> None:
    """Broken JSON, or JSON that is no object, leaves out its own line only."""
    good, bad, after = read(write_rows(good_row, line, {**good_row, "id": "r2"}))
    assert isinstance(good, Report)
    assert isinstance(bad, InputError)
    assert bad.line == 2
    assert isinstance(after, Report)


def test_bytes_that_are_no_utf8_leave_out_their_line(good_row: Row, tmp_path: Path) -> None:
    """A windows-1256 line among UTF-8 lines is named with its line."""
    row = json.dumps(good_row, ensure_ascii=False)
    path = tmp_path / "mixed.jsonl"
    path.write_bytes(row.encode("windows-1256") + b"\n" + row.encode() + b"\n")
    bad, good = read(path)
    assert isinstance(bad, InputError)
    assert bad.line == 1
    assert "UTF-8" in bad.what
    assert isinstance(good, Report)


def test_an_id_that_stands_twice_is_left_out(good_row: Row, write_rows: Callable[..., Path]) -> None:
    """The second is left out and the first one's place is told."""
    path = write_rows(good_row, good_row)
    first, second = read(path)
    assert isinstance(first, Report)
    assert isinstance(second, InputError)
    assert f"{path}:1" in second.what


def test_direction_marks_are_kept(good_row: Row, write_rows: Callable[..., Path]) -> None:
    """Marks of mixed direction are ordinary in newsroom text: offsets stay those of the text as published."""
    text = "\u200fقُتل \u202a3\u202c مدنيين \u2067في قصف\u2069"
    [report] = read(write_rows({**good_row, "text": text}))
    assert isinstance(report, Report)
    assert report.text == text


def test_a_byte_order_mark_is_no_fault(good_row: Row, tmp_path: Path) -> None:
    """Files saved by Windows editors begin with one."""
    path = tmp_path / "bom.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(good_row).encode() + b"\n")
    [report] = read(path)
    assert isinstance(report, Report)


def test_plain_text_with_a_header(tmp_path: Path) -> None:
    """Header, blank line, text; the id is the file's name."""
    path = tmp_path / "note.txt"
    path.write_text("published: 2019-03-24\ntitle: عنوان: فرعي\n\nقُتل ثلاثة.\n\nوأصيب رابع.\n", encoding="utf-8")
    assert read(path) == [Report("note", "", date(2019, 3, 24), "عنوان: فرعي", "قُتل ثلاثة.\n\nوأصيب رابع.")]


def test_plain_text_without_a_header_is_told_what_to_write(tmp_path: Path) -> None:
    """The remedy shows the header."""
    path = tmp_path / "note.txt"
    path.write_text("قُتل ثلاثة مدنيين.\n", encoding="utf-8")
    [bad] = read(path)
    assert isinstance(bad, InputError)
    assert "published:" in bad.remedy


def test_a_folder_is_read_in_order_of_name(good_row: Row, write_rows: Callable[..., Path], tmp_path: Path) -> None:
    """Both kinds of files, and nothing else."""
    write_rows({**good_row, "id": "b"}, name="b.jsonl")
    write_rows({**good_row, "id": "a"}, name="a.jsonl")
    (tmp_path / "notes.md").write_text("no report")
    assert [report.id for report in read(tmp_path) if isinstance(report, Report)] == ["a", "b"]


def test_a_folder_is_read_whatever_the_case_of_its_endings(
    good_row: Row, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    """`.JSONL` and `.TXT` as systems write them that know capitals only."""
    write_rows({**good_row, "id": "a"}, name="A.JSONL")
    (tmp_path / "B.TXT").write_text("published: 2019-03-24\n\nقُتل ثلاثة.", encoding="utf-8")
    assert [report.id for report in read(tmp_path) if isinstance(report, Report)] == ["a", "B"]


def test_what_is_hidden_in_a_folder_is_passed_over(
    good_row: Row, write_rows: Callable[..., Path], tmp_path: Path
) -> None:
    """Unless it is named itself."""
    (tmp_path / ".kept").mkdir()
    write_rows({**good_row, "id": "a"}, name="a.jsonl")
    hidden = write_rows("no report", name=".a.jsonl")
    write_rows({**good_row, "id": "old"}, name=".kept/a.jsonl")
    assert [report.id for report in read(tmp_path) if isinstance(report, Report)] == ["a"]
    assert len(read(tmp_path)) == 1
    assert [report.id for report in read(tmp_path / ".kept") if isinstance(report, Report)] == ["old"]
    assert isinstance(read(hidden)[0], InputError)


def test_an_empty_folder_and_an_empty_file_are_told(tmp_path: Path) -> None:
    """Both would else look like success."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.jsonl").touch()
    told = read(tmp_path / "empty", tmp_path / "empty.jsonl")
    assert [type(one).__name__ for one in told] == ["ReportError", "ReportError"]


def test_a_missing_file_is_told_and_the_next_is_read(good_row: Row, write_rows: Callable[..., Path]) -> None:
    """One bad path does not stop the batch."""
    bad, good = read("nowhere.jsonl", write_rows(good_row))
    assert isinstance(bad, InputError)
    assert isinstance(good, Report)


def test_standard_input(good_row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads JSON lines or one plain text."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(json.dumps(good_row).encode())))
    [report] = read("-")
    assert isinstance(report, Report)
    plain = "id: n1\npublished: 2019-03-24\n\nقُتل ثلاثة.".encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(plain)))
    [report] = read("-")
    assert isinstance(report, Report)
    assert report.id == "n1"
