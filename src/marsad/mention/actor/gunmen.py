"""Gunmen whom the report names in another sentence: «هاجم مسلحون … وقالت الشرطة إن المسلحين ينتمون إلى …»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.lexicon.registry import kind_of
from marsad.mention.actor.frames import is_definite
from marsad.mention.actor.reading import Candidate, Reading

#: the rule that tells gunmen by what is said of them in another sentence
RULE = "gunmen_told_before"
_UNKNOWN = frozenset({"unknown-gunmen", "unknown"})
_GROUPS = frozenset({"rebel", "militia", "criminal", ""})
#: nouns of gunmen of no named side, and those that refer back to such
_NEW = frozenset({"people.gunman", "people.unknown_man", "people.unknown_doer"})
_BACK = "generic.gunmen"
_STRANGE = frozenset({"people.unknown_man", "people.unknown_doer"})
#: sentences over which gunmen stay the same; words between them and the group that they are of
_REACH, _MOST_BETWEEN = 4, 5
_ARE = "link.are"


def as_identified(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
    """Of the gunmen of one act all are of the group that is said of one of them; where they were told to be unknown
    and no group is said, those who refer back are unknown too, whatever group was named for another act.
    """
    kept = list(found)
    for chain in _chains(reading, kept):
        group = next((actor for n in chain if (actor := _told(reading, kept, n))), "")
        first = kept[chain[0]]
        unknown = first.actor if first.hit is not None and first.hit.id in _STRANGE else ""
        for n in chain if group else chain[1:]:
            if _is_gunmen(kept[n]) and (group or unknown):
                kept[n] = replace(kept[n], actor=group or unknown, rule=RULE)
    return kept


def _chains(reading: Reading, found: Sequence[Candidate]) -> list[list[int]]:
    """The gunmen that are the same, by their places: new ones («مسلحون»), then those that refer back to them, as long
    as no group is named between.
    """
    chains: list[list[int]] = []
    sentence = reading.doc.sentence_of
    last = -1
    for n, candidate in enumerate(found):
        if _is_new(reading, candidate):
            chains.append([n])
            last = sentence[candidate.first]
        elif _refers(reading, candidate):
            if chains and 0 <= sentence[candidate.first] - last <= _REACH:
                chains[-1].append(n)
                last = sentence[candidate.first]
        elif _is_group(candidate) and chains and not _is_said_of(reading, found, n):
            last = -_REACH - 1
    return chains


def _is_gunmen(candidate: Candidate) -> bool:
    hit = candidate.hit
    return hit is not None and (hit.id in _NEW or hit.id == _BACK) and candidate.last == hit.last


def _is_new(reading: Reading, candidate: Candidate) -> bool:
    """«مسلحون», «مجهولون» of whom nothing is told before."""
    hit = candidate.hit
    return _is_gunmen(candidate) and hit is not None and hit.id in _NEW and not is_definite(reading, hit)


def _refers(reading: Reading, candidate: Candidate) -> bool:
    """«المسلحون», also with the group behind it («المسلحين المنتمين إلى …»)."""
    return any(hit.id == _BACK for hit in reading.at("generic", candidate.first))


def _is_group(candidate: Candidate) -> bool:
    return kind_of(candidate.actor) in _GROUPS and candidate.actor not in _UNKNOWN


def _told(reading: Reading, found: Sequence[Candidate], n: int) -> str:
    """The group that gunmen who refer back are said to be of, "" if none is: right behind them, or in their own words.
    """
    here = found[n]
    if not _refers(reading, here):
        return ""
    if not _is_gunmen(here):
        return here.actor if _is_group(here) and not here.is_back_reference else ""
    after = found[n + 1] if n + 1 < len(found) else None
    return after.actor if after is not None and _is_said_of(reading, found, n + 1) else ""


def _is_said_of(reading: Reading, found: Sequence[Candidate], n: int) -> bool:
    """True for a group that words such as «من» or «هم من» tie to «المسلحين» right before it."""
    before, group = found[n - 1] if n else None, found[n]
    if before is None or not _is_gunmen(before) or not _is_group(group) or not _refers(reading, before):
        return False
    if not 0 <= group.first - before.last <= _MOST_BETWEEN:
        return False
    at = before.last
    while at < group.first:
        links = [link.last for link in reading.at("link", at) if link.id == _ARE]
        if not links:
            return False
        at = max(links)
    return at == group.first or group.first == before.last
