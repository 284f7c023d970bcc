"""One incident as lists, facets, map and timeline need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from marsad.export.drawing import Pin, pins_of
from marsad.export.labels import family_of
from marsad.export.portrait import Figure, total
from marsad.model import Brief, Decision, EventKey
from marsad.pipeline.review import State, state_of_members

#: facets of the list, in the order in which they stand on the page
FACETS = ("family", "type", "actor", "admin1", "weapon", "source", "grade", "status", "state")


@dataclass(frozen=True, slots=True)
class Line:
    """One incident in short, with what follows from it and from people's verdicts."""

    incident: Brief
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

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Where the line stands in the list: the newest first, undated ones last."""
        span = self.incident.date
        if span is None:
            return True, 0, 0, self.incident.id
        return False, -span.start.toordinal(), -span.end.toordinal(), self.incident.id

    def judged_by(self, verdicts: Mapping[EventKey, Decision]) -> Line:
        """The line under other verdicts."""
        return self.in_state(state_of_members(self.incident.members, verdicts))

    def in_state(self, state: State) -> Line:
        """The line in another state of review."""
        if state is self.state:
            return self
        return replace(self, state=state, facets={**self.facets, "state": (str(state),)})


def line_of(incident: Brief, verdicts: Mapping[EventKey, Decision]) -> Line:
    """The line of one incident."""
    state = state_of_members(incident.members, verdicts)
    family = family_of(incident.type)
    facets = {
        "family": (family,),
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
    publishers = tuple(dict.fromkeys(claim.publisher for claim in incident.claims if claim.publisher))
    return Line(incident, family, killed, wounded, publishers, state, facets, pins_of(incident))
