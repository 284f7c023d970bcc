"""Low, best and high of one side and harm of an incident, given by a person: a decision like the others."""

from __future__ import annotations

from datetime import UTC, datetime

from marsad.errors import UsageError
from marsad.lexicon.registry import load_actors
from marsad.model import Action, Decision, Given, Incident, Override
from marsad.pipeline.join import held_incident
from marsad.pipeline.keep import take_effect
from marsad.store import Store

#: harms for which figures can be given
HARMS = ("killed", "wounded", "captured", "missing", "displaced", "killed_or_wounded")


def override_of(incident: Incident, of: str, harm: str) -> Override | None:
    """What a person decided on the figures of one side and harm."""
    return next((toll.override for toll in incident.tolls if (toll.of, toll.harm) == (of, harm)), None)


def give_figures(store: Store, incident_id: str, given: Given, who: str, why: str, seen: int | None = None) -> Decision:
    """Figures that hold instead of those that the rule chose, in every later run too; a reason is required.

    With `seen`, the number of the decision that the person saw (0: none), it is refused where another came between.
    """
    check_figures(given)
    if not why.strip():
        raise UsageError("a decision needs a reason")
    with store.writer() as writer:
        incident = held_incident(writer, incident_id)
        check_side(incident, given.of)
        before = override_of(incident, given.of, given.harm)
        if seen is not None and (before.decision if before else 0) != seen:
            other = before.who if before else "somebody"
            raise UsageError(f"{other} changed these figures meanwhile; look at them again")
        made = Decision(0, Action.OVERRIDE, incident.members, who, datetime.now(UTC), why.strip(), given=given)
        return take_effect(writer, made)


def check_side(incident: Incident, of: str) -> None:
    """UsageError unless an id is a side that the incident tells, a party of the registry, or `x:` and a name."""
    sides = sides_of(incident)
    if of in sides or of in load_actors() or (of.startswith("x:") and of.removeprefix("x:").strip()):
        return
    told = ", ".join(sides) or "-"
    raise UsageError(f"{of!r} is no party; sides of the incident: {told}; else give a registry id, or x: and a name")


def sides_of(incident: Incident) -> tuple[str, ...]:
    """The sides that an incident tells: those with figures first, then who did it and to whom."""
    counted = (*(toll.of for toll in incident.tolls), *(claim.of for claim in incident.claims if claim.of))
    return tuple(dict.fromkeys((*counted, *incident.initiators, *incident.targets)))


def check_figures(given: Given) -> None:
    """UsageError unless the figures can be meant."""
    if not given.of.strip():
        raise UsageError("name the side whose people the figures count")
    if given.harm not in HARMS:
        raise UsageError(f"{given.harm!r} is no harm; choose one of {', '.join(HARMS)}")
    if not 0 <= given.low <= given.best <= given.high:
        told = f"{given.low}, {given.best}, {given.high}"
        raise UsageError(f"{told}: low, best and high must rise, and be no less than 0")
