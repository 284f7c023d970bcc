"""What a page shows of an incident: its claims with their exact words, its reports with their marks, its losses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.export.labels import family_of
from marsad.export.marks import Mark, Stretch, cut, marks_of
from marsad.model import BriefToll, Claim, CodedReport, Event, Incident, Report, Span, Toll


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's telling of the incident: its events there, the marks of all, and the text cut at them."""

    report: Report
    events: tuple[Event, ...]
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A claim beside the words of the report that make it."""

    claim: Claim
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """Low, best and high summed over sides; `is_open` where a highest figure is an "at least"."""

    low: int
    best: int
    high: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Portrait:
    """An incident ready to be shown."""

    incident: Incident
    family: str
    tellings: tuple[Telling, ...]
    quoted: tuple[Quoted, ...]
    killed: Figure | None
    wounded: Figure | None

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published the reports, each once."""
        return tuple(dict.fromkeys(telling.report.publisher for telling in self.tellings))

    @property
    def is_disputed(self) -> bool:
        """True where somebody denies the incident and others assert it."""
        return bool(self.incident.denied_by) and self.incident.status != "denied"


def portray(
    incidents: Iterable[Incident], reports: Iterable[Report], coded: Iterable[CodedReport]
) -> tuple[Portrait, ...]:
    """Portraits of the incidents, in the order of their dates, undated ones last."""
    by_id = {report.id: report for report in reports}
    events = {(row.id, event.id): event for row in coded for event in row.events}
    ordered = sorted(incidents, key=lambda i: (i.date is None, i.date.start if i.date else None, i.id))
    return tuple(portrait_of(incident, by_id, events) for incident in ordered)


def portrait_of(incident: Incident, reports: Mapping[str, Report], events: Mapping[tuple[str, str], Event]) -> Portrait:
    """One incident's portrait."""
    tellings = []
    for report_id in dict.fromkeys(report_id for report_id, _ in incident.members):
        held = reports.get(report_id)
        own = tuple(events[key] for key in incident.members if key[0] == report_id and key in events)
        if held is not None:
            tellings.append(telling_of(held, own))
    tellings.sort(key=lambda t: (t.report.published is None, t.report.published, t.report.id))
    quoted = tuple(quote(claim, reports, events) for claim in incident.claims)
    return Portrait(
        incident,
        family_of(incident.type),
        tuple(tellings),
        quoted,
        total(incident.tolls, "killed"),
        total(incident.tolls, "wounded"),
    )


def telling_of(report: Report, events: tuple[Event, ...], asides: Iterable[Span] = ()) -> Telling:
    """A report and the marks of these events in it, and of what is no part of the report."""
    found = [*(mark for event in events for mark in marks_of(event, len(report.text)))]
    marks = tuple(dict.fromkeys([*found, *(Mark(span, "aside") for span in asides)]))
    return Telling(report, events, marks, cut(report.text, marks))


def quote(claim: Claim, reports: Mapping[str, Report], events: Mapping[tuple[str, str], Event]) -> Quoted:
    """The words that make a claim: where a rule read this very figure, those; else the evidence of the event."""
    report, event = reports.get(claim.report), events.get((claim.report, claim.event))
    if report is None or event is None:
        return Quoted(claim, ())
    spans = figure_spans(claim, event) or list(event.evidence[:1])
    return Quoted(claim, tuple(dict.fromkeys(report.text[span.start : span.end] for span in spans)))


def figure_spans(claim: Claim, event: Event) -> list[Span]:
    """Where the rules read the claim's figure."""
    counts = [why for why in event.why if why.span and why.slot.startswith("casualt")]
    exact = [why.span for why in counts if why.span and f" {claim.harm} {claim.low}" in why.value]
    return exact if claim.harm else []


def total(tolls: Sequence[Toll] | Sequence[BriefToll], harm: str) -> Figure | None:
    """The sum of one harm over all sides; rows that tell the same people as others are left out."""
    own = [toll for toll in tolls if toll.harm == harm]
    own = [toll for toll in own if not toll.is_whole] or own
    if not own:
        return None
    return Figure(
        sum(toll.low for toll in own),
        sum(toll.best for toll in own),
        sum(toll.high for toll in own),
        any(toll.is_open for toll in own),
    )
