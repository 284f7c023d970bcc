"""`marsad search` finds words in every form and says where they stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from marsad.model import Report
from marsad.store import open_store
from marsad.store.words import find_hits

TEXT = "سقطت قذائف على القرى 😀 وبالصواريخ قُصِفَت البلدة."


@pytest.fixture
def held(tmp_path: Path) -> str:
    path = str(tmp_path / "held.marsad")
    with open_store(path) as store, store.writer() as writer:
        writer.add_reports([Report("a", "وكالة", date(2024, 1, 1), "عنوان", TEXT)], "test")
        writer.add_reports([Report("b", "شبكة", date(2024, 2, 1), "", "نص آخر فيه قذيفة")], "test")
    return path


def test_hits_are_offsets_of_the_verbatim_text(marsad: Callable[..., Result], held: str) -> None:
    told = marsad("search", held, "صاروخ", "--json")
    row = json.loads(told.stdout)
    assert (row["id"], [TEXT[start:end] for start, end in row["hits"]]) == ("a", ["وبالصواريخ"])


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (("قذيفة",), ["a", "b"]),
        (("قذيفة", "--since", "2024-01-15"), ["b"]),
        (("قذيفة", "--publisher", "وكالة"), ["a"]),
        (("قذيفة", "قرية"), ["a"]),
        (("--exact", "قذيفة"), ["b"]),
        (("زلزال",), []),
    ],
)
def test_filters(marsad: Callable[..., Result], held: str, more: tuple[str, ...], found: list[str]) -> None:
    told = marsad("search", held, *more, "--json")
    assert told.exit_code == 0
    assert [json.loads(line)["id"] for line in told.stdout.splitlines()] == found


def test_the_plain_answer_quotes_the_place(marsad: Callable[..., Result], held: str) -> None:
    told = marsad("search", held, "قرية")
    assert "القرى" in told.stdout


def test_nothing_to_look_for_is_wrong_use(marsad: Callable[..., Result], held: str) -> None:
    assert marsad("search", held).exit_code == 2
    assert marsad("search", held, "x", "--since", "soon").exit_code == 2


@pytest.mark.parametrize("words", [("!!",), ("؟", "…"), ("--exact", "«»"), ("قذيفة", "--exact", "!"), ("--exact", "")])
def test_signs_without_a_word_are_wrong_use(marsad: Callable[..., Result], held: str, words: tuple[str, ...]) -> None:
    """They would find every report."""
    told = marsad("search", held, *words)
    assert told.exit_code == 2
    assert "holds no word to look for" in told.stderr


def test_signs_beside_a_word_do_not_matter(marsad: Callable[..., Result], held: str) -> None:
    told = marsad("search", held, "قرية", "!!", "--json")
    assert [json.loads(line)["id"] for line in told.stdout.splitlines()] == ["a"]


def test_marks_and_tatweel_do_not_hide_a_word() -> None:
    text = "أَطْلَقَ الجنـــود النار"
    assert [text[hit.start : hit.end] for hit in find_hits(text, "جندي")] == ["الجنـــود"]
    assert [text[hit.start : hit.end] for hit in find_hits(text, "", ["الجنود النار"])] == ["الجنـــود النار"]
