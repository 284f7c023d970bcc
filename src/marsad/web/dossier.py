"""One incident as its page shows it: portrait, members and decisions, and what was wrong in one of its forms."""

from __future__ import annotations

from fastapi import HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.export.drawing import Chart, draw_chart
from marsad.export.portrait import Portrait, portrait_of
from marsad.model import Incident, PairJudgement
from marsad.pipeline.figures import HARMS
from marsad.pipeline.join import UNDOABLE
from marsad.reconcile.decisions import standing
from marsad.store import View
from marsad.web.desk import Desk
from marsad.web.forms import NO_SLIP, Slip
from marsad.web.ledger import Ledger
from marsad.web.line import Line


def show_incident(desk: Desk, request: Request, lang: str, incident_id: str, slip: Slip = NO_SLIP) -> Response:
    """The page of one incident, with what went wrong beside what was written."""
    with desk.store.view() as view:
        incident = view.incident(incident_id)
        if incident is None:
            raise slip.fault or HTTPException(404)
        if incident.id != incident_id and slip.fault is None:
            return RedirectResponse(f"/{lang}/incidents/{incident.id}", 308)
        portrait = paint(view, incident)
        revisions = view.revisions(incident.id)
        log = view.decisions()
        missed = missed_by(desk, view, incident)
    ledger = desk.keeper.now()
    decisions = [row for row in log if {*row.subject, *row.against} & set(incident.members)]
    undoable = {row.number for row in standing(log) if row.action in UNDOABLE}
    actors = [who for who, said in desk.labels.names.items() if said]
    return desk.show(
        request, lang, "incident.html.j2", slip.status, portrait=portrait, incident=incident,
        line=ledger.line(incident.id), chart=chart_of(desk, incident), revisions=revisions, decisions=decisions,
        undoable=undoable, missed=missed, near=near_of(ledger, incident), harms=HARMS, actors=actors, slip=slip,
        slipped=figures_of(slip, incident),
    )  # fmt: skip


def figures_of(slip: Slip, incident: Incident) -> tuple[str, str] | None:
    """Beside which figures something was wrong: side and harm; both empty for those of a side that was typed."""
    if slip.part != "figures":
        return None
    wanted = (slip.kept.get("of", ""), slip.kept.get("harm", ""))
    is_shown = wanted in {(toll.of, toll.harm) for toll in incident.tolls}
    return wanted if is_shown and not slip.kept.get("typed") else ("", "")


def paint(view: View, incident: Incident) -> Portrait:
    """The portrait of an incident, with its reports read from the store."""
    report_ids = list(dict.fromkeys(report_id for report_id, _ in incident.members))
    reports = {report_id: report for report_id in report_ids if (report := view.report(report_id))}
    events = {(coded.id, event.id): event for coded in view.coded(report_ids) for event in coded.events}
    return portrait_of(incident, reports, events)


def chart_of(desk: Desk, incident: Incident) -> Chart:
    """The map of one incident."""
    return draw_chart([incident], desk.basemap, aspect=1.6)


def missed_by(desk: Desk, view: View, incident: Incident) -> list[tuple[Line, PairJudgement]]:
    """The incidents whose events came nearest to being joined with this one, each with what kept it out."""
    pairs = desk.linker.near_misses(incident, view)
    inside = view.incident_ids_of(pair.right for pair in pairs)
    found: dict[str, tuple[Line, PairJudgement]] = {}
    for pair in pairs:
        line = desk.keeper.now().line(inside.get(pair.right, ""))
        if line is not None:
            found.setdefault(line.incident.id, (line, pair))
    return list(found.values())


def near_of(ledger: Ledger, incident: Incident, most: int = 6) -> list[Line]:
    """Other incidents of the same days and province: what this one might be confused with."""
    if incident.date is None:
        return []
    admin1 = {place.admin1 for place in incident.places if place.admin1}
    found = []
    for line in ledger.lines:
        span = line.incident.date
        if line.incident.id == incident.id or span is None or not admin1 & set(line.facets["admin1"]):
            continue
        if (span.start - incident.date.end).days <= 1 and (incident.date.start - span.end).days <= 1:
            found.append(line)
    return found[:most]
