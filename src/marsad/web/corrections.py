"""Places and parties set right from their pages: a place moved, added or given more names, a party given another."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.errors import UsageError
from marsad.export.drawing import VAGUE_KM, Pin, draw_pins
from marsad.export.outline import plane, plane_radius
from marsad.lexicon.added import read_aliases
from marsad.lexicon.gazetteer import GazetteerPlace, own_gazetteer, read_corrected
from marsad.lexicon.registry import load_actors
from marsad.mention.actor.vocabulary import names_of
from marsad.model import Decision
from marsad.pipeline.corrections import (
    CORRECTING,
    Spot,
    add_place,
    correct_place,
    mark_of,
    name_party,
    take_correction_back,
)
from marsad.reconcile.decisions import standing
from marsad.web.desk import Desk
from marsad.web.forms import read_number, sealed_fields
from marsad.web.mending import split_names

#: names of a party that its page lists
MOST_NAMES = 120


def add_corrections(router: APIRouter, desk: Desk) -> None:
    """The pages of one place and of one party, and what their forms send."""
    add_places(router, desk)
    add_parties(router, desk)


def add_places(router: APIRouter, desk: Desk) -> None:
    """One place of the gazetteer."""

    @router.get("/{lang}/names/places/{place_id}")
    def place_page(request: Request, lang: str, place_id: str) -> Response:
        place = own_gazetteer().by_id.get(place_id)
        if place is None:
            raise HTTPException(404)
        rows = [row for row in read_corrected() if row.id == place_id]
        made = corrections_by_mark(desk)
        history = [(row, next((one for mark, one in made.items() if mark in row.evidence), None)) for row in rows]
        return desk.show(
            request, lang, "place.html.j2", place=place, history=history, provinces=provinces(),
            chart=draw_pins([pin_of(place)], desk.basemap, 1.6),
        )  # fmt: skip

    @router.post("/{lang}/names/places")
    async def new_place(request: Request, lang: str) -> Response:
        fields = await sealed_fields(desk, request)
        made = add_place(
            desk.store, fields.get("name", ""), read_spot(fields), desk.signer(request), fields.get("why", "")
        )
        found = next(row for row in read_corrected() if mark_of(made) in row.evidence)
        return RedirectResponse(f"/{lang}/names/places/{quote(found.id)}", 303)

    @router.post("/{lang}/names/places/{place_id}")
    async def correct(request: Request, lang: str, place_id: str) -> Response:
        fields = await sealed_fields(desk, request)
        who, why = desk.signer(request), fields.get("why", "")
        if fields.get("verb") == "undo":
            take_correction_back(desk.store, read_number(fields.get("target", "")), who, why)
        else:
            correct_place(desk.store, place_id, read_spot(fields), who, why, fields.get("seen"))
        is_there = place_id in own_gazetteer().by_id
        return RedirectResponse(f"/{lang}/names/places/{quote(place_id)}" if is_there else f"/{lang}/names", 303)


def add_parties(router: APIRouter, desk: Desk) -> None:
    """One party, of the registry or not."""

    @router.get("/{lang}/names/parties/{actor:path}")
    def party_page(request: Request, lang: str, actor: str) -> Response:
        entry = load_actors().get(actor)
        if entry is None and not actor.startswith("x:"):
            raise HTTPException(404)
        made = corrections_by_mark(desk)
        added = [
            (alias, next((one for mark, one in made.items() if mark in alias.evidence), None))
            for alias in read_aliases()
            if alias.actor == actor
        ]
        names = sorted(name for name, one in names_of().items() if one == actor)
        return desk.show(
            request, lang, "party.html.j2", actor=actor, entry=entry, added=added, names=names[:MOST_NAMES],
            count=len(names), parties=sorted(load_actors()),
        )  # fmt: skip

    @router.post("/{lang}/names/parties/{actor:path}")
    async def name(request: Request, lang: str, actor: str) -> Response:
        fields = await sealed_fields(desk, request)
        who, why = desk.signer(request), fields.get("why", "")
        target = fields.get("actor", "").strip() or actor
        if fields.get("verb") == "undo":
            take_correction_back(desk.store, read_number(fields.get("target", "")), who, why)
        else:
            name_party(desk.store, fields.get("name", ""), target, who, why)
        return RedirectResponse(f"/{lang}/names/parties/{quote(target)}", 303)


def read_spot(fields: dict[str, str]) -> Spot:
    """Point, radius, province and names of a form."""
    lat, lon, radius = (read_degrees(fields.get(name, ""), name) for name in ("lat", "lon", "radius_km"))
    names = (" ".join(name.replace("|", " ").split()) for name in split_names(fields.get("names", "")))
    return Spot(lat, lon, radius, fields.get("admin1", "").strip(), tuple(names))


def read_degrees(written: str, name: str) -> float:
    """A number with a decimal point."""
    try:
        return float(written)
    except ValueError:
        raise UsageError(f"{name} is {written!r}: give a number with a decimal point") from None


def corrections_by_mark(desk: Desk) -> dict[str, Decision]:
    """The corrections of this record that stand, by what names them in the user's tables."""
    with desk.store.view() as view:
        return {mark_of(row): row for row in standing(view.decisions()) if row.action in CORRECTING}


def provinces() -> list[str]:
    """The codes of all provinces."""
    return sorted({place.admin1 for place in own_gazetteer().places if "-" in place.admin1})


def pin_of(place: GazetteerPlace) -> Pin:
    """A place of the gazetteer on the map."""
    x, y = plane(place.lon, place.lat)
    radius = plane_radius(place.radius_km, place.lat) if place.radius_km > VAGUE_KM else 0.0
    return Pin(place.id, "movement", round(x, 4), round(y, 4), round(radius, 4), place.name, place.radius_km)
