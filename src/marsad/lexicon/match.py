"""Finds the terms of a lexicon in a Doc, joined particles and endings seen, quote marks between words passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from marsad.lexicon.term import Term
from marsad.model import Doc, Token
from marsad.text.clitics import ARTICLE, LAM, readings, without_article

#: passed over inside a term; "" is a dash drawn with the stretching stroke
QUOTES = frozenset(["", *"\"'\u00ab\u00bb\u201c\u201d\u2018\u2019\u201e()[]"])


@dataclass(slots=True, unsafe_hash=True)
class Hit:
    """A term found at tokens `[first, last)`; `form` is the folded form, `number` `one`, `two`, `many` or "".

    Never changed once made; not frozen, since a frozen one takes three times as long to make, and a report has many.
    """

    term: Term
    first: int
    last: int
    form: str
    number: str = ""
    #: the letters joined before the form's first word («و», «بال», …), "" if none
    joined: str = ""

    @property
    def id(self) -> str:
        """The lexicon id."""
        return self.term.id

    @property
    def tense(self) -> str:
        """`past` or `present` for verb forms, else ""."""
        return self.term.tense.get(self.form, "")


_FOLDED: Callable[[Token], str] = attrgetter("folded")
#: words that a matcher keeps what it has for
MOST_LOOKED = 16_384
_Longer = dict[str, list[tuple[tuple[str, ...], Term, str]]]


class _Node:
    """Forms that begin with one word: those of that word alone, and longer ones by their second word."""

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: list[tuple[Term, str]] = []
        self.longer: _Longer = {}


class _Looked:
    """What a matcher has for a word: hits of the word alone, ready but for their place, and forms that go on with a
    second word, each with the letters joined before it and whether it is the whole word.
    """

    __slots__ = ("alone", "bare", "longer", "seconds")

    def __init__(self, token: Token, opening: Callable[[str], _Node | None]) -> None:
        self.bare = token.bare
        #: term, form, number and joined letters
        self.alone: list[tuple[Term, str, str, str]] = []
        self.longer: list[tuple[_Longer, str, bool]] = []
        #: the words that may come second, with and without article
        self.seconds: frozenset[str] = frozenset()
        if token.kind == "punct":
            return
        ids: set[str] = set()
        for key in token.keys:
            node = opening(key)
            if node is None:
                continue
            is_whole, joined = key == token.folded, _joined(token.folded, key)
            if node.longer:
                self.longer.append((node.longer, joined, is_whole))
            for term, form in node.alone:
                if (term.clitics or is_whole) and term.id not in ids:
                    ids.add(term.id)
                    self.alone.append((term, form, term.forms[form], joined))
        seconds = {word for longer, *_ in self.longer for word in longer}
        self.seconds = frozenset(seconds | {ARTICLE + word for word in seconds})
        for key in token.bare:
            node = opening(key)
            for term, form in node.alone if node is not None else ():
                if term.suffix and term.clitics and term.id not in ids:
                    ids.add(term.id)
                    self.alone.append((term, form, term.forms[form], ""))


class Matcher:
    """An index of terms by first and second word. Share it between reports: it keeps what it looked up for a word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        #: by first word: terms with their forms
        self._forms: dict[str, list[tuple[Term, str]]] = {}
        #: the same in order, of the first words asked for so far
        self._nodes: dict[str, _Node] = {}
        self._looked: dict[str, _Looked] = {}
        #: stands for most words: those that no term has
        self._nothing = _Looked(Token(0, 0, "", "punct"), self._opening)
        for term in terms:
            for form in term.forms:
                first = form.partition(" ")[0]
                if first in self._forms:
                    self._forms[first].append((term, form))
                else:
                    self._forms[first] = [(term, form)]

    def _opening(self, first: str) -> _Node | None:
        """The forms that begin with a word, None if there are none."""
        if first not in self._forms:
            return None
        node = self._nodes.get(first)
        if node is None:
            node = self._nodes[first] = _Node()
            for term, form in self._forms[first]:
                _, *rest = form.split()
                if rest:
                    node.longer.setdefault(rest[0], []).append((tuple(rest[1:]), term, form))
                else:
                    node.alone.append((term, form))
        return node

    def find(self, doc: Doc) -> list[Hit]:
        """All hits, overlapping ones too, by start and then longest first."""
        hits: list[Hit] = []
        tokens, nothing = doc.tokens, self._nothing
        for index, word in enumerate(map(self._looked.get, map(_FOLDED, tokens))):
            if word is nothing:
                continue
            if word is None or word.bare is not tokens[index].bare:
                word = self._look_up(tokens[index])
            if word.longer and _may_go_on(word.seconds, tokens, index + 1):
                hits += _longer(word, tokens, index)
            for term, form, number, joined in word.alone:
                hits.append(Hit(term, index, index + 1, form, number, joined))
        return hits

    def _look_up(self, token: Token) -> _Looked:
        if len(self._looked) >= MOST_LOOKED:
            self._looked.clear()
        word = _Looked(token, self._opening)
        self._looked[token.folded] = self._nothing if self._is_nothing(token, word) else word
        return word

    def _is_nothing(self, token: Token, word: _Looked) -> bool:
        """True if there is nothing for a word, nor for one that is folded alike and may have a possessive ending."""
        bare = readings(token.folded)[1] if token.kind == "word" else ()
        return not word.alone and not word.longer and not any(key in self._forms for key in bare)


