"""From a group of events to the incident they add up to. Nothing is stored over the events; all is chosen from them
anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.model import DateSpan, Decision, Event, Incident, PairJudgement, Place, StoredEvent
from marsad.reconcile.claims import table_of_claims
from marsad.reconcile.cluster import connected
from marsad.reconcile.copies import Copy, copies_among
from marsad.reconcile.grade import grade_incident, status_of
from marsad.reconcile.lineage import UNNAMED, Lineage
from marsad.reconcile.overrides import override_tolls
from marsad.reconcile.tolls import development_of, tolls_of
from marsad.reconcile.witnesses import Speakers, hear_members, independent_witnesses, spell, spellings_of

#: of kinds of act with equal support the one that says more comes first
TELLING_TYPES = (
    "suicide_bombing", "execution", "targeted_killing", "abduction", "drone_strike", "airstrike", "shelling", "bombing",
    "territory_gained", "withdrawal", "arrest", "looting", "displacement", "agreement", "protest", "attack",
    "armed_clash", "sweep", "deployment", "other",
)  # fmt: skip


#: kinds of act whose sides are told in either order
MUTUAL = ("armed_clash",)


@dataclass(frozen=True)
class Reading:
    """What merging needs beside the events: actor lineage and who speaks for whom."""

    lineage: Lineage
    speakers: Speakers


def choose_type(events: Sequence[Event]) -> str:
    """The kind of act most events are coded as; of equals the one that says more."""
    counts = Counter(event.type for event in events)
    return min(counts, key=lambda name: (-counts[name], _rank(name), name))


def _rank(name: str) -> int:
    return TELLING_TYPES.index(name) if name in TELLING_TYPES else len(TELLING_TYPES)


def choose_date(events: Sequence[Event]) -> DateSpan | None:
    """The narrowest span; of equally narrow ones the one that most events' spans hold, then the earliest."""
    spans = [event.date for event in events if event.date]
    if not spans:
        return None

    def support(span: DateSpan) -> int:
        return sum(other.start <= span.start and span.end <= other.end for other in spans)

    return min(spans, key=lambda span: ((span.end - span.start).days, -support(span), span.start))


def choose_places(events: Sequence[Event]) -> tuple[Place, ...]:
    """The places of the event that names them most precisely; of equals the one with most places, then most agreed
    on.
    """
    placed = [event.places for event in events if event.places]
    if not placed:
        return ()
    names = Counter(place.name for places in placed for place in places)

    def rank(places: tuple[Place, ...]) -> tuple[float, int, int, str]:
        widest = max(
            place.radius_km if place.lat is not None and place.radius_km is not None else 999 for place in places
        )
        return (widest, -len(places), -sum(names[place.name] for place in places), places[0].name)

    return min(placed, key=rank)


def choose_parties(groups: Iterable[Sequence[str]], lineage: Lineage) -> tuple[str, ...]:
    """Every party named, most named first; a whole is left out where its part is named, unnamed ones where any is."""
    counts = Counter(actor for actors in groups for actor in dict.fromkeys(actors))
    named = set(counts) - UNNAMED or set(counts)
    kept = [actor for actor in named if not any(lineage.is_part_of(other, actor) for other in named)]
    return tuple(sorted(kept, key=lambda actor: (-counts[actor], actor)))


def align_sides(events: Sequence[Event], lineage: Lineage) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Doers and sufferers of each event; the sides of fighting, named in either order, are turned to fit the others."""
    plain = [event for event in events if event.type not in MUTUAL] or list(events[:1])
    doers = {actor for event in plain for actor in event.initiators} - UNNAMED
    sufferers = {actor for event in plain for actor in event.targets} - UNNAMED

    def fit(initiators: Sequence[str], targets: Sequence[str]) -> float:
        return _kinship(initiators, doers, lineage) + _kinship(targets, sufferers, lineage)

    return [
        (event.targets, event.initiators)
        if event.type in MUTUAL and fit(event.targets, event.initiators) > fit(event.initiators, event.targets)
        else (event.initiators, event.targets)
        for event in events
    ]


def part_sides(sides: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[tuple[list[str], list[str]]]:
    """The same without parties that more events name on the other side: one telling may take a doer for a sufferer."""
    doing = Counter(actor for doers, _ in sides for actor in set(doers))
    suffering = Counter(actor for _, sufferers in sides for actor in set(sufferers))
    return [
        (
            [actor for actor in doers if doing[actor] >= suffering[actor]],
            [actor for actor in sufferers if suffering[actor] >= doing[actor]],
        )
        for doers, sufferers in sides
    ]


def _kinship(names: Iterable[str], others: Iterable[str], lineage: Lineage) -> float:
    return max((lineage.kin(name, other) for name in names for other in others), default=0.0)


def _in_order(values: Iterable[Sequence[str]]) -> tuple[str, ...]:
    counts = Counter(value for group in values for value in dict.fromkeys(group))
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _groups_of_copies(copies: Sequence[Copy]) -> tuple[tuple[str, ...], ...]:
    reports = sorted({report for copy in copies for report in (copy.left, copy.right)})
    groups = connected([(r, "") for r in reports], [((copy.left, ""), (copy.right, "")) for copy in copies])
    return tuple(tuple(report for report, _ in group) for group in groups)


def merge_events(
    incident_id: str,
    members: Sequence[StoredEvent],
    reading: Reading,
    links: Sequence[PairJudgement] = (),
    formerly: Sequence[str] = (),
    given: Sequence[Decision] = (),
) -> Incident:
    """The incident that the events add up to, with the figures that people gave for it."""
    members = sorted(members, key=lambda member: member.key)
    events = [member.event for member in members]
    reports = list({member.report_id: member.report for member in members if member.report}.values())
    copies = copies_among(reports) if len(reports) > 1 else []
    tellings = hear_members(members, copies, reading.speakers)
    claims = table_of_claims(tellings, reading.speakers, reading.lineage)
    witnesses = independent_witnesses(tellings)
    sides = part_sides(align_sides(events, reading.lineage))
    spelled = spellings_of(members, reading.speakers)
    graded = grade_incident(events, [spell(witness, spelled) for witness in witnesses], reading.lineage)
    return Incident(
        id=incident_id,
        members=tuple(member.key for member in members),
        type=choose_type(events),
        status=status_of(events),
        date=choose_date(events),
        places=choose_places(events),
        initiators=choose_parties((doers for doers, _ in sides), reading.lineage),
        targets=choose_parties((sufferers for _, sufferers in sides), reading.lineage),
        weapons=_in_order(event.weapons for event in events),
        tolls=override_tolls(
            tolls_of(claims, reading.lineage, spelled), given, (member.key for member in members), reading.lineage
        ),
        claims=claims,
        sources=_in_order(event.sources for event in events),
        claimed_by=_in_order(event.claimed_by for event in events),
        denied_by=_in_order(event.denied_by for event in events),
        grade=graded.grade,
        grade_rule=graded.rule,
        witnesses=witnesses,
        development=development_of(claims, reading.lineage),
        copies=_groups_of_copies(copies),
        links=tuple(links),
        formerly=tuple(sorted(formerly)),
    )
