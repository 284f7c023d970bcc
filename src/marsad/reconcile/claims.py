"""The table of claims of an incident: one row per source and figure, with who passed it on and what stake the source
has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.model import Casualty, Claim, Event
from marsad.reconcile.compare import is_vague
from marsad.reconcile.lineage import Lineage
from marsad.reconcile.witnesses import Speakers, Telling

_STANCE = {"occurred": "asserts", "planned": "announces", "denied": "denies"}


def stance_of(event: Event) -> str:
    """What a report does with an event: assert, recall, announce or deny it."""
    if event.status == "occurred" and event.salience == "background":
        return "recalls"
    return _STANCE[event.status]


def best_of(casualty: Casualty) -> int | None:
    """The best single figure of a count: N, the N of "at least N", the middle of a range; None for vague words."""
    if is_vague(casualty):
        return None
    if casualty.high is None or casualty.high == casualty.low:
        return casualty.low
    return (casualty.low + casualty.high) // 2


def _has_stake(source: str, event: Event, speakers: Speakers, lineage: Lineage) -> bool:
    party = speakers.party_of(source, lineage)
    sides = {*event.initiators, *event.targets, *(casualty.of for casualty in event.casualties)}
    return bool(party) and any(lineage.kin(party, side) >= 0.4 for side in sides)


def claims_of(telling: Telling, speakers: Speakers, lineage: Lineage) -> list[Claim]:
    """The claims of one event: its figures, or that it happened; who claims responsibility; who denies."""
    event, report = telling.stored.event, telling.stored.report

    def is_party(source: str) -> bool:
        return _has_stake(source, event, speakers, lineage)

    def claim(source: str, stance: str, casualty: Casualty | None = None) -> Claim:
        return Claim(
            report=telling.stored.report_id,
            event=event.id,
            publisher=report.publisher if report else "",
            source=source,
            via=tuple(passer for passer in telling.via if passer != source),
            as_of=report.published if report else None,
            stance=stance,
            of=casualty.of if casualty else "",
            harm=casualty.harm if casualty else "",
            low=casualty.low if casualty else 0,
            best=best_of(casualty) if casualty else None,
            high=casualty.high if casualty else None,
            is_vague=is_vague(casualty) if casualty else False,
            has_stake=is_party(source),
            witness=telling.witness(source),
        )

    stance = stance_of(event)
    voice = next((source for source in telling.ultimate if not is_party(source)), telling.ultimate[0])
    figures = [claim(casualty.source or voice, stance, casualty) for casualty in event.casualties]
    told = {figure.source for figure in figures}
    bare = [claim(source, stance) for source in telling.ultimate if source not in told]
    responsible = [claim(actor, "claims_responsibility") for actor in event.claimed_by]
    denying = [claim(actor, "denies") for actor in event.denied_by]
    return [*figures, *dict.fromkeys([*bare, *responsible, *denying])]


def table_of_claims(tellings: Sequence[Telling], speakers: Speakers, lineage: Lineage) -> tuple[Claim, ...]:
    """All claims of an incident, oldest first."""
    rows = [claim for telling in tellings for claim in claims_of(telling, speakers, lineage)]
    return tuple(sorted(rows, key=_order))


def _order(claim: Claim) -> tuple[str, str, str, str, str, str, int]:
    day = str(claim.as_of) if claim.as_of else "9999"
    return (day, claim.report, claim.event, claim.harm or "~", claim.of, claim.source, claim.low)


def figures_among(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that give a figure."""
    return [claim for claim in claims if claim.harm]
