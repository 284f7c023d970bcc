"""The list of incidents with its facets, map and timeline, and the page of one incident."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.export.drawing import Chart, draw_chart
from marsad.export.portrait import Portrait, portrait_of
from marsad.model import Incident, PairJudgement
from marsad.pipeline.figures import HARMS
from marsad.pipeline.join import UNDOABLE
from marsad.reconcile.decisions import standing
from marsad.store import View
from marsad.web.desk import Desk
from marsad.web.figures import add_figures
from marsad.web.ledger import Ledger
from marsad.web.line import FACETS, Line
from marsad.web.picture import draw_found, time_found
from marsad.web.wanted import PER_PAGE, Found, Wanted, find_lines, found_by_words, read_wanted

#: the list's map is so many times as wide as high
WIDE = 2.6
#: values that one facet shows before the rest is folded away
SHOWN_VALUES = 8


def incident_routes(desk: Desk) -> APIRouter:
    """The pages of incidents."""
    router = APIRouter()
    add_listing(router, desk)
    add_incident(router, desk)
    add_figures(router, desk)
    return router


def add_listing(router: APIRouter, desk: Desk) -> None:
    """The list."""

    @router.get("/{lang}/incidents")
    def listing(request: Request, lang: str) -> Response:
        wanted = read_wanted(request.query_params)
        ledger = desk.keeper.now()
        with desk.store.view() as view:
            ids = found_by_words(view, wanted)
        result = find_lines(ledger, wanted, ids)
        pages = max(1, -(-len(result) // PER_PAGE))
        page = min(wanted.page, pages)
        return desk.show(
            request,
            lang,
            "incidents.html.j2",
            wanted=wanted,
            lines=result.lines(wanted.order, (page - 1) * PER_PAGE, PER_PAGE),
            found=len(result),
            page=page,
            pages=pages,
            facets=facets_of(result, wanted),
            chart=draw_found(result.index, result.bits, desk.basemap, WIDE),
            timeline=time_found(result.index, result.bits),
            unmapped=result.unmapped,
        )


def add_incident(router: APIRouter, desk: Desk) -> None:
    """One incident."""

    @router.get("/{lang}/incidents/{incident_id}")
    def one(request: Request, lang: str, incident_id: str) -> Response:
        with desk.store.view() as view:
            incident = view.incident(incident_id)
            if incident is None:
                raise HTTPException(404)
            if incident.id != incident_id:
                return RedirectResponse(f"/{lang}/incidents/{incident.id}", 308)
            portrait = paint(view, incident)
            revisions = view.revisions(incident.id)
            log = view.decisions()
            missed = missed_by(desk, view, incident)
        decisions = [row for row in log if {*row.subject, *row.against} & set(incident.members)]
        undoable = {row.number for row in standing(log) if row.action in UNDOABLE}
        return desk.show(
            request,
            lang,
            "incident.html.j2",
            portrait=portrait,
            incident=incident,
            line=desk.keeper.now().line(incident.id),
            chart=chart_of(desk, incident),
            revisions=revisions,
            decisions=decisions,
            undoable=undoable,
            missed=missed,
            near=near_of(desk.keeper.now(), incident),
            harms=HARMS,
            actors=[who for who, said in desk.labels.names.items() if said],
        )


def facets_of(result: Found, wanted: Wanted) -> list[tuple[str, list[tuple[str, int]], list[tuple[str, int]]]]:
    """Each facet with its values and counts, first those shown, then those folded away."""
    found = []
    for facet in FACETS:
        chosen = wanted.chosen(facet)
        counts = sorted(result.counts[facet].items(), key=lambda pair: (-pair[1], pair[0]))
        counts += [(value, 0) for value in chosen if value not in result.counts[facet]]
        shown = [pair for n, pair in enumerate(counts) if n < SHOWN_VALUES or pair[0] in chosen]
        found.append((facet, shown, [pair for pair in counts[SHOWN_VALUES:] if pair not in shown][:60]))
    return found


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
