"""The list of incidents with its facets, map and timeline, and the address of one incident."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from marsad.web.desk import Desk
from marsad.web.dossier import show_incident
from marsad.web.figures import add_figures
from marsad.web.line import FACETS
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
        return show_incident(desk, request, lang, incident_id)


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
