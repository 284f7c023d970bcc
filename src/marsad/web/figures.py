"""Figures that a person gives for one side and harm, from the page of an incident."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from marsad.model import Given
from marsad.pipeline.figures import give_figures
from marsad.web.desk import Desk
from marsad.web.forms import read_number, read_whole


def add_figures(router: APIRouter, desk: Desk) -> None:
    """The address to which the forms beside the figures are sent."""

    @router.post("/{lang}/incidents/{incident_id}/figures")
    async def give(request: Request, lang: str, incident_id: str) -> Response:
        form = await request.form()
        fields = {name: str(value).strip() for name, value in form.items()}
        desk.check_seal(request, fields.get("seal", ""))
        given = read_figures(fields)
        give_figures(
            desk.store,
            incident_id,
            given,
            desk.signer(request),
            fields.get("why", ""),
            read_number(fields.get("seen", "")),
        )
        return RedirectResponse(f"/{lang}/incidents/{incident_id}#losses", 303)


def read_figures(fields: dict[str, str]) -> Given:
    """The figures of a form; a best or high one that is left out is as the one before."""
    low = fields.get("low", "")
    best = fields.get("best", "") or low
    high = fields.get("high", "") or best
    numbers = [read_whole(value, name) for name, value in (("low", low), ("best", best), ("high", high))]
    return Given(fields.get("of", ""), fields.get("harm", ""), *numbers)
