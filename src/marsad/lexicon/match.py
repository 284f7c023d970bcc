"""Finds the terms of a lexicon in a Doc, joined particles and endings seen, quote marks between words passed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.lexicon.term import Term
from marsad.model import Doc, Token
from marsad.text.clitics import LAM, without_article

#: passed over inside a term; "" is a dash drawn with the stretching stroke
QUOTES = frozenset(["", *"\"'\u00ab\u00bb\u201c\u201d\u2018\u2019\u201e()[]"])


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found at tokens `[first, last)`; `form` is the folded form, `number` `one`, `two`, `many` or ""."""

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


#: words that a matcher keeps what it has for
MOST_LOOKED = 16_384
_Entry = tuple[tuple[str, ...], Term, str]


class _Node:
    """Forms that begin with one word: those of that word alone, and longer ones by their second word."""

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: list[tuple[Term, str]] = []
        self.longer: dict[str, list[_Entry]] = {}


class _Looked:
    """What a matcher has for a word: the nodes of its readings, and of those without a possessive ending."""

    __slots__ = ("bare", "bare_nodes", "keys", "nodes")

    nodes: tuple[tuple[str, _Node], ...]
    bare_nodes: tuple[_Node, ...]

    def __init__(self, token: Token, first: dict[str, _Node]) -> None:
        self.keys, self.bare = token.keys, token.bare
        has = first.keys()
        self.nodes = () if has.isdisjoint(token.keys) else tuple((k, first[k]) for k in token.keys if k in first)
        self.bare_nodes = () if has.isdisjoint(token.bare) else tuple(first[k] for k in token.bare if k in first)


class Matcher:
    """An index of terms by first and second word. Share it between reports: it keeps what it looked up for a word."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._first: dict[str, _Node] = {}
        self._looked: dict[str, _Looked] = {}
        for term in terms:
            for form in term.forms:
                words = tuple(form.split())
                node = self._first.setdefault(words[0], _Node())
                if len(words) == 1:
                    node.alone.append((term, form))
                else:
                    node.longer.setdefault(words[1], []).append((words[2:], term, form))

    def find(self, doc: Doc) -> list[Hit]:
        """All hits, overlapping ones too, by start and then longest first."""
        hits: list[Hit] = []
        looked = self._looked
        for index, token in enumerate(doc.tokens):
            if token.kind == "punct":
                continue
            word = looked.get(token.folded)
            if word is None or word.keys is not token.keys or word.bare is not token.bare:
                word = self._look_up(token)
            if word.nodes or word.bare_nodes:
                found = _at(word, doc.tokens, index)
                hits += sorted(found, key=lambda hit: -hit.last) if len(found) > 1 else found
        return hits

    def _look_up(self, token: Token) -> _Looked:
        if len(self._looked) >= MOST_LOOKED:
            self._looked.clear()
        word = self._looked[token.folded] = _Looked(token, self._first)
        return word


def _at(word: _Looked, tokens: tuple[Token, ...], index: int) -> list[Hit]:
    folded = tokens[index].folded
    found: dict[tuple[str, int], Hit] = {}
    for key, node in word.nodes:
        is_whole = key == folded
        for last, term, form in _longer(node, tokens, index) if node.longer else ():
            if (term.clitics or is_whole) and (term.id, last) not in found:
                found[term.id, last] = Hit(term, index, last, form, term.forms[form], _joined(folded, key))
        for term, form in node.alone:
            if (term.clitics or is_whole) and (term.id, index + 1) not in found:
                found[term.id, index + 1] = Hit(term, index, index + 1, form, term.forms[form], _joined(folded, key))
    for node in word.bare_nodes:
        for term, form in node.alone:
            if term.suffix and term.clitics and (term.id, index + 1) not in found:
                found[term.id, index + 1] = Hit(term, index, index + 1, form, term.forms[form])
    return list(found.values())


def _longer(node: _Node, tokens: tuple[Token, ...], index: int) -> list[tuple[int, Term, str]]:
    """The forms of more words that stand at a token, each with the index after its last word."""
    second = _past_quotes(tokens, index + 1)
    if second >= len(tokens):
        return []
    token, longer = tokens[second], node.longer
    found = []
    word = without_article(token.folded)
    for entries in (longer.get(token.folded), longer.get(word) if word != token.folded else None):
        for rest, term, form in entries or ():
            last = _rest(tokens, second + 1, rest, term.suffix)
            if last:
                found.append((last, term, form))
    for bare in token.bare:
        for rest, term, form in longer.get(bare, ()):
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
