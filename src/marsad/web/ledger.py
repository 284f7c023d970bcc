"""What the list pages need of every incident, held in memory and read anew whenever the record has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from threading import Lock

from marsad.export.drawing import Pin, pins_of
from marsad.export.labels import family_of
from marsad.export.portrait import Figure, total
from marsad.model import Decision, EventKey, Incident
from marsad.pipeline.review import (
    State,
    Waiting,
    confidences_of,
    standing_verdicts,
    state_of_members,
    waiting_reports,
)
from marsad.store import Store, View

#: facets of the list, in the order in which they stand on the page
FACETS = ("family", "type", "actor", "admin1", "weapon", "source", "grade", "status", "state")


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
    pins: tuple[Pin, ...]

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
    mark: tuple[int, ...]
    lines: tuple[Line, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    verdicts: Mapping[EventKey, Decision] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    by_id: Mapping[str, Line] = field(default_factory=dict)
    #: how many incidents each value of each facet has
    totals: Mapping[str, Counter[str]] = field(default_factory=dict)
    #: the confidence of every event
    confidences: Mapping[EventKey, float] = field(default_factory=dict)

    def line(self, incident_id: str) -> Line | None:
        """One incident's line."""
        return self.by_id.get(incident_id)


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
    return Line(incident, facets["family"][0], killed, wounded, publishers, state, facets, pins_of(incident))


def read_ledger(view: View) -> Ledger:
    """The ledger of a store as it stands."""
    verdicts = standing_verdicts(view.decisions())
    confidences = confidences_of(view.coded())
    lines = tuple(
        line_of(incident, publishers_of(incident), verdicts) for incident in view.incidents(newest_first=True)
    )
    return sum_up(Ledger(view.as_of(), view.mark(), lines, (), verdicts, view.counts(), confidences=confidences))


def judge_anew(held: Ledger, view: View) -> Ledger:
    """The ledger after decisions alone were added: only what hangs on them is told anew."""
    verdicts = standing_verdicts(view.decisions())
    lines = []
    for line in held.lines:
        state = state_of_members(line.incident.members, verdicts)
        if state != line.state:
            line = replace(line, state=state, facets={**line.facets, "state": (str(state),)})
        lines.append(line)
    judged = replace(held, mark=view.mark(), lines=tuple(lines), verdicts=verdicts, counts=view.counts())
    return sum_up(judged)


def sum_up(ledger: Ledger) -> Ledger:
    """The ledger with what follows from its lines and verdicts."""
    return replace(
        ledger,
        waiting=tuple(waiting_reports(ledger.confidences, ledger.verdicts)),
        by_id={line.incident.id: line for line in ledger.lines},
        totals={facet: count_values(ledger.lines, facet) for facet in FACETS},
    )


def publishers_of(incident: Incident) -> tuple[str, ...]:
    """Who published the reports that claim something of the incident."""
    return tuple(dict.fromkeys(claim.publisher for claim in incident.claims if claim.publisher))


def count_values(lines: Iterable[Line], facet: str) -> Counter[str]:
    """How many lines have each value of a facet."""
    return Counter(chain.from_iterable(line.facets[facet] for line in lines))


class LedgerKeeper:
    """Gives the present ledger of a store; it is read anew only if the record or the log has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: Ledger | None = None
        self._lock = Lock()

    def now(self) -> Ledger:
        """The ledger as of this moment."""
        with self._lock, self._store.view() as view:
            held, mark = self._held, view.mark()
            if held is None or held.mark[:-1] != mark[:-1]:
                held = self._held = read_ledger(view)
            elif held.mark != mark:
                held = self._held = judge_anew(held, view)
            return held
