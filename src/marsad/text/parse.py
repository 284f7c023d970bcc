"""From a Report to its Doc: tokens that point back into the verbatim text, and sentences."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from marsad.model import Doc, Report, Sentence, Token
from marsad.text.clitics import readings
from marsad.text.fold import fold
from marsad.text.lines import LINE_END, headline, soft_ends
from marsad.text.numerals import GROUPED

_LETTER = "\u0620-\u063a\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc\ufb50-\ufdf1\ufe70-\ufefc"
_MARK = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u034f\u061c\u180e\u200c-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufeff"
)
#: signs that writers put into words beside a tatweel
_SPLITS = r".*_/\\|+~\u060c\-"
_TOKEN = re.compile(
    rf"(?P<break>(?i:{LINE_END})\s*)"
    # what is no word of the text: tags of a page, signs of a message (a hashtag, stars round what is to stand out)
    r"|(?P<markup></?[A-Za-z][^<>]{0,300}>|#|_+|\*+(?![*\s])|(?<=\S)\*+)"
    # signs and spaces by their names
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|\#[0-9]{2,6}|\#[xX][0-9A-Fa-f]{2,5});)"
    # initials («ا.ف.ب»), or a word whose letters are split by stars, or by tatweel round dots, strokes or a space, as
    # writers do to pass platform filters
    rf"|(?P<word>(?:[{_LETTER}][{_MARK}]*\.){{2,}}[{_LETTER}](?![{_LETTER}{_MARK}])"
    rf"|[{_LETTER}][{_LETTER}{_MARK}]*"
    rf"(?:(?:[*_]|(?<=\u0640)(?:[{_SPLITS} \u00a0]{{1,3}}(?=\u0640)|[{_SPLITS}](?=[{_LETTER}])))[{_LETTER}{_MARK}]+)*)"
    rf"|(?P<number>{GROUPED}|[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c][0-9\u0660-\u0669\u06f0-\u06f9]+)*)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f][\w'-]*)"
    r"|(?P<punct>[^\s])"
)
_TA_MARBUTA = "\u0629"
_MARKS = "".join(map(chr, range(0x064B, 0x0653))) + "\u0640"
_TITLE_BREAKS = re.compile(r"[\n\r\u0085\u2028\u2029]")
_STOPS = frozenset(".!?\u061f\u2026")
_WAW, _PLUS = "\u0648", "+"
#: where two words were run together, as links are on pages of archives: behind an ending that ends every word; behind a
#: bearing before an article or a hamza («جنوبالفلبين», «شرقأوكرانيا»)
_RUN_ON = re.compile(rf"(?<={_TA_MARBUTA})(?=[{_LETTER}])")
_BEARING_ON = re.compile(
    "[\u0648\u0641]?[\u0628\u0644]?"
    "(?:\u0634\u0645\u0627\u0644|\u062c\u0646\u0648\u0628|\u0634\u0631\u0642|\u063a\u0631\u0628|\u0648\u0633\u0637)\u064a?"
    rf"(?=\u0627\u0644[{_LETTER}]{{4}}|[\u0623\u0625][{_LETTER}]{{3}})"
)
_SPLIT = str.maketrans("", "", ".*_/\\|+~\u060c- \u00a0")


@lru_cache(maxsize=1 << 15)
def _word(raw: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The folded form of a word with its readings: see `Token`. Kept, since reports share most of their words."""
    folded = fold(raw).translate(_SPLIT)
    keys, bare = readings(folded)
    # «محافظة» is not «his governor»: behind this ending no pronoun can stand
    return folded, keys, () if raw.rstrip(_MARKS).endswith(_TA_MARBUTA) else bare


@lru_cache(maxsize=1 << 15)
def _apart(raw: str) -> tuple[str, ...]:
    """A word, or the words that were run together in it."""
    parts = _RUN_ON.split(raw) if _TA_MARBUTA in raw[:-1] else [raw]
    bearing = _BEARING_ON.match(parts[0])
    if bearing:
        parts[:1] = parts[0][: bearing.end()], parts[0][bearing.end() :]
    return tuple(parts)


