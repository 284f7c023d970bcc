"""No command writes over a store, or over what it reads; nothing is written then."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from support import SAMPLE

from marsad.store import open_store

Row = dict[str, object]
Marsad = Callable[..., Result]
Write = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store."""
    path = tmp_path / "news.marsad"
    open_store(path).close()
    return path


def refused(result: Result, path: Path, why: str) -> None:
    """Wrong use, told in one line that names the file and a remedy."""
    assert result.exit_code == 2, result.output
    assert f"{path}: {why}" in result.stderr
    assert "name another file to write to" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("export", "csv", "{store}", "--out"),
        ("gazetteer", "export"),
        ("code", "--quick", "{reports}", "--out"),
        ("reconcile", "{coded}", "--reports", "{reports}", "--out"),
    ],
)
def test_a_store_is_never_a_target(marsad: Marsad, store: Path, words: tuple[str, ...]) -> None:
    """Neither the store of the command nor that of another."""
    before = store.read_bytes()
    names = {"store": store, "reports": SAMPLE / "reports.jsonl", "coded": SAMPLE / "gold.jsonl"}
    result = marsad(*(word.format(**names) for word in words), str(store))
    refused(result, store, "is a Marsad store")
    assert store.read_bytes() == before


def test_nor_is_its_log_or_what_lies_beside_an_export(marsad: Marsad, store: Path) -> None:
    """The write-ahead log of a store; and an export whose manifest would fall on one."""
    refused(marsad("gazetteer", "export", f"{store}-wal"), Path(f"{store}-wal"), "is a Marsad store")
    out = store.with_name("out.csv")
    manifest = store.rename(f"{out}.manifest.json")
    refused(marsad("export", "csv", str(manifest), "--out", str(out)), manifest, "is a Marsad store")
    assert not out.exists()


def test_code_does_not_overwrite_its_reports(marsad: Marsad, good_row: Row, write_rows: Write, tmp_path: Path) -> None:
    """Named itself, through a link, or found in a folder; another file of that folder is written."""
    path = write_rows(good_row)
    before = path.read_bytes()
    refused(marsad("code", "--quick", str(path), "--out", str(path)), path, "is read by this command")
    refused(marsad("code", "--quick", str(tmp_path), "--out", str(path)), path, "is read by this command")
    link = tmp_path / "link.out"
    os.link(path, link)
    refused(marsad("code", "--quick", str(path), "--out", str(link)), link, "is read by this command")
    assert path.read_bytes() == before
    fresh = tmp_path / "coded.out"
    for _ in range(2):  # an older output may be written over
        assert marsad("code", "--quick", str(tmp_path), "--out", str(fresh)).exit_code == 0
    assert fresh.stat().st_size > 0


def test_reconcile_does_not_overwrite_what_it_joins(marsad: Marsad, write_rows: Write) -> None:
    """Neither the coded rows nor the reports."""
    coded = write_rows(*(SAMPLE / "gold.jsonl").read_text(encoding="utf-8").splitlines(), name="coded.jsonl")
    reports = write_rows(*(SAMPLE / "reports.jsonl").read_text(encoding="utf-8").splitlines())
    before = coded.read_bytes(), reports.read_bytes()
    for out in (coded, reports):
        result = marsad("reconcile", str(coded), "--reports", str(reports), "--out", str(out))
        refused(result, out, "is read by this command")
    assert (coded.read_bytes(), reports.read_bytes()) == before


def test_the_gazetteer_is_not_written_over_the_users_own_table(
    marsad: Marsad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All places would stand in it as imported ones."""
    table = tmp_path / "own.csv"
    monkeypatch.setenv("MARSAD_GAZETTEER", str(table))
    assert marsad("gazetteer", "export", str(tmp_path / "all.csv")).exit_code == 0
    table.write_text((tmp_path / "all.csv").read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    refused(marsad("gazetteer", "export", str(table)), table, "is read by this command")


def test_standard_output_is_no_file(marsad: Marsad, good_row: Row, write_rows: Write) -> None:
    """From a pipe into a pipe."""
    result = marsad("code", "--quick", "-", "--out", "-", stdin=write_rows(good_row).read_bytes())
    assert result.exit_code == 0
    assert result.stdout.startswith('{"id": "r1"')
