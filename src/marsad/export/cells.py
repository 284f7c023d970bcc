"""An incident in the cells of a table, each cell a list of short lines."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.export.labels import Labels
from marsad.model import Claim, DateSpan, Incident, Place, Toll
from marsad.model.event import spell_count

HEADS = ("date", "what", "where", "who, to whom", "low / best / high", "who says so")

Cell = list[str]


def incident_cells(incident: Incident, labels: Labels, lang: str = "en") -> tuple[Cell, ...]:
    """The cells under HEADS, names in one of the languages."""

    def named(actors: Iterable[str]) -> str:
        return ", ".join(labels.name(actor)[lang] for actor in actors) or "?"

    told = "" if incident.status == "occurred" else labels.word(f"status.{incident.status}")[lang]
    return (
        date_lines(incident.date),
        [labels.word(f"type.{incident.type}")[lang], *([told] if told else []), incident.id],
        [line for place in incident.places for line in place_lines(place)],
        [named(incident.initiators), f"→ {named(incident.targets)}"],
        [toll_line(toll, labels, lang) for toll in incident.tolls],
        _source_lines(incident, labels, lang),
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


def toll_line(toll: Toll, labels: Labels, lang: str) -> str:
    """`killed 17 / 20 / 25+ of …`: a plus where the highest figure is an «at least»."""
    figures = f"{toll.low} / {toll.best} / {toll.high}{'+' if toll.is_open else ''}"
    by = f" ({labels.word('ui.by_analyst')[lang]})" if toll.override else ""
    return f"{labels.word(f'harm.{toll.harm}')[lang]} {figures}, {labels.name(toll.of)[lang]}{by}"


def _source_lines(incident: Incident, labels: Labels, lang: str) -> Cell:
    """Each source with its figures, and below it the outlets that pass it on; then who claims and who denies it."""
    figures: dict[str, list[str]] = {}
    outlets: dict[str, list[str]] = {}
    for claim in incident.claims:
        source = claim.publisher if _is_own_word(claim) else labels.name(claim.source)[lang]
        told, heard = figures.setdefault(source, []), outlets.setdefault(source, [])
        told += [figure_of(claim, labels, lang)] if claim.harm else []
        heard += [claim.publisher] if claim.publisher not in (source, *heard) else []
    lines = []
    for source, told in figures.items():
        lines += [f"{source}: {', '.join(dict.fromkeys(told))}" if told else source]
        lines += [f"  in {outlet}" for outlet in outlets[source]]
    for words, who in (("claimed by", incident.claimed_by), ("denied by", incident.denied_by)):
        lines += [f"{words} {', '.join(labels.name(one)[lang] for one in who)}"] if who else []
    return lines


def figure_of(claim: Claim, labels: Labels, lang: str) -> str:
    """`9 killed`, `20+ wounded`, `4-6 killed`."""
    return f"{spell_count(claim.low, claim.high)} {labels.word(f'harm.{claim.harm}')[lang].lower()}"


def _is_own_word(claim: Claim) -> bool:
    """The outlet tells it itself: its name stands in the place of a source."""
    return claim.source.replace("-", " ") in ("", claim.publisher.replace("-", " "))
