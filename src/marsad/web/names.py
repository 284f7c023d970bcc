"""The page of names: places and parties of the record, the gazetteer, and the form of a place that it lacks."""

from __future__ import annotations

from collections import Counter, defaultdict

from fastapi import Request, Response

from marsad.lexicon.gazetteer import GazetteerPlace, own_gazetteer
from marsad.model import Place
from marsad.web.desk import Desk
from marsad.web.forms import NO_SLIP, Slip
from marsad.web.index import bits_of
from marsad.web.ledger import Ledger
from marsad.web.picture import draw_found


def show_names(desk: Desk, request: Request, lang: str, q: str = "", slip: Slip = NO_SLIP) -> Response:
    """The page, with what was wrong in its form beside what was written."""
    ledger = desk.keeper.now()
    places, parties = places_of(ledger), parties_of(ledger)
    wanted = q.strip().lower()
    if wanted:
        places = [one for one in places if wanted in one[0].name.lower() or wanted in one[0].admin1.lower()]
        parties = [
            one
            for one in parties
            if any(wanted in said.lower() for said in (*desk.labels.name(one[0]).values(), one[0]))
        ]
    shown = {place.name for place, _ in places}
    among = [n for n, line in enumerate(ledger.lines) if any(one.name in shown for one in line.incident.places)]
    chart = draw_found(ledger.index, bits_of(among) if wanted else ledger.index.every, desk.basemap)
    return desk.show(
        request, lang, "names.html.j2", slip.status, q=q, places=places[:300], parties=parties, chart=chart,
        rows=gazetteer_rows(q), provinces=provinces(), slip=slip,
    )  # fmt: skip


def gazetteer_rows(words: str) -> list[GazetteerPlace]:
    """Gazetteer places of that name in any spelling, or whose English name begins so; the most prominent first."""
    if not words.strip():
        return []
    wanted = words.strip().lower()
    found = {place.id: place for place in own_gazetteer().named(words)}
    found |= {place.id: place for place in own_gazetteer().places if place.name_en.lower().startswith(wanted)}
    return sorted(found.values(), key=lambda place: (-place.prominence, place.id))[:60]


def places_of(ledger: Ledger) -> list[tuple[Place, int]]:
    """The places of the record with how many incidents lie there, the most frequent first."""
    counts: Counter[Place] = Counter(place for line in ledger.lines for place in line.incident.places)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name))


def parties_of(ledger: Ledger) -> list[tuple[str, int, int]]:
    """The parties with how often they act and how often they suffer."""
    acts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for line in ledger.lines:
        for who in line.incident.initiators:
            acts[who][0] += 1
        for who in line.incident.targets:
            acts[who][1] += 1
    return sorted(
        ((who, done, suffered) for who, (done, suffered) in acts.items()), key=lambda row: (-row[1] - row[2], row[0])
    )


def provinces() -> list[str]:
    """The codes of all provinces."""
    return sorted({place.admin1 for place in own_gazetteer().places if "-" in place.admin1})
