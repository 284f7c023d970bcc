"""The public form of the record: what may leave. It is all that a data-only viewer sees, and others see it as it is.

These pages read nothing but what the policy `public` lets through, so that no filter, facet or download can tell more.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from marsad.export.disclosure import disclose
from marsad.export.drawing import draw_chart
from marsad.export.portrait import portrait_of
from marsad.export.selection import Selection
from marsad.web.api import COLUMNS, FAULTS, cells_of, csv_lines, features_of, tagged
from marsad.web.desk import Desk
from marsad.web.disclosed import POLICY
from marsad.web.incidents import WIDE, facets_of
from marsad.web.ledger import Ledger
from marsad.web.picture import draw_found, time_found
from marsad.web.wanted import PER_PAGE, Found, Wanted, find_lines, read_wanted

#: facets that the public form has
SHOWN = ("family", "type", "actor", "admin1", "status", "state")


class PublicPage(BaseModel):
    """A page of incidents in their public form."""

    total: int
    offset: int
    incidents: list[dict[str, Any]]


def found_for(ledger: Ledger, wanted: Wanted) -> Found:
    """The lines that fit. Words are searched in reports and in exact places, so they are not searched here."""
    if wanted.q.strip():
        raise HTTPException(422, "q: the public form is not searched by words")
    return find_lines(ledger, wanted, None)


def public_routes(desk: Desk) -> APIRouter:
    """The pages."""
    router = APIRouter()

    @router.get("/{lang}/public")
    def listing(request: Request, lang: str) -> Response:
        wanted, ledger = read_wanted(request.query_params), desk.public.now()
        result = found_for(ledger, wanted)
        pages = max(1, -(-len(result) // PER_PAGE))
        page = min(wanted.page, pages)
        return desk.show(
            request, lang, "public.html.j2", wanted=wanted, page=page, pages=pages, found=len(result),
            lines=result.lines(wanted.order, (page - 1) * PER_PAGE, PER_PAGE), total=len(ledger.lines),
            facets=[one for one in facets_of(result, wanted) if one[0] in SHOWN],
            chart=draw_found(result.index, result.bits, desk.basemap, WIDE),
            timeline=time_found(result.index, result.bits),
        )  # fmt: skip

    @router.get("/{lang}/public/{incident_id}")
    def one(request: Request, lang: str, incident_id: str) -> Response:
        with desk.store.view() as view:
            incident, at = view.incident(incident_id), view.as_of()
        line = desk.public.now().line(incident.id) if incident else None
        if incident is None or line is None or at is None:
            raise HTTPException(404)
        if incident.id != incident_id:
            return RedirectResponse(f"/{lang}/public/{incident.id}", 308)
        (shown,) = disclose(Selection((incident,), at, desk.store.versions), POLICY).selection.incidents
        return desk.show(
            request, lang, "public_incident.html.j2", incident=shown, line=line, portrait=portrait_of(shown, {}, {}),
            chart=draw_chart([shown], desk.basemap, aspect=1.6),
        )  # fmt: skip

    return router


def public_interface(desk: Desk) -> APIRouter:
    """The same for programs."""
    router = APIRouter(prefix="/api/v1/public", tags=["public form"], responses=FAULTS)

    @router.get("/incidents", response_model=PublicPage)
    def public_incidents(request: Request, wanted: Annotated[Wanted, Query()]) -> Response:
        """Incidents that fit the filters, in their public form; pages have 50."""
        found, first = found_for(desk.public.now(), wanted), (wanted.page - 1) * PER_PAGE
        rows = [
            dict(zip(COLUMNS, map(plain, cells_of(line)), strict=True))
            for line in found.lines(wanted.order, first, PER_PAGE)
        ]
        return tagged(request, {"total": len(found), "offset": first, "incidents": rows})

    @router.get("/incidents.csv", response_class=Response)
    def public_csv(wanted: Annotated[Wanted, Query()]) -> Response:
        """All incidents that fit the filters, in their public form, one line each."""
        text = "".join(csv_lines(found_for(desk.public.now(), wanted).lines(wanted.order)))
        headers = {"Content-Disposition": 'attachment; filename="incidents-public.csv"'}
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

    @router.get("/incidents.geojson", response_class=Response)
    def public_geojson(wanted: Annotated[Wanted, Query()]) -> Response:
        """The cells of all incidents that fit the filters."""
        lines = found_for(desk.public.now(), wanted).lines(wanted.order)
        body = {"type": "FeatureCollection", "features": [one for line in lines for one in features_of(line)]}
        headers = {"Content-Disposition": 'attachment; filename="incidents-public.geojson"'}
        return Response(json.dumps(body, ensure_ascii=False), media_type="application/geo+json", headers=headers)

    return router


def plain(value: object) -> object:
    """A cell as JSON knows it."""
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
