"""No word that Marsad knows stops the coding of a report, wherever in a sentence it stands."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.lexicon import load_lexicon
from marsad.model import Report
from marsad.pipeline.code import code_report

FRAMES = (
    "{word} 5 مدنيين في حلب أمس",
    "قال المرصد إن الجيش {word} ثلاثة جنود، وأصيب آخرون",
    "{word} الطفل محمد {word} سبعة وعشرات {word}",
)
KINDS = sorted({term.kind for term in load_lexicon("ar").terms})


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_can_be_told(kind: str) -> None:
    """Before people with their number, behind them, and with nothing that fits."""
    terms = [term for term in load_lexicon("ar").terms if term.kind == kind]
    assert terms
    for term in terms:
        word = next(iter(term.forms))
        for frame in FRAMES:
            text = frame.format(word=word)
            coded = code_report(Report("r", "", date(2020, 5, 5), "", text), quick=True)
            assert all(span.end <= len(text) for event in coded.events for span in event.evidence), text
