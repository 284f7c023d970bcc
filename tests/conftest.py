"""What many tests share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

Row = dict[str, object]


@pytest.fixture
def good_row() -> Row:
    """A sound report row; tests spoil a copy of it."""
    return {
        "id": "r1",
        "publisher": "صحيفة",
        "published": "2019-03-24",
        "title": "عنوان",
        "text": "قُتل ثلاثة مدنيين أمس في قصف مدفعي على بلدة.",
    }


@pytest.fixture
def write_rows(tmp_path: Path) -> Callable[..., Path]:
    """Write rows (or raw lines) to a JSON lines file and return its path."""

    def write(*rows: Row | str, name: str = "reports.jsonl") -> Path:
        path = tmp_path / name
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def marsad() -> Callable[..., Result]:
    """Run the command line in this process."""
    from marsad.cli import group

    def run(*args: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(group, args, input=stdin, catch_exceptions=False)

    return run
