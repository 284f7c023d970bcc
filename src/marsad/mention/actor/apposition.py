"""Names that only describe another party: its second name, its patron, the movement whose wing it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.lexicon.match import QUOTES
from marsad.lexicon.registry import kind_of, lineage
from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import LAM

_ARMED = frozenset({"state", "rebel", "militia", "coalition", ""})
#: rules that give a party's own name
_NAMES = frozenset(
    {
        "listed_name",
        "unlisted_name",
        "group_with_quoted_name",
        "brigade_by_name",
        "tribe_by_name",
        "numbered_unit",
        "self_named_group",
        "force_of_nation",
        "fighters_of_owner",
        "fighters_of_quoted_name",
    }
)
#: words behind which «ل» and a party tell to whom another belongs
_OF_PATRON = frozenset({"link.belonging", "link.loyal", "link.tied"})
#: small words between a party and what describes it
_MOST_BETWEEN = 5


def read_appositions(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
    """«الكتيبة 103 المعروفة بكتيبة …» is one party under two names; of «كتائب القسام، الجناح العسكري لحركة حماس» and
    «حركة الشباب المرتبطة بتنظيم القاعدة» the first is the party, the second only tells of what sort it is.
    """
    kept: list[Candidate] = []
    for candidate in found:
        before = kept[-1] if kept else None
        told = _told_between(reading, before, candidate) if before is not None else ""
        if told == "link.also_named" and before is not None and _is_patron(reading, before):
            told = ""
        if before is None or not told or _kind(before) not in _ARMED or _kind(candidate) not in _ARMED:
            kept.append(candidate)
        elif told == "link.also_named":
            known = _better_known(before, candidate)
            kept[-1] = replace(before, actor=known.actor)
            kept.append(replace(candidate, actor=known.actor))
        elif _only_describes(told, before, candidate):
            kept[-1] = replace(before, last=candidate.last)
        else:
            kept.append(candidate)
    return kept


def _is_patron(reading: Reading, candidate: Candidate) -> bool:
    """True for a party that another is told to come from or to belong to: «فصيل تابع لطالبان يسمي نفسه …», «جماعة
    منشقة عن … تدعى …»: the name behind it is that other's.
    """
    if candidate.hit is not None and candidate.hit.joined[:1] == LAM and candidate.hit.first == candidate.first:
        return any(h.id in _OF_PATRON and h.last == candidate.first for h in reading.at("link", candidate.first - 1))
    at = candidate.first - 1
    while at > 0 and reading.doc.tokens[at].folded in QUOTES:
        at -= 1
    before = (hit for first in range(max(0, at - 1), at + 1) for hit in reading.at("link", first))
    return any(hit.id == "link.split_from" and hit.last == at + 1 for hit in before)


def _better_known(one: Candidate, other: Candidate) -> Candidate:
    """Of two names of a party the one of the registry, else the first; «فصيل» or «مسلحون» are no names."""
    if one.rule not in _NAMES:
        return other
    return one if one.actor.startswith("x:") <= other.actor.startswith("x:") else other


def _only_describes(told: str, before: Candidate, after: Candidate) -> bool:
    if told == "link.wing":
        return before.actor not in lineage(after.actor)
    return told == "link.tied" and before.rule in _NAMES


def _kind(candidate: Candidate) -> str:
    return kind_of(candidate.actor)


def _told_between(reading: Reading, before: Candidate, after: Candidate) -> str:
    """The link that stands between two parties and fills the words between them, marks aside; "" where none does."""
    tokens = reading.doc.tokens
    if not 0 < after.first - before.last <= _MOST_BETWEEN:
        return ""
    at = before.last
    while at < after.first and tokens[at].kind == "punct":
        at += 1
    for link in reading.at("link", at):
        if link.id not in ("link.also_named", "link.wing", "link.tied"):
            continue
        rest = link.last
        while rest < after.first and tokens[rest].kind == "punct":
            rest += 1
        if rest == after.first or link.last > after.first:
            return link.id
    return ""
