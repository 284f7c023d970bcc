"""A View held in memory: the whole of a file-based run, and the measure that stores are held to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from marsad.model import Decision, EventKey, Incident, StoredEvent
from marsad.reconcile.linker import Change, Linker


class MemoryView:
    """Events, their block keys and their incidents; `take` keeps what an addition or decision changed."""

    def __init__(self, linker: Linker, log: Iterable[Decision] = ()) -> None:
        self.linker = linker
        self.log = list(log)
        self.incidents: dict[str, Incident] = {}
        self.redirects: dict[str, str] = {}
        self._events: dict[EventKey, StoredEvent] = {}
        self._posted: defaultdict[str, list[EventKey]] = defaultdict(list)
        self._incident_of: dict[EventKey, str] = {}

    def hold(self, events: Iterable[StoredEvent], incidents: Iterable[Incident]) -> None:
        """Hold events and the incidents that they make."""
        for stored in events:
            if stored.key not in self._events:
                self._events[stored.key] = stored
                for key in self.linker.block_keys(stored):
                    self._posted[key].append(stored.key)
        for incident in incidents:
            self.incidents[incident.id] = incident
            self._incident_of |= dict.fromkeys(incident.members, incident.id)

    def take(self, change: Change, events: Iterable[StoredEvent] = ()) -> None:
        """Hold what an addition or a decision changed; ids that lead elsewhere are no incidents any more."""
        for old, new in change.redirects.items():
            self.incidents.pop(old, None)
            self.redirects[old] = new
        self.hold(events, change.incidents)

    def resolve(self, incident_id: str) -> str:
        """The id that an id leads to."""
        while incident_id in self.redirects:
            incident_id = self.redirects[incident_id]
        return incident_id

    def events_posted_under(self, block_keys: Iterable[str]) -> Sequence[StoredEvent]:
        """The events that share one of the block keys, each once."""
        keys = {key for block in block_keys for key in self._posted.get(block, ())}
        return [self._events[key] for key in sorted(keys)]

    def events_of(self, incident_ids: Iterable[str]) -> Sequence[StoredEvent]:
        """The members of the incidents."""
        return [self._events[key] for name in incident_ids for key in self.incidents[name].members]

    def events(self, keys: Iterable[EventKey]) -> Sequence[StoredEvent]:
        """The events with these keys."""
        return [self._events[key] for key in keys if key in self._events]

    def incident_ids_of(self, keys: Iterable[EventKey]) -> dict[EventKey, str]:
        """The incident of each event."""
        return {key: self._incident_of[key] for key in keys if key in self._incident_of}

    def decisions(self) -> Sequence[Decision]:
        """The decision log."""
        return self.log

    def has_incident_id(self, incident_id: str) -> bool:
        """True if the id is or was an incident's."""
        return incident_id in self.incidents or incident_id in self.redirects
