"""Who is an independent witness: the ultimate source, once, however many outlets and copies carry it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from importlib.resources import files

from marsad.lexicon.registry import load_sources
from marsad.model import StoredEvent
from marsad.reconcile.cluster import connected
from marsad.reconcile.copies import Copy
from marsad.reconcile.lineage import UNNAMED, Lineage
from marsad.text import fold

_FILLER = re.compile(r"\(.*?\)|\b(arabic|arabi|news|agency|net|network)\b")
_PARTING = re.compile(r"[,;@]")


@dataclass(frozen=True)
class Speakers:
    """Which sources pass on, which are unnamed, and for which party a source speaks."""

    relays: frozenset[str]
    unnamed: frozenset[str]
    speaks_for: Mapping[str, str]
    #: registry ids by the bare letters of an id or a name, to know a publisher that is quoted elsewhere
    ids: Mapping[str, str] = field(default_factory=dict)

    def publisher_id(self, publisher: str) -> str:
        """A publisher as a source id: that of the registry, or its name in lower case without filler words."""
        bare = _FILLER.sub(" ", fold(publisher))
        for name in (publisher, bare):
            if (known := self.ids.get(_letters(name))) is not None:
                return known
        return "-".join(bare.split()) or publisher

    def party_of(self, source: str, lineage: Lineage) -> str:
        """The party a source speaks for: itself if it is an actor, "" if none."""
        return self.speaks_for.get(source, source if source in lineage.kinds else "")


def load_speakers() -> Speakers:
    """The packaged table of speakers."""
    table = tomllib.loads((files("marsad") / "data" / "link" / "speakers.toml").read_text(encoding="utf-8"))
    sources = list(load_sources().values())
    ids = {_letters(name): source.id for source in sources for name in (source.name_en, source.id)}
    return Speakers(frozenset(table["relays"]), frozenset(table["unnamed"]), table["speaks_for"], ids)


def _letters(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


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
    newsrooms = {member.report_id: _newsroom(member, speakers) for member in members}
    original = originals(newsrooms, copies)
    quoted = {source for member in members for source in _quoted(member)}
    return [
        _hear(member, newsrooms[member.report_id], newsrooms[original[member.report_id]], quoted, speakers)
        for member in members
    ]


def _newsroom(member: StoredEvent, speakers: Speakers) -> str:
    publisher = member.report.publisher if member.report else ""
    return speakers.publisher_id(publisher) if publisher else member.report_id


def _quoted(member: StoredEvent) -> list[str]:
    event = member.event
    named = [*event.sources, *(casualty.source for casualty in event.casualties)]
    return list(dict.fromkeys(source for source in named if source))


def _hear(member: StoredEvent, own: str, newsroom: str, elsewhere: Set[str], speakers: Speakers) -> Telling:
    quoted = _quoted(member)
    ultimate = [source for source in quoted if source not in speakers.relays]
    relays = [source for source in quoted if source in speakers.relays]
    if not ultimate:
        ultimate, relays = (relays[:1], relays[1:]) if relays else ([own], [])
    via = [*relays, *([own] if own not in ultimate else [])]
    witness_of = {
        source: _witness(source, own, newsroom, newsroom in elsewhere, speakers) for source in (*ultimate, *relays)
    }
    return Telling(member, tuple(ultimate), tuple(via), witness_of)


def _witness(source: str, own: str, newsroom: str, is_quoted_itself: bool, speakers: Speakers) -> str:
    """An unnamed source is one per newsroom, and the newsroom itself where other reports quote the newsroom."""
    if source in speakers.unnamed:
        return newsroom if is_quoted_itself else f"{source} @ {newsroom}"
    if source == own:
        return newsroom
    return _same_voice(source)


def _same_voice(source: str) -> str:
    """One form for the spellings of a named person or body."""
    return "x:" + " ".join(fold(source[2:]).split()) if source.startswith("x:") else source


def spellings_of(members: Iterable[StoredEvent], speakers: Speakers) -> dict[str, str]:
    """How publishers and named voices outside the registry write themselves, by the folded form that they are
    witnesses under; without the signs that part names in a rule.
    """
    known, found = set(speakers.ids.values()), dict[str, str]()
    for member in members:
        publisher = member.report.publisher if member.report else ""
        own = " ".join(_PARTING.sub(" ", publisher).split())
        if own and (key := speakers.publisher_id(publisher)) not in known:
            found.setdefault(key, own)
        for source in _quoted(member):
            if source.startswith("x:"):
                found.setdefault(_same_voice(source), source)
    return found


def spell(witness: str, spelled: Mapping[str, str]) -> str:
    """A witness as a rule names it.

    >>> spell("local-sources @ paper-a", {"paper-a": "Paper A"})
    'local-sources @ Paper A'
    """
    return " @ ".join(spelled.get(part, part) for part in witness.split(" @ "))


def independent_witnesses(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """The independent witnesses of an incident, sorted."""
    found = {telling.witness(source) for telling in tellings for source in telling.ultimate}
    return tuple(sorted(found - UNNAMED))
