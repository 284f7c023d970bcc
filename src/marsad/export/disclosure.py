"""What may leave, for whom: places made coarser, people masked, plans and fresh news held back.

A policy changes the selection before any format sees it, so that no format can leak what it never got. Nothing is
random: the same point gives the same cell in every release.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from importlib import resources
from math import cos, floor, radians
from typing import TypeVar

from marsad.errors import OutputError, UsageError
from marsad.export.gazette import province_name
from marsad.export.leaks import UNLISTED, find_leak, is_meant, is_told, names_given
from marsad.export.selection import Selection, Withheld
from marsad.lexicon.registry import load_actors, load_sources
from marsad.model.event import Casualty, DateSpan, Event, Place
from marsad.model.incident import Claim, Incident, Toll
from marsad.model.record import ReportTally
from marsad.model.report import Report
from marsad.text import fold
from marsad.text.clitics import without_article

T = TypeVar("T")
KM_PER_DEGREE = 111.195
#: what stands in a manifest for the value of a filter that may not leave
KEPT_BACK = "withheld"
#: where the rule that chose a figure begins to name witnesses; the names run to its end, or to the words of `_WHOLE`
_WITNESSES = re.compile(r"(the only witness|[0-9]+ agree|the only one)(, |: ).*", re.DOTALL)
_WHOLE = "; the same people as in other rows, undivided: not to be added"


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
    #: the manifest says what was asked for, not only which filters were used
    gives_filters: bool = True


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
            gives_filters=False,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A selection as an audience may have it, what was held back, and the names that must not occur in the output.

    `masked` tells for each name where it was masked: an incident, a report, or the filters.
    """

    selection: Selection
    policy: Policy
    withheld: tuple[Withheld, ...]
    masked: Mapping[str, str]

    def refuse_leaks(self, *contents: bytes) -> None:
        """Raise if a masked name stands in the bytes that are about to leave, outside the names that are given."""
        texts = [content.decode("utf-8", errors="ignore") for content in contents]
        told = [name for name in sorted(self.masked) if any(is_told(text, name) for text in texts)]
        if not told:
            return
        given = names_given(self.selection, says_group)
        for text in texts:
            leak = find_leak(text, told, given)
            if leak:
                raise OutputError(
                    f"a masked name stood in the output ({leak!r}, masked in {self.masked[leak]}); "
                    "nothing was written: please report this as a bug"
                )


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
    masks = _Masks()
    shown = tuple(_shown(incident, policy, masks.of(incident.id)) for incident in kept)
    homes = {key: incident.id for incident in kept for key in incident.members}
    events = {
        key: _event(event, policy, masks.of(homes[key])) for key, event in selection.events.items() if key in homes
    }
    reports = {report_id for report_id, _ in homes}
    tallies, late = _tallies(selection, reports, policy, masks)
    withheld += late
    filters = _filters(selection.filters, policy, masks.of("the filters"))
    masked = masks.found()
    held = {key: report for key, report in selection.reports.items() if key in reports}
    if policy.masks_people:
        folded = [fold(name) for name in masked]
        held = {key: _cleaned(report, folded) for key, report in held.items()}
    if not policy.gives_texts:
        held = {key: replace(report, title="", text="", url="") for key, report in held.items()}
    withheld += _general(policy, len(masked), len(shown))
    changed = replace(selection, incidents=shown, events=events, tallies=tallies, reports=held, filters=filters)
    return Disclosed(changed, policy, tuple(withheld), masked)


class _Masks:
    """The names that were masked, by where that was."""

    def __init__(self) -> None:
        self._sets: dict[str, set[str]] = {}

    def of(self, where: str) -> set[str]:
        """The names masked there, to be added to."""
        return self._sets.setdefault(where, set())

    def found(self) -> dict[str, str]:
        """Every name with the first place where it was masked."""
        return {name: where for where, names in reversed(self._sets.items()) for name in names}


def _cleaned(report: Report, folded: Iterable[str]) -> Report:
    """The report without its text, and without title and address where they name a masked person."""
    title, url = ("" if is_meant(words, folded) else words for words in (report.title, report.url))
    return replace(report, text="", title=title, url=url)


