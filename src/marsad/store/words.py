"""Search words: every spelling and form of a word under one lemma, and the way back to the verbatim text.

A text is indexed under the lemmas of every reading of its words (with and without joined particles, article and
endings); a query word is looked up under its own lemmas. Both engines index the same column and give the same answers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources

from marsad.model.report import Report, Span, Token
from marsad.text import fold, parse_text
from marsad.text.clitics import CONJUNCTIONS, LAM, without_article

#: the indexed words of one text are cut here, since a PostgreSQL search vector holds at most 1 MB
MAX_WORDS = 240_000
_ARTICLES = ("\u0627\u0644", "\u0628\u0627\u0644", "\u0643\u0627\u0644", LAM + LAM)
#: endings of number, case and gender, longest first, each with the shortest stem it may leave
_ENDINGS = (
    ("\u062a\u0627\u0646", 3),  # dual feminine
    ("\u062a\u064a\u0646", 3),
    ("\u064a\u0627\u062a", 4),
    ("\u0627\u062a", 3),  # plural feminine
    ("\u0648\u0646", 4),  # plural masculine
    ("\u064a\u0646", 4),
    ("\u0627\u0646", 4),  # dual
    ("\u0647", 3),  # ta marbuta
    ("\u0627", 3),  # accusative
)


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    """Irregular forms under their head word, folded: broken plurals and the like."""
    text = resources.files("marsad").joinpath("data/search/families.toml").read_text(encoding="utf-8")
    known: dict[str, str] = {}
    for family in tomllib.loads(text)["family"]:
        head = fold(family["head"])
        for form in (family["head"], *family["forms"]):
            known[fold(form)] = head
    return known


@lru_cache(maxsize=1 << 16)
def lemma(folded: str) -> str:
    """What a folded word is indexed under: its family's head word, or the word without article and endings."""
    word = without_article(folded)
    head = _families().get(word)
    if head is not None:
        return _stem(head)
    stem = _stem(word)
    return _stem(_families().get(stem, stem))


def _stem(word: str) -> str:
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


def lemmas_of(token: Token) -> frozenset[str]:
    """The lemmas of every reading of a word; none for punctuation."""
    if token.kind == "punct":
        return frozenset()
    if token.kind != "word":
        return frozenset(_plain(token.folded))
    return frozenset(lemma(reading) for reading in (*token.keys, *token.bare))


def _plain(word: str) -> Iterator[str]:
    """The letters and digits of a number or foreign word, in the pieces that both engines see as words."""
    piece = ""
    for sign in word:
        if sign.isalnum():
            piece += sign
        elif piece:
            yield piece
            piece = ""
    if piece:
        yield piece


def _tokens(text: str) -> tuple[Token, ...]:
    return parse_text(Report(id="", publisher="", published=None, title="", text=text)).tokens


def index_words(*texts: str) -> str:
    """The lemmas of the texts, each once, in the order of first occurrence: the column that search looks at."""
    seen: dict[str, None] = {}
    size = 0
    for text in texts:
        for token in _tokens(text):
            for word in sorted(lemmas_of(token)):
                if word and word not in seen and size + len(word) < MAX_WORDS:
                    seen[word] = None
                    size += len(word) + 1
    return " ".join(seen)


def query_lemmas(words: str) -> tuple[frozenset[str], ...]:
    """For each word of a query the lemmas that satisfy it: the word as given, and without a joined article."""
    found = []
    for token in _tokens(words):
        if token.kind == "word":
            found.append(frozenset(lemma(form) for form in _asked(token.folded)))
        elif token.kind != "punct":
            found.extend(frozenset({piece}) for piece in _plain(token.folded))
    return tuple(found)


def _asked(folded: str) -> Iterator[str]:
    """A query word, and the word behind an article with a joined particle before it."""
    yield folded
    bare = folded[1:] if folded.startswith(tuple(CONJUNCTIONS)) else folded
    for word in {folded, bare}:
        for article in _ARTICLES:
            if word.startswith(article) and len(word) - len(article) >= 2:
                yield word[len(article) :]


def find_hits(text: str, words: str, exact: Iterable[str] = ()) -> list[Span]:
    """Where the words of a query stand in the verbatim text; `exact` phrases are found as they are spelled."""
    wanted = query_lemmas(words)
    tokens = _tokens(text)
    offset = 1  # the text stands behind an empty title and a line break
    hits = {
        Span(token.start - offset, token.end - offset)
        for token in tokens
        if any(not lemmas.isdisjoint(lemmas_of(token)) for lemmas in wanted)
    }
    for phrase in exact:
        hits.update(Span(first - offset, last - offset) for first, last in _phrases(tokens, phrase))
    return sorted(hits)


def has_phrase(text: str, phrase: str) -> bool:
    """True if the words of the phrase stand in the text one after another, spelled alike but for folding."""
    return any(True for _ in _phrases(_tokens(text), phrase))


def _phrases(tokens: tuple[Token, ...], phrase: str) -> Iterator[tuple[int, int]]:
    wanted = [token.folded for token in _tokens(phrase) if token.kind != "punct"]
    spoken = [token for token in tokens if token.kind != "punct"]
    if not wanted:
        return
    for first in range(len(spoken) - len(wanted) + 1):
        if all(spoken[first + n].folded == word for n, word in enumerate(wanted)):
            yield spoken[first].start, spoken[first + len(wanted) - 1].end
