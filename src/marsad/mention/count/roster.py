"""People told by a list of their names, who are counted by it: «استشهد كل من فلان وفلان», «استشهاد: فلان، وفلان»,
«الشبان فلان وفلان وفلان»; and names that only say who those counted were («الشهيدين فلان وفلان»).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.lexicon import Hit
from marsad.mention.count.nouns import uncounted
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import ARTICLE, QUOTES, Scan, is_defined, listed_names
from marsad.mention.count.view import COMMAS
from marsad.text.clitics import WAW

_COLON = frozenset(":\u061b")
_OPEN, _CLOSE = "(", ")"
#: words of one name, names of one list, tokens in brackets behind a name (an age, a town)
_WORDS, _PEOPLE, _ASIDE = 6, 40, 8
_TWO = 2
#: words from a verb of mourning to those mourned
_NEAR = 4
#: letters of a joined word that may well be no name, and the ending of a verb of «she»
_SHORT, _SHE = 3, "\u062a"
#: openings of joined words that are no strange names: the article, verbs of the present
_NO_NAME = (WAW + ARTICLE, WAW + _SHE, WAW + "\u064a")
_NAMES = ("counted.given_name", "counted.title")
_ENDS = (
    *("preposition", "follower", "on", "of", "clause", "among", "with", "versus", "each", "other", "negation", "acts"),
    "list_end",
)


@dataclass(frozen=True, slots=True)
class _Person:
    """One entry of a list: where it ends, how many people it tells, and the noun of them if there is one."""

    last: int
    many: int
    noun: Hit | None = None


def people_one_by_one(scan: Scan, index: int, stop: int) -> Quantity | None:
    """«كل من العقيد سامي … ورامي … وزوجته», «استشهاد: سامي …، ومازن …»: two or more people by name."""
    each = scan.mark(index, "each")
    if each is not None:
        return _listed(scan, index, _past_colon(scan, each.last, stop), stop)
    is_led = index > 1 and scan.doc.tokens[index - 1].folded in _COLON and _ends_in_harm(scan, index - 1)
    return _listed(scan, index - 1, index, stop) if is_led and _is_name(scan, index) else None


def _ends_in_harm(scan: Scan, index: int) -> bool:
    """«استشهاد:», not «الجرحى:»."""
    hits = (scan.harms.get(at) for at in range(max(0, index - _TWO), index))
    return any(hit is not None and hit.last == index and hit.term.text("voice") != "noun" for hit in hits)


def with_names(scan: Scan, quantity: Quantity, stop: int) -> Quantity:
    """«الشبان مالك … وحسن … ومحمد …» are three; «الشهيدين عمار … وبلال …» stay two, and their names no others."""
    if quantity.kind not in ("many", "two") or not quantity.is_definite or quantity.is_owned or quantity.others:
        return quantity
    if quantity.kind == "many" and _is_word_of_an_office(scan, quantity.first):
        return quantity
    is_told = quantity.harm is not None and scan.mark(quantity.last, "split") is not None
    if quantity.kind == "many" and quantity.harm is not None and not (is_told or _is_newly_told(scan, quantity.first)):
        return quantity  # «زار الجرحى: محمد وأحمد»
    start = _past_colon(scan, quantity.last + is_told, stop)
    if start >= stop or not _is_name(scan, start):
        return quantity
    people, last = _read(scan, start, stop, _TWO if quantity.kind == "two" else _PEOPLE)
    if quantity.kind == "two":
        return replace(quantity, last=last) if people == _TWO else quantity
    if people < _TWO:
        return quantity
    return replace(quantity, last=last, low=people, high=people, kind="number", is_definite=False)


def _is_newly_told(scan: Scan, index: int) -> bool:
    """«نعت كتائب القسام الشهداء …», «ارتقى الشهداء …»: a word of harm or mourning near before them."""
    hits = (scan.harms.get(at) for at in range(max(0, index - _NEAR), index))
    return any(hit is not None and hit.term.text("voice") != "noun" for hit in hits)


def _is_word_of_an_office(scan: Scan, index: int) -> bool:
    """«رئيس الوزراء إياد …», «مدير الأسرى قدري …»: a plural behind a noun without the article that it belongs to."""
    if not index or index - 1 in scan.harms or scan.marks.get(index - 1):
        return False
    before = scan.doc.tokens[index - 1]
    is_verb = before.folded.endswith(_SHE)
    return before.kind == "word" and not is_defined(before.folded) and not is_verb


def _listed(scan: Scan, first: int, start: int, stop: int) -> Quantity | None:
    opening = _person(scan, start, stop) if start < stop else None
    if opening is None:
        return None
    people, last = _read(scan, start, stop)
    if people < _TWO:
        return None
    return Quantity(first, last, people, people, "number", people=opening.noun or scan.people.get(start))


def _past_colon(scan: Scan, index: int, stop: int) -> int:
    while index < stop and (scan.doc.tokens[index].folded in _COLON or scan.doc.tokens[index].folded in QUOTES):
        index += 1
    return index


def _read(scan: Scan, start: int, stop: int, most: int = _PEOPLE) -> tuple[int, int]:
    """How many people a list tells from a token on, and where it ends; names behind «his two children» are theirs."""
    people, theirs, index = 0, 0, start
    last = start
    while index < stop and people < most:
        person = _person(scan, index, stop)
        if person is None:
            break
        is_told = theirs > 0 and person.noun is None
        people += 0 if is_told else person.many
        is_group = person.noun is not None and person.many > 1
        theirs = person.many if is_group else theirs - is_told if person.noun is None else 0
        last = person.last
        index = _next(scan, last, stop)
    return people, last


def _next(scan: Scan, index: int, stop: int) -> int:
    """The token behind a comma or brackets at which the next entry may stand."""
    tokens = scan.doc.tokens
    if index < stop and tokens[index].folded == _OPEN:
        close = next((at for at in range(index, min(index + _ASIDE, stop)) if tokens[at].folded == _CLOSE), None)
        index = close + 1 if close is not None else index
    while index < stop and (tokens[index].folded in COMMAS or tokens[index].folded in QUOTES - {_OPEN}):
        index += 1
    return index


def _person(scan: Scan, index: int, stop: int) -> _Person | None:
    """The entry of a list that starts at a token, None where none does."""
    if index in scan.harms or index in scan.numerals or _ends(scan, index):
        return None
    people = scan.people.get(index)
    if people is None or people.term.id in _NAMES or _is_name(scan, index):
        is_entry = people is not None or _is_name(scan, index) or _is_strange(scan, index)
        return _Person(_end_of_name(scan, index + 1, stop), 1) if is_entry else None
    group = uncounted(scan, people, stop)
    if group is None or (group.high is None and not group.is_definite):
        return None
    if group.high is None:
        return _Person(group.last, 0, people)  # «والأطفال يزن وتالا»: counted by their names
    return _Person(_end_of_name(scan, group.last, stop) if group.low == 1 else group.last, group.low, people)


def _end_of_name(scan: Scan, index: int, stop: int) -> int:
    """The first token from `index` on that is no word of the name before it."""
    last = index
    while last < stop and last - index < _WORDS:
        if scan.doc.tokens[last].kind != "word" or last in scan.harms or last in scan.numerals or _ends(scan, last):
            break
        hit = scan.people.get(last)
        is_people = hit is not None and (bool(hit.joined) or hit.term.id not in _NAMES)
        if is_people or _is_joined_name(scan, last) or _is_strange(scan, last):
            break
        last += 1
    return last


def _ends(scan: Scan, index: int) -> bool:
    """True at a word that no list of names goes on with: a preposition, a clause, a verb joined by «and»."""
    return scan.mark(index, *_ENDS) is not None


def _is_name(scan: Scan, index: int) -> bool:
    """True for a given name, «and» before it or not."""
    return scan.doc.tokens[index].folded in listed_names(scan.doc.report.lang) or _is_joined_name(scan, index)


def _is_joined_name(scan: Scan, index: int) -> bool:
    """«ورامي», not «وائل»."""
    folded, names = scan.doc.tokens[index].folded, listed_names(scan.doc.report.lang)
    return folded.startswith(WAW) and folded not in names and folded[1:] in names


def _is_strange(scan: Scan, index: int) -> bool:
    """«وتالا»: a word behind «and» that is no verb known here nor ends like one: a name that is in no list."""
    folded, names = scan.doc.tokens[index].folded, listed_names(scan.doc.report.lang)
    is_joined = folded.startswith(WAW) and len(folded) > _SHORT and folded not in names
    return is_joined and not folded.endswith(_SHE) and not folded.startswith(_NO_NAME)
