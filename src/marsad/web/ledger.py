"""What the list pages need of every incident, held in memory and read anew whenever the record has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock

from marsad.export.labels import family_of
from marsad.export.portrait import Figure, total
from marsad.model import CodedReport, Decision, EventKey, Incident
from marsad.pipeline.review import State, Waiting, standing_verdicts, state_of_members, waiting_reports
from marsad.store import Store, View


@dataclass(frozen=True, slots=True)
class Line:
    """One incident as lists, facets, map and timeline need it."""

    incident: Incident
    family: str
    killed: Figure | None
    wounded: Figure | None
    publishers: tuple[str, ...]
    state: State
    facets: Mapping[str, tuple[str, ...]]

    @property
    def is_disputed(self) -> bool:
        """True where somebody denies the incident and others assert it."""
        return bool(self.incident.denied_by) and self.incident.status != "denied"

    @property
    def day(self) -> date:
        """The first day, for sorting; undated incidents come first of all."""
        return self.incident.date.start if self.incident.date else date.min


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole record in short; `verdicts` are the people's standing ones on events."""

    at: datetime | None
    log_length: int
    lines: tuple[Line, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    verdicts: Mapping[EventKey, Decision] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)

    def line(self, incident_id: str) -> Line | None:
        """One incident's line."""
        return next((line for line in self.lines if line.incident.id == incident_id), None)


def line_of(incident: Incident, publishers: tuple[str, ...], verdicts: Mapping[EventKey, Decision]) -> Line:
    """The line of one incident."""
    state = state_of_members(incident.members, verdicts)
    facets = {
        "family": (family_of(incident.type),),
        "type": (incident.type,),
        "status": (incident.status,),
        "grade": (str(incident.grade),),
        "state": (str(state),),
        "actor": tuple(dict.fromkeys((*incident.initiators, *incident.targets))),
        "source": tuple(dict.fromkeys((*incident.sources, *(c.source for c in incident.claims if c.source)))),
        "admin1": tuple(dict.fromkeys(place.admin1 for place in incident.places if place.admin1)),
        "weapon": incident.weapons,
    }
    killed, wounded = total(incident.tolls, "killed"), total(incident.tolls, "wounded")
    return Line(incident, facets["family"][0], killed, wounded, publishers, state, facets)


def read_ledger(view: View) -> Ledger:
    """The ledger of a store as it stands."""
    log = view.decisions()
    verdicts = standing_verdicts(log)
    coded: Sequence[CodedReport] = list(view.coded())
    lines = tuple(
        line_of(incident, publishers_of(incident), verdicts) for incident in view.incidents(newest_first=True)
    )
    return Ledger(view.as_of(), len(log), lines, tuple(waiting_reports(coded, verdicts)), verdicts, view.counts())


def publishers_of(incident: Incident) -> tuple[str, ...]:
    """Who published the reports that claim something of the incident."""
    return tuple(dict.fromkeys(claim.publisher for claim in incident.claims if claim.publisher))


class LedgerKeeper:
    """Gives the present ledger of a store; it is read anew only if the record or the log has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: Ledger | None = None
        self._lock = Lock()

    def now(self) -> Ledger:
        """The ledger as of this moment."""
        with self._lock, self._store.view() as view:
            held = self._held
            if held is None or held.at != view.as_of() or held.log_length != view.counts()["decisions"]:
                held = self._held = read_ledger(view)
            return held


def count_facets(lines: Iterable[Line], name: str) -> list[tuple[str, int]]:
    """How many lines have each value of a facet, the most frequent first."""
    counts: dict[str, int] = {}
    for line in lines:
        for value in line.facets[name]:
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
