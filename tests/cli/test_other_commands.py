"""The smaller commands: explain, reconcile, demo, lexicon, doctor, version."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from support import SAMPLE

from marsad import __version__
from marsad.cli import COMMANDS

Row = dict[str, object]
Marsad = Callable[..., Result]
Write = Callable[..., Path]


def test_version(marsad: Marsad) -> None:
    """`marsad` and its version."""
    assert marsad("--version").stdout == f"marsad {__version__}\n"


def test_version_needs_no_heavy_import() -> None:
    """Start-up stays quick: neither lexicons nor the store are loaded."""
    code = "import sys, marsad.cli; print([m for m in sys.modules if m in ('pydantic', 'sqlalchemy', 'tomllib')])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_tells_its_use(marsad: Marsad, name: str) -> None:
    """`--help` works and says more than nothing."""
    result = marsad(name, "--help")
    assert result.exit_code == 0
    assert len(result.stdout) > 100


def test_unknown_command(marsad: Marsad) -> None:
    """2."""
    assert marsad("cod").exit_code == 2


def test_explain_shows_rules_and_words(marsad: Marsad) -> None:
    """Each value has its rule, and the marked text is the report's."""
    result = marsad("explain", str(SAMPLE / "reports.jsonl"), "--id", "shiha-1")
    assert result.exit_code == 0
    assert "rule: " in result.stdout
    assert "killed" in result.stdout
    row = json.loads((SAMPLE / "reports.jsonl").read_text(encoding="utf-8").splitlines()[0])
    shown = re.sub(r"\[\d+ |\]|[\u2066\u2068\u2069]", "", result.stdout)
    assert all(line in shown for line in str(row["text"]).splitlines())


def test_explain_tells_what_it_left_out(marsad: Marsad, tmp_path: Path) -> None:
    """A link to another report gives no value, and is told."""
    page = tmp_path / "page.txt"
    page.write_text("published: 2020-01-01\n\nقتل خمسة مدنيين أمس.\nاقرأ أيضا: مقتل عشرة جنود\n", encoding="utf-8")
    told = re.sub("[\u2066\u2068\u2069]", "", marsad("explain", str(page)).stdout)
    assert "left out as page furniture: اقرأ أيضا: مقتل عشرة جنود\n" in told


def test_explain_one_event(marsad: Marsad) -> None:
    """`--event` shows that one; one that is not there is wrong use."""
    path = str(SAMPLE / "reports.jsonl")
    result = marsad("explain", path, "--id", "shiha-1", "--event", "e1")
    assert "\ne1: " in result.stdout
    assert "\ne2: " not in result.stdout
    assert marsad("explain", path, "--id", "shiha-1", "--event", "e99").exit_code == 2
    assert marsad("explain", path, "--id", "nobody").exit_code == 2


def test_every_event_is_in_one_incident(marsad: Marsad, tmp_path: Path) -> None:
    """Reconciling the bundled gold leaves no event out and puts none in twice."""
    out = tmp_path / "incidents.jsonl"
    reports = str(SAMPLE / "reports.jsonl")
    result = marsad("reconcile", str(SAMPLE / "gold.jsonl"), "--reports", reports, "--out", str(out))
    assert (result.exit_code, result.stderr) == (0, "")
    members = [tuple(m) for line in out.read_text(encoding="utf-8").splitlines() for m in json.loads(line)["members"]]
    golds = map(json.loads, (SAMPLE / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    assert sorted(members) == sorted((gold["id"], event["id"]) for gold in golds for event in gold["events"])


def test_reconcile_tells_bad_rows(marsad: Marsad, write_rows: Write) -> None:
    """A row that is no coded report is named; 1 if there is nothing else."""
    path = write_rows({"id": "r1", "events": [{"id": "e1"}]})
    result = marsad("reconcile", str(path), "--reports", str(SAMPLE / "reports.jsonl"))
    assert result.exit_code == 1
    assert f"{path}:1: the key 'type' is missing" in result.stderr


def test_reconcile_refuses_what_is_not_coded(marsad: Marsad, good_row: Row, write_rows: Write, tmp_path: Path) -> None:
    """Reports in the place of coded rows are told with file and line, and nothing is written."""
    path, out = write_rows(good_row), tmp_path / "incidents.jsonl"
    result = marsad("reconcile", str(path), "--reports", str(path), "--out", str(out))
    assert result.exit_code == 1
    assert f"{path}:1: the key 'events' is missing; write it with `marsad code`" in result.stderr
    assert not out.exists()


def test_demo(marsad: Marsad, tmp_path: Path) -> None:
    """The table, the store and the page."""
    result = marsad("demo", "--out", str(tmp_path / "demo"))
    assert (result.exit_code, result.stderr) == (0, "")
    page = tmp_path / "demo" / "incidents.html"
    assert str(page) in result.stdout
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "demo" / "demo.sqlite").stat().st_size > 0
    assert "low / best / high" in result.stdout
    assert "SY-DY" in result.stdout


def test_demo_runs_twice(marsad: Marsad, tmp_path: Path) -> None:
    """The second run shows what the first showed."""
    first, second = (marsad("demo", "--out", str(tmp_path)) for _ in range(2))
    assert first.stdout == second.stdout


def test_demo_that_cannot_write(marsad: Marsad, tmp_path: Path) -> None:
    """One clear line; 1."""
    (tmp_path / "file").touch()
    result = marsad("demo", "--out", str(tmp_path / "file" / "demo"))
    assert result.exit_code == 1
    assert "cannot be made" in result.stderr


def test_doctor(marsad: Marsad) -> None:
    """On a machine where the tests run nothing needed is missing."""
    result = marsad("doctor")
    assert result.exit_code == 0
    assert "FAIL" not in result.stdout


def test_lexicon_check(marsad: Marsad, tmp_path: Path) -> None:
    """0 for ours, 1 and the fault for a broken one."""
    assert marsad("lexicon", "check").exit_code == 0
    bad = tmp_path / "bad.toml"
    bad.write_text('kind = "x"\n[[term]]\nid = "a"\nforms = [\n  "\ufecb",\n]\n', encoding="utf-8")
    result = marsad("lexicon", "check", str(bad))
    assert result.exit_code == 1
    assert f"{bad}:5: a: " in result.stderr


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("homs",), ("sy-hi.homs", "sy-hi")),
        (("حمص",), ("sy-hi.homs", "sy-hi")),
        (("HOMS", "--admin1", "sy-hi"), ("sy-hi.homs", "sy-hi")),
        (("homs", "--near", "المواصي"), ("ps-kys.mawasi",)),
    ],
)
def test_places_spelled_as_asked_come_first(marsad: Marsad, words: tuple[str, ...], first: tuple[str, ...]) -> None:
    """Before more prominent ones that only sound alike; with `--near`, the nearest come first."""
    found = [line.split()[0] for line in marsad("gazetteer", "find", *words).stdout.splitlines()]
    assert tuple(found[: len(first)]) == first
