"""Figures that a person gives for one side and harm, from the page of an incident."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from marsad.errors import UsageError
from marsad.model import Given
from marsad.pipeline.figures import give_figures
from marsad.pipeline.join import held_incident
from marsad.web.desk import Desk
from marsad.web.dossier import show_incident
from marsad.web.forms import Slip, read_number, read_whole, sealed_fields
from marsad.web.typed import read_party


def add_figures(router: APIRouter, desk: Desk) -> None:
    """The address to which the forms beside the figures are sent."""

    @router.post("/{lang}/incidents/{incident_id}/figures")
    async def give(request: Request, lang: str, incident_id: str) -> Response:
        fields = {name: value.strip() for name, value in (await sealed_fields(desk, request)).items()}
        with desk.store.view() as view:
            sides = {toll.of for toll in held_incident(view, incident_id).tolls}
        try:
            given = read_figures(fields, sides)
            seen = read_number(fields.get("seen", ""))
            give_figures(desk.store, incident_id, given, desk.signer(request), fields.get("why", ""), seen)
        except UsageError as fault:
            return show_incident(desk, request, lang, incident_id, Slip("figures", fault, fields))
        return RedirectResponse(f"/{lang}/incidents/{incident_id}#losses", 303)


def read_figures(fields: dict[str, str], sides: Collection[str] = ()) -> Given:
    """The figures of a form, of a side that has some or of one that was typed.

    A best or high one that is left out is as the one before.
    """
    low, side = fields.get("low", ""), fields.get("of", "")
    best = fields.get("best", "") or low
    high = fields.get("high", "") or best
    numbers = [read_whole(value, name) for name, value in (("low", low), ("best", best), ("high", high))]
    return Given(side if side in sides else read_party(side), fields.get("harm", ""), *numbers)
