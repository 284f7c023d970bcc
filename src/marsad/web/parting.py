"""From the review page: one event cut in two, and two events said to be the same."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from marsad.errors import UsageError
from marsad.model import Event, EventKey
from marsad.pipeline.join import take_back
from marsad.pipeline.parting import Share, Side, divide, same_as
from marsad.pipeline.review import check_unchanged, event_in
from marsad.web.desk import Desk
from marsad.web.forms import answer, read_number, sealed_fields
from marsad.web.reading import Opened, show_review


def add_parting(router: APIRouter, desk: Desk) -> None:
    """The addresses to which the forms are sent."""

    @router.post("/{lang}/review/{report_id:path}/{event_id}/split")
    async def split(request: Request, lang: str, report_id: str, event_id: str) -> Response:
        fields = await sealed_fields(desk, request)
        key: EventKey = (report_id, event_id)
        try:
            with desk.store.writer() as writer:
                check_unchanged(writer, key, read_number(fields.get("seen", "")))
                share = read_share(event_in(writer, key), fields)
                divide(writer, key, share, desk.signer(request), fields.get("why", ""))
        except UsageError as fault:
            opened = Opened(split=event_id, fault=fault, at=event_id, kept=fields)
            return show_review(desk, request, lang, report_id, opened)
        return answer(request, lang, report_id, event_id)

    @router.post("/{lang}/review/{report_id:path}/{event_id}/same")
    async def same(request: Request, lang: str, report_id: str, event_id: str) -> Response:
        fields = await sealed_fields(desk, request)
        who, why = desk.signer(request), fields.get("why", "")
        try:
            if fields.get("verb") == "undo":
                take_back(desk.store, read_number(fields.get("target", "")), who, why)
            else:
                target = fields.get("target", "").strip() or fields.get("mate", "")
                same_as(desk.store, (report_id, event_id), target, who, why)
        except UsageError as fault:
            opened = Opened(same=event_id, fault=fault, at=event_id, kept=fields)
            return show_review(desk, request, lang, report_id, opened)
        return answer(request, lang, report_id, event_id)


def read_share(event: Event, fields: dict[str, str]) -> Share:
    """To which of the two events each part of one goes."""

    def sides(part: str, many: int) -> list[Side]:
        return [read_side(fields.get(f"{part}{n}", ""), part) for n in range(many)]

    return Share(
        fields.get("type", event.type),
        sides("evidence", len(event.evidence)),
        sides("casualty", len(event.casualties)),
        sides("place", len(event.places)),
    )


def read_side(written: str, part: str) -> Side:
    """One choice of the form."""
    if written not in tuple(Side):
        raise UsageError(f"say for each {part} to which of the two events it goes")
    return Side(written)
