"""The network itself: pieces of words in, one vector for each out, in plain linear algebra on one core.

Twelve layers as in BERT (Devlin and others 2019): each piece looks at all others, then is worked over alone. What
Marsad learned are two thin tables for each of the base, whose product is added to it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.encoder.base import BaseWeights, Floats

#: how many pieces the network reads at once, and how far the next window starts behind the one before
WINDOW, STEP = 500, 375
#: how much the product of two thin tables counts
SCALE = 2.0
#: weights up to this power of e, and sums of them, are neither too large nor too small for a number
EXPONENT = 70.0
#: a table with the upper half of each number's bits, and what is added
Table = tuple[NDArray[np.uint16], Floats]


@dataclass(frozen=True)
class _Layer:
    """The tables of a layer, turned for row vectors: who looks at whom, what comes of it, and the work alone."""

    look: Table
    mixed: Table
    wide: Table
    narrow: Table
    norms: tuple[tuple[Floats, Floats], tuple[Floats, Floats]]


class Network:
    """The base with what was learned added; `learned` has arrays by name, as `eval/encode.py` writes them."""

    def __init__(self, base: BaseWeights, learned: Mapping[str, Floats]) -> None:
        self._base = base
        width = base.width
        self._first = base.plain("emb.ln.w", width), base.plain("emb.ln.b", width)
        self._layers = [_layer(base, learned, n) for n in range(base.layers)]
        self._places = base.plain("emb.pos", base.places, width) + base.plain("emb.type", width)

    def vectors(self, numbers: Sequence[int], begin: int, end: int) -> Floats:
        """One vector per piece, shape (pieces, width); a long text is read in windows that overlap."""
        found = []
        for first, low, high in windows(len(numbers)):
            told = self._read([begin, *numbers[first : first + WINDOW], end])[1:-1]
            found.append(told[low:high])
        return np.concatenate(found)

    def _read(self, numbers: list[int]) -> Floats:
        base = self._base
        told = base.rows("emb.word", base.width, np.array(numbers)) + self._places[: len(numbers)]
        told = _normal(told, self._first, base.epsilon)
        whole = np.empty(base.width * max(3 * base.width, base.inner), np.uint32)
        for layer in self._layers:
            told = _normal(told + self._looked(told, layer, whole), layer.norms[0], base.epsilon)
            alone = soft_step(_through(told, layer.wide, whole))
            told = _normal(told + _through(alone, layer.narrow, whole), layer.norms[1], base.epsilon)
        return told

    def _looked(self, told: Floats, layer: _Layer, whole: NDArray[np.uint32]) -> Floats:
        """What each piece takes from the others, head by head, so that what a head works on stays in the cache."""
        size, heads = len(told), self._base.heads
        parts = _through(told, layer.look, whole).reshape(size, 3, heads, -1)
        parts[:, 0] *= np.float32(1 / math.sqrt(parts.shape[3]))
        lengths = np.sqrt(np.einsum("pnhw,pnhw->pnh", parts[:, :2], parts[:, :2])).max(axis=0)
        mixed, weights = np.empty((size, heads, parts.shape[3]), np.float32), np.empty((size, size), np.float32)
        for head, reach in enumerate(lengths.prod(axis=0).tolist()):
            asked, shown, given = (parts[:, n, head] for n in range(3))
            np.matmul(asked, shown.T, out=weights)
            if reach > EXPONENT:
                weights -= weights.max(axis=1, keepdims=True)
            np.exp(weights, out=weights)
            np.divide(weights @ given, weights.sum(axis=1, keepdims=True), out=mixed[:, head])
        return _through(mixed.reshape(size, -1), layer.mixed, whole)


def windows(size: int) -> list[tuple[int, int, int]]:
    """Where each window on a text of `size` pieces starts, and which of its pieces count: each piece from the window in
    which most stands round it.

    >>> windows(100), windows(800)
    ([(0, 0, 100)], [(0, 0, 437), (375, 62, 425)])
    """
    if size <= WINDOW:
        return [(0, 0, size)]
    starts = range(0, size - (WINDOW - STEP), STEP)
    shared = (WINDOW - STEP) // 2
    ends = [STEP + shared] * (len(starts) - 1) + [size - starts[-1]]
    return [(first, shared if first else 0, end) for first, end in zip(starts, ends, strict=True)]


def table_sizes(base: BaseWeights) -> dict[str, tuple[int, int]]:
    """Rows and columns of the tables of a layer: what is asked, shown and given, mixed, made wide and narrow again."""
    width, inner = base.width, base.inner
    return dict.fromkeys(("q", "k", "v", "ao"), (width, width)) | {"fi": (inner, width), "fo": (width, inner)}


def _layer(base: BaseWeights, learned: Mapping[str, Floats], number: int) -> _Layer:
    def table(name: str) -> Table:
        key = f"l{number}.{name}"
        whole = base.packed(f"{key}.w", *table_sizes(base)[name])
        whole += SCALE * learned[f"{key}.out"] @ learned[f"{key}.into"]
        return _halved(np.ascontiguousarray(whole.T)), base.plain(f"{key}.b", len(whole))

    looks = [table(name) for name in ("q", "k", "v")]
    look = np.concatenate([whole for whole, _ in looks], axis=1), np.concatenate([bias for _, bias in looks])
    norms = learned[f"l{number}.norms"]
    return _Layer(look, table("ao"), table("fi"), table("fo"), ((norms[0], norms[1]), (norms[2], norms[3])))


def _halved(table: Floats) -> NDArray[np.uint16]:
    """The upper half of each number's bits, rounded ("bfloat16"): half the memory, and as exact as it was learned."""
    bits = table.view(np.uint32)
    return ((bits + np.uint32(0x7FFF) + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def _through(told: Floats, table: Table, whole: NDArray[np.uint32]) -> Floats:
    """Each vector through a table, whose numbers are made whole in memory that is there: fresh memory takes time."""
    halves, added = table
    numbers = whole[: halves.size].reshape(halves.shape)
    numbers[:] = halves
    numbers <<= 16
    found: Floats = told @ numbers.view(np.float32)
    found += added
    return found


def _normal(told: Floats, norm: tuple[Floats, Floats], epsilon: float) -> Floats:
    """Each vector with mean nought and spread one, then scaled and moved as learned."""
    found: Floats = told - told.mean(axis=1, keepdims=True)
    found /= np.sqrt((found * found).mean(axis=1, keepdims=True) + np.float32(epsilon))
    found *= norm[0]
    found += norm[1]
    return found


def soft_step(told: Floats) -> Floats:
    """The Gaussian error linear unit, by its usual approximation with the hyperbolic tangent."""
    cube = told * told
    cube *= np.float32(0.044715)
    cube += 1
    cube *= told
    cube *= np.float32(math.sqrt(2 / math.pi))
    np.tanh(cube, out=cube)
    cube += 1
    cube *= told
    cube *= np.float32(0.5)
    return cube
