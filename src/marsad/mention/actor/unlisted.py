"""Armed groups outside the registry: known ones, and ones that the text names as a group («الكتيبة 777»)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.frames import is_definite
from marsad.mention.actor.kin import IN_NAMES, read_kin
from marsad.mention.actor.naming import is_bare, own_name, without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.vocabulary import state_arm
from marsad.text.clitics import ARTICLE, BA, LAM

_MOST_WORDS = 5
#: links and further units between a unit and its party
_MOST_STEPS = 4
#: how many words before a party its offices may stand, with other parties between
_NEAR_SEAT = 8
#: quote marks that open a name; round brackets explain rather than name
_OPENING = frozenset('"\u00ab\u201c\u201d')


def read_unlisted(reading: Reading, named: dict[int, Candidate]) -> Iterator[Candidate]:
    """Parties coded by their name as in the text."""
    for hits in reading.starts.get("unlisted", {}).values():
        hit = next((h for h in hits if _is_said(reading, h)), None)
        if hit is None:
            continue
        country = hit.term.text("country")
        if not country or reading.setting.speaks_of(hit.first, country):
            yield Candidate(hit.first, hit.last, "x:" + own_name(reading, hit), "unlisted_name", hit=hit)
    for hits in reading.starts.get("group", {}).values():
        kin = next((h for h in hits if h.term.attrs.get("kin") or h.term.attrs.get("opens_kin")), None)
        if kin is not None:
            yield from read_kin(reading, kin)
            continue
        candidate = (
            _quoted_name(reading, hits[0], named)
            or _numbered(reading, hits, named)
            or _plain_name(reading, hits[0], named)
        )
        if candidate is not None:
            yield candidate


def _is_said(reading: Reading, hit: Hit) -> bool:
    """False where a name means others by the day of the report («القوات اللبنانية» is a militia up to 1991) and for a
    party of politics without its offices.
    """
    if reading.day > date.fromisoformat(hit.term.text("until") or "9999-12-31"):
        return False
    return not hit.term.attrs.get("seat") or _has_seat(reading, hit)


def _has_seat(reading: Reading, hit: Hit) -> bool:
    """«مقرات … وحزب …»: a party of politics is a side where its offices are told, not where it speaks or votes."""
    sentence = reading.doc.sentence_of
    near = range(max(0, hit.first - _NEAR_SEAT), hit.first)
    links = (link.id for at in near if sentence[at] == sentence[hit.first] for link in reading.at("link", at))
    return "link.seat" in links


def _quoted_name(reading: Reading, head: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """A head noun, then a name in quote marks: «لواء "شهداء …"»."""
    tokens = reading.doc.tokens
    stop = reading.stop(head.first)
    opening = head.last
    if _opens_quote(reading, head.first) and head.first not in named:
        return _to_closing(reading, head, head.first, stop)
    if opening >= stop or tokens[opening].folded not in QUOTES or opening + 1 in named or is_definite(reading, head):
        return None
    return _to_closing(reading, head, opening + 1, stop)


def _opens_quote(reading: Reading, index: int) -> bool:
    return index > 0 and reading.doc.tokens[index - 1].folded in _OPENING


def _to_closing(reading: Reading, head: Hit, inside: int, stop: int) -> Candidate | None:
    """From a name's head noun to the quote mark that closes the name; a name of general words is none."""
    tokens = reading.doc.tokens
    if any(hit.last < stop and tokens[hit.last].folded in QUOTES for hit in reading.at("generic", inside)):
        return None
    for index in range(inside + 1, min(inside + 1 + _MOST_WORDS, stop)):
        if tokens[index].folded in QUOTES:
            starts = inside if head.term.attrs.get("title") and inside > head.first else head.first
            whole = reading.doc.words(reading.doc.span_of(starts, index))
            name = "x:" + (without_joined(reading, head, index) if starts == head.first else whole)
            if is_bare(reading, head.first, inside, index):
                name = "x:" + reading.doc.words(reading.doc.span_of(inside, index))
            return Candidate(head.first, index, name, "group_with_quoted_name", hit=head)
        if tokens[index].kind == "punct":
            return None
    return None


