"""What people live, trade, learn, pray and are healed in, where the words say that it is struck: its people are meant."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.mention.actor.frames import Candidate, Reading
from marsad.text.clitics import ARTICLE, LAM

#: words that may stand between the word of striking and what is struck
_MOST_BETWEEN = 3
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
        yield Candidate(hit.first, hit.last, hit.term.text("actor"), "people_of_place_struck", hit=hit)


def _is_struck(reading: Reading, hit: Hit) -> bool:
    sentence = reading.doc.sentence_of
    for at in range(hit.first - 1, max(-1, hit.first - 2 - _MOST_BETWEEN), -1):
        if sentence[at] != sentence[hit.first] or reading.doc.tokens[at].kind == "punct":
            return False
        for link in reading.at("link", at):
            if link.id == "link.striking" and link.last <= hit.first:
                return link.last == hit.first or not _turns(reading, link.last, hit.first)
    return False


def _turns(reading: Reading, first: int, last: int) -> bool:
    """True where a place or a time stands between: «هجوم في سوق» names where, «هجوم على سوق» what."""
    return any(link.id == "link.where" for at in range(first, last) for link in reading.at("link", at))


def _is_of_party(reading: Reading, hit: Hit, named: dict[int, Candidate]) -> bool:
    behind = range(hit.last, min(hit.last + 2, reading.stop(hit.first)))
    kinds = ("force", "generic", "people")
    return any(at in named or any(h.term.attrs.get("actor") != "civilians" for k in kinds for h in reading.at(k, at))
               for at in behind)


def is_owner_of_belongings(reading: Reading, nation: Hit) -> bool:
    """«منازل الفلسطينيين», «مركبات للفلسطينيين»: people told by their nationality as owners of what is struck or taken."""
    if nation.number != "many" or not (ARTICLE in nation.joined or nation.joined.endswith(LAM + LAM)):
        return False
    near = 1 if nation.joined == ARTICLE else _BELONGINGS
    before = range(max(0, nation.first - near), nation.first)
    sentence = reading.doc.sentence_of
    return any(
        sentence[at] == sentence[nation.first] and link.id == "link.belongings"
        for at in before
        for link in reading.at("link", at)
    )
