"""Finds the terms of a lexicon in a Doc, joined particles and endings seen, quote marks between words passed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.lexicon.schema import Term
from marsad.model import Doc, Token
from marsad.text.clitics import without_article

QUOTES = frozenset("\"'\u00ab\u00bb\u201c\u201d\u2018\u2019\u201e()[]")


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


_Entry = tuple[tuple[str, ...], Term, str]


class Matcher:
    """An index of terms by first word. Immutable once built; share it between reports."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._first: dict[str, list[_Entry]] = {}
        for term in terms:
            for form in term.forms:
                words = tuple(form.split())
                self._first.setdefault(words[0], []).append((words[1:], term, form))
        for entries in self._first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, doc: Doc) -> list[Hit]:
        """All hits, overlapping ones too, by start and then longest first."""
        hits: list[Hit] = []
        for index, token in enumerate(doc.tokens):
            if token.kind != "punct":
                found = self._at(doc.tokens, index)
                hits += sorted(found, key=lambda hit: -hit.last) if len(found) > 1 else found
        return hits

    def _at(self, tokens: tuple[Token, ...], index: int) -> list[Hit]:
        token = tokens[index]
        found: dict[tuple[str, int], Hit] = {}
        for keys, is_bare in ((token.keys, False), (token.bare, True)):
            for key in keys:
                for rest, term, form in self._first.get(key, ()):
                    if (is_bare and (rest or not term.suffix)) or (not term.clitics and key != token.folded):
                        continue
                    last = self._rest(tokens, index + 1, rest, term.suffix) if rest else index + 1
                    if last and (term.id, last) not in found:
                        joined = "" if is_bare else token.folded[: len(token.folded) - len(key)]
                        found[term.id, last] = Hit(term, index, last, form, term.forms[form], joined)
        return list(found.values())

    @staticmethod
    def _rest(tokens: tuple[Token, ...], index: int, rest: tuple[str, ...], suffix: bool) -> int:
        """Index after the remaining words, or 0 where they do not follow."""
        for place, word in enumerate(rest):
            while index < len(tokens) and tokens[index].folded in QUOTES:
                index += 1
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
