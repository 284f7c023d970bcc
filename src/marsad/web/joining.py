"""What a person decides about incidents: merge, split, move, take back; from the page of one incident."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from marsad.errors import UsageError
from marsad.model import Decision, EventKey
from marsad.pipeline.join import merge, move, split, take_back
from marsad.web.desk import Desk
from marsad.web.dossier import show_incident
from marsad.web.forms import Slip, is_whole


def joining_routes(desk: Desk) -> APIRouter:
    """The one address to which the forms of an incident's page are sent."""
    router = APIRouter()

    @router.post("/{lang}/incidents/{incident_id}")
    async def decide(request: Request, lang: str, incident_id: str) -> Response:
        form = await request.form()
        desk.check_seal(request, str(form.get("seal", "")))
        with desk.store.view() as view:
            incident = view.incident(incident_id)
        if incident is None:
            raise UsageError(f"there is no incident {incident_id!r}")
        try:
            made = carry_out(desk, desk.signer(request), incident.id, form)
        except UsageError as fault:
            return show_incident(desk, request, lang, incident.id, slip_of(form, fault))
        target = target_of(desk, made.subject or incident.members)
        return RedirectResponse(f"/{lang}/incidents/{target or incident.id}", 303)

    return router


def carry_out(desk: Desk, who: str, incident_id: str, form: FormData) -> Decision:
    """Do what the form says, in the name of `who`."""
    verb, why, target = (str(form.get(name, "")) for name in ("verb", "why", "target"))
    keys = [read_key(str(value)) for value in form.getlist("event")]
    if verb == "merge":
        return merge(desk.store, incident_id, target, who, why)
    if verb == "split":
        return split(desk.store, incident_id, keys, who, why)
    if verb == "move":
        return move(desk.store, incident_id, keys, target, who, why)
    if verb == "undo":
        return take_back(desk.store, int(target) if is_whole(target) else 0, who, why)
    raise UsageError(f"nothing is called {verb!r} here")


def slip_of(form: FormData, fault: UsageError) -> Slip:
    """What was wrong in which form of the page, with what had been written and chosen there."""
    kept = {name: str(form.get(name, "")) for name in ("why", "target")}
    part = "undo" if form.get("verb") == "undo" else "joining"
    return Slip(part, fault, kept, tuple(str(value) for value in form.getlist("event")))


def read_key(written: str) -> EventKey:
    """An event's key from a form: event id, a stroke, report id.

    >>> read_key("e2/a/b")
    ('a/b', 'e2')
    """
    event_id, _, report_id = written.partition("/")
    return report_id, event_id


def target_of(desk: Desk, keys: tuple[EventKey, ...]) -> str:
    """The incident that the first of some events is in now."""
    with desk.store.view() as view:
        return view.incident_ids_of(keys[:1]).get(keys[0], "") if keys else ""
