"""The tables of docs/quality.md land between their marks."""

from __future__ import annotations

import pytest
from quality import PAGE, fill, plain_cause, table


def test_a_part_is_replaced_and_the_rest_stays() -> None:
    """Twice gives the same page; a part that is not there is an error."""
    page = "a\n<!-- scores -->old<!-- end -->\nb <!-- parts -->kept<!-- end -->"
    once = fill(page, "scores", "new")
    assert once == "a\n<!-- scores -->\n\nnew\n\n<!-- end -->\nb <!-- parts -->kept<!-- end -->"
    assert fill(once, "scores", "new") == once
    with pytest.raises(KeyError):
        fill(page, "curve", "new")


def test_table_spells_shares_with_three_digits() -> None:
    """Counts stay whole."""
    told = table(["F1", "n", "x"], [("slots", 3, 0.5)])
    assert told == "| F1 | n | x |\n| --- | ---: | ---: |\n| slots | 3 | 0.500 |"


def test_mistaken_types_are_told_by_kinship() -> None:
    """A raid coded as a clash is kin, a raid coded as an accord is not."""
    assert plain_cause("type: attack coded armed_clash") == "type: a kindred one coded"
    assert plain_cause("type: attack coded agreement") == "type: another one coded"
    assert plain_cause("places: no mention") == "places: no mention"


def test_the_page_has_every_part() -> None:
    """Each generated part has its mark."""
    page = PAGE.read_text(encoding="utf-8")
    for name in ("scores", "parts", "curve", "reliability", "parties", "sources", "theatres", "causes", "reach"):
        assert page.count(f"<!-- {name} -->") == 1
