"""What may leave, for whom: places made coarser, people masked, plans and fresh news held back.

A policy changes the selection before any format sees it, so that no format can leak what it never got. Nothing is
random: the same point gives the same cell in every release.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from importlib import resources
from math import cos, floor, radians
from typing import TypeVar

from marsad.errors import OutputError, UsageError
from marsad.export.gazette import province_name
from marsad.export.selection import Selection, Withheld
from marsad.model.event import Event, Place
from marsad.model.incident import Claim, Incident, Toll
from marsad.model.record import ReportTally
from marsad.text import fold
from marsad.text.clitics import without_article

T = TypeVar("T")
KM_PER_DEGREE = 111.195
UNLISTED = "x:"


@dataclass(frozen=True, slots=True)
class Policy:
    """What an audience is given. `cell_degrees` is the width of the cell that stands for a place; 0 keeps points."""

    name: str
    what: str
    masks_people: bool = False
    cell_degrees: float = 0.0
    delay_days: int = 0
    holds_back_plans: bool = False
    #: titles, addresses and quotations of reports leave
    gives_texts: bool = True


POLICIES = {
    policy.name: policy
    for policy in (
        Policy("internal", "everything, for those who keep the record; not to be passed on"),
        Policy("partner", "exact places; people masked, plans held back", masks_people=True, holds_back_plans=True),
        Policy(
            "public",
            "cells of a tenth of a degree instead of places, people masked, seven days' delay, no plans, no texts",
            masks_people=True,
            cell_degrees=0.1,
            delay_days=7,
            holds_back_plans=True,
            gives_texts=False,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A selection as an audience may have it, what was held back, and the names that must not occur in the output."""

    selection: Selection
    policy: Policy
    withheld: tuple[Withheld, ...]
    masked: frozenset[str]

    def refuse_leaks(self, content: bytes) -> None:
        """Raise if a masked name stands in the bytes that are about to leave."""
        text = content.decode("utf-8", errors="ignore")
        for name in sorted(self.masked):
            if _names_it(text, name):
                raise OutputError("a masked name stood in the output; nothing was written: please report this as a bug")


def policy_named(name: str) -> Policy:
    """The policy of a name."""
    if name not in POLICIES:
        raise UsageError(f"there is no policy {name!r}: {', '.join(POLICIES)}")
    return POLICIES[name]


def disclose(selection: Selection, policy: Policy) -> Disclosed:
    """The selection as the policy lets it leave."""
    kept: list[Incident] = []
    withheld: list[Withheld] = list(selection.withheld)
    for incident in selection.incidents:
        why = _held_back(selection, incident, policy)
        if why:
            withheld.append(Withheld(incident.id, why))
        else:
            kept.append(incident)
    masked: set[str] = set()
    shown = tuple(_shown(incident, policy, masked) for incident in kept)
    members = {key for incident in kept for key in incident.members}
    events = {key: _event(event, policy, masked) for key, event in selection.events.items() if key in members}
    reports = {report_id for report_id, _ in members}
    tallies = tuple(_tally(told, policy, masked) for told in selection.tallies if told.report_id in reports)
    held = {key: report for key, report in selection.reports.items() if key in reports}
    if policy.masks_people:
        held = {key: replace(report, text="", title=_clean(report.title, masked)) for key, report in held.items()}
    if not policy.gives_texts:
        held = {key: replace(report, title="", text="", url="") for key, report in held.items()}
    withheld += _general(policy, len(masked), len(shown))
    changed = replace(selection, incidents=shown, events=events, tallies=tallies, reports=held)
    return Disclosed(changed, policy, tuple(withheld), frozenset(masked))


