"""Attackers told by their own names: «منفذ الهجوم …», «شاحنة يقودها …», «على يد …», «فجر … نفسه»."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.reading import Candidate, Reading
from marsad.model import Token
from marsad.text.clitics import ARTICLE

#: words between what tells the attacker and his name, and between his name and his means
_MOST_STEPS = 4
_MOST_BEHIND = 4
_MOST_WORDS = 4
_BEFORE_NAMES = ("attacker.doer", "attacker.deed", "attacker.led", "attacker.hand")
#: what may stand further from the name: whom he leads and what he did come between
_FAR = frozenset({"attacker.led", "attacker.doer_of"})
#: how words of years of age begin
_YEARS = "\u0639\u0627\u0645"
_AGE = (_YEARS, "\u0633\u0646\u0647")
#: age and marks between a name and the deed
_MOST_AGE = 6
_OF_CALLED = frozenset({"attacker.called", "attacker.arms"})
_DEEDS = ("attacker.deed_with_means", "attacker.arms")
_SHORT, _ALIF_MAQSURA = 3, "\u0649"
_COMMA = "\u060c"
_JOINED = ("\u0628" + ARTICLE, "\u0644\u0644")


def read_attackers(reading: Reading) -> Iterator[Candidate]:
    """Named people who do an act of arms, each by his name as in the text."""
    for hits in reading.starts.get("attacker", {}).values():
        hit = next((h for h in hits if h.id not in _OF_CALLED), hits[0])
        if hit.id == "attacker.led" and not _leads(reading, hit.first):
            continue
        if not hit.id.startswith(_BEFORE_NAMES) and hit.id != "attacker.who_did":
            continue
        is_before = hit.id != "attacker.who_did"
        opens, first = _start_of_name(reading, hit.last, hit.id in _FAR) if is_before else (0, 0)
        last = end_of_name(reading, first) if first else 0
        if not last and hit.id.startswith(("attacker.doer", "attacker.who_did")):
            first, last = _name_before(reading, hit.first)
            opens = first
        if not last or (hit.id == "attacker.deed_with_means" and not _has_means(reading, last)):
            continue
        yield _attacker(reading, opens, first, last, "named_attacker")
    for hits in reading.starts.get("attacker", {}).values():
        first, last = _called(reading, hits)
        if last:
            yield _attacker(reading, first, first, last, "called_attacker")


def _attacker(reading: Reading, opens: int, first: int, last: int, rule: str) -> Candidate:
    words = reading.doc.words(reading.doc.span_of(first, last))
    return Candidate(opens, last, "x:" + "".join(letter for letter in words if letter not in QUOTES), rule)


def _called(reading: Reading, hits: list[Hit]) -> tuple[int, int]:
    """«شابة تدعى … فجرت نفسها», «المدعو … (22 سنة) اقتحم الحاجز»: a name behind the words that give it, where a deed of
    arms follows; 0 twice for others.
    """
    hit = next((hit for hit in hits if hit.id == "attacker.called"), None)
    if hit is None or hit.last >= reading.stop(hit.first):
        return 0, 0
    first = reading.past_quotes(hit.last)
    last = end_of_name(reading, first) or _end_of_strange(reading, first)
    return (first, last) if last and _deed_follows(reading, last) else (0, 0)


def _end_of_strange(reading: Reading, first: int) -> int:
    """The end of a name of two words that no list of given names has; 0 where a word of another kind is among them."""
    last = first + 2
    if last > reading.stop(first - 1) or not all(_is_of_name(reading, at) for at in range(first, last)):
        return 0
    return last


def _deed_follows(reading: Reading, last: int) -> bool:
    """True where a deed stands behind the name, with no words between but his age and marks round it."""
    tokens, stop = reading.doc.tokens, reading.stop(last - 1)
    for at in range(last, min(last + _MOST_AGE, stop)):
        deed = next((hit for hit in reading.at("attacker", at) if hit.id in _DEEDS and not hit.joined), None)
        if deed is not None:
            return deed.id == "attacker.arms" or _has_means(reading, deed.last)
        if tokens[at].kind == "word" and not tokens[at].folded.startswith(_AGE):
            return False
    return False


def _name_before(reading: Reading, index: int) -> tuple[int, int]:
    """A name that a comma or brackets with his age part from what he did: «…، منفذ الهجوم», «… (26) الذي طعن»."""
    tokens, start = reading.doc.tokens, reading.doc.sentences[reading.doc.sentence_of[index]].first
    end = index
    while end > max(start, index - _MOST_STEPS - 1) and not _may_end_name(tokens[end - 1]):
        end -= 1
    for first in range(max(start, end - _MOST_WORDS), end):
        if is_given(reading, first) and end_of_name(reading, first) == end:
            return first, end
    return 0, 0


def _may_end_name(token: Token) -> bool:
    return token.kind == "word" and token.folded[:3] != _YEARS


def _is(reading: Reading, index: int, id_: str) -> bool:
    return any(hit.id == id_ for hit in reading.at("attacker", index))


def _leads(reading: Reading, index: int) -> bool:
    """True where armed men or a vehicle stand before «يقودها»; a party or a government may be led in peace."""
    before = index - 1
    if before < 0 or reading.doc.sentence_of[before] != reading.doc.sentence_of[index]:
        return False
    return _is(reading, before, "attacker.vehicle")


def _start_of_name(reading: Reading, index: int, may_be_far: bool) -> tuple[int, int]:
    """Where what is said of him («الشاب», «يدعى», a nationality) and where his name begins; 0 twice where none does."""
    stop, opens = reading.stop(index - 1), index
    for _ in range(_MOST_STEPS + 1):
        if index >= stop:
            return 0, 0
        if is_given(reading, index):
            return opens, index
        token = reading.doc.tokens[index]
        steps = [hit.last for hit in reading.at("attacker", index) if hit.id == "attacker.step"]
        steps += [hit.last for hit in reading.at("nation", index)]
        if steps:
            index = max(steps)
        elif token.folded in QUOTES or token.folded == _COMMA or (may_be_far and token.kind == "word"):
            index += 1
            opens = index
        else:
            return 0, 0
    return 0, 0


def is_given(reading: Reading, index: int) -> bool:
    """True for a given name with nothing joined to it; «على» and «إلى» only fold like one."""
    token = reading.doc.tokens[index]
    if len(token.folded) == _SHORT and reading.doc.words(token.span).endswith(_ALIF_MAQSURA):
        return False
    return any(not hit.joined for hit in reading.at("given_name", index))


def _is_particle(reading: Reading, index: int) -> bool:
    return any(hit.id == "name.particle" and not hit.joined for hit in reading.at("given_name", index))


def end_of_name(reading: Reading, first: int) -> int:
    """The end of a name of two words or more: given names, what «بن» and «أبو» open, and a surname; else 0."""
    tokens, stop = reading.doc.tokens, reading.stop(first)
    last = first + 1
    while last < min(stop, first + _MOST_WORDS):
        if tokens[last].folded.startswith(ARTICLE) and _is_of_name(reading, last):
            last += 1
            break
        is_second = last == first + 1 or _is_particle(reading, last - 1)
        is_last = last + 1 >= stop or tokens[last + 1].kind in ("punct", "number")
        if not (is_given(reading, last) or ((is_second or is_last) and _is_of_name(reading, last))):
            break
        last += 1
    return last if last > first + 1 and not _is_particle(reading, last - 1) else 0


def _is_of_name(reading: Reading, index: int) -> bool:
    """True for a word that no lexicon of parties knows and that nothing is joined to."""
    token = reading.doc.tokens[index]
    if token.kind != "word" or len(token.folded) < 3 or token.folded.startswith(_JOINED):
        return False
    if reading.is_joined_new(index):
        return False
    if any(link.id != "link.name_opener" for link in reading.at("link", index)):
        return False
    return not any(reading.at(kind, index) for kind in ("attacker", "people", "force", "generic", "nation", "group"))


def _has_means(reading: Reading, index: int) -> bool:
    """True where what the attack is made with stands behind the name: «نفسه», «النار», «بسكين»."""
    end = min(index + _MOST_BEHIND, reading.stop(index - 1))
    return any(_is(reading, at, "attacker.means") for at in range(index, end))
