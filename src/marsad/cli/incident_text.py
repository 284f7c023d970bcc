"""An incident's case file and a checked tally as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from marsad.cli.terminal import isolate, table
from marsad.export.cells import HEADS, figure_of, incident_cells, toll_line
from marsad.export.labels import Labels
from marsad.model import Claim, EventKey, PairJudgement

if TYPE_CHECKING:
    from marsad.pipeline.casefile import CaseFile, CheckedTally

#: the longest bar of a waterfall, in characters, and the log-odds it stands for
BAR, FULL = 20, 8.0


def case_lines(case: CaseFile, beside: Mapping[EventKey, str], labels: Labels, columns: int) -> Iterator[str]:
    """The incident, its figures with their rules, claims, development, evidence, links and near misses."""
    incident = case.incident
    if case.asked != incident.id:
        yield f"{case.asked} was merged into {incident.id}\n"
    yield from table(HEADS, [incident_cells(incident, labels)], columns)
    yield from _rejected_lines(case)
    yield f"\nstatus {incident.status}; grade {incident.grade}: {incident.grade_rule}"
    yield f"independent witnesses: {', '.join(map(isolate, incident.witnesses)) or 'none'}"
    yield from _toll_lines(case, labels)
    yield "\nClaims"
    heads = ("day", "source", "via", "stance", "says", "event")
    yield from table(heads, (_claim_cells(claim, labels) for claim in incident.claims), columns)
    yield "\nEvidence"
    for quote in case.quotes:
        words = isolate(f"{quote.before}[{quote.words}]{quote.after}")
        yield f"  {quote.report}/{quote.event} {isolate(quote.publisher)}: {words}"
    yield from _link_lines(case, beside)


def _rejected_lines(case: CaseFile) -> Iterator[str]:
    """That people rejected the incident, and why."""
    if case.rejections:
        yield "\nRejected in review: lists, exports and tallies leave it out"
    for one in case.rejections:
        events = ", ".join("/".join(key) for key in one.subject)
        yield f"  {events} by {isolate(one.who)} in decision {one.number}: {isolate(one.why)}"


def _toll_lines(case: CaseFile, labels: Labels) -> Iterator[str]:
    if case.incident.tolls:
        yield "\nFigures (low / best / high)"
    for toll in case.incident.tolls:
        yield f"  {toll_line(toll, labels, 'en')}: {toll.rule}"
        if (by := toll.override) and by.low is not None:
            yield f"    the rule had {by.low} / {by.best} / {by.high}{'+' if by.is_open else ''}: {by.rule}"
        if by and by.is_dated:
            yield "    other events make the incident now: look at these figures again"
    days = {step.day for step in case.incident.development}
    if len(days) > 1:
        yield "\nAs it developed"
        for step in case.incident.development:
            yield f"  {step.day}  {labels.name(step.of)['en']} {step.harm} {step.low} / {step.best} / {step.high}"


def _claim_cells(claim: Claim, labels: Labels) -> tuple[list[str], ...]:
    figure = f"{figure_of(claim, labels, 'en')}, {labels.name(claim.of)['en']}" if claim.harm else ""
    return (
        [str(claim.as_of or "?")],
        [labels.name(claim.source)["en"] + (" (party)" if claim.has_stake else "")],
        [labels.name(passer)["en"] for passer in claim.via],
        [claim.stance.replace("_", " ")],
        [figure],
        [f"{claim.report}/{claim.event}"],
    )


def _link_lines(case: CaseFile, beside: Mapping[EventKey, str]) -> Iterator[str]:
    for link in case.incident.links:
        yield f"\nWhy {'/'.join(link.left)} and {'/'.join(link.right)} are one: {_verdict(link)}"
        yield from _waterfall(link)
    if case.near_misses:
        yield "\nNear misses"
    for miss in case.near_misses:
        where = beside.get(miss.right, "")
        yield f"\n{'/'.join(miss.left)} and {'/'.join(miss.right)} ({where or 'in no incident'}): {_verdict(miss)}"
        yield from _waterfall(miss)


def _verdict(link: PairJudgement) -> str:
    return f"{link.judgement} by {link.by}, score {link.score:+.1f}, chance {link.probability:.0%}"


def _waterfall(link: PairJudgement) -> Iterator[str]:
    """One bar per signal: to the right for, to the left against."""
    for signal in link.signals:
        if not signal.points:
            continue
        size = max(1, min(BAR, round(abs(signal.points) / FULL * BAR)))
        bar = ("+" if signal.points > 0 else "-") * size
        yield f"  {signal.points:+6.2f} {bar:{BAR}} {signal.name.replace('_', ' ')}  {isolate(signal.words)}"


def tally_lines(checked: CheckedTally) -> Iterator[str]:
    """A tally, its period, places and sources, and each count beside what is held."""
    span = checked.tally.date
    period = f"{span.start} to {span.end}" if span else "no period told"
    places = ", ".join(isolate(place.name) for place in checked.tally.places) or "no place told"
    sources = ", ".join(map(isolate, checked.tally.sources)) or "no source told"
    yield f"{checked.report}: {period}; {places}; {sources}"
    for row in checked.rows:
        yield f"  {row.words}"
        if row.incidents:
            yield f"    {', '.join(row.incidents)}"
    if checked.rejected:
        yield f"  left out, rejected in review: {', '.join(checked.rejected)}"
