"""Men of a place under arms: «كتائب مصراتة», «مسلحون من بلدة …», «اشتباكات بين … و…» of two quarters."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import ARTICLE

#: how far before «بين» the fight may stand
_FIGHT = 6
_OF = "\u0645\u0646"
_BETWEEN = "\u0628\u064a\u0646"
#: words that open names of places of two words
_LEAST = 3


def read_townsmen(reading: Reading) -> Iterator[Candidate]:
    """Parties that are told by the place their men are of, each by its name as in the text."""
    for hits in reading.starts.get("town", {}).values():
        for hit in hits:
            last = _end(reading, hit)
            if last:
                yield Candidate(hit.first, last, "x:" + without_joined(reading, hit, last), "men_of_place", hit=hit)
                break
        armed = next((hit for hit in hits if hit.term.attrs.get("armed")), None)
        if armed is not None:
            yield from _two_sides(reading, armed)


def _end(reading: Reading, head: Hit) -> int:
    """Where the place ends that the men are of; 0 where none is told."""
    at, stop = head.last, reading.stop(head.first)
    if at >= stop or ARTICLE in head.joined:
        return 0
    if head.id == "town.unit":
        return _armed(reading, at)
    if head.id != "town.men" or reading.doc.tokens[at].folded != _OF or at + 1 >= stop:
        return 0
    noun = _noun_of_place(reading, at + 1)
    return _armed(reading, noun or at + 1) or (_end_of_place(reading, noun) if noun else 0)


def _armed(reading: Reading, at: int) -> int:
    """The end of a listed town at a token; with what is joined to it, it is another member."""
    return next((h.last for h in reading.at("town", at) if h.term.attrs.get("armed") and not h.joined), 0)


def _noun_of_place(reading: Reading, at: int) -> int:
    return next((hit.last for hit in reading.at("town", at) if hit.id == "town.of_place" and not hit.joined), 0)


def _end_of_place(reading: Reading, at: int) -> int:
    """A place of one word, or of two where the second has the article too or the first is of two letters or three."""
    tokens, stop = reading.doc.tokens, reading.stop(at - 1)
    if at >= stop or tokens[at].kind != "word" or reading.at("link", at):
        return 0
    last = at + 1
    if last < stop and len(tokens[at].folded) <= _LEAST and tokens[last].kind == "word":
        last += 1
    return last


def _two_sides(reading: Reading, town: Hit) -> Iterator[Candidate]:
    """«اشتباكات بين أ وب»: both places, where a fight is told before; a road between towns is none."""
    tokens, first = reading.doc.tokens, town.first
    sentence = reading.doc.sentence_of
    if first == 0 or tokens[first - 1].folded != _BETWEEN:
        return
    near = (at for at in range(max(0, first - 1 - _FIGHT), first - 1) if sentence[at] == sentence[first])
    if not any(hit.id == "town.fight" for at in near for hit in reading.at("town", at)):
        return
    other = _other_side(reading, town.last)
    if other is None:
        return
    for hit in (town, other):
        yield Candidate(hit.first, hit.last, "x:" + without_joined(reading, hit, hit.last), "men_of_place", hit=hit)


def _other_side(reading: Reading, at: int) -> Hit | None:
    """The next place with «و», an adjective of faith between them aside."""
    for index in range(at, min(at + 2, reading.stop(at - 1))):
        for hit in reading.at("town", index):
            if hit.term.attrs.get("armed") and reading.is_joined_new(index):
                return hit
    return None