def _tokens(source: str, begin: int, soft: frozenset[int]) -> list[Token | None]:
    """Tokens from `begin` in text order; None marks a line break that is not `soft`. Markup and marks that show nothing
    are passed over.
    """
    found: list[Token | None] = []
    for match in _TOKEN.finditer(source, begin):
        kind, raw, start = match.lastgroup or "punct", match.group(), match.start()
        if kind == "word":
            is_tag = source[start - 1 : start] == "#"
            for part in raw.split("_") if is_tag else _apart(raw):
                folded, keys, bare = _word(part)
                found.append(Token(start, start + len(part), folded, kind, keys, bare))
                start += len(part) + is_tag
        elif kind == "break":
            found += () if start in soft else (None,)
        elif kind != "markup":
            folded = fold(unescape(raw) if kind == "entity" else raw).strip()
            if folded:
                found.append(Token(start, match.end(), folded, "punct" if kind == "entity" else kind, (folded,)))
    return found


def _with_joined(source: str, found: list[Token | None]) -> list[Token | None]:
    """Tokens with an «and» that stands apart joined to the word or the number behind it: «و جنديان», «و 5»."""
    joined: list[Token | None] = []
    for token in found:
        apart = joined[-1] if joined else None
        if token is None or apart is None or apart.folded != _WAW or not _is_joined(joined, apart, token):
            joined.append(token)
        elif token.kind == "word":
            folded, keys, bare = _word(_WAW + source[token.start : token.end])
            joined[-1] = Token(apart.start, token.end, folded, token.kind, keys, bare)
        else:
            joined[-1:] = [Token(apart.start, token.start, apart.folded, apart.kind, apart.keys, apart.bare), token]
    return joined


def _is_joined(told: list[Token | None], apart: Token, after: Token) -> bool:
    """True for «and» by itself before a word or a number, not for one of several single letters («م ع / ن و ف»)."""
    if after.start == apart.end:
        return False
    before = told[-2] if len(told) > 1 else None
    is_initial = before is not None and before.kind == "word" and len(before.folded) == 1
    is_word = after.kind == "word" and len(after.folded) > 1
    return not is_initial and (is_word or after.kind == "number" or after.folded == _PLUS)


def _is_stop(token: Token, before: Token | None, after: Token | None) -> bool:
    """True if a full stop ends the sentence: not in «د. محمد» or in initials."""
    if token.kind != "punct" or token.folded not in _STOPS:
        return False
    if token.folded != ".":
        return True
    glued = after is not None and after.start == token.end and after.kind in ("number", "latin", "punct")
    initial = before is not None and before.kind == "word" and len(before.folded) == 1 and before.end == token.start
    return not (glued or initial)


def _sentences(found: list[Token | None]) -> tuple[list[Token], list[Sentence]]:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    first, paragraph = 0, 0

    def close() -> None:
        nonlocal first
        if len(tokens) > first:
            sentences.append(Sentence(first, len(tokens), paragraph))
            first = len(tokens)

    for place, token in enumerate(found):
        if token is None:
            close()
            paragraph += 1
            continue
        tokens.append(token)
        after = found[place + 1] if place + 1 < len(found) else None
        if _is_stop(token, found[place - 1] if place else None, after):
            close()
    close()
    return tokens, sentences


def parse_text(report: Report) -> Doc:
    """Fold and tokenise a report; the title is the first paragraph of the Doc, and may be empty.

    A headline at the top of the text takes the place of the title; if it repeats the title, that has no tokens.
    """
    title = _TITLE_BREAKS.sub(" ", report.title)
    source = f"{title}\n{report.text}"
    body = len(title) + 1
    start, end = (body + place for place in headline(title, report.text))
    begin, start, end = (body - 1, start, end) if end > body else (0, 0, body - 1)
    soft = frozenset(body + place for place in soft_ends(report.text))
    tokens, sentences = _sentences(_with_joined(source, _tokens(source, begin, soft)))
    titled = range(start, end)
    marked = tuple(Sentence(s.first, s.last, s.paragraph, tokens[s.first].start in titled) for s in sentences)
    sentence_of = tuple(n for n, sentence in enumerate(marked) for _ in range(sentence.first, sentence.last))
    return Doc(report, source, body, tuple(tokens), marked, sentence_of)
