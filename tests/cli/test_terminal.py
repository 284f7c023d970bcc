"""Arabic stays legible between Latin columns."""

from __future__ import annotations

from marsad.cli.terminal import isolate, table, width, wrap


def test_width_counts_columns_and_not_marks() -> None:
    """Vowel marks and isolates take no room."""
    assert width("قُتل") == 3
    assert width(isolate("قتل")) == 3


def test_wrap_breaks_at_spaces_and_long_words_anywhere() -> None:
    """No line is wider than asked; no letter is lost."""
    lines = wrap("aaa bbb ccccccccc", 5)
    assert lines == ["aaa", "bbb", "ccccc", "cccc"]
    assert wrap("", 5) == [""]


def test_table_fits_and_isolates_each_cell() -> None:
    """Every line fits; a cell of several lines keeps its column."""
    rows = [(["2024-01-01"], ["بادية معدان", "± 15 km"]), (["unknown"], ["x" * 200])]
    lines = list(table(("date", "where"), rows, 60))
    assert max(map(width, lines)) <= 60
    assert isolate("بادية معدان") in lines[2]
    assert lines[3].startswith(" " * 12)