def _names_it(text: str, name: str) -> bool:
    """True if the name stands in the text as whole words."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _clean(title: str, masked: set[str]) -> str:
    """The title, or nothing where it names a masked person."""
    return "" if any(_names_it(title, name) for name in masked) else title


def _held_back(selection: Selection, incident: Incident, policy: Policy) -> str:
    if policy.holds_back_plans and str(incident.status) == "planned":
        return "planned: withheld until it is past"
    if policy.delay_days:
        latest = selection.as_of.date() - timedelta(days=policy.delay_days)
        if incident.date is None or incident.date.end > latest:
            return f"of the last {policy.delay_days} days, or without a date"
    return ""


def _general(policy: Policy, masked: int, shown: int) -> list[Withheld]:
    found = []
    if policy.cell_degrees and shown:
        found.append(Withheld("names and points of places", f"cells of {policy.cell_degrees:g} degrees instead"))
    if masked:
        found.append(Withheld(f"{masked} names", "they may be those of private persons"))
    if not policy.gives_texts and shown:
        found.append(Withheld("titles, addresses and texts of reports", "the policy gives no texts"))
    return found


def _shown(incident: Incident, policy: Policy, masked: set[str]) -> Incident:
    """An incident without what the policy holds back; judgements of pairs quote reports and never leave coarse."""
    places = _unique(_place(place, policy) for place in incident.places)
    if not policy.masks_people:
        return replace(incident, places=places)
    claims = {claim: _claim(claim, masked) for claim in incident.claims}
    for toll in incident.tolls:
        claims |= {claim: _claim(claim, masked) for claim in toll.claims if claim not in claims}
    return replace(
        incident,
        places=places,
        initiators=_names(incident.initiators, "actor", masked),
        targets=_names(incident.targets, "actor", masked),
        tolls=tuple(_toll(toll, claims, masked) for toll in incident.tolls),
        claims=tuple(claims[claim] for claim in incident.claims),
        sources=_names(incident.sources, "source", masked),
        claimed_by=_names(incident.claimed_by, "actor", masked),
        denied_by=_names(incident.denied_by, "source", masked),
        grade_rule=incident.grade_rule if policy.gives_texts else "",
        witnesses=tuple(f"witness {number}" for number, _ in enumerate(incident.witnesses, 1)),
        links=(),
    )


def _toll(toll: Toll, claims: dict[Claim, Claim], masked: set[str]) -> Toll:
    of = _name(toll.of, "actor", masked)
    claimed = tuple(claims[claim] for claim in toll.claims)
    if toll.override is None:
        return replace(toll, of=of, claims=claimed)
    override = replace(toll.override, who="", why="", rule="")
    return replace(toll, of=of, claims=claimed, rule="set by an analyst", override=override)


def _claim(claim: Claim, masked: set[str]) -> Claim:
    return replace(
        claim,
        source=_name(claim.source, "source", masked),
        via=_names(claim.via, "source", masked),
        of=_name(claim.of, "actor", masked),
        witness="",
    )


def _event(event: Event, policy: Policy, masked: set[str]) -> Event:
    event = replace(event, places=_unique(_place(place, policy) for place in event.places))
    if not policy.masks_people:
        return event
    casualties = tuple(
        replace(one, of=_name(one.of, "actor", masked), source=_name(one.source, "source", masked))
        for one in event.casualties
    )
    return replace(
        event,
        initiators=_names(event.initiators, "actor", masked),
        targets=_names(event.targets, "actor", masked),
        casualties=casualties,
        sources=_names(event.sources, "source", masked),
        claimed_by=_names(event.claimed_by, "actor", masked),
        denied_by=_names(event.denied_by, "source", masked),
        evidence=event.evidence if policy.gives_texts else (),
        why=(),
    )


def _tally(told: ReportTally, policy: Policy, masked: set[str]) -> ReportTally:
    tally = replace(told.tally, places=_unique(_place(place, policy) for place in told.tally.places))
    if policy.masks_people:
        tally = replace(tally, sources=_names(tally.sources, "source", masked), why=())
    return replace(told, tally=tally)


def _place(place: Place, policy: Policy) -> Place:
    """The cell that the place lies in: its middle, and a radius that covers it. Its name is that of the province."""
    if not policy.cell_degrees:
        return place
    name = province_name(place.admin1) or "place withheld"
    if place.lat is None or place.lon is None:
        return replace(place, name=name)
    cell = policy.cell_degrees
    lat, lon = (floor(place.lat / cell) + 0.5) * cell, (floor(place.lon / cell) + 0.5) * cell
    across = cell * KM_PER_DEGREE / 2
    radius = (across**2 + (across * cos(radians(lat))) ** 2) ** 0.5
    return Place(name, round(lat, 4), round(lon, 4), round(max(place.radius_km or 0, radius), 1), place.admin1)


def _names(names: Iterable[str], what: str, masked: set[str]) -> tuple[str, ...]:
    return _unique(_name(name, what, masked) for name in names)


def _name(name: str, what: str, masked: set[str]) -> str:
    """The name, or a general word in its place where it may be a private person's."""
    bare = name.removeprefix(UNLISTED)
    if not name.startswith(UNLISTED) or says_group(bare):
        return name
    masked.add(bare)
    return f"{UNLISTED}unlisted {what}"


def says_group(name: str) -> bool:
    """True if a word of the name says that it is a group or an institution."""
    words = {without_article(fold(word)) for word in name.split()}
    return not words.isdisjoint(_group_words())


@lru_cache(maxsize=1)
def _group_words() -> frozenset[str]:
    file = resources.files("marsad").joinpath("data", "disclosure", "group_words.toml")
    terms = tomllib.loads(file.read_text(encoding="utf-8"))["term"]
    return frozenset(without_article(fold(form)) for term in terms for form in term["forms"])


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
