"""The network on a small base of our own making: shapes, windows, and what was learned beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from marsad.encoder.network import WINDOW, Network, windows

WIDTH, INNER, LAYERS = 8, 16, 2


class SmallBase:
    """Random tables in place of the file."""

    width, inner, layers, heads, places, epsilon = WIDTH, INNER, LAYERS, 2, WINDOW + 2, 1e-12

    def __init__(self) -> None:
        self._chance = np.random.default_rng(7)
        self._words = self._table(50, WIDTH)

    def _table(self, *shape: int) -> NDArray[np.float32]:
        return self._chance.normal(size=shape).astype(np.float32)

    def plain(self, name: str, *shape: int) -> NDArray[np.float32]:
        return np.ones(shape, np.float32) if name.endswith("ln.w") else self._table(*shape) / 10

    def packed(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        return self._table(rows, columns)

    def rows(self, name: str, columns: int, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._words[numbers]


class LoudBase(SmallBase):
    """Tables of large numbers."""

    def packed(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        return 30 * super().packed(name, rows, columns)


def learned(change: float) -> Mapping[str, NDArray[Any]]:
    """Thin tables that move the first row of each up by some of so much, and every third one down."""
    found: dict[str, NDArray[Any]] = {}
    for layer in range(LAYERS):
        found[f"l{layer}.norms"] = np.tile(np.array([[1.0], [0.0], [1.0], [0.0]], np.float32), (1, WIDTH))
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            rows, columns = {"fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}.get(name, (WIDTH, WIDTH))
            out = np.zeros((rows, 1), np.float32)
            out[::3], out[0] = -change / 2, change
            found[f"l{layer}.{name}.out"], found[f"l{layer}.{name}.into"] = out, np.ones((1, columns), np.float32)
    return found


def network(change: float = 0.0) -> Network:
    """The same small network at each call, but for what was learned."""
    base: Any = SmallBase()
    return Network(base, learned(change))


def test_one_vector_per_piece() -> None:
    """Each of mean nought and spread one, as the last step leaves them."""
    told = network().vectors([5, 6, 7, 5], 0, 1)
    assert told.shape == (4, WIDTH)
    assert np.allclose(told.mean(axis=1), 0, atol=1e-5)
    assert np.allclose(told.std(axis=1), 1, atol=1e-3)


def test_a_word_is_read_by_its_context() -> None:
    """The same piece in other company has another vector."""
    one, other = network().vectors([5, 6], 0, 1), network().vectors([5, 9], 0, 1)
    assert not np.allclose(one[0], other[0], atol=1e-3)


def test_what_was_learned_changes_the_reading() -> None:
    """Tables that moved, another vector."""
    assert not np.allclose(network().vectors([5, 6], 0, 1), network(0.5).vectors([5, 6], 0, 1), atol=1e-3)


def test_looks_too_strong_for_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that would be too large are made smaller first; done for all, that changes nothing."""
    loud: Any = LoudBase()
    assert np.isfinite(Network(loud, learned(0.0)).vectors([5, 6, 7], 0, 1)).all()
    told = network().vectors([5, 6, 7], 0, 1)
    monkeypatch.setattr("marsad.encoder.network.EXPONENT", 0.0)
    assert np.allclose(network().vectors([5, 6, 7], 0, 1), told, atol=1e-5)


@pytest.mark.parametrize("size", [1, WINDOW, WINDOW + 1, 1000, 1376])
def test_windows_cover_a_text_once(size: int) -> None:
    """Every piece counts in one window, within the pieces that the window reads."""
    pieces = [first + at for first, low, high in windows(size) for at in range(low, high)]
    assert pieces == list(range(size))
    assert all(high <= WINDOW for _, _, high in windows(size))


def test_a_long_text_is_read_in_windows() -> None:
    """As many vectors as pieces; the first ones are those of the first window alone."""
    numbers = [3 + n % 40 for n in range(WINDOW + 200)]
    told = network().vectors(numbers, 0, 1)
    assert len(told) == len(numbers)
    assert np.allclose(told[:100], network().vectors(numbers[:WINDOW], 0, 1)[:100], atol=1e-5)
