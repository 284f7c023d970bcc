"""Status and grade of an incident, each with its rule in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.model import Event, Grade
from marsad.reconcile.lineage import UNNAMED, Lineage


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade and the rule that gave it, in words."""

    grade: Grade
    rule: str


def status_of(events: Sequence[Event]) -> str:
    """Occurred, planned or denied as all reports have it; disputed where some assert what others deny."""
    statuses = {event.status for event in events}
    denied = any(event.denied_by for event in events)
    if "occurred" in statuses:
        return "disputed" if denied or "denied" in statuses else "occurred"
    if statuses == {"planned"}:
        return "disputed" if denied else "planned"
    return "denied" if statuses == {"denied"} else "disputed"


def _rival_doers(events: Sequence[Event], lineage: Lineage) -> tuple[str, str] | None:
    """Doers that two reports name instead of each other, unrelated in the registry."""
    named = [sorted(set(event.initiators) - UNNAMED) for event in events if event.type != "armed_clash"]
    named = [doers for doers in named if doers]
    for at, ours in enumerate(named):
        for theirs in named[at + 1 :]:
            if all(lineage.kin(left, right) < 0.4 for left in ours for right in theirs):
                return ", ".join(ours), ", ".join(theirs)
    return None


def grade_incident(events: Sequence[Event], witnesses: Sequence[str], lineage: Lineage) -> Graded:
    """Confirmed, contested, fair or weak, after Airwars: responsibility accepted, disputed, two witnesses, one."""
    claimants = sorted({actor for event in events for actor in event.claimed_by} - UNNAMED)
    deniers = {actor for event in events for actor in event.denied_by}
    rivals = _rival_doers(events, lineage)
    if rivals:
        return Graded(Grade.CONTESTED, f"reports name different doers: {rivals[0]}; {rivals[1]}")
    if deniers:
        return Graded(Grade.CONTESTED, f"denied by {', '.join(sorted(deniers))}")
    if claimants:
        return Graded(Grade.CONFIRMED, f"{', '.join(claimants)} accepted responsibility")
    if len(witnesses) >= 2:
        return Graded(Grade.FAIR, f"{len(witnesses)} independent witnesses: {', '.join(witnesses)}")
    return Graded(Grade.WEAK, f"one witness: {', '.join(witnesses) or 'none named'}")
