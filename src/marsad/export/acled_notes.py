"""The paragraph of notes of an ACLED row, composed from what is coded; no words of a report are copied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from marsad.export import crosswalk as cw
from marsad.export.acled_days import Day
from marsad.export.acled_kinds import Kind, Sides
from marsad.export.tolls import is_numbered, parts, set_by_analyst
from marsad.model.incident import Incident, Toll

_ACTS = {
    "Armed clash": "{0} clashed with {1}",
    "Government regains territory": "{0} took the place from {1} by force",
    "Non-state actor overtakes territory": "{0} took the place from {1} by force",
    "Non-violent transfer of territory": "{0} took the place over from {1} without a reported fight",
    "Attack": "{0} attacked {1}",
    "Abduction/forced disappearance": "{0} abducted {1}",
    "Air/drone strike": "{0} struck {1} from the air",
    "Shelling/artillery/missile attack": "{0} shelled {1}",
    "Remote explosive/landmine/IED": "an explosive device of {0} hit {1}",
    "Suicide bomb": "a suicide bomber of {0} attacked {1}",
    "Grenade": "{0} threw a grenade at {1}",
    "Chemical weapon": "{0} attacked {1} with a chemical weapon",
    "Arrests": "{0} arrested {1}",
    "Agreement": "{0} and {1} came to an agreement",
    "Looting/property destruction": "{0} looted or destroyed property of {1}",
    "Peaceful protest": "{0} held a protest",
    "Excessive force against protesters": "{0} held a protest and came under force",
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MOVES = {
    "sweep": "{0} combed the area",
    "withdrawal": "{0} withdrew",
    "deployment": "{0} moved forces or fortified",
}


def notes_of(
    incident: Incident, kind: Kind, sides: Sides, place: str, day: Day, fatalities: int, shared_by: int
) -> str:
    """One paragraph: when, who, what, where, losses, who says so, and how the figures were coded."""
    pattern = _MOVES.get(incident.type) if kind.event == "Strategic developments" else None
    act = (pattern or _ACTS.get(kind.sub_event, "{0} acted against {1}")).format(_first(sides), _second(sides))
    opening = "On" if day.precision == 1 else "Around" if day.precision == 2 else "In the month of"
    return " ".join(
        [f"{kind.lead}{opening} {english_day(day.date)}, {act} at {place}.", *_told(incident, fatalities, shared_by)]
    )


def included_note(incident: Incident, kind: Kind, fatalities: int, shared_by: int) -> str:
    """What a row tells of an incident that ACLED's rules put into it: what it was, losses, and who says so."""
    return " ".join([f"Included: {kind.sub_event}.", *_told(incident, fatalities, shared_by)])


def _told(incident: Incident, fatalities: int, shared_by: int) -> Iterator[str]:
    """Sentences: losses, who says so, and how the figures were coded."""
    yield _losses(incident)
    if incident.sources:
        yield f"Sources: {', '.join(cw.source_name(source) for source in incident.sources)}."
    if incident.denied_by:
        yield f"Denied by {', '.join(cw.source_name(name) for name in incident.denied_by)}."
    if incident.claimed_by:
        yield f"Claimed by {', '.join(cw.party(name).name for name in incident.claimed_by)}."
    killed = parts(incident, "killed")
    if any(not is_numbered(toll) for toll in killed):
        yield f"Unknown fatalities coded within the total of {fatalities}."
    if set_by_analyst(incident):
        yield "Figures set by an analyst."
    if shared_by > 1 and killed:
        yield f"Fatalities of the incident split over {shared_by} rows, {fatalities} coded here."


def english_day(day: date) -> str:
    """18 April 2018, in any locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _first(sides: Sides) -> str:
    return _names(sides.first.name, sides.first.associates)


def _second(sides: Sides) -> str:
    return _names(sides.second.name, sides.second.associates) if sides.second else "targets not told"


def _names(name: str, associates: tuple[str, ...]) -> str:
    return f"{name} with {', '.join(associates)}" if associates else name


def _losses(incident: Incident) -> str:
    told = [_loss(toll) for harm in ("killed", "wounded", "captured") for toll in parts(incident, harm)]
    words = "; ".join(told)
    return f"{words[0].upper()}{words[1:]}." if words else "Casualties unknown."


def _loss(toll: Toll) -> str:
    of = cw.party(toll.of).name if toll.of not in ("unknown", "civilians") else f"{toll.of} people"
    of = "civilians" if toll.of == "civilians" else of
    if not is_numbered(toll):
        return f"an unknown number of {of} {toll.harm}"
    high = "or more" if toll.is_open else f"to {toll.high}" if toll.high != toll.low else ""
    return f"{toll.low} {high} of {of} {toll.harm}".replace("  ", " ")
