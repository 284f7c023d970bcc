"""From the review page: one event cut in two, and two events said to be the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from marsad.errors import UsageError
from marsad.model import Action, Decision, Event, EventKey, Judgement, StoredEvent
from marsad.pipeline.join import take_back
from marsad.pipeline.parting import Share, Side, divide, same_as
from marsad.pipeline.review import check_unchanged, event_in, events_of
from marsad.reconcile.decisions import standing
from marsad.store import View
from marsad.web.desk import Desk
from marsad.web.forms import answer, read_number

#: events of other reports that are offered as the same
MOST_MATES = 8


@dataclass(frozen=True, slots=True)
class Mate:
    """An event that may be the same as another; `percent` is how likely the scorer finds it, where it compared them."""

    stored: StoredEvent
    incident: str
    percent: int | None = None

    @property
    def name(self) -> str:
        """The event as forms name it."""
        return "/".join(self.stored.key)


def add_parting(router: APIRouter, desk: Desk) -> None:
    """The addresses to which the forms are sent."""

    @router.post("/{lang}/review/{report_id:path}/{event_id}/split")
    async def split(request: Request, lang: str, report_id: str, event_id: str) -> Response:
        form = await request.form()
        fields = {name: str(value) for name, value in form.items()}
        desk.check_seal(request, fields.get("seal", ""))
        key: EventKey = (report_id, event_id)
        with desk.store.writer() as writer:
            check_unchanged(writer, key, read_number(fields.get("seen", "")))
            share = read_share(event_in(writer, key), fields)
            divide(writer, key, share, desk.signer(request), fields.get("why", ""))
        return answer(request, lang, report_id, event_id)

    @router.post("/{lang}/review/{report_id:path}/{event_id}/same")
    async def same(request: Request, lang: str, report_id: str, event_id: str) -> Response:
        form = await request.form()
        fields = {name: str(value) for name, value in form.items()}
        desk.check_seal(request, fields.get("seal", ""))
        who, why = desk.signer(request), fields.get("why", "")
        if fields.get("verb") == "undo":
            take_back(desk.store, read_number(fields.get("target", "")), who, why)
        else:
            target = fields.get("target", "").strip() or fields.get("mate", "")
            same_as(desk.store, (report_id, event_id), target, who, why)
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


def sames_of(log: Iterable[Decision]) -> dict[EventKey, list[Decision]]:
    """The standing decisions that an event is the same as another, by event."""
    found: dict[EventKey, list[Decision]] = {}
    for row in standing(log):
        if row.action is Action.JUDGE and row.judgement is Judgement.SAME:
            for key in row.subject:
                found.setdefault(key, []).append(row)
    return found


def likely_mates(desk: Desk, view: View, key: EventKey) -> list[Mate]:
    """Events that may be the same as one: the others of its report, and the likeliest of other reports."""
    inside = view.incident_ids_of([key])
    incident = view.incident(inside[key]) if key in inside else None
    pairs = desk.linker.near_misses(incident, view, MOST_MATES) if incident else []
    chance = {pair.right: round(100 * pair.probability) for pair in pairs}
    own = [(key[0], event.id) for event in events_of(view, key[0]) if event.id != key[1]]
    keys = [one for one in dict.fromkeys((*own, *chance)) if not incident or one not in incident.members]
    where = view.incident_ids_of(keys)
    stored = {one.key: one for one in view.events(keys)}
    return [Mate(stored[one], where.get(one, ""), chance.get(one)) for one in keys if one in stored]
