"""Groups that no list has and that are told in pairs: «كتيبتي أ وب», «لواء "أ" و"ب"»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.kin import IN_NAMES
from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import ARTICLE

_WAW, _COMMA = "\u0648", "\u060c"
#: quote marks that open a name; round brackets explain rather than name
_OPENING = frozenset('"\u00ab\u201c\u201d')
#: words of the first of two names, and of a quoted one
_MOST_WORDS = 3
_MOST_QUOTED = 5


def read_pairs(reading: Reading, named: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """Two groups under a noun for two, each with the noun for one: «كتيبتا أ وب» are «كتيبة أ» and «كتيبة ب»."""
    for hits in reading.starts.get("pair", {}).values():
        head = hits[0]
        first = _first_of_pair(reading, head.last) if not head.joined.endswith(ARTICLE) else (0, 0)
        second = _second_of_pair(reading, *first) if first[1] else (0, 0)
        if not second[1]:
            continue
        for begin, (at, last) in ((head.first, first), (second[0], second)):
            name = reading.doc.words(reading.doc.span_of(at, last)).removeprefix(_WAW if at == second[0] else "")
            if reading.past_quotes(at) not in named:
                words = "".join(letter for letter in name if letter not in QUOTES)
                yield Candidate(begin, last, f"x:{head.term.text('single')} {words}", "group_of_pair", hit=head)


def _first_of_pair(reading: Reading, at: int) -> tuple[int, int]:
    """Where the name stands behind the noun for two, up to the word that «و» joins; 0 twice where none does."""
    start = reading.past_quotes(at)
    stop = min(reading.stop(at - 1), start + _MOST_WORDS)
    for index in range(start, stop):
        if index > start and (reading.is_joined_new(index) or reading.doc.tokens[index].folded == _WAW):
            return start, index
        if reading.doc.tokens[index].folded not in QUOTES and not _may_be_of_name(reading, index):
            return 0, 0
    return 0, 0


def _second_of_pair(reading: Reading, start: int, at: int) -> tuple[int, int]:
    """The other name: as many words as the first with the article or behind a word that needs another, else one."""
    tokens, stop = reading.doc.tokens, reading.stop(at)
    if tokens[at].folded == _WAW:
        return _quoted(reading, at + 1)
    last, is_long = at + 1, at - start > 1
    opens = any(link.id == "link.name_opener" for link in reading.at("link", at))
    if last < stop and (opens or is_long) and _may_be_of_name(reading, last):
        last += 1
    return at, last


def _may_be_of_name(reading: Reading, index: int) -> bool:
    if reading.doc.tokens[index].kind != "word":
        return False
    return all(link.id in IN_NAMES for link in reading.at("link", index))


def read_joined_names(reading: Reading, named: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """Names in quote marks that «و» joins to a quoted name of a party: «لواء "أ" و"ب"», «من «أ»، و«ب» و«ج»»."""
    for candidate in named.values():
        last = candidate.last
        while last:
            first, last = _next_quoted(reading, last)
            if last and first not in named:
                name = "x:" + reading.doc.words(reading.doc.span_of(first, last))
                yield Candidate(first, last, name, "joined_quoted_name", hit=_opener(reading, first))


def read_quoted(reading: Reading, named: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """Quoted names that only what stands before tells for a band: «مسلحي «أ»», «تبنته «ب»», «بين الجيش و«ج»»."""
    ends = {candidate.last for candidate in named.values()}
    for at, token in enumerate(reading.doc.tokens[:-1]):
        if token.folded not in _OPENING or at + 1 in named or not at:
            continue
        first, last = _quoted(reading, at)
        if last and _is_side(reading, at, ends) and not reading.at("generic", first):
            name = "x:" + reading.doc.words(reading.doc.span_of(first, last))
            yield Candidate(first, last, name, "quoted_band")


def _is_side(reading: Reading, at: int, ends: set[int]) -> bool:
    """True for an opening mark behind a word that takes a band, or behind a party and «و»."""
    sentence, before = reading.doc.sentence_of, at - 1
    if sentence[before] != sentence[at]:
        return False
    if reading.doc.tokens[before].folded == _WAW:
        return before in ends or any(hit.last == before for hit in reading.at("force", before - 1))
    near = range(max(0, before - 1), at)
    return any(hit.id == "band.of_quoted" and hit.last == at for index in near for hit in reading.at("band", index))


def _next_quoted(reading: Reading, at: int) -> tuple[int, int]:
    """The name in marks behind the closing mark of another at a token; 0 twice where none follows."""
    tokens, stop = reading.doc.tokens, reading.stop(at - 1)
    if at + 2 >= stop or tokens[at].folded not in QUOTES or tokens[at].folded in _BRACKETS:
        return 0, 0
    at += 2 if tokens[at + 1].folded == _COMMA else 1
    if at >= stop or tokens[at].folded != _WAW:
        return 0, 0
    first, last = _quoted(reading, at + 1)
    return (first, last) if last and _opener(reading, first) is not None else (0, 0)


def _quoted(reading: Reading, at: int) -> tuple[int, int]:
    """The words between an opening mark at a token and its closing one; 0 twice where there are none."""
    tokens, stop = reading.doc.tokens, reading.stop(at - 1)
    if at >= stop or tokens[at].folded not in _OPENING:
        return 0, 0
    for index in range(at + 1, min(at + 2 + _MOST_QUOTED, stop)):
        if tokens[index].folded in QUOTES:
            return (at + 1, index) if index > at + 1 else (0, 0)
        if tokens[index].kind == "punct":
            return 0, 0
    return 0, 0


def _opener(reading: Reading, first: int) -> Hit | None:
    """The word that opens a name of a group: a noun of bands, or one that opens names of brigades."""
    openers = [hit for hit in reading.at("link", first) if hit.id == "link.name_opener"]
    return next(iter((*openers, *reading.at("group", first), *reading.at("pair", first))), None)


_BRACKETS = frozenset("()[]")
