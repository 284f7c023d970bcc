"""Who is an independent witness: the ultimate source, once, however many outlets and copies carry it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from marsad.model import StoredEvent
from marsad.reconcile.cluster import connected
from marsad.reconcile.copies import Copy
from marsad.reconcile.lineage import UNNAMED, Lineage
from marsad.text import fold


@dataclass(frozen=True)
class Speakers:
    """Which sources pass on, which are unnamed, and for which party a source speaks."""

    relays: frozenset[str]
    unnamed: frozenset[str]
    speaks_for: Mapping[str, str]

    def party_of(self, source: str, lineage: Lineage) -> str:
        """The party a source speaks for: itself if it is an actor, "" if none."""
        return self.speaks_for.get(source, source if source in lineage.kinds else "")


def load_speakers() -> Speakers:
    """The packaged table of speakers."""
    table = tomllib.loads((files("marsad") / "data" / "link" / "speakers.toml").read_text(encoding="utf-8"))
    return Speakers(frozenset(table["relays"]), frozenset(table["unnamed"]), table["speaks_for"])


def publisher_id(publisher: str) -> str:
    """A publisher as a source id: its name in lower case, words such as a language or place in brackets apart."""
    bare = re.sub(r"\(.*?\)|\b(arabic|arabi|news|agency|net|network)\b", " ", fold(publisher))
    return "-".join(bare.split()) or publisher


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells an event: the ultimate sources, those who passed it on, and the witness that each source counts as."""

    stored: StoredEvent
    ultimate: tuple[str, ...]
    via: tuple[str, ...]
    witness_of: Mapping[str, str]

    def witness(self, source: str) -> str:
        """The witness that a source counts as in this report."""
        return self.witness_of.get(source, source)


def originals(reports: Iterable[str], copies: Iterable[Copy]) -> dict[str, str]:
    """For each report the first, by id, of the group of copies that it belongs to."""
    groups = connected([(report, "") for report in reports], [((copy.left, ""), (copy.right, "")) for copy in copies])
    return {report: group[0][0] for group in groups for report, _ in group}


def hear_members(members: Sequence[StoredEvent], copies: Iterable[Copy], speakers: Speakers) -> list[Telling]:
    """Who tells each event of an incident, copies of one text taken as one newsroom."""
    newsrooms = {member.report_id: _newsroom(member) for member in members}
    original = originals(newsrooms, copies)
    return [_hear(member, newsrooms[original[member.report_id]], speakers) for member in members]


def _newsroom(member: StoredEvent) -> str:
    return publisher_id(member.report.publisher) if member.report else member.report_id


def _quoted(member: StoredEvent) -> list[str]:
    event = member.event
    named = [*event.sources, *(casualty.source for casualty in event.casualties)]
    return list(dict.fromkeys(source for source in named if source))


def _hear(member: StoredEvent, newsroom: str, speakers: Speakers) -> Telling:
    quoted = _quoted(member)
    ultimate = [source for source in quoted if source not in speakers.relays]
    relays = [source for source in quoted if source in speakers.relays]
    own = _newsroom(member)
    if not ultimate:
        ultimate, relays = (relays[:1], relays[1:]) if relays else ([own], [])
    via = [*relays, *([own] if own not in ultimate else [])]
    witness_of = {source: _witness(source, newsroom, own, speakers) for source in (*ultimate, *relays)}
    return Telling(member, tuple(ultimate), tuple(via), witness_of)


def _witness(source: str, newsroom: str, own: str, speakers: Speakers) -> str:
    if source in speakers.unnamed:
        return f"{source} @ {newsroom}"
    if source == own:
        return newsroom
    return _same_voice(source)


def _same_voice(source: str) -> str:
    """One form for the spellings of a named person or body."""
    return "x:" + " ".join(fold(source[2:]).split()) if source.startswith("x:") else source


def independent_witnesses(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """The independent witnesses of an incident, sorted."""
    found = {telling.witness(source) for telling in tellings for source in telling.ultimate}
    return tuple(sorted(found - UNNAMED))
