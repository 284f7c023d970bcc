"""An incident in the cells of a table, each cell a list of short lines."""

from __future__ import annotations

from marsad.model import DateSpan, Incident, Place, Toll

HEADS = ("date", "what", "where", "who, to whom", "low / best / high", "who says so")

Cell = list[str]


def incident_cells(incident: Incident) -> tuple[Cell, ...]:
    """The cells under HEADS."""
    return (
        date_lines(incident.date),
        [incident.type, *([incident.status] if incident.status != "occurred" else []), incident.id],
        [line for place in incident.places for line in place_lines(place)],
        [", ".join(incident.initiators) or "?", "→ " + (", ".join(incident.targets) or "?")],
        [toll_line(toll) for toll in incident.tolls],
        source_lines(incident),
    )


def date_lines(span: DateSpan | None) -> Cell:
    """A day, or two days on two lines."""
    if span is None:
        return ["unknown"]
    return [str(span.start)] if span.start == span.end else [f"{span.start} to", str(span.end)]


def place_lines(place: Place) -> Cell:
    """The name, then how exactly it is known and the province."""
    if place.lat is None:
        return [place.name, "not located"]
    return [place.name, f"± {place.radius_km or 0:g} km  {place.admin1}".rstrip()]


def toll_line(toll: Toll) -> str:
    """`killed syr-gov 17 / 20 / 25+`: a plus where the highest figure is an «at least»."""
    return f"{toll.harm} {toll.of} {toll.low} / {toll.best} / {toll.high}{'+' if toll.is_open else ''}"


def source_lines(incident: Incident) -> Cell:
    """Each source once with its publishers, then who claims and who denies it."""
    passed_on: dict[str, list[str]] = {}
    for claim in incident.claims:
        heard = passed_on.setdefault(claim.source or claim.publisher, [])
        if claim.publisher != claim.source and claim.publisher not in heard:
            heard.append(claim.publisher)
    lines = [f"{source} ({', '.join(heard)})" if heard else source for source, heard in passed_on.items()]
    lines += [f"claimed by {', '.join(incident.claimed_by)}"] if incident.claimed_by else []
    lines += [f"denied by {', '.join(incident.denied_by)}"] if incident.denied_by else []
    return lines
