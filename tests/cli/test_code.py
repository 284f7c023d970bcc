"""`marsad code`: contracts that stay stable."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from support import SAMPLE

from marsad.model import CodedReport, Report
from marsad.pipeline import code as coding

Row = dict[str, object]
Marsad = Callable[..., Result]
Write = Callable[..., Path]
EVENT_KEYS = [
    "id", "type", "status", "salience", "date", "places", "initiators", "targets", "weapons", "casualties", "sources",
    "claimed_by", "denied_by", "evidence", "why",
]  # fmt: skip


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_one_row_per_report_in_order(marsad: Marsad, tmp_path: Path) -> None:
    """The codebook's keys, in the order of the reports; nothing on standard error; 0."""
    out = tmp_path / "coded.jsonl"
    result = marsad("code", str(SAMPLE / "reports.jsonl"), "--out", str(out))
    assert (result.exit_code, result.stderr) == (0, "")
    assert [row["id"] for row in rows(out)] == [row["id"] for row in rows(SAMPLE / "reports.jsonl")]
    events = [event for row in rows(out) for event in row["events"]]  # type: ignore[attr-defined]
    assert events
    assert all(list(event) == EVENT_KEYS for event in events)


def test_evidence_and_reasons_point_into_the_text(marsad: Marsad, tmp_path: Path) -> None:
    """Every span lies inside the text; every reason has a rule and a chance between 0 and 1."""
    out = tmp_path / "coded.jsonl"
    marsad("code", str(SAMPLE / "reports.jsonl"), "--out", str(out))
    lengths = {row["id"]: len(str(row["text"])) for row in rows(SAMPLE / "reports.jsonl")}
    for row in rows(out):
        for event in row["events"]:  # type: ignore[attr-defined]
            assert event["evidence"]
            spans = [*event["evidence"], *(why["span"] for why in event["why"] if why["span"])]
            assert all(0 <= start < end <= lengths[row["id"]] for start, end in spans)
            assert all(why["rule"] and 0 <= why["confidence"] <= 1 for why in event["why"])


def test_quick_leaves_the_network_out(marsad: Marsad, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with `--quick` as on a machine without the network."""
    quick = marsad("code", "--quick", str(SAMPLE / "reports.jsonl"))
    monkeypatch.setattr(coding, "_load_encoder", lambda: None)
    assert quick.exit_code == 0
    assert marsad("code", str(SAMPLE / "reports.jsonl")).stdout == quick.stdout


def test_processes_change_nothing(marsad: Marsad) -> None:
    """Two processes give the bytes that one gives."""
    one = marsad("code", str(SAMPLE / "reports.jsonl"))
    two = marsad("code", str(SAMPLE / "reports.jsonl"), "--jobs", "2")
    assert one.stdout == two.stdout
    assert one.stdout.count("\n") == len(rows(SAMPLE / "reports.jsonl"))


def test_done_in_part(marsad: Marsad, good_row: Row, write_rows: Write, tmp_path: Path) -> None:
    """A bad row is named in one line, the good ones are coded; 3."""
    path, out = write_rows(good_row, "{broken", {**good_row, "id": "r2"}), tmp_path / "out.jsonl"
    result = marsad("code", str(path), "--out", str(out))
    assert result.exit_code == 3
    [line] = result.stderr.splitlines()
    assert line.startswith(f"marsad: {path}:2: broken JSON")
    assert [row["id"] for row in rows(out)] == ["r1", "r2"]


@pytest.mark.parametrize("key", ["id", "publisher", "url"])
def test_half_a_character_leaves_out_its_report(
    key: str, marsad: Marsad, good_row: Row, write_rows: Write, tmp_path: Path
) -> None:
    """A lone surrogate in any key is told with file and line, by `code` and by `db add`; the rest is done; 3."""
    path = write_rows(json.dumps({**good_row, "id": "r0", key: "x\ud800"}), good_row)
    coded, added = marsad("code", "--quick", str(path)), marsad("db", "add", str(tmp_path / "held"), str(path))
    for result in (coded, added):
        assert result.exit_code == 3
        assert result.stderr.startswith(f"marsad: {path}:1: '{key}' holds half characters")
    assert json.loads(coded.stdout)["id"] == "r1"
    assert added.stdout.startswith("1 reports added, 1 coded")


def test_nothing_done(marsad: Marsad, write_rows: Write, tmp_path: Path) -> None:
    """All left out: 1, and no file."""
    out = tmp_path / "out.jsonl"
    result = marsad("code", str(write_rows("{broken")), "--out", str(out))
    assert result.exit_code == 1
    assert not out.exists()


@pytest.mark.parametrize("args", [(), ("x.jsonl", "--jobs", "0"), ("x.jsonl", "--jobs", "many"), ("x.jsonl", "--what")])
def test_wrong_use(marsad: Marsad, args: tuple[str, ...]) -> None:
    """No reports, no such number, no such option: 2."""
    assert marsad("code", *args).exit_code == 2


def test_standard_input_to_standard_output(marsad: Marsad, good_row: Row) -> None:
    """`-` is a file like any other, and standard output the default."""
    result = marsad("code", "-", stdin=json.dumps(good_row, ensure_ascii=False))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "r1"


def test_a_full_disk(marsad: Marsad) -> None:
    """One clear line; 1."""
    if not Path("/dev/full").exists():
        pytest.skip("the system has no /dev/full")
    result = marsad("code", str(SAMPLE / "reports.jsonl"), "--out", "/dev/full")
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr


def test_a_fault_of_ours_leaves_out_one_report(
    marsad: Marsad, good_row: Row, write_rows: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report on which our code fails is named with the fault; the others are coded; 3."""

    def fail_once(report: Report, quick: bool) -> CodedReport:
        if report.id == "r1":
            raise IndexError("out of range")
        return CodedReport(report.id)

    monkeypatch.setattr(coding, "code_report", fail_once)
    result = marsad("code", str(write_rows(good_row, {**good_row, "id": "r2"})))
    assert result.exit_code == 3
    assert "report r1: IndexError" in result.stderr
    assert json.loads(result.stdout)["id"] == "r2"