def _filters(filters: Mapping[str, str], policy: Policy, masked: set[str]) -> dict[str, str]:
    """What was asked for, as far as the policy lets it be known; that a filter was used is always told."""
    if not policy.gives_filters:
        return dict.fromkeys(filters, KEPT_BACK)
    return {key: _asked(key, value, masked) if policy.masks_people else value for key, value in filters.items()}


def _asked(key: str, value: str, masked: set[str]) -> str:
    if key in ("words", "exact"):
        return KEPT_BACK
    if key not in ("actor", "source"):
        return value
    listed = load_actors().keys() | load_sources().keys()
    return ", ".join(
        name if name in listed else _name(name, key, masked) if name.startswith(UNLISTED) else KEPT_BACK
        for name in value.split(", ")
    )


def _held_back(selection: Selection, incident: Incident, policy: Policy) -> str:
    if policy.holds_back_plans and str(incident.status) == "planned":
        return "planned: withheld until it is past"
    return _too_fresh(selection, incident.date, policy)


def _too_fresh(selection: Selection, date: DateSpan | None, policy: Policy) -> str:
    """Why something of that date may not leave yet; empty where it may."""
    if not policy.delay_days:
        return ""
    latest = selection.as_of.date() - timedelta(days=policy.delay_days)
    if date is not None and date.end <= latest:
        return ""
    return f"of the last {policy.delay_days} days, or without a date"


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
        grade_rule="",
        witnesses=tuple(f"witness {number}" for number, _ in enumerate(incident.witnesses, 1)),
        development=tuple(replace(step, of=_name(step.of, "actor", masked)) for step in incident.development),
        links=(),
    )


def _toll(toll: Toll, claims: dict[Claim, Claim], masked: set[str]) -> Toll:
    of = _name(toll.of, "actor", masked)
    claimed = tuple(claims[claim] for claim in toll.claims)
    if toll.override is None:
        return replace(toll, of=of, claims=claimed, rule=_unnamed(toll.rule))
    override = replace(toll.override, who="", why="", rule="")
    return replace(toll, of=of, claims=claimed, rule="set by an analyst", override=override)


def _unnamed(rule: str) -> str:
    """The rule that chose a figure without the witnesses that it names, who may be people, newsrooms or at a place."""
    rest = _WHOLE if rule.endswith(_WHOLE) else ""
    return _WITNESSES.sub(r"\1", rule.removesuffix(rest)) + rest


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
    return replace(
        event,
        initiators=_names(event.initiators, "actor", masked),
        targets=_names(event.targets, "actor", masked),
        casualties=_losses(event.casualties, masked),
        sources=_names(event.sources, "source", masked),
        claimed_by=_names(event.claimed_by, "actor", masked),
        denied_by=_names(event.denied_by, "source", masked),
        evidence=event.evidence if policy.gives_texts else (),
        why=(),
    )


def _tallies(
    selection: Selection, reports: set[str], policy: Policy, masks: _Masks
) -> tuple[tuple[ReportTally, ...], list[Withheld]]:
    """The running totals of the reports that may leave, and those that may not yet."""
    shown, late = [], []
    for told in selection.tallies:
        if told.report_id not in reports:
            continue
        why = _too_fresh(selection, told.tally.date, policy)
        if why:
            late.append(Withheld(f"tally {told.position} of report {told.report_id}", why))
        else:
            shown.append(_tally(told, policy, masks.of(f"report {told.report_id}")))
    return tuple(shown), late


def _tally(told: ReportTally, policy: Policy, masked: set[str]) -> ReportTally:
    tally = replace(told.tally, places=_unique(_place(place, policy) for place in told.tally.places))
    if policy.masks_people:
        tally = replace(
            tally,
            casualties=_losses(tally.casualties, masked),
            sources=_names(tally.sources, "source", masked),
            evidence=tally.evidence if policy.gives_texts else (),
            why=(),
        )
    return replace(told, tally=tally)


def _losses(casualties: Iterable[Casualty], masked: set[str]) -> tuple[Casualty, ...]:
    return tuple(
        replace(one, of=_name(one.of, "actor", masked), source=_name(one.source, "source", masked))
        for one in casualties
    )


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
