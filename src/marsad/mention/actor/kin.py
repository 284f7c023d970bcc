"""Tribes, clans and families under arms: «قبيلة …», «عشيرتي … و…», «مسلحين من آل …», «بين آل … وآل …»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.frames import is_definite
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import WAW

_GOD = "\u0627\u0644\u0644\u0647"
#: links that may be words of a name
IN_NAMES = frozenset(
    {"link.name_opener", "link.striking", "link.strike", "link.belongings", "link.tied", "link.wing"}
)
#: countries whose tribes have one id, and those whose tribes are told by name
_TRIBES = {"SY": "tribes-sy", "IQ": "tribes-iq", "YE": "", "LY": "", "SD": "", "PS": "", "SO": "", "LB": "", "EG": ""}
#: countries where a tribe has the id of tribes, unless the report tells two of them apart
_ALONE = frozenset({"YE"})


def as_tribes(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """A tribe of Yemen told alone is «tribes»; where a report names two, each has its name."""
    tribes = [c for c in found if c.rule == "tribe_by_name" and c.actor.startswith("x:")]
    named = {c.actor for c in tribes}
    if len(named) != 1 or reading.setting.country_at(tribes[0].first, among=_TRIBES) not in _ALONE:
        return found
    return [replace(c, actor="tribes") if c.actor in named else c for c in found]


def read_kin(reading: Reading, head: Hit) -> Iterator[Candidate]:
    """A tribe or clan by its name, and those that «و» joins to it; some countries have one id for all of theirs."""
    attrs = head.term.attrs
    if attrs.get("opens_kin"):
        if _is_among(reading, head):
            yield from _named(reading, head, head.first, head.first)
    elif attrs.get("kin") and not is_definite(reading, head):
        yield from _named(reading, head, head.first, reading.past_quotes(head.last))


def _named(reading: Reading, head: Hit, first: int, at: int) -> Iterator[Candidate]:
    last = _end_of_name(reading, at)
    if not last:
        return
    is_pair = bool(head.term.attrs.get("pair"))
    starts = at if is_pair or head.last - head.first > 1 and at != head.last else head.first
    if not is_pair and head.last - head.first > 1:  # of «مسلحي قبيلة …» the name is the tribe's alone
        starts = head.last - 1
    yield _tribe(reading, head, first, last, starts, at)
    while last < reading.stop(first) and reading.is_joined_new(last):
        opens = _opens(reading, last)
        if not (opens or is_pair) or any(reading.at(kind, last) for kind in ("group", "force", "people")) and not opens:
            return
        end = _end_of_name(reading, last)
        if not end:
            return
        yield _tribe(reading, head, last, end, last, last)
        last = end


def _tribe(reading: Reading, head: Hit, first: int, last: int, starts: int, at: int) -> Candidate:
    """The tribe whose name opens at `at`: a listed one, its country's tribes, or the words from `starts` on."""
    listed = next((hit for hit in reading.at("actor", at) if hit.last == last), None)
    if listed is not None:
        return Candidate(first, last, listed.term.text("actor") or listed.id, "tribe_by_name", hit=head)
    if starts == head.first:
        name = without_joined(reading, head, last)
    else:
        name = reading.doc.words(reading.doc.span_of(starts, last))
        name = name[1:] if reading.is_joined_new(starts) else name
    country = reading.setting.country_at(first, among=_TRIBES)
    actor = _TRIBES.get(country) or "x:" + "".join(letter for letter in name if letter not in QUOTES)
    return Candidate(first, last, actor, "tribe_by_name", hit=head)


def _end_of_name(reading: Reading, at: int) -> int:
    """Where a tribe's name ends that begins at a token; 0 where none does."""
    tokens, stop = reading.doc.tokens, reading.stop(at) if at < len(reading.doc.tokens) else 0
    last = at + 1 if at < stop and _opens(reading, at) else at
    if last >= stop or tokens[last].kind != "word":
        return 0
    if any(link.id not in IN_NAMES and link.id != "link.unit" for link in reading.at("link", last)):
        return 0
    last += 1
    if last < stop and (tokens[last].folded == _GOD or tokens[last - 1].folded in _NEED_MORE):
        last += 1
    return last


def _opens(reading: Reading, index: int) -> bool:
    """True for a word that opens the name of a people: «آل», «بني», «أولاد», with «و» before it or without."""
    return any(hit.term.attrs.get("opens_kin") for hit in reading.at("group", index))


def _is_among(reading: Reading, head: Hit) -> bool:
    """True where the words before tell of men or of two sides: «شابا من آل …», «اشتباكات بين بني … وبني …»; such names
    are those of towns and of persons too.
    """
    before = head.first - 1
    while before >= 0 and reading.doc.tokens[before].folded in QUOTES:
        before -= 1
    if before < 0 or reading.doc.sentence_of[before] != reading.doc.sentence_of[head.first]:
        return False
    if head.joined[:1] == WAW or reading.at("country", head.first):
        return False
    told = reading.doc.tokens[before].folded
    if told in _BETWEEN:
        rest = range(head.last, min(head.last + 4, reading.stop(head.first)))
        return any(reading.is_joined_new(i) and _opens(reading, i) for i in rest)
    if head.form == _FAMILY and told in _WITH:
        return True
    if told in _OF:
        before -= 1
    return before >= 0 and _is_of_men(reading, before)


def _is_of_men(reading: Reading, index: int) -> bool:
    for kind in ("people", "force"):
        for hit in reading.at(kind, index):
            if hit.last == index + 1 and (kind == "people" or hit.term.attrs.get("people")):
                return True
    return any(hit.last == index + 1 for hit in reading.at("generic", index))


_BETWEEN = frozenset(("\u0628\u064a\u0646",))
_OF = frozenset(("\u0645\u0646",))
#: «آل» folded, and the small words behind which it opens the name of a side
_FAMILY = "\u0627\u0644"
_WITH = frozenset(("\u0645\u0639", "\u0636\u062f", "\u0627\u062e\u0631\u064a\u0646 \u0645\u0646"))
#: words that open a name of two words behind «آل» or «قبيلة»
_NEED_MORE = frozenset(
    (
        "\u0639\u0628\u062f",
        "\u0627\u0628\u0648",
        "\u0627\u0628\u064a",
        "\u0628\u0646",
        "\u0627\u0628\u0646",
        "\u0628\u0648",
        "\u0630\u0648",
        "\u0627\u0645",
    )
)