def _may_go_on(seconds: frozenset[str], tokens: tuple[Token, ...], index: int) -> bool:
    """False where the next word is surely none of those that may come second."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    return token.folded in seconds or token.folded in QUOTES or not seconds.isdisjoint(token.bare)


def _longer(word: _Looked, tokens: tuple[Token, ...], index: int) -> list[Hit]:
    """The forms of more words that stand at a token, longest first, each term once for each length."""
    second = _past_quotes(tokens, index + 1)
    if second >= len(tokens):
        return []
    token = tokens[second]
    folded, bare = without_article(token.folded), token.bare
    readings = (token.folded,) if folded == token.folded else (token.folded, folded)
    found: dict[tuple[str, int], Hit] = {}
    for longer, joined, is_whole in word.longer:
        for last, term, form in _going_on(longer, tokens, second, readings, bare):
            if (term.clitics or is_whole) and (term.id, last) not in found:
                found[term.id, last] = Hit(term, index, last, form, term.forms[form], joined)
    return sorted(found.values(), key=lambda hit: -hit.last) if len(found) > 1 else list(found.values())


def _going_on(
    longer: _Longer, tokens: tuple[Token, ...], second: int, readings: tuple[str, ...], bare: tuple[str, ...]
) -> list[tuple[int, Term, str]]:
    """The forms that go on with the word at `second`, each with the index after its last word."""
    found = []
    for reading in readings:
        for rest, term, form in longer.get(reading, ()):
            last = _rest(tokens, second + 1, rest, term.suffix) if rest else second + 1
            if last:
                found.append((last, term, form))
    for reading in bare:
        for rest, term, form in longer.get(reading, ()):
            if term.suffix and not rest:
                found.append((second + 1, term, form))
    return found


def _joined(folded: str, key: str) -> str:
    """The letters before a key in a word; a preposition that swallowed the article's alef stands for itself."""
    letters = folded[: len(folded) - len(key)]
    return letters if folded.endswith(key) else letters + LAM


def _past_quotes(tokens: tuple[Token, ...], index: int) -> int:
    while index < len(tokens) and tokens[index].folded in QUOTES:
        index += 1
    return index


def _rest(tokens: tuple[Token, ...], index: int, rest: tuple[str, ...], suffix: bool) -> int:
    """Index after the remaining words, or 0 where they do not follow."""
    for place, word in enumerate(rest):
        index = _past_quotes(tokens, index)
        if index >= len(tokens):
            return 0
        token = tokens[index]
        is_last = place == len(rest) - 1
        is_same = word in (token.folded, without_article(token.folded))
        if not is_same and not (suffix and is_last and word in token.bare):
            return 0
        index += 1
    return index


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that overlap no longer or earlier one, left to right."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if not kept or hit.first >= kept[-1].last:
            kept.append(hit)
    return kept
