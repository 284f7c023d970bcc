"""A tally held against our incidents: what a monitor counts over a period, and what we hold for it one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.model import Casualty, Incident, Place, Tally, Toll
from marsad.reconcile.compare import distance_km
from marsad.reconcile.lineage import UNNAMED, Lineage
from marsad.reconcile.profile import Site, site_of

#: a tally place of at least this radius stands for a province or a country
WIDE_KM = 50.0
#: provinces whose code has no part after the country stand for the whole of it
_COUNTRY = 2


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One count of a tally, and what our incidents add up to for the same side, harm, period and place."""

    counted: Casualty
    low: int
    best: int
    high: int
    #: the incidents that count, and those of them that a source of the tally itself tells
    incidents: tuple[str, ...]
    by_its_source: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How many of the tally's count our best figures leave untold; below zero where we hold more."""
        return self.counted.low - self.best

    @property
    def words(self) -> str:
        """The comparison in words."""
        counted = f"{self.counted.low}{'+' if self.counted.high is None else ''} {self.counted.of} {self.counted.harm}"
        held = f"we hold {self.low}-{self.best}-{self.high} in {len(self.incidents)} incidents"
        seen = f", {len(self.by_its_source)} of them told by the same source"
        gap = f"{self.missing} not held one by one" if self.missing > 0 else f"{-self.missing} more than counted"
        return f"counted {counted}; {held}{seen}; {'equal' if self.missing == 0 else gap}"


def check_tally(tally: Tally, incidents: Iterable[Incident], lineage: Lineage) -> list[TallyRow]:
    """Each count of a tally beside what we hold. A tally is never an incident, and nothing is added to either."""
    within = [incident for incident in incidents if _counts_for(tally, incident)]
    return [_check_count(counted, tally, within, lineage) for counted in tally.casualties]


def _check_count(counted: Casualty, tally: Tally, within: Sequence[Incident], lineage: Lineage) -> TallyRow:
    held = [(incident, tolls) for incident in within if (tolls := _tolls_for(counted, incident, lineage))]
    return TallyRow(
        counted,
        sum(toll.low for _, tolls in held for toll in tolls),
        sum(toll.best for _, tolls in held for toll in tolls),
        sum(toll.high for _, tolls in held for toll in tolls),
        tuple(incident.id for incident, _ in held),
        tuple(incident.id for incident, _ in held if set(tally.sources) & set(incident.sources)),
    )


def _tolls_for(counted: Casualty, incident: Incident, lineage: Lineage) -> list[Toll]:
    """The incident's rows for a counted side and harm: the side itself and its parts; all sides where none is named."""
    rows = [toll for toll in incident.tolls if toll.harm == counted.harm and not toll.is_whole]
    if counted.of in UNNAMED:
        return rows
    return [toll for toll in rows if toll.of == counted.of or lineage.is_part_of(toll.of, counted.of)]


def _counts_for(tally: Tally, incident: Incident) -> bool:
    """True if the incident happened, within the tally's days and places."""
    if incident.status not in ("occurred", "disputed"):
        return False
    if tally.date is not None:
        if incident.date is None:
            return False
        if incident.date.start < tally.date.start or incident.date.end > tally.date.end:
            return False
    return not tally.places or any(_lies_in(place, wide) for place in incident.places for wide in tally.places)


def _lies_in(place: Place, wide: Place) -> bool:
    """True if a place lies in the one that a tally names: its country, its province, or within its radius."""
    if len(wide.admin1) == _COUNTRY and place.admin1[:_COUNTRY] == wide.admin1:
        return True
    if (wide.radius_km or 0) >= WIDE_KM and len(wide.admin1) > _COUNTRY and place.admin1 == wide.admin1:
        return True
    ours, theirs = site_of(place), site_of(wide)
    return _is_located(ours) and _is_located(theirs) and distance_km(ours, theirs) <= max(theirs.radius, ours.radius)


def _is_located(site: Site) -> bool:
    return site.lat is not None
