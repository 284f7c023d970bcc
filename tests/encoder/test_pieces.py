"""Texts cut into the pieces that the network knows."""

import numpy as np
import pytest

from marsad.encoder.base import Vocabulary
from marsad.encoder.pieces import Cutter

WORDS = {"<s>": 0, "</s>": 1, "<unk>": 2, "▁": 3, "▁قصف": 4, "▁ال": 5, "قصف": 6, "مدين": 7, "ة": 8, "مدينة": 9, ".": 10}
SCORES = [0.0, 0.0, 0.0, -3.0, -4.0, -2.0, -5.0, -6.0, -4.0, -9.0, -2.0]


@pytest.fixture
def cutter() -> Cutter:
    """A cutter of eleven pieces, for which a no-break space is a space and a kashida nothing."""
    return Cutter(Vocabulary(WORDS, np.array(SCORES, np.float32), {"\u00a0": " ", "\u0640": ""}, 0, 1, 2))


def test_the_likeliest_pieces_are_taken(cutter: Cutter) -> None:
    """«مدينة» whole costs less than «مدين» and «ة»; the article is a piece of its own."""
    assert [number for number, *_ in cutter.pieces("قصف المدينة.")] == [4, 5, 9, 10]


def test_pieces_know_their_place_in_the_text(cutter: Cutter) -> None:
    """Offsets are those of the text as it stands, characters that vanish and odd spaces included."""
    text = "قصـف\u00a0المدينة"
    assert [(number, text[first:last].strip()) for number, first, last in cutter.pieces(text)] == [
        (4, "قصـف"), (5, "ال"), (9, "مدينة"),
    ]  # fmt: skip


def test_what_no_piece_has_is_unknown(cutter: Cutter) -> None:
    """A foreign letter is unknown, the word after it is not."""
    assert [number for number, *_ in cutter.pieces("x قصف")] == [3, 2, 4]


def test_nothing_but_spaces(cutter: Cutter) -> None:
    """Neither spaces nor an empty text have pieces."""
    assert cutter.pieces("  ") == cutter.pieces("") == []
