"""What a scene is asked for: the clause of a token."""

from __future__ import annotations

from datetime import date

from marsad.model import Report
from marsad.pipeline.code import read_scene


def test_clauses_lie_between_commas_and_sentence_ends() -> None:
    """A comma belongs to the clause behind it, which starts after it."""
    scene = read_scene(Report("r", "", date(2015, 3, 2), "", "قصف الجيش البلدة، وقتل مدنيان. ونزح السكان"))
    words = [token.folded for token in scene.doc.tokens]
    comma, stop = words.index("\u060c"), words.index(".")
    assert [scene.clause(at) for at in (0, comma - 1)] == [(0, comma)] * 2
    assert [scene.clause(at) for at in (comma, comma + 1, stop)] == [(comma + 1, stop + 1)] * 3
    assert scene.clause(len(words) - 1) == (stop + 1, len(words))
