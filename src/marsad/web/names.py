"""The page of names: places and parties of the record, the gazetteer, and the form of a place that it lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fastapi import Request, Response

from marsad.lexicon.gazetteer import GazetteerPlace
from marsad.lexicon.places import own_gazetteer
from marsad.model import Place
from marsad.text import fold
from marsad.web.desk import Desk
from marsad.web.forms import NO_SLIP, Slip
from marsad.web.index import bits_of
from marsad.web.ledger import Ledger
from marsad.web.picture import draw_found

SHOWN_PLACES = 300
#: degrees by which a box round one point reaches beyond it
NEARLY = 1e-7


def show_names(desk: Desk, request: Request, lang: str, q: str = "", slip: Slip = NO_SLIP) -> Response:
    """The page, with what was wrong in its form beside what was written."""
    ledger = desk.keeper.now()
    places, parties = places_of(ledger), parties_of(ledger)
    wanted = fold(q.strip())
    if wanted:
        places = [row for row in places if is_called(row.place, wanted)]
        parties = [row for row in parties if any(wanted in fold(one) for one in said_of(desk, row.who))]
    shown = {row.place for row in places}
    among = [n for n, line in enumerate(ledger.lines) if not shown.isdisjoint(line.incident.places)]
    chart = draw_found(ledger.index, bits_of(among) if wanted else ledger.index.every, desk.basemap)
    return desk.show(
        request, lang, "names.html.j2", slip.status, q=q, places=places[:SHOWN_PLACES],
        place_count=len(places), parties=parties, chart=chart, rows=gazetteer_rows(q), provinces=provinces(), slip=slip,
    )  # fmt: skip


def is_called(place: Place, wanted: str) -> bool:
    """True if folded words are part of a place's name, of the code of its province, or of another name of it in the
    gazetteer.
    """
    listed = (one for one in own_gazetteer().named(place.name) if one.admin1 == place.admin1)
    others = (name for one in listed for name in (one.name_en, *one.names))
    return any(wanted in fold(name) for name in (place.name, place.admin1, *others))


def said_of(desk: Desk, who: str) -> tuple[str, ...]:
    """The names of a party in both languages, and its id."""
    return *desk.labels.name(who).values(), who


def gazetteer_rows(words: str) -> list[GazetteerPlace]:
    """Gazetteer places of that name in any spelling, or whose English name begins so; the most prominent first."""
    if not words.strip():
        return []
    wanted = words.strip().lower()
    found = {place.id: place for place in own_gazetteer().named(words)}
    found |= {place.id: place for place in own_gazetteer().places if place.name_en.lower().startswith(wanted)}
    return sorted(found.values(), key=lambda place: (-place.prominence, place.id))[:60]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the record: in how many incidents, and the part of the map that holds these and no others."""

    place: Place
    incidents: int
    box: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party of the record: in how many incidents, and how often it acts and suffers."""

    who: str
    incidents: int
    acts: int
    suffers: int


def places_of(ledger: Ledger) -> list[PlaceRow]:
    """The places of the record, the most frequent first."""
    counts: Counter[Place] = Counter(place for line in ledger.lines for place in set(line.incident.places))
    held: dict[tuple[float | None, float | None], int]
    held = {(spot.lon, spot.lat): spot.incidents.bit_count() for spot in ledger.index.spots}
    rows = [
        PlaceRow(place, count, box_of(place) if held.get((place.lon, place.lat)) == count else "")
        for place, count in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row.incidents, row.place.name))


def box_of(place: Place) -> str:
    """The box round a place's point alone, as lists of incidents take it.

    >>> box_of(Place("", 34.88, 38.87, 5, "SY-HI"))
    '38.8699999,34.8799999,38.8700001,34.8800001'
    """
    lat, lon = place.lat or 0.0, place.lon or 0.0
    edges = (lon - NEARLY, lat - NEARLY, lon + NEARLY, lat + NEARLY)
    return ",".join(f"{edge:.7f}" for edge in edges)


def parties_of(ledger: Ledger) -> list[PartyRow]:
    """The parties of the record, the most frequent first."""
    acts = Counter(who for line in ledger.lines for who in set(line.incident.initiators))
    suffers = Counter(who for line in ledger.lines for who in set(line.incident.targets))
    found = ledger.totals["actor"]
    rows = [PartyRow(who, found[who], acts[who], suffers[who]) for who in found if found[who]]
    return sorted(rows, key=lambda row: (-row.incidents, row.who))


def provinces() -> list[str]:
    """The codes of all provinces."""
    return sorted({place.admin1 for place in own_gazetteer().places if "-" in place.admin1})
