"""How reports of the gold are put into groups."""

from __future__ import annotations

from pathlib import Path

import gold
import pytest

TEXT = "قتل سبعة من أفراد الدورية حين انفجرت عبوة قرب الجسر القديم"


def rows(**texts: str) -> list[dict[str, str]]:
    """Reports by id and text."""
    return [{"id": key, "text": text} for key, text in texts.items()]


def test_near_copies_are_one_group(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Eight words in a row are enough."""
    monkeypatch.setattr(gold, "CODEBOOK", tmp_path)
    group = gold.likeness(rows(a=TEXT, b=TEXT + " مساء", c="هدوء في المدينة"))
    assert group["a"] == group["b"] != group["c"]


def test_a_group_stays_when_reports_are_added(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So that no network meets in a later course what its fold keeps from it."""
    monkeypatch.setattr(gold, "CODEBOOK", tmp_path)
    before = gold.likeness(rows(b=TEXT, m="هدوء في المدينة"))
    after = gold.likeness(rows(a="خبر آخر", b=TEXT, k="خبر ثالث", m="هدوء في المدينة"))
    assert before == {key: after[key] for key in before}
