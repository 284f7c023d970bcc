"""`marsad db` and `marsad export`: what they print, and how they end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from tests.store.conftest import make_coded, make_incident, make_report

from marsad.model import CodedReport, Report
from marsad.pipeline import code as coding
from marsad.store import open_store

Run = Callable[..., Result]
Row = dict[str, object]


@pytest.fixture
def held(tmp_path: Path) -> str:
    path = str(tmp_path / "held.marsad")
    with open_store(path) as store, store.writer() as writer:
        writer.add_reports([make_report(1), make_report(2)], "test")
        writer.add_coded([make_coded(1), make_coded(2)])
        writer.add_incidents([make_incident("INC-1", 1, 2)])
    return path


def test_upgrade_makes_a_store_and_leaves_a_new_one(marsad: Run, tmp_path: Path) -> None:
    first = marsad("db", "upgrade", str(tmp_path / "new"))
    assert (first.exit_code, "made" in first.output) == (0, True)
    again = marsad("db", "upgrade", str(tmp_path / "new"))
    assert (again.exit_code, "up to date" in again.output) == (0, True)


def test_info_counts(marsad: Run, held: str) -> None:
    told = marsad("db", "info", held)
    assert told.exit_code == 0
    assert "reports    2" in told.output
    assert "incidents  1" in told.output


def test_check_of_a_sound_store(marsad: Run, held: str) -> None:
    told = marsad("db", "check", held)
    assert told.exit_code == 0
    assert "sound: 2 reports" in told.output


def test_check_names_the_damage_and_fails(marsad: Run, held: str) -> None:
    with sqlite3.connect(held) as raw:
        raw.execute("UPDATE mentions SET value = 'airstrike' WHERE slot = 'type'")
    raw.close()
    told = marsad("db", "check", held)
    assert told.exit_code == 1
    assert "coding of r1: it was altered" in told.stderr


def test_check_finds_a_log_that_was_cut_off(marsad: Run, held: str) -> None:
    told = marsad("db", "check", held, "--last", "3:abc")
    assert told.exit_code == 1
    assert "the log was cut off" in told.stderr
    assert marsad("db", "check", held, "--last", "nothing").exit_code == 2


def test_backup_and_restore(marsad: Run, held: str, tmp_path: Path) -> None:
    copy, again = str(tmp_path / "copy.marsad"), str(tmp_path / "again.marsad")
    assert marsad("db", "backup", held, "--out", copy).exit_code == 0
    assert marsad("db", "backup", held, "--out", copy).exit_code == 1
    told = marsad("db", "restore", copy, again)
    assert (told.exit_code, "restored 2 reports, 1 incidents" in told.output) == (0, True)


def test_a_backup_that_is_not_there_is_told(marsad: Run, tmp_path: Path) -> None:
    """Not that an empty store should be made; nothing is made."""
    told = marsad("db", "restore", str(tmp_path / "nofile"), str(tmp_path / "new"))
    assert told.exit_code == 1
    assert f"{tmp_path / 'nofile'}: there is no such backup" in told.stderr
    assert "db upgrade" not in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_store_no_word_of_python(marsad: Run, tmp_path: Path) -> None:
    told = marsad("db", "info", str(tmp_path / "none"))
    assert told.exit_code == 1
    assert told.stderr.startswith("marsad: ")
    assert "there is no store here" in told.stderr


def test_export_writes_file_and_manifest(marsad: Run, held: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    told = marsad("export", "acled", held, "--out", str(out), "--actor", "syr-gov", "--since", "2024-01-01")
    assert told.exit_code == 0
    assert "2 rows, policy internal" in told.stderr
    assert out.read_text(encoding="utf-8").count("\n") == 3
    assert (tmp_path / "out.csv.manifest.json").exists()


def test_export_to_standard_output(marsad: Run, held: str) -> None:
    told = marsad("export", "csv", held, "--out", "-")
    assert told.exit_code == 0
    assert told.stdout.startswith("\ufeffincident,version,type")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--since", "soon"), 2),
        (("--near", "1,2"), 2),
        (("--policy", "all"), 2),
        (("--tallies",), 2),
        (("--colour", "red"), 2),
    ],
)
def test_wrong_use_ends_with_two(marsad: Run, held: str, tmp_path: Path, more: tuple[str, ...], code: int) -> None:
    told = marsad("export", "csv", held, "--out", str(tmp_path / "out"), *more)
    assert told.exit_code == code
    assert not (tmp_path / "out").exists()


def test_leftovers_of_earlier_runs_are_told_apart(
    marsad: Run, tmp_path: Path, good_row: Row, write_rows: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report that cannot be coded fails the run that brings it, and no other; it is named each time."""
    store = str(tmp_path / "held")

    def code(report: Report, quick: bool) -> CodedReport:
        if report.id == "poison":
            raise IndexError("out of range")
        return CodedReport(report.id)

    monkeypatch.setattr(coding, "code_report", code)
    poison = str(write_rows({**good_row, "id": "poison"}, {**good_row, "id": "r1"}, name="first.jsonl"))
    first = marsad("db", "add", store, poison)
    assert (first.exit_code, first.stdout) == (3, "2 reports added, 1 coded, 0 known before, 1 left out\n")
    then = marsad("db", "add", store, str(write_rows({**good_row, "id": "r2"})))
    assert (then.exit_code, then.stdout) == (
        0,
        "1 reports added, 1 coded, 0 known before; 1 of earlier runs cannot be coded\n",
    )
    assert then.stderr.startswith("marsad: kept by an earlier run: report poison: IndexError")
    again = marsad("db", "add", store, poison)
    assert again.exit_code == 3
    assert again.stderr.startswith("marsad: report poison: IndexError")


def test_a_file_name_of_odd_bytes(marsad: Run, tmp_path: Path, good_row: Row, write_rows: Callable[..., Path]) -> None:
    """It may hold reports; it can be no id itself, which is told."""
    try:
        odd = write_rows(good_row, name="odd\udcff.jsonl")
        (tmp_path / "odd\udcff.txt").write_text("published: 2019-03-24\n\nقُتل ثلاثة.", encoding="utf-8")
    except (OSError, UnicodeEncodeError):
        pytest.skip("the system takes no such name")
    told = marsad("db", "add", "--quick", str(tmp_path / "held"), str(odd), str(odd.with_suffix(".txt")))
    assert (told.exit_code, told.stdout) == (3, "1 reports added, 1 coded, 0 known before, 1 left out\n")
    assert "'id' holds half characters" in told.stderr


def test_progress_is_shown_on_a_terminal_only(
    marsad: Run, tmp_path: Path, good_row: Row, write_rows: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`db add` and `db recode` count the reports that they read and code."""
    monkeypatch.setattr(coding, "code_report", lambda report, quick: CodedReport(report.id))
    store, path = str(tmp_path / "held"), str(write_rows(good_row))
    assert marsad("db", "add", store, path).stderr == ""
    shown: list[str] = []

    def watch(items: Iterable[object], what: str) -> Iterator[object]:
        shown.append(what)
        yield from items

    monkeypatch.setattr("marsad.cli.db.show_progress", watch)
    assert marsad("db", "add", store, path).exit_code == 0
    assert marsad("db", "recode", store).exit_code == 0
    assert shown == ["reports read", "reports coded", "reports coded"]
