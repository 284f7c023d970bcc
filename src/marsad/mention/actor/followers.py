"""Men who follow a person: «أنصار الرئيس المخلوع …», «قوات …», «المسلحين الموالين لـ…»."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon import Hit
from marsad.mention.actor.attackers import end_of_name, is_given
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.vocabulary import names_of
from marsad.text import fold
from marsad.text.clitics import ARTICLE, LAM

_MOST_TITLES = 4


def read_followers(reading: Reading) -> Iterator[Candidate]:
    """Parties told by whom they follow: the listed party of that person, else the words of the text."""
    for hits in reading.starts.get("follower", {}).values():
        for head in hits:
            first, last = _name(reading, head)
            if last:
                listed = _listed(reading, head, first, last)
                actor = listed or "x:" + _own_name(reading, head, first, last)
                yield Candidate(head.first, last, actor, "men_of_person", hit=head)
                break


def _own_name(reading: Reading, head: Hit, first: int, last: int) -> str:
    """«قوات نائب الرئيس … فلان» are «قوات فلان»; other men are told by all their words."""
    force = head.term.text("force")
    if fold(force) not in head.form or first == head.last:
        return without_joined(reading, head, last)
    person = reading.doc.words(reading.doc.span_of(first, last))
    return f"{force} {person if is_given(reading, first) else person[1:]}"


def _name(reading: Reading, head: Hit) -> tuple[int, int]:
    """Where the name of the person stands; 0 twice where no name follows."""
    is_loyal, stop = head.id == "follower.loyal", reading.stop(head.first)
    if not is_loyal and (head.id != "follower.men" or ARTICLE in head.joined or head.joined.endswith(LAM + LAM)):
        return 0, 0
    at, titles = head.last, 0
    while titles < _MOST_TITLES and at < stop:
        title = _title(reading, at)
        if title is None or (title.joined[:1] == LAM) != (is_loyal and at == head.last):
            break
        at, titles = title.last, titles + 1
    if at >= stop or not (is_given(reading, at) or (is_loyal and at == head.last and _is_given_to(reading, at))):
        return 0, 0
    last = end_of_name(reading, at)
    if last and not titles and not _is_surname(reading, at + 1):
        return 0, 0
    return at, last


def _is_surname(reading: Reading, at: int) -> bool:
    return is_given(reading, at) or reading.doc.tokens[at].folded.startswith(ARTICLE) or at + 1 == reading.stop(at)


def _listed(reading: Reading, head: Hit, first: int, last: int) -> str:
    """The party that the lexicon lists as the forces of the person, "" for none; a surname more may belong to him."""
    names, force = names_of(), fold(head.term.text("force"))
    person = [reading.doc.tokens[at].folded for at in range(first, min(last + 1, reading.stop(first)))]
    person[0] = person[0] if is_given(reading, first) else person[0][1:]
    wholes = (" ".join([force, *person[:size]]) for size in range(len(person), 0, -1))
    return next((names[whole] for whole in wholes if whole in names), "")


def _title(reading: Reading, at: int) -> Hit | None:
    return next((hit for hit in reading.at("follower", at) if hit.id == "follower.title"), None)


def _is_given_to(reading: Reading, at: int) -> bool:
    """True for a given name with «ل» joined to it."""
    return any(hit.joined == LAM for hit in reading.at("given_name", at))
