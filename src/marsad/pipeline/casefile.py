"""All that is held of one incident: its claims, the words that prove them, why its reports were joined, and near
misses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marsad.errors import UsageError
from marsad.model import Decision, EventKey, Incident, PairJudgement, StoredEvent, Tally
from marsad.model.rows import incident_row, link_row
from marsad.pipeline.review import State, standing_verdicts, state_of_members
from marsad.reconcile import load_linker
from marsad.reconcile.lineage import load_lineage
from marsad.reconcile.tally import TallyRow, check_tally
from marsad.store import IncidentFilter, View

#: words shown on each side of the evidence
MARGIN = 60


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words that prove an event, with some words around them."""

    report: str
    event: str
    publisher: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """An incident with its quotes and near misses; `asked` is the id asked for, which may have been merged away."""

    asked: str
    incident: Incident
    quotes: tuple[Quote, ...]
    near_misses: tuple[PairJudgement, ...]
    review: State = State.DRAFT
    #: the verdicts on its events, where people rejected all of them
    rejections: tuple[Decision, ...] = ()


def open_case(view: View, incident_id: str, near: int = 5) -> CaseFile:
    """The case file of an incident; UsageError if there is none of that id."""
    incident = view.incident(incident_id)
    if incident is None:
        raise UsageError(f"there is no incident {incident_id}")
    members = view.events_of([incident.id])
    misses = load_linker().near_misses(incident, view, near) if near else []
    verdicts = standing_verdicts(view.decisions())
    review = state_of_members(incident.members, verdicts)
    rejections = tuple(verdicts[key] for key in incident.members) if review is State.REJECTED else ()
    return CaseFile(incident_id, incident, tuple(quotes_of(members)), tuple(misses), review, rejections)


def quotes_of(members: Sequence[StoredEvent]) -> list[Quote]:
    """The evidence of each event, in text order, spans that touch taken together."""
    found = []
    for member in sorted(members, key=lambda member: member.key):
        if member.report is None:
            continue
        text, end = member.report.text, 0
        for span in sorted(member.event.evidence):
            if span.start < end:
                continue
            end = span.end
            before, after = text[max(0, span.start - MARGIN) : span.start], text[span.end : span.end + MARGIN]
            parts = (_last_line(before), text[span.start : span.end], after.split("\n")[0])
            found.append(Quote(member.report_id, member.event.id, member.report.publisher, *parts))
    return found


def _last_line(text: str) -> str:
    return text.rsplit("\n", 1)[-1]


def case_row(case: CaseFile) -> dict[str, Any]:
    """A case file as a JSON row."""
    quotes = [
        {"report": quote.report, "event": quote.event, "publisher": quote.publisher, "words": quote.words}
        for quote in case.quotes
    ]
    return incident_row(case.incident) | {
        "review": str(case.review),
        "evidence": quotes,
        "near_misses": [link_row(one) for one in case.near_misses],
    }


def incident_beside(miss: PairJudgement, view: View) -> str:
    """The incident that the other event of a near miss is in, "" if none."""
    other: EventKey = miss.right
    return view.incident_ids_of([other]).get(other, "")


@dataclass(frozen=True, slots=True)
class CheckedTally:
    """A tally of a report, beside what the store holds for it; `rejected` would count, had people not rejected them."""

    report: str
    tally: Tally
    rows: tuple[TallyRow, ...]
    rejected: tuple[str, ...] = ()


def check_tallies(view: View, report_ids: Sequence[str] = ()) -> list[CheckedTally]:
    """Each tally of the held reports (or of those named) beside the incidents of its period and places."""
    lineage, verdicts = load_lineage(), standing_verdicts(view.decisions())
    found = []
    for told in view.tallies():
        if report_ids and told.report_id not in report_ids:
            continue
        span = told.tally.date
        wanted = IncidentFilter(since=span.start, until=span.end) if span else IncidentFilter()
        counted: list[Incident] = []
        rejected: list[Incident] = []
        for incident in view.incidents(wanted):
            is_rejected = state_of_members(incident.members, verdicts) is State.REJECTED
            (rejected if is_rejected else counted).append(incident)
        rows = check_tally(told.tally, counted, lineage)
        left = {name for row in check_tally(told.tally, rejected, lineage) for name in row.incidents}
        found.append(CheckedTally(told.report_id, told.tally, tuple(rows), tuple(sorted(left))))
    return found


def tally_check_row(checked: CheckedTally) -> dict[str, Any]:
    """A checked tally as a JSON row."""
    span = checked.tally.date
    return {
        "report": checked.report,
        "date": {"start": str(span.start), "end": str(span.end)} if span else None,
        "places": [place.name for place in checked.tally.places],
        "sources": list(checked.tally.sources),
        "rejected": list(checked.rejected),
        "counts": [
            {
                "of": row.counted.of,
                "harm": row.counted.harm,
                "counted": {"low": row.counted.low, "high": row.counted.high},
                "held": {"low": row.low, "best": row.best, "high": row.high},
                "missing": row.missing,
                "incidents": list(row.incidents),
                "by_its_source": list(row.by_its_source),
                "words": row.words,
            }
            for row in checked.rows
        ],
    }
