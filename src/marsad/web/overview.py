"""The first page (what waits, what changed), the history of decisions, and help."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile

from fastapi import APIRouter, Request, Response

from marsad.export.drawing import draw_chart
from marsad.model import Grade
from marsad.reconcile.decisions import verify_log
from marsad.web.desk import Desk
from marsad.web.guard import COOKIE, note_visit
from marsad.web.ledger import Ledger
from marsad.web.line import Line

#: how many incidents the first page names
NAMED = 8
#: decisions on one page of the history
LOG_PAGE = 100


def overview_routes(desk: Desk) -> APIRouter:
    """Pages that look at the whole record."""
    router = APIRouter()
    add_home(router, desk)
    add_history(router, desk)
    return router


def add_home(router: APIRouter, desk: Desk) -> None:
    """What waits, what changed."""

    @router.get("/{lang}/")
    def home(request: Request, lang: str) -> Response:
        ledger = desk.keeper.now()
        week = latest_week(ledger)
        since = desk.door.last_here.get(request.cookies.get(COOKIE, ""))
        response = desk.show(
            request,
            lang,
            "home.html.j2",
            newest=ledger.lines[:NAMED],
            contested=ledger.totals["grade"][str(Grade.CONTESTED)],
            disputed=ledger.index.some(ledger.index.with_value("grade", [str(Grade.CONTESTED)]))[:NAMED],
            waiting=ledger.waiting[:NAMED],
            states=ledger.totals["state"],
            silent=ledger.index.kept(("silent", ledger.mark), lambda: silent_publishers(desk)),
            week=week,
            chart=draw_chart([line.incident for line in week], desk.basemap),
            since=since,
            changed=changed_lines(desk, ledger, since),
        )
        note_visit(response, desk.site)
        return response


def add_history(router: APIRouter, desk: Desk) -> None:
    """The log of decisions, and help."""

    @router.get("/{lang}/history")
    def history(request: Request, lang: str, page: int = 1) -> Response:
        with desk.store.view() as view:
            log = list(view.decisions())
            faults = verify_log(log, view.head("decisions"))
        page = max(1, min(page, -(-len(log) // LOG_PAGE) or 1))
        shown = list(reversed(log))[(page - 1) * LOG_PAGE : page * LOG_PAGE]
        return desk.show(
            request,
            lang,
            "history.html.j2",
            log=shown,
            faults=faults,
            page=page,
            pages=-(-len(log) // LOG_PAGE),
            length=len(log),
        )

    @router.get("/{lang}/help")
    def help_page(request: Request, lang: str) -> Response:
        return desk.show(request, lang, "help.html.j2")


def changed_lines(desk: Desk, ledger: Ledger, since: datetime | None) -> list[tuple[Line, bool]]:
    """The incidents that are new or were revised since a moment, each with whether it is new."""
    if since is None:
        return []
    with desk.store.view() as view:
        changed = view.changed_since(since)
    return [(line, changed[line.incident.id] == 1) for line in ledger.lines if line.incident.id in changed]


def latest_week(ledger: Ledger) -> list[Line]:
    """The incidents of the last seven days of the record."""
    if not ledger.lines or ledger.lines[0].incident.date is None:
        return []
    first = ledger.lines[0].day - timedelta(days=7)
    # the newest stand first, undated ones last
    return list(takewhile(lambda line: line.incident.date is not None and line.day > first, ledger.lines))


def silent_publishers(desk: Desk) -> list[tuple[str, date]]:
    """Publishers of several reports whose last one is the oldest, with its day."""
    with desk.store.view() as view:
        last = [(who, day) for who, count, day in view.publishers() if day and count > 1]
    return sorted(last, key=lambda pair: pair[1])[:5]
