"""What the lines of a text are: ends of paragraphs, lines broken for their width alone, and a headline at the top."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from marsad.text.fold import fold

#: what ends a line: a sign of its own, or the end of a block of a page
LINE_END = r"</(?:p|div|li|h[1-6]|tr|blockquote)>|<br[^<>]{0,50}>|[\n\r\u0085\u2028\u2029]"
_LINE = re.compile(rf"(?:{LINE_END})\s*", re.IGNORECASE)
_END = re.compile(rf"\r\n|{LINE_END}", re.IGNORECASE)
_WORD, _TAG = re.compile(r"[^\W_]+"), re.compile(r"<[^<>]*>")
_STOP, _COMMA = re.compile(r"[.!?\u061f\u2026:\u061b]['\"\u00bb\u201d)\]]*$"), "\u060c"
_STOP_WITHIN = re.compile(r"\w{2}[.!?\u061f]['\"\u00bb\u201d)]*\s+\w{2}")
#: how an item of a list opens: an hour, a dash, a sign
_ITEM = re.compile(r"\d{1,2}:\d\d|[-*\u2013\u2014\u2022\u25a0-\u27bf\U0001f300-\U0001faff]")
#: what no headline ends with or has: a full stop, a colon, a comma; a stroke behind the name of a bulletin
_NO_HEADLINE = re.compile(r"[.:\u2026\u061b\u060c]['\"\u00bb\u201d)\]]*$|\w{2}\.\s|\|")
#: lines broken for their width are so many characters wide at most; a line is full that has this share of the widest
_NARROW, _WIDE, _FULL = 25, 160, 0.8
#: so many lines that go on tell of a width, if most of them are full or half of them could not take one word more
_LINES, _MOST, _HALF = 3, 0.9, 0.5
#: and so many prove it by themselves, if this share could take no more
_PROOF, _NEARLY = 4, 0.8
#: no word is longer
_AHEAD = 60
#: a title is repeated in one of so many lines, if at all
_TOP = 4
#: a headline has so many words at least, and characters at most
_FEWEST, _LONGEST = 5, 160


class _Break(NamedTuple):
    """Where a line ends, with what stands before and behind: `line` stripped, `word` the next line's first.

    `is_end` is True at an empty line, before an item of a list, and at the end of the text.
    """

    start: int
    line: str
    word: str
    is_end: bool
    is_item: bool

    @property
    def goes_on(self) -> bool:
        """True if no sentence ends with the line."""
        return _STOP.search(self.line) is None

    @property
    def is_running(self) -> bool:
        """True if the line ends with a comma, or a sentence ends within it."""
        return self.line.endswith(_COMMA) or _STOP_WITHIN.search(self.line) is not None

    @property
    def size(self) -> int:
        """How long the line would be with the next word."""
        return len(self.line) + 1 + len(self.word)


def soft_ends(text: str) -> frozenset[int]:
    """Where lines end for their width alone, as in mail and in text taken from a PDF; elsewhere a paragraph ends.

    So it is if the lines that end within a sentence are nearly all about as wide as the widest, or half of them could
    not take one word more; and if some line shows that it is one of running text. Lines of a list differ in width.
    """
    breaks = list(_breaks(text))
    within = [one for one in breaks if not one.is_end]
    width = max((len(one.line) for one in breaks), default=0)
    going_on = [one for one in breaks if one.goes_on and (not one.is_end or one.is_item)]
    full = [one for one in within if one.goes_on and one.size > _FULL * width]
    brimful = [one for one in full if one.size > width]
    is_even = len(full) >= max(_LINES, _MOST * len(going_on)) or len(brimful) >= max(_LINES, _HALF * len(going_on))
    is_wide = _NARROW <= width <= _WIDE and len(full) >= _HALF * len(within)
    is_text = len(brimful) >= max(_PROOF, _NEARLY * len(going_on)) or any(one.is_running for one in full)
    if not (is_even and is_wide and is_text):
        return frozenset()
    return frozenset(one.start for one in within if one.size > (_FULL if one.goes_on else 1) * width)


def _breaks(text: str) -> Iterator[_Break]:
    """The ends of the lines that have words."""
    begin = 0
    for match in _LINE.finditer(text):
        line, behind = text[begin : match.start()].strip(), text[match.end() : match.end() + _AHEAD].split()
        word = behind[0] if behind else ""
        is_item = _ITEM.match(word) is not None
        if line:
            is_end = not word or is_item or len(_END.findall(match.group())) > 1
            yield _Break(match.start(), line, word, is_end, is_item)
        begin = match.end()


def headline(title: str, text: str) -> tuple[int, int]:
    """Where the headline stands that a text has at its top; (0, 0) if it has none.

    One of the first lines that repeats the title is its headline. Where there is no title it is a first line of some
    words without a full stop, above a text of sentences: not the dateline, nor the first of several short lines.
    """
    lines = list(islice(_spans(text), _TOP))
    if title.strip():
        words = _WORD.findall(fold(title))
        return next(((a, b) for a, b in lines if words and words == _words_of(text[a:b])), (0, 0))
    return lines[0] if len(lines) > 1 and _is_headline(_TAG.sub(" ", text[slice(*lines[0])]).strip(), text) else (0, 0)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines stand that have more than spaces."""
    begin = 0
    for match in chain(_LINE.finditer(text), (None,)):
        end = match.start() if match else len(text)
        if text[begin:end].strip():
            yield begin, end
        begin = match.end() if match else end


def _words_of(line: str) -> list[str]:
    return _WORD.findall(fold(_TAG.sub(" ", line)))


def _is_headline(line: str, text: str) -> bool:
    is_short = len(_words_of(line)) >= _FEWEST and len(line) <= _LONGEST
    is_told = any(_STOP.search(one.strip()) or len(one) > _LONGEST for one in text.strip().splitlines()[1:])
    return is_short and is_told and _NO_HEADLINE.search(line) is None
