"""Places and parties set right from their pages: a place moved, added or given more names, a party given another."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.errors import UsageError
from marsad.export.drawing import VAGUE_KM, Pin, draw_pins
from marsad.export.labels import Labels
from marsad.export.outline import plane, plane_radius
from marsad.lexicon.added import read_aliases
from marsad.lexicon.gazetteer import GazetteerPlace
from marsad.lexicon.places import own_gazetteer, read_corrected
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
from marsad.web.forms import NO_SLIP, Slip, read_number, sealed_fields
from marsad.web.names import provinces, show_names
from marsad.web.typed import read_party, read_province, split_names

#: names of a party that its page lists
MOST_NAMES = 120
#: what people write for a decimal point and for minus: commas of Latin and of Arabic keyboards, the Arabic decimal sign
DECIMAL = str.maketrans({",": ".", "\u060c": ".", "\u066b": ".", "\u2212": "-"})


def add_corrections(router: APIRouter, desk: Desk) -> None:
    """The pages of one place and of one party, and what their forms send."""
    add_places(router, desk)
    add_parties(router, desk)


def add_places(router: APIRouter, desk: Desk) -> None:
    """One place of the gazetteer."""

    @router.get("/{lang}/names/places/{place_id}")
    def place_page(request: Request, lang: str, place_id: str) -> Response:
        return show_place(desk, request, lang, place_id)

    @router.post("/{lang}/names/places")
    async def new_place(request: Request, lang: str) -> Response:
        fields = await sealed_fields(desk, request)
        try:
            spot, who = read_spot(fields, desk.labels), desk.signer(request)
            made = add_place(desk.store, fields.get("name", ""), spot, who, fields.get("why", ""))
        except UsageError as fault:
            return show_names(desk, request, lang, slip=Slip("place", fault, fields))
        found = next(row for row in read_corrected() if mark_of(made) in row.evidence)
        return RedirectResponse(f"/{lang}/names/places/{quote(found.id)}", 303)

    @router.post("/{lang}/names/places/{place_id}")
    async def correct(request: Request, lang: str, place_id: str) -> Response:
        fields = await sealed_fields(desk, request)
        who, why = desk.signer(request), fields.get("why", "")
        try:
            if fields.get("verb") == "undo":
                take_correction_back(desk.store, read_number(fields.get("target", "")), who, why)
            else:
                correct_place(desk.store, place_id, read_spot(fields, desk.labels), who, why, fields.get("seen"))
        except UsageError as fault:
            return show_place(desk, request, lang, place_id, slip_of(fields, fault))
        is_there = place_id in own_gazetteer().by_id
        return RedirectResponse(f"/{lang}/names/places/{quote(place_id)}" if is_there else f"/{lang}/names", 303)


def show_place(desk: Desk, request: Request, lang: str, place_id: str, slip: Slip = NO_SLIP) -> Response:
    """The page of one place, with what was wrong in its form beside what was written."""
    place = own_gazetteer().by_id.get(place_id)
    if place is None:
        raise slip.fault or HTTPException(404)
    rows = [row for row in read_corrected() if row.id == place_id]
    made = corrections_by_mark(desk)
    history = [(row, next((one for mark, one in made.items() if mark in row.evidence), None)) for row in rows]
    return desk.show(
        request, lang, "place.html.j2", slip.status, place=place, history=history, provinces=provinces(), slip=slip,
        chart=draw_pins([pin_of(place)], desk.basemap, 1.6),
    )  # fmt: skip


def add_parties(router: APIRouter, desk: Desk) -> None:
    """One party, of the registry or not."""

    @router.get("/{lang}/names/parties/{actor:path}")
    def party_page(request: Request, lang: str, actor: str) -> Response:
        return show_party(desk, request, lang, actor)

    @router.post("/{lang}/names/parties/{actor:path}")
    async def name(request: Request, lang: str, actor: str) -> Response:
        fields = await sealed_fields(desk, request)
        who, why = desk.signer(request), fields.get("why", "")
        target = fields.get("actor", "").strip()
        target = read_party(target) if target else actor
        try:
            if fields.get("verb") == "undo":
                take_correction_back(desk.store, read_number(fields.get("target", "")), who, why)
            else:
                name_party(desk.store, fields.get("name", ""), target, who, why)
        except UsageError as fault:
            return show_party(desk, request, lang, actor, slip_of(fields, fault))
        return RedirectResponse(f"/{lang}/names/parties/{quote(target)}", 303)


def show_party(desk: Desk, request: Request, lang: str, actor: str, slip: Slip = NO_SLIP) -> Response:
    """The page of one party, with what was wrong in its form beside what was written."""
    entry = load_actors().get(actor)
    if entry is None and not actor.startswith("x:"):
        raise slip.fault or HTTPException(404)
    made = corrections_by_mark(desk)
    added = [
        (alias, next((one for mark, one in made.items() if mark in alias.evidence), None))
        for alias in read_aliases()
        if alias.actor == actor
    ]
    names = sorted(name for name, one in names_of().items() if one == actor)
    return desk.show(
        request, lang, "party.html.j2", slip.status, actor=actor, entry=entry, added=added, names=names[:MOST_NAMES],
        count=len(names), parties=sorted(load_actors()), slip=slip,
    )  # fmt: skip


def slip_of(fields: dict[str, str], fault: UsageError) -> Slip:
    """What was wrong in the form of a correction, or in that which takes one back."""
    return Slip("undo" if fields.get("verb") == "undo" else "correct", fault, fields)


def read_spot(fields: dict[str, str], labels: Labels) -> Spot:
    """Point, radius, province and names of a form."""
    lat, lon, radius = (read_degrees(fields.get(name, ""), name) for name in ("lat", "lon", "radius_km"))
    names = (" ".join(name.replace("|", " ").split()) for name in split_names(fields.get("names", "")))
    return Spot(lat, lon, radius, read_province(fields.get("admin1", ""), labels), tuple(names))


def read_degrees(written: str, name: str) -> float:
    """A number with a decimal point or comma, in digits of any script.

    >>> read_degrees("34,5", "lat"), read_degrees("\u0663\u0664\u066b\u0665", "lat")
    (34.5, 34.5)
    """
    try:
        return float(written.strip().translate(DECIMAL))
    except ValueError:
        raise UsageError(f"{name} is {written!r}: give a number with a decimal point") from None


def corrections_by_mark(desk: Desk) -> dict[str, Decision]:
    """The corrections of this record that stand, by what names them in the user's tables."""
    with desk.store.view() as view:
        return {mark_of(row): row for row in standing(view.decisions()) if row.action in CORRECTING}


def pin_of(place: GazetteerPlace) -> Pin:
    """A place of the gazetteer on the map."""
    x, y = plane(place.lon, place.lat)
    radius = plane_radius(place.radius_km, place.lat) if place.radius_km > VAGUE_KM else 0.0
    return Pin(place.id, "movement", round(x, 4), round(y, 4), round(radius, 4), place.name, place.radius_km)
