"""docs/api.md does what it says: every example is run, from top to bottom."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from support import ROOT


def test_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for extra in ("pandas", "pyarrow", "geopandas"):
        pytest.importorskip(extra)
    monkeypatch.chdir(tmp_path)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    page = str(ROOT / "docs" / "api.md")
    result = doctest.testfile(page, module_relative=False, optionflags=flags, encoding="utf-8")
    assert result.attempted > 25
    assert result.failed == 0