def _numbered(reading: Reading, heads: list[Hit], named: dict[int, Candidate]) -> Candidate | None:
    """A unit with a number: «الكتيبة 777», «الكتيبة 55 مشاة», «اللواء الأول دعم وإسناد». Of a party that is told behind
    it («اللواء 24 بالحشد الشعبي») it is that party; a brigade of a country's army is that army.
    """
    head = next((h for h in heads if h.term.attrs.get("numbered")), None)
    last = _end_of_number(reading, head) if head is not None else 0
    if head is None or not last:
        return None
    owner = _owner_behind(reading, last, named)
    if owner is not None:
        return Candidate(head.first, owner.last, owner.actor, "numbered_unit_of_party", owner.also, head)
    nation = next((n for n in reading.at("nation", last) if last < reading.stop(head.first)), None)
    if nation is not None and nation.joined == ARTICLE:
        name = "x:" + without_joined(reading, head, nation.last)
        actor = state_arm(nation.term.text("country"), "army", reading.day)
        return Candidate(head.first, nation.last, actor or name, "numbered_unit", hit=head)
    name = "x:" + without_joined(reading, head, last)
    country = reading.setting.country_at(head.first, among=_WITH_BRIGADES)
    actor = state_arm(country, "army", reading.day) if country and head.term.attrs.get("regular") else name
    return Candidate(head.first, last, actor or name, "numbered_unit", hit=head)


def _end_of_number(reading: Reading, head: Hit) -> int:
    """Where the number of a unit ends, with what sort of unit it is before or behind it; 0 where no number stands."""
    tokens, stop = reading.doc.tokens, reading.stop(head.first)
    index = head.last
    if index < stop and _is_sort(reading, index):
        index += 1
    if index >= stop:
        return 0
    ordinal = next((link for link in reading.at("link", index) if link.id == "link.ordinal"), None)
    if tokens[index].kind != "number" and ordinal is None:
        return 0
    index = ordinal.last if ordinal is not None else index + 1
    while index < stop and _is_sort(reading, index):
        index += 1
    return index


def _is_sort(reading: Reading, index: int) -> bool:
    """True for a word of what sort of unit it is: «مشاة», «دعم وإسناد»; with the article only «المشاة», «المدفعية»."""
    return any(link.id == "link.unit" and link.last == index + 1 for link in reading.at("link", index))


def _owner_behind(reading: Reading, index: int, named: dict[int, Candidate]) -> Candidate | None:
    """The listed party that a unit is told to be of: «… في الحشد الشعبي», «… التابع لقوات الدعم السريع»."""
    is_linked = False
    told = next((link for link in reading.at("link", index) if link.term.text("unit_of")), None)
    if told is not None and index < reading.stop(index - 1):
        return Candidate(index, told.last, told.term.text("unit_of"), "numbered_unit_of_party", hit=told)
    for _ in range(_MOST_STEPS):
        if index >= reading.stop(index - 1):
            return None
        owner = named.get(index)
        if owner is not None and owner.actor and not owner.actor.startswith("x:"):
            is_given = owner.hit is not None and owner.hit.joined[:1] in (LAM, BA)
            return owner if is_linked or is_given else None
        step = next((h for h in reading.at("link", index) if h.id in ("link.of", "link.belonging")), None)
        unit = next((h for h in reading.at("group", index) if h.term.attrs.get("numbered")), None)
        if unit is not None and unit.joined[:1] in (BA, LAM):
            index = _end_of_number(reading, unit)
            if not index:
                return None
        elif step is not None:
            is_linked, index = True, step.last
        else:
            return None
    return None


def _plain_name(reading: Reading, head: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """A brigade by a name without quote marks: «كتيبة شهداء …», «لواء درع …», «كتيبة ال…»; no sort of unit."""
    if not head.term.attrs.get("plain") or is_definite(reading, head):
        return None
    tokens, first, stop = reading.doc.tokens, head.last, reading.stop(head.first)
    if first >= stop or not _is_name_word(reading, first) or first in named:
        return None
    last = first + 1
    openers = (link for link in reading.at("link", first) if link.id == "link.name_opener")
    opener = next((link for link in openers if ARTICLE not in link.joined), None)
    if opener is not None:
        last = opener.last + 1
        if last > stop or opener.last in named or not _is_name_word(reading, opener.last):
            return None
    elif not tokens[first].folded.startswith(ARTICLE):
        return None
    name = "x:" + without_joined(reading, head, last)
    return Candidate(head.first, last, name, "brigade_by_name", hit=head)


def _is_name_word(reading: Reading, index: int) -> bool:
    """True for a word that may stand in a name: no nationality, no land, no link, no general word."""
    if reading.doc.tokens[index].kind != "word" or reading.is_joined_new(index):
        return False
    if any(reading.at(kind, index) for kind in ("nation", "country", "generic", "group", "people")):
        return False
    return all(link.id in IN_NAMES for link in reading.at("link", index))


#: countries whose numbered brigades are the army's
_WITH_BRIGADES = frozenset(("SY", "IQ", "YE", "SD", "LB", "LY", "SO", "ML", "NG", "EG", "TR", "PS"))
