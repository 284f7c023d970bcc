"""What people live, trade, learn, pray and are healed in, where it is told to be struck: its people are meant."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import ARTICLE, LAM

#: the rule that takes what is struck for its people
STRUCK = "people_of_place_struck"
#: words that may stand between the word of striking and what is struck
_MOST_BETWEEN = 3
#: words between «على» and the strike that it goes with
_MOST_TO_STRIKE = 7
#: how far before a nationality what belongs to its people may stand
_BELONGINGS = 3


def read_struck(reading: Reading, named: dict[int, Candidate]) -> Iterator[Candidate]:
    """«قصفت سوقا», «هجوم على مستشفى», «أحرقوا منازل»: the people there are struck; not where the house is a party's."""
    last = -_MOST_BETWEEN
    for first, hits in sorted(reading.starts.get("struck", {}).items()):
        hit = hits[0]
        is_next = first - last <= _MOST_BETWEEN and reading.is_joined_new(first)
        if first in named or not (is_next or _is_struck(reading, hit)) or _is_of_party(reading, hit, named):
            continue
        last = hit.last
        yield Candidate(hit.first, hit.last, hit.term.text("actor"), STRUCK, hit=hit)


def _is_struck(reading: Reading, hit: Hit) -> bool:
    sentence = reading.doc.sentence_of
    tokens = reading.doc.tokens
    before = hit.first - 1
    while before >= 0 and tokens[before].folded in QUOTES:
        before -= 1
    if any(link.id == "link.on" for link in reading.at("link", before)):
        near = range(before - 1, max(-1, before - 1 - _MOST_TO_STRIKE), -1)
        links = (link.id for at in near if sentence[at] == sentence[hit.first] for link in reading.at("link", at))
        return "link.strike" in links
    for at in range(before, max(-1, before - 1 - _MOST_BETWEEN), -1):
        if sentence[at] != sentence[hit.first] or tokens[at].kind == "punct":
            return False
        for link in reading.at("link", at):
            if link.id == "link.striking" and link.last <= hit.first:
                return link.last == before + 1 or not _turns(reading, link.last, before + 1)
    return False


def _turns(reading: Reading, first: int, last: int) -> bool:
    """True where a place or a time stands between: «هجوم في سوق» names where, «هجوم على سوق» what."""
    return any(link.id == "link.where" for at in range(first, last) for link in reading.at("link", at))


def _is_of_party(reading: Reading, hit: Hit, named: dict[int, Candidate]) -> bool:
    """True where a party or its men stand close behind: «منزل قيادي», «مقر لحركة …»."""
    for at in range(hit.last, min(hit.last + 2, reading.stop(hit.first))):
        if reading.is_joined_new(at):
            return False
        if at in named or any(_is_armed(h) for kind in ("force", "generic", "people") for h in reading.at(kind, at)):
            return True
    return False


def _is_armed(hit: Hit) -> bool:
    attrs = hit.term.attrs
    return not attrs.get("weak") and attrs.get("actor") not in ("civilians", "medics", "journalists", "officials")


def is_owner_of_belongings(reading: Reading, nation: Hit) -> bool:
    """«منازل الفلسطينيين», «مركبات للفلسطينيين»: people told by their nationality, who own what is struck or taken."""
    if nation.number == "one" or not (ARTICLE in nation.joined or nation.joined.endswith(LAM + LAM)):
        return False
    near = 1 if nation.joined == ARTICLE else _BELONGINGS
    before = range(max(0, nation.first - near), nation.first)
    sentence = reading.doc.sentence_of
    return any(
        sentence[at] == sentence[nation.first] and link.id == "link.belongings"
        for at in before
        for link in reading.at("link", at)
    )
