"""Numbers in digits and in words, with the tokens they cover.

The words come from a lexicon and are handed in, so that this layer knows no language of its own. Reading is greedy from
the left: «خمسة وأربعين», «ثلاث مئة وستين», «70 ألفا و500», «مليون ونصف», «(15) خمسة عشر» are one number each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from marsad.model import Doc, Token
from marsad.text.clitics import ARTICLE, CONJUNCTIONS, KAF

_GROUPS = re.compile(r"\d{1,3}(?:[.,\u066b\u066c\u060c'\u2019\u00a0\u2009\u202f]\d{3})+")
_DIGIT, _PARTS = r"[0-9\u0660-\u0669\u06f0-\u06f9]", r"[\u060c'\u2019\u00a0\u2009\u202f]"
#: a figure whose groups of three are parted by an Arabic comma, an apostrophe or a space that does not break
GROUPED = rf"{_DIGIT}{{1,3}}(?:{_PARTS}{_DIGIT}{{3}})+(?!{_DIGIT}|[.,\u066b\u066c]{_DIGIT}|{_PARTS}{_DIGIT})"
_LEADING, _GROUP = re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}")
_WAW, _PLUS = CONJUNCTIONS[0], "+"
_OPEN, _CLOSE = frozenset('(\u00ab"\u201c['), frozenset(')\u00bb"\u201d]')
_FOR_THE = "\u0644\u0644"
_MANY = ("many", "manies")
#: letters glued before a plus at most («وبـ+20»)
_LETTERS = 2


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What a number word is worth; `role` says where it may stand (see the number lexicon)."""

    value: int
    role: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at tokens `[first, last)`. `low` to `high` is what it can mean (`high` None: open).

    `kind` is `digits` (open where a plus touches them), `words`, `vague` (dozens, hundreds), `several` or `fraction`
    (a decimal, a clock time, a slashed date); `is_definite` is true where it carries the article, `joined` are the
    letters written before it.
    """

    first: int
    last: int
    low: int
    high: int | None
    kind: str
    joined: str = ""
    is_definite: bool = False

    @property
    def value(self) -> int:
        """The number itself, or the least it can mean."""
        return self.low


_Found = tuple[int, int]  # value, index after it


class NumeralReader:
    """Finds numbers in a Doc. `words` maps folded forms (one or several words) to their worth. Groups of digits that a
    plain space parts («25 000») are one number before a word of `counted` and not behind one of `labels`.
    """

    def __init__(
        self,
        words: Mapping[str, NumberWord],
        counted: frozenset[str] = frozenset(),
        labels: frozenset[str] = frozenset(),
    ) -> None:
        self._counted, self._labels = counted, labels
        self._words = {form: word for form, word in words.items() if " " not in form}
        self._phrases: dict[str, list[tuple[tuple[str, ...], NumberWord]]] = {}
        for form, word in words.items():
            first, *rest = form.split()
            if rest:
                self._phrases.setdefault(first, []).append((tuple(rest), word))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._openers = frozenset(self._words) | frozenset(self._phrases)

    def read(self, doc: Doc) -> list[Numeral]:
        """All numbers of a Doc, left to right, none inside another."""
        found: list[Numeral] = []
        index, tokens = 0, doc.tokens
        while index < len(tokens):
            token = tokens[index]
            numeral: Numeral | None = None
            if token.kind == "number":
                numeral = _with_plus(tokens, self._spaced(doc, index) or self._digits(tokens, index))
            elif token.folded == _PLUS and _is_plus_before(tokens, index):
                numeral = _from_plus(tokens, index, self._spaced(doc, index + 1) or self._digits(tokens, index + 1))
            elif token.kind == "word" and not self._openers.isdisjoint(token.keys):
                numeral = self._spelled(tokens, index)
            if numeral is None:
                index += 1
                continue
            numeral = self._repeated(tokens, numeral)
            found.append(numeral)
            index = numeral.last
        return found

    def _word(self, tokens: tuple[Token, ...], index: int) -> NumberWord | None:
        """A number word that goes on a number begun before, article allowed."""
        if index >= len(tokens) or tokens[index].kind != "word":
            return None
        folded = tokens[index].folded
        word = self._words.get(folded)
        return word or (self._words.get(folded[2:]) if folded.startswith(ARTICLE) else None)

    def _joined_word(self, tokens: tuple[Token, ...], index: int) -> tuple[NumberWord, int] | None:
        """A number word joined by «and», and the index after it; the «and» may stand apart."""
        if index >= len(tokens) or tokens[index].kind != "word" or tokens[index].folded[0] != _WAW:
            return None
        folded = tokens[index].folded
        if folded == _WAW:
            word = self._word(tokens, index + 1)
            return (word, index + 2) if word else None
        stem = folded[1:]
        word = self._words.get(stem) or (self._words.get(stem[2:]) if stem.startswith(ARTICLE) else None)
        return (word, index + 1) if word else None

    def _digits(self, tokens: tuple[Token, ...], index: int) -> Numeral:
        token = tokens[index]
        joined, is_definite = _joined_before(tokens, index)
        if _is_slashed(tokens, index):
            last = index + 1
            while last + 1 < len(tokens) and tokens[last].folded in "/:" and tokens[last + 1].kind == "number":
                last += 2
            return Numeral(index, last, 0, None, "fraction", joined, is_definite)
        if _GROUPS.fullmatch(token.folded):
            value = int(re.sub(r"\D", "", token.folded))
        elif token.folded.isdigit():
            value = int(token.folded)
        else:
            many = self._word(tokens, index + 1)
            if many is None or many.role not in _MANY:
                return Numeral(index, index + 1, 0, None, "fraction", joined, is_definite)
            whole = float(re.sub(r"[,\u066b\u066c]", ".", token.folded).replace("..", "."))
            return Numeral(
                index, index + 2, round(whole * many.value), round(whole * many.value), "digits", joined, is_definite
            )
        total, last = self._multiplied(tokens, value, index + 1 + _is_in_brackets(tokens, index))
        return Numeral(index, last if total > value else index + 1, total, total, "digits", joined, is_definite)

    def _spaced(self, doc: Doc, index: int) -> Numeral | None:
        """«25 000 شخص»: groups parted by a plain space, where a counted noun shows that no list is meant."""
        tokens, last = doc.tokens, index + 1
        while last < len(tokens) and _is_group_after_space(doc, last):
            last += 1
        before = index - 1
        is_counted = last < len(tokens) and tokens[last].kind == "word" and tokens[last].folded in self._counted
        if last == index + 1 or not is_counted or not _LEADING.fullmatch(tokens[index].folded):
            return None
        joined, is_definite = _joined_before(tokens, index)
        if before >= 0 and not joined and self._is_label(tokens[before]):
            return None
        value = int("".join(token.folded for token in tokens[index:last]))
        return Numeral(index, last, value, value, "digits", joined, is_definite)

    def _is_label(self, before: Token) -> bool:
        """True for a word whose own number may follow («الفرقة 25», «في 12»), and for another number."""
        is_definite = any(key.startswith(ARTICLE) and len(key) > len(ARTICLE) + 1 for key in before.keys)  # not «إلى»
        return before.kind == "number" or is_definite or not self._labels.isdisjoint(before.keys)

    def _multiplied(self, tokens: tuple[Token, ...], value: int, last: int) -> _Found:
        """«70 ألفا و500», «3 ملايين ونصف»: a number before thousands or millions."""
        many = self._word(tokens, last)
        if many is None or many.role not in _MANY:
            return value, last
        value, last = value * many.value, last + 1
        rest = self._rest(tokens, last, many.value)
        return (value + rest[0], rest[1]) if rest else (value, last)

    def _rest(self, tokens: tuple[Token, ...], index: int, below: int) -> _Found | None:
        """«and» with a smaller number, or «and a half»."""
        joined = self._joined_word(tokens, index)
        if joined and joined[0].role == "half":
            after = joined[1]
            again = self._word(tokens, after)
            return below // joined[0].value, after + 1 if again and again.role in _MANY else after
        if joined and joined[0].role == "odd":
            return 0, joined[1]
        if joined:
            found = self._whole(tokens, joined[1] - 1, joined[0])
            return found if found and found[0] < below else None
        if index + 1 < len(tokens) and tokens[index].folded == _WAW and tokens[index + 1].folded.isdigit():
            value, last = self._multiplied(tokens, int(tokens[index + 1].folded), index + 2)
            return (value, last) if value < below else None
        return None

    def _spelled(self, tokens: tuple[Token, ...], index: int) -> Numeral | None:
        token = tokens[index]
        for key in token.keys:
            joined = token.folded[: len(token.folded) - len(key)]
            phrase = self._phrase(tokens, index, key)
            if phrase:
                return Numeral(index, phrase, 2, None, "several", joined)
            word = self._words.get(key)
            if word is None or word.role in ("odd",) or joined.endswith(KAF):
                continue  # «كمية» and «كميات» are no hundreds
            is_definite = joined.endswith((ARTICLE, _FOR_THE))
            if word.role in ("vague", "several"):
                return self._vague(tokens, index, word, joined, is_definite)
            if word.role == "manies":
                return Numeral(index, index + 1, 2 * word.value, None, "vague", joined, is_definite)
            found = self._whole(tokens, index, word)
            if found is None:
                continue
            if is_definite and word.value <= 2 and found[1] == index + 1:
                continue  # a weekday
            return Numeral(index, found[1], found[0], found[0], "words", joined, is_definite)
        return None

    def _phrase(self, tokens: tuple[Token, ...], index: int, key: str) -> int:
        for rest, _ in self._phrases.get(key, ()):
            after = tuple(t.folded for t in tokens[index + 1 : index + 1 + len(rest)])
            if after == rest:
                return index + 1 + len(rest)
        return 0

    def _vague(
        self, tokens: tuple[Token, ...], index: int, word: NumberWord, joined: str, is_definite: bool
    ) -> Numeral:
        many = self._word(tokens, index + 1)
        if word.role == "vague" and many is not None and many.role in _MANY:
            return Numeral(index, index + 2, word.value * many.value, None, "vague", joined, is_definite)
        return Numeral(index, index + 1, word.value, None, word.role, joined, is_definite)

    def _whole(self, tokens: tuple[Token, ...], index: int, word: NumberWord) -> _Found | None:
        """A number in words whose first word stands at `index`."""
        if word.role == "half":
            many = self._word(tokens, index + 1)
            return (many.value // word.value, index + 2) if many and many.role in _MANY else None
        if word.role == "twice":
            value, last = word.value, index + 1
            rest = self._rest(tokens, last, value // 2)
            return (value + rest[0], rest[1]) if rest else (value, last)
        if word.role == "many":
            value, last = word.value, index + 1
            rest = self._rest(tokens, last, word.value)
            return (value + rest[0], rest[1]) if rest else (value, last)
        small = self._small(tokens, index, word)
        return self._multiplied(tokens, *small) if small else None

    def _small(self, tokens: tuple[Token, ...], index: int, word: NumberWord) -> _Found | None:
        """A number below a thousand in words."""
        after = self._word(tokens, index + 1)
        if word.role in ("unit", "teen_first") and after is not None and after.role == "ten":
            return 10 + word.value, index + 2
        if word.role == "unit" and after is not None and after.role == "hundred":
            return self._with_tens(tokens, word.value * after.value, index + 2)
        if word.role in ("hundred", "hundreds"):
            return self._with_tens(tokens, word.value, index + 1)
        if word.role in ("unit", "teen_first"):
            joined = self._joined_word(tokens, index + 1)
            if joined and joined[0].role == "tens":
                return word.value + joined[0].value, joined[1]
        if word.role in ("unit", "ten", "tens", "teen_first"):
            return word.value, index + 1
        return None

    def _with_tens(self, tokens: tuple[Token, ...], value: int, last: int) -> _Found:
        joined = self._joined_word(tokens, last)
        if joined and joined[0].role in ("unit", "ten", "tens", "teen_first"):
            small = self._small(tokens, joined[1] - 1, joined[0])
            if small:
                return value + small[0], small[1]
        return value, last

    def _repeated(self, tokens: tuple[Token, ...], numeral: Numeral) -> Numeral:
        """«(15) خمسة عشر», «خمسة عشر (15)»: one number told twice."""
        first, last = numeral.first, numeral.last
        if numeral.kind not in ("digits", "words"):
            return numeral
        if numeral.kind == "digits" and last < len(tokens) and tokens[last].folded in _CLOSE and last + 1 < len(tokens):
            again = self._spelled(tokens, last + 1) if tokens[last + 1].kind == "word" else None
            if again and not again.joined and again.low == numeral.low:
                return Numeral(
                    first, again.last, numeral.low, numeral.high, "words", numeral.joined, numeral.is_definite
                )
        if numeral.kind == "words" and last + 2 < len(tokens) and tokens[last].folded in _OPEN:
            inner = tokens[last + 1]
            if inner.folded == str(numeral.low) and tokens[last + 2].folded in _CLOSE:
                return Numeral(first, last + 3, numeral.low, numeral.high, "words", numeral.joined, numeral.is_definite)
        return numeral


def _is_in_brackets(tokens: tuple[Token, ...], index: int) -> bool:
    """«(7) آلاف»: digits in brackets of their own."""
    if not 0 < index < len(tokens) - 1:
        return False
    return tokens[index - 1].folded in _OPEN and tokens[index + 1].folded in _CLOSE


def _joined_before(tokens: tuple[Token, ...], index: int) -> tuple[str, bool]:
    """The letters glued before digits («و100», «ال27», «بـ«1400»»), and whether they end in the article."""
    before = index - 1
    while before >= 0 and tokens[before].folded in _OPEN and tokens[before].end == tokens[before + 1].start:
        before -= 1
    if before < 0 or tokens[before].kind != "word" or tokens[before].end != tokens[before + 1].start:
        # «الـ 27» stands apart
        apart = before >= 0 and tokens[before].folded.endswith(ARTICLE) and len(tokens[before].folded) <= 4
        return (tokens[before].folded, True) if apart else ("", False)
    folded = tokens[before].folded
    return folded, folded.endswith(ARTICLE)


def _is_group_after_space(doc: Doc, index: int) -> bool:
    """True for three digits that one plain space parts from the digits before."""
    before, token = doc.tokens[index - 1], doc.tokens[index]
    return bool(_GROUP.fullmatch(token.folded)) and doc.source[before.end : token.start] == " "


def _is_plus_before(tokens: tuple[Token, ...], index: int) -> bool:
    """«+20»: a plus that touches the number behind it and stands in no sum («5+5») or name («أوبك+»)."""
    if index + 1 >= len(tokens) or tokens[index + 1].kind != "number" or tokens[index + 1].start != tokens[index].end:
        return False
    before = tokens[index - 1] if index else None
    if before is None or before.end != tokens[index].start or before.folded in _OPEN:
        return True
    return before.kind == "word" and len(before.folded) <= _LETTERS


def _from_plus(tokens: tuple[Token, ...], index: int, numeral: Numeral) -> Numeral:
    """«+20»: the number behind a plus or more."""
    if numeral.kind != "digits":
        return numeral
    joined, is_definite = _joined_before(tokens, index)
    return replace(numeral, first=index, high=None, joined=joined, is_definite=is_definite)


def _with_plus(tokens: tuple[Token, ...], numeral: Numeral) -> Numeral:
    """«20+»: the number before a plus or more; not in a sum («5+5»)."""
    first, last = numeral.first, numeral.last
    if numeral.kind != "digits" or last >= len(tokens) or tokens[last].folded != _PLUS:
        return numeral
    goes_on = last + 1 < len(tokens) and tokens[last + 1].start == tokens[last].end and tokens[last + 1].kind != "punct"
    is_added = first > 0 and tokens[first - 1].folded == _PLUS and tokens[first - 1].end == tokens[first].start
    is_touched = tokens[last].start == tokens[last - 1].end
    return replace(numeral, last=last + 1, high=None) if is_touched and not (goes_on or is_added) else numeral


def _is_slashed(tokens: tuple[Token, ...], index: int) -> bool:
    """True for «12/10/2017» and «18:30»."""
    if index + 2 >= len(tokens) or tokens[index + 2].kind != "number":
        return False
    mark = tokens[index + 1]
    return mark.folded in ("/", ":") and mark.start == tokens[index].end and tokens[index + 2].start == mark.end
