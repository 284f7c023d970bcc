"""What the network thinks of the decisions of one report: how much speaks for a yes, for words of the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from unicodedata import combining

import numpy as np
from threadpoolctl import ThreadpoolController

from marsad.encoder.base import BaseWeights, Floats, base_file
from marsad.encoder.network import Network, soft_step
from marsad.encoder.pieces import Cutter
from marsad.model import Doc

#: tokens `[first, last)`
Words = tuple[int, int]
#: how the names of the thin tables end, whose product is added to one of the base
THIN = (".into", ".out")
#: the sign that stretches a word
_TATWEEL = "\u0640"
#: letters of other alphabets of the script that are typed for Arabic ones: ya and kaf, four kinds of ha, an alef
_TYPED = str.maketrans("\u06cc\u06a9\u06d5\u06c1\u06be\u06c0\u0671", "\u064a\u0643\u0647\u0647\u0647\u0629\u0627")


class Questions:
    """The learned heads, one per question: about words, or about words beside others."""

    def __init__(self, learned: Mapping[str, Floats]) -> None:
        self._learned = {name: array for name, array in learned.items() if not name.endswith(THIN)}
        self.mean, self.spread = learned["mean"], learned["spread"]

    def answer(self, question: str, one: Floats, other: Floats | None) -> tuple[float, ...]:
        """How much speaks for each answer, as the logarithm of its odds: vectors in, one number per answer out."""
        seen = self._table(f"{question}.one", one)
        if other is None:
            seen = soft_step(seen)
        else:
            name = f"{question}.other" if f"{question}.other.w" in self._learned else f"{question}.one"
            beside = self._table(name, other)
            seen = np.concatenate([seen, beside, seen * beside / 2, np.abs(seen - beside)])
        return tuple(self._table(f"{question}.out", soft_step(self._table(f"{question}.hidden", seen))).tolist())

    def _table(self, name: str, vector: Floats) -> Floats:
        found: Floats = self._learned[f"{name}.w"] @ vector + self._learned[f"{name}.b"]
        return found


class Reading:
    """One report as the network read it."""

    def __init__(self, questions: Questions, sums: Floats, sizes: Floats) -> None:
        """`sums` has the added-up vectors of the pieces of each token, shape (tokens, width); `sizes` how many."""
        self._questions = questions
        self._sums, self._sizes = sums, sizes
        self._vectors: dict[tuple[Words, ...], Floats] = {}
        self._answers: dict[object, tuple[float, ...]] = {}

    def ask(self, question: str, one: Sequence[Words], other: Words | None = None) -> tuple[float, ...]:
        """How much speaks for each answer to a question about words, the mean of `one`, beside `other`."""
        key = question, tuple(one), other
        found = self._answers.get(key)
        if found is None:
            beside = None if other is None else self._vector((other,))
            found = self._answers[key] = self._questions.answer(question, self._vector(key[1]), beside)
        return found

    def _vector(self, words: tuple[Words, ...]) -> Floats:
        """The mean vector of words, each measured by how far it lies from the usual."""
        found = self._vectors.get(words)
        if found is None:
            if len(words) > 1:
                found = np.mean([self._vector((one,)) for one in words], axis=0, dtype=np.float32)
            else:
                found = self._mean(*words[0])
            self._vectors[words] = found
        return found

    def _mean(self, first: int, last: int) -> Floats:
        size = self._sizes[first:last].sum()
        if not size:
            return np.zeros(self._sums.shape[1], np.float32)
        mean = self._sums[first:last].sum(axis=0) / size
        found: Floats = ((mean - self._questions.mean) / self._questions.spread).astype(np.float32)
        return found


class Encoder:
    """The network with its cutter and its questions, ready to read reports."""

    def __init__(self, base: BaseWeights, learned: Mapping[str, Floats]) -> None:
        self._base = base
        self._questions = Questions(learned)
        self._network = Network(base, learned)
        self._threads = ThreadpoolController()

    @cached_property
    def _cutter(self) -> tuple[Cutter, int, int]:
        vocabulary = self._base.vocabulary()
        return Cutter(vocabulary), vocabulary.begin, vocabulary.end

    def read(self, doc: Doc) -> Reading:
        """A report read by the network."""
        return self.reading(*self.sums(doc))

    def reading(self, sums: Floats, sizes: Floats) -> Reading:
        """A report of which the vectors are known."""
        return Reading(self._questions, sums, sizes)

    def sums(self, doc: Doc) -> tuple[Floats, Floats]:
        """The added-up vectors of the pieces of each token of a report, and how many pieces it has."""
        cutter, begin, end = self._cutter
        numbers, owners = numbered(doc, cutter)
        width = self._base.width
        sums, sizes = np.zeros((len(doc.tokens), width), np.float32), np.zeros(len(doc.tokens), np.float32)
        if numbers:
            with self._threads.limit(limits=1):  # sums of several threads would hang on the machine
                vectors = self._network.vectors(numbers, begin, end)
            owned = np.array([n for n, owner in enumerate(owners) if owner >= 0], np.int64)
            at = np.array(owners, np.int64)[owned]
            np.add.at(sums, at, vectors[owned])
            np.add.at(sizes, at, 1.0)
        return sums, sizes


def numbered(doc: Doc, cutter: Cutter) -> tuple[list[int], list[int]]:
    """The pieces of a report, and the token that each is of (-1 for none).

    Words that are stretched, or split to pass filters («قـ.ـصف»), are read as if they were whole, an «and» that stands
    apart as if it were joined, markup is a space, and Persian and Urdu letters are the Arabic ones.
    """
    shown: list[tuple[int, str]] = []
    last = 0
    for token in doc.tokens:
        shown += ((place, " ") for place in range(last, token.start))
        shown += _whole(doc.source, token.start, token.end)
        last = token.end
    pieces = cutter.pieces("".join(character for _, character in shown).translate(_TYPED))
    places = [place for place, _ in shown]
    owners = token_of_pieces(doc, [(places[first], places[last - 1] + 1) for _, first, last in pieces])
    return [number for number, *_ in pieces], owners


def _whole(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The characters of a token with their places, without what stretches or splits a word between its letters."""
    word = text[start:end]
    last = start + len(word.rstrip(_TATWEEL))
    is_split = _TATWEEL in text[start:last]
    for place, character in enumerate(word, start):
        is_part = character.isalnum() or combining(character) or not (is_split and place < last)
        if is_part and not character.isspace() and (character != _TATWEEL or place >= last):
            yield place, character


def token_of_pieces(doc: Doc, pieces: Sequence[tuple[int, int]]) -> list[int]:
    """The token that each piece is of: the first that it has a letter of; -1 for none (a space, a mark, a sign)."""
    starts, ends = [token.start for token in doc.tokens], [token.end for token in doc.tokens]
    found = []
    for first, last in pieces:
        token = bisect_right(ends, first)
        found.append(token if token < len(starts) and starts[token] < last else -1)
    return found


@lru_cache(maxsize=1)
def load_encoder() -> Encoder | None:
    """The encoder of the package, read once per process; None where the base is not installed."""
    path = base_file()
    if path is None:
        return None
    with as_file(files("marsad") / "data" / "weights" / "encoder.npz") as learned:
        return Encoder(BaseWeights(path), read_learned(learned))


def read_learned(path: Path) -> dict[str, Floats]:
    """What `eval/encode.py` wrote, array by name."""
    with np.load(path) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays}
