"""`marsad db` and `marsad export`: what they print, and how they end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.store.conftest import make_coded, make_incident, make_report

from marsad.store import open_store

Run = Callable[..., Result]


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
    assert told.stdout.startswith("incident,version,type")


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
