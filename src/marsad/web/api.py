"""The HTTP interface: the record as JSON, CSV and GeoJSON, with paging and entity tags; and verdicts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from marsad.export.csvs import BYTE_ORDER_MARK, cell
from marsad.export.page import digest
from marsad.export.tolls import set_by_analyst
from marsad.model.codec import to_plain
from marsad.model.rows import coded_row, incident_row, report_row
from marsad.pipeline.review import accept, check_unchanged, reject, undo
from marsad.store import IncidentFilter, ReportFilter, View
from marsad.web.desk import Desk
from marsad.web.line import Line
from marsad.web.wanted import PER_PAGE, Found, Wanted, find_lines, found_by_words

MOST = 500
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
COLUMNS = (
    "incident", "type", "status", "state", "grade", "start", "end", "place", "lat", "lon", "radius_km", "admin1",
    "initiators", "targets", "killed_low", "killed_best", "killed_high", "wounded_best", "figures",
    "sources", "reports",
)  # fmt: skip


class Verdict(BaseModel):
    """A person's word on an event. `seen` is the number of the verdict that the person saw, 0 for none."""

    model_config = ConfigDict(extra="forbid")

    verb: Literal["accept", "reject", "undo"]
    why: str = Field("", max_length=2000)
    seen: int = Field(0, ge=0)


class Fault(BaseModel):
    """Why a request was not answered."""

    error: str


FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": Fault, "description": words}
    for status, words in (
        (400, "a body that is no JSON"),
        (401, "no session: open the link first"),
        (403, "sent from another site"),
        (404, "no such record"),
        (409, "refused: the seal is missing, or the record changed"),
        (422, "a value that cannot be read, or an unknown name"),
    )
}


class IncidentPage(BaseModel):
    """A page of incidents."""

    total: int
    offset: int
    incidents: list[dict[str, Any]]


def api_routes(desk: Desk) -> APIRouter:
    """All of /api/v1."""
    router = APIRouter(prefix="/api/v1", tags=["record"], responses=FAULTS)
    add_incidents(router, desk)
    add_reports(router, desk)
    add_decisions(router, desk)
    return router


def found_for(desk: Desk, wanted: Wanted) -> Found:
    """What fits the filters."""
    with desk.store.view() as view:
        ids = found_by_words(view, wanted)
    return find_lines(desk.keeper.now(), wanted, ids)


def lines_of(desk: Desk, wanted: Wanted) -> list[Line]:
    """The lines that fit, in order."""
    return found_for(desk, wanted).lines(wanted.order)


