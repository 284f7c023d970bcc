"""A database filled from prepared codings, so that the interface is tested apart from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from tests.export.cases import CODED, REPORTS

import marsad
from marsad.api import Database
from marsad.errors import CodingError, MarsadError
from marsad.model import CodedReport, Report
from marsad.model.rows import read_coded

PREPARED = {row["id"]: read_coded(row) for row in CODED}


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports of the cases are coded as prepared; any other fails."""

    def code(items: Iterable[Report], jobs: int = 1, quick: bool = False) -> Iterator[CodedReport | MarsadError]:
        for item in items:
            yield PREPARED.get(item.id) or CodingError(item.id, "no rule reads it")

    monkeypatch.setattr("marsad.pipeline.keep.code_reports", code)


@pytest.fixture
def db(prepared: None, tmp_path: Path) -> Iterator[Database]:
    with marsad.open(tmp_path / "held") as made:
        made.add(REPORTS.values())
        yield made
