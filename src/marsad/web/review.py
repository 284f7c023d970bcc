"""Review of one report: its text with the evidence marked, one card per event, and people's verdicts."""

from __future__ import annotations

from itertools import islice

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from marsad.errors import UsageError
from marsad.lexicon.places import own_gazetteer
from marsad.model import Event, Span
from marsad.pipeline.review import (
    accept,
    accept_all,
    add_missed,
    check_unchanged,
    confidence_of,
    event_in,
    mend,
    reject,
    undo,
)
from marsad.store import View
from marsad.web.desk import Desk
from marsad.web.forms import answer, is_whole, read_number, sealed_fields
from marsad.web.joining import read_key
from marsad.web.ledger import Ledger
from marsad.web.mending import mended_event
from marsad.web.parting import add_parting
from marsad.web.reading import Opened, show_review

#: reports that the queue lists, and events that can be accepted at once
MOST_WAITING, MOST_SURE = 200, 50


def review_routes(desk: Desk) -> APIRouter:
    """The review pages and the verdicts they send."""
    router = APIRouter()
    add_reading(router, desk)
    add_missing(router, desk)
    add_parting(router, desk)
    add_verdicts(router, desk)
    return router


def add_reading(router: APIRouter, desk: Desk) -> None:
    """The reports that wait, and one report with its events."""

    @router.get("/{lang}/review")
    def queue(request: Request, lang: str, least: str = "") -> Response:
        waiting = desk.keeper.now().waiting
        with desk.store.view() as view:
            held = {one.report_id: view.report(one.report_id) for one in waiting[:MOST_WAITING]}
            sure = sure_events(view, desk.keeper.now(), int(least)) if is_whole(least) else []
        return desk.show(
            request, lang, "queue.html.j2", held=held, waiting=waiting[:MOST_WAITING], left=len(waiting),
            sure=sure, least=least,
        )  # fmt: skip

    @router.get("/{lang}/review/{report_id:path}")
    def review(
        request: Request, lang: str, report_id: str, edit: str = "", split: str = "", same: str = ""
    ) -> Response:
        return show_review(desk, request, lang, report_id, Opened(edit, split, same))


def add_verdicts(router: APIRouter, desk: Desk) -> None:
    """Accept, reject, undo, edit."""

    @router.post("/{lang}/review/{report_id:path}/{event_id}/edit")
    async def edit(request: Request, lang: str, report_id: str, event_id: str) -> Response:
        fields = await sealed_fields(desk, request)
        key, who, why = (report_id, event_id), desk.signer(request), fields.get("why", "")
        try:
            with desk.store.writer() as writer:
                check_unchanged(writer, key, read_number(fields.get("seen", "")))
                if fields.get("instead"):
                    desk.check_undo(request, writer, key, "undo")
                    undo(writer, key, who, why)
                mended = mended_event(event_in(writer, key), fields, own_gazetteer())
                mend(writer, key, mended, who, why)
        except UsageError as fault:
            opened = Opened(edit=event_id, fault=fault, at=event_id, kept=fields)
            return show_review(desk, request, lang, report_id, opened)
        return answer(request, lang, report_id, event_id)

    @router.post("/{lang}/review/{report_id:path}/{event_id}")
    async def judge(request: Request, lang: str, report_id: str, event_id: str) -> Response:
        fields = await sealed_fields(desk, request)
        key, verb = (report_id, event_id), fields.get("verb", "")
        try:
            act = {"accept": accept, "reject": reject, "undo": undo}.get(verb)
            if act is None:
                raise UsageError(f"there is no verdict {verb!r}")
            with desk.store.writer() as writer:
                check_unchanged(writer, key, read_number(fields.get("seen", "")))
                desk.check_undo(request, writer, key, verb)
                act(writer, key, desk.signer(request), fields.get("why", ""))
        except UsageError as fault:
            return show_review(desk, request, lang, report_id, Opened(fault=fault, at=event_id, kept=fields))
        return answer(request, lang, report_id, event_id)


def sure_events(view: View, ledger: Ledger, least: int) -> list[tuple[str, Event]]:
    """Unjudged events whose least certain value has at least so many percent, as many as one page lists."""
    coded = view.coded(one.report_id for one in ledger.waiting if one.events)
    found = ((row.id, event) for row in coded for event in row.events if (row.id, event.id) not in ledger.verdicts)
    return list(islice(((report, event) for report, event in found if 100 * confidence_of(event) >= least), MOST_SURE))


def add_missing(router: APIRouter, desk: Desk) -> None:
    """Events that the program missed, and many accepted at once."""

    @router.post("/{lang}/review/{report_id:path}/missed")
    async def missed(request: Request, lang: str, report_id: str) -> Response:
        fields = await sealed_fields(desk, request)
        try:
            with desk.store.writer() as writer:
                report = writer.report(report_id)
                span = span_of(report.text if report else "", fields.get("words", ""), fields.get("at", ""))
                blank = Event("", fields.get("type", "other"), evidence=(span,))
                event = mended_event(blank, fields, own_gazetteer())
                made = add_missed(writer, report_id, event, desk.signer(request), fields.get("why", ""))
        except UsageError as fault:
            return show_review(desk, request, lang, report_id, Opened(fault=fault, kept=fields))
        return answer(request, lang, report_id, made.subject[0][1])

    @router.post("/{lang}/review")
    async def many(request: Request, lang: str) -> Response:
        form = await request.form()
        desk.check_seal(request, str(form.get("seal", "")))
        keys = [read_key(str(value)) for value in form.getlist("event")]
        with desk.store.writer() as writer:
            accept_all(writer, keys, desk.signer(request), str(form.get("why", "")))
        return RedirectResponse(f"/{lang}/review?least={form.get('least', '')}", 303)


def span_of(text: str, words: str, at: str) -> Span:
    """Where the words stand in the text: at the offset given, else where they stand first."""
    words = words.strip()
    start = int(at) if is_whole(at) and text.startswith(words, int(at)) else text.find(words)
    if not words or start < 0:
        raise UsageError("these words do not stand in the report; copy them from its text")
    return Span(start, start + len(words))