def rows_of(view: View, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The whole incidents of some lines, with where each stands in review."""
    whole = {one.id: one for one in view.incidents(IncidentFilter(ids=tuple(line.incident.id for line in lines)))}
    held = ((line, whole.get(line.incident.id)) for line in lines)
    return [incident_row(one) | {"state": str(line.state)} for line, one in held if one is not None]


def add_incidents(router: APIRouter, desk: Desk) -> None:
    """Incidents, with the same filters as the page."""

    @router.get("/incidents", response_model=IncidentPage)
    def incidents(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
        """Incidents that fit the filters; pages have 50."""
        found, first = found_for(desk, wanted), (wanted.page - 1) * PER_PAGE
        lines = found.lines(wanted.order, first, PER_PAGE)
        with desk.store.view() as view:
            page = rows_of(view, lines) if lines else []
        return tagged(request, {"total": len(found), "offset": first, "incidents": page})

    @router.get("/incidents.csv", response_class=Response)
    def incidents_csv(wanted: Annotated[Wanted, Query()]) -> Response:
        """All incidents that fit the filters, one line each."""
        headers = {"Content-Disposition": 'attachment; filename="incidents.csv"'}
        return Response(
            "".join(csv_lines(lines_of(desk, wanted))), media_type="text/csv; charset=utf-8", headers=headers
        )

    @router.get("/incidents.geojson", response_class=Response)
    def incidents_geojson(wanted: Annotated[Wanted, Query()]) -> Response:
        """All located incidents that fit the filters, one feature for each place."""
        features = [feature for line in lines_of(desk, wanted) for feature in features_of(line)]
        body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
        headers = {"Content-Disposition": 'attachment; filename="incidents.geojson"'}
        return Response(body, media_type="application/geo+json", headers=headers)

    @router.get("/incidents/{incident_id}")
    def incident(request: Request, incident_id: str) -> Response:
        """One incident; an id that was merged away gives the incident it leads to."""
        with desk.store.view() as view:
            found = view.incident(incident_id)
        if found is None:
            raise HTTPException(404, "there is no such incident")
        return tagged(request, incident_row(found))


def add_reports(router: APIRouter, desk: Desk) -> None:
    """Reports and their codings."""

    @router.get("/reports")
    def reports(request: Request, q: str = "", offset: Offset = 0, limit: Limit = 50) -> Response:
        """Reports by day of publication, of all or of those that hold the words."""
        with desk.store.view() as view:
            found = [report_row(one) for one in view.reports(ReportFilter(words=q), limit=limit, offset=offset)]
        return tagged(request, {"offset": offset, "reports": found})

    @router.get("/reports/{report_id:path}")
    def report(request: Request, report_id: str) -> Response:
        """One report, verbatim, with its newest coding and the rule behind every value."""
        with desk.store.view() as view:
            held = view.report(report_id)
            coded = [coded_row(one) for one in view.coded([report_id])]
        if held is None:
            raise HTTPException(404, "there is no such report")
        return tagged(request, report_row(held) | {"coded": coded[0] if coded else None})


def add_decisions(router: APIRouter, desk: Desk) -> None:
    """The log, and new verdicts on events."""

    @router.get("/decisions")
    def decisions(request: Request, offset: Offset = 0, limit: Limit = 100) -> Response:
        """The decision log, oldest first."""
        with desk.store.view() as view:
            log = view.decisions()
        return tagged(
            request, {"total": len(log), "decisions": [to_plain(row) for row in log[offset : offset + limit]]}
        )

    @router.post("/events/{report_id:path}/{event_id}/verdict")
    def verdict(
        request: Request, report_id: str, event_id: str, given: Verdict, x_marsad_seal: Annotated[str, Header()] = ""
    ) -> Response:
        """Accept or reject an event, or undo the standing verdict. 409 if somebody judged it after `seen`."""
        desk.check_seal(request, x_marsad_seal)
        key = (report_id, event_id)
        with desk.store.writer() as writer:
            check_unchanged(writer, key, given.seen)
            desk.check_undo(request, writer, key, given.verb)
            act = {"accept": accept, "reject": reject, "undo": undo}[given.verb]
            made = act(writer, key, desk.signer(request), given.why)
        return JSONResponse(to_plain(made), 201)


def tagged(request: Request, body: Any) -> Response:
    """JSON with an entity tag; nothing but the tag if the asker holds it already."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    tag = f'"{digest(text)[7:39]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(text, media_type="application/json", headers=headers)


def csv_lines(lines: Sequence[Line]) -> Iterator[str]:
    """CSV of lines, with a mark at the start by which spreadsheets know UTF-8."""
    yield BYTE_ORDER_MARK
    for cells in (COLUMNS, *map(cells_of, lines)):
        out = io.StringIO()
        csv.writer(out).writerow([cell(value) for value in cells])
        yield out.getvalue()


def cells_of(line: Line) -> tuple[object, ...]:
    """An incident as the cells of COLUMNS: of several places the first, an open figure without a highest."""
    one, killed, wounded = line.incident, line.killed, line.wounded
    place = one.places[0] if one.places else None
    span = (one.date.start, one.date.end) if one.date else (None, None)
    where = (place.name, place.lat, place.lon, place.radius_km, place.admin1) if place else ("", None, None, None, "")
    dead = (killed.low, killed.best, None if killed.is_open else killed.high) if killed else (None, None, None)
    parties = (" ".join(one.initiators), " ".join(one.targets))
    reports = len({report_id for report_id, _ in one.members})
    hurt = wounded.best if wounded else None
    by = "analyst" if set_by_analyst(one) else "rule"
    return (
        one.id, one.type, one.status, str(line.state), str(one.grade), *span, *where, *parties, *dead, hurt, by,
        " | ".join(one.sources), reports,
    )  # fmt: skip


def features_of(line: Line) -> Iterator[dict[str, Any]]:
    """A GeoJSON point for each located place, with its radius beside it."""
    one = line.incident
    for place in one.places:
        if place.lat is None or place.lon is None:
            continue
        yield {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": {
                "incident": one.id,
                "type": one.type,
                "status": one.status,
                "state": str(line.state),
                "grade": str(one.grade),
                "start": str(one.date.start) if one.date else None,
                "end": str(one.date.end) if one.date else None,
                "place": place.name,
                "radius_km": place.radius_km,
                "killed_best": line.killed.best if line.killed else None,
            },
        }
