"""The finder's choice on the places that the seed reports name, held against their list where both are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from gold import read_rows
from referents import measure_choice, read_expressions
from support import ROOT

SHARED = ROOT.parent / "shared"
SEEDS = Path(os.environ.get("MARSAD_REFERENCES") or SHARED / "gazetteer") / "seed_places.csv"
REPORTS = Path(os.environ.get("MARSAD_CODEBOOK") or SHARED / "codebook") / "gold" / "seeds.gold.jsonl"
#: of 49 places named
RIGHT = 46
#: in the five reports together
FALSE = 2


@pytest.mark.skipif(not (SEEDS.exists() and REPORTS.exists()), reason=f"no {SEEDS} or no {REPORTS}")
def test_places_of_the_seed_reports_are_chosen_rightly() -> None:
    """The right point in the right province, and hardly a word taken for a place that is none."""
    outcome = measure_choice(read_expressions(SEEDS), read_rows(REPORTS))
    assert len(outcome.right) + len(outcome.wrong) == 49
    assert len(outcome.right) >= RIGHT, outcome.wrong
    assert len(outcome.false) <= FALSE, outcome.false
