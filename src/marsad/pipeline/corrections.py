"""Places and names of parties as analysts set them right: kept in the user's tables, used from the next coding on.

Each correction is a row of the decision log; the table's row names it by its hash, so that it can be taken back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from marsad.errors import UsageError
from marsad.export.lines import open_whole
from marsad.ingest.gazetteer import table_rows
from marsad.lexicon.added import ALIAS_COLUMNS, Alias, alias_table, corrected_table, read_aliases
from marsad.lexicon.gazetteer import GazetteerPlace, name_words
from marsad.lexicon.places import ANALYST, own_gazetteer, read_corrected
from marsad.lexicon.registry import load_actors
from marsad.mention.actor.vocabulary import names_of
from marsad.model import Action, Decision
from marsad.reconcile.decisions import standing
from marsad.store import Store, Writer

CORRECTING = (Action.PLACE, Action.NAME)
#: a place that an analyst adds is as prominent as a small town
ADDED_PROMINENCE = 1
MOST_KM = 1000.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a place is, how far off that may be, its province, and names to add to those it has."""

    lat: float
    lon: float
    radius_km: float
    admin1: str
    names: tuple[str, ...] = ()


def correct_place(store: Store, place_id: str, spot: Spot, who: str, why: str, seen: str | None = None) -> Decision:
    """Move a place of the gazetteer, or give it more names. A reason is required.

    With `seen`, the evidence that the person saw, it is refused where somebody changed the place meanwhile.
    """
    place = own_gazetteer().by_id.get(place_id)
    if place is None:
        raise UsageError(f"the gazetteer has no place {place_id!r}")
    if seen is not None and seen != place.evidence:
        raise UsageError("somebody changed this place meanwhile; look at it again")
    _check(spot)
    mended = replace(
        place,
        lat=spot.lat,
        lon=spot.lon,
        radius_km=spot.radius_km,
        admin1=spot.admin1,
        aliases=tuple(dict.fromkeys((*place.aliases, *(name for name in spot.names if name != place.name)))),
    )
    changed = [
        f"{name} {getattr(place, name)} > {getattr(mended, name)}"
        for name in ("lat", "lon", "radius_km", "admin1")
        if getattr(place, name) != getattr(mended, name)
    ]
    changed += [f"also called {name}" for name in mended.aliases if name not in place.aliases]
    if not changed:
        raise UsageError("nothing was changed")
    return _keep_place(store, mended, f"{place.name}, {place.id}: {', '.join(changed)}", who, why)


def add_place(store: Store, name: str, spot: Spot, who: str, why: str) -> Decision:
    """A place that the gazetteer lacks. A reason is required."""
    _check(spot)
    if not name_words(name):
        raise UsageError("give the name of the place")
    place = GazetteerPlace(
        f"own.{'-'.join(name_words(name))}.{spot.lat:g}.{spot.lon:g}", name.strip(), "", spot.names, "village",
        spot.admin1[:2], spot.admin1, spot.lat, spot.lon, spot.radius_km, ADDED_PROMINENCE,
    )  # fmt: skip
    if place.id in own_gazetteer().by_id:
        raise UsageError(f"the gazetteer has {place.id} already")
    return _keep_place(store, place, f"{place.name}, {place.id}: added at {spot.lat:g}, {spot.lon:g}", who, why)


def name_party(store: Store, name: str, actor: str, who: str, why: str) -> Decision:
    """Another name of a party of the registry. A reason is required."""
    if actor not in load_actors():
        raise UsageError(f"the registry has no party {actor!r}")
    alias = Alias(" ".join(name.split()), actor, "")
    if len(alias.folded) < 3:
        raise UsageError("give a name of three letters or more")
    if (known := names_of().get(alias.folded)) is not None:
        raise UsageError(f"this name is that of {known} already")
    _check_reason(why)
    with store.writer() as writer:
        made = _decide(writer, Action.NAME, who, f"{why.strip()} ({actor}: also called {alias.name})")
        _write_aliases([*read_aliases(), replace(alias, evidence=evidence_of(made))])
    return made


def take_correction_back(store: Store, number: int, who: str, why: str) -> Decision:
    """A correction holds no more; of several of one place the latest is taken back first."""
    with store.writer() as writer:
        found = next((row for row in standing(writer.decisions()) if row.number == number), None)
        if found is None or found.action not in CORRECTING:
            raise UsageError(f"decision {number} does not stand, or is no correction")
        undone = Decision(0, Action.UNDO, (), who, datetime.now(UTC), why.strip() or "taken back", undoes=number)
        if found.action is Action.PLACE:
            _drop_place(mark_of(found))
        else:
            _write_aliases(row for row in read_aliases() if mark_of(found) not in row.evidence)
        return writer.decide(undone)


def mark_of(made: Decision) -> str:
    """How a row of a table names the decision that made it."""
    return f"#{made.hash[:12]}"


def evidence_of(made: Decision) -> str:
    """What a row of a table says of where it comes from."""
    return " ".join(f"{ANALYST} {made.who}, {made.when.date()} {mark_of(made)}: {made.why}".split())


def _check(spot: Spot) -> None:
    if not (-90 <= spot.lat <= 90 and -180 <= spot.lon <= 180):
        raise UsageError(f"{spot.lat}, {spot.lon} is no point on earth; are the two swapped?")
    if not 0 < spot.radius_km <= MOST_KM:
        raise UsageError(f"{spot.radius_km} km is no radius; give more than 0 and at most {MOST_KM:g}")
    known = {place.admin1 for place in own_gazetteer().places}
    if spot.admin1 not in known:
        raise UsageError(f"{spot.admin1!r} is no province; give a code such as SY-DY")


def _check_reason(why: str) -> None:
    if not why.strip():
        raise UsageError("a correction needs a reason")


def _keep_place(store: Store, place: GazetteerPlace, told: str, who: str, why: str) -> Decision:
    _check_reason(why)
    with store.writer() as writer:
        made = _decide(writer, Action.PLACE, who, f"{why.strip()} ({told})")
        _write_places([*read_corrected(), replace(place, evidence=evidence_of(made))])
    return made


def _decide(writer: Writer, action: Action, who: str, why: str) -> Decision:
    return writer.decide(Decision(0, action, (), who, datetime.now(UTC), why))


def _drop_place(mark: str) -> None:
    rows = read_corrected()
    gone = next((row for row in rows if mark in row.evidence), None)
    if gone is None:
        raise UsageError("the table of corrected places does not hold this correction")
    if [row for row in rows if row.id == gone.id][-1] != gone:
        raise UsageError("the place was changed again since; take that back first")
    _write_places(row for row in rows if row != gone)


def _write_places(rows: Iterable[GazetteerPlace]) -> None:
    _write(corrected_table(), list(table_rows(rows)))


def _write_aliases(rows: Iterable[Alias]) -> None:
    _write(alias_table(), [ALIAS_COLUMNS, *((row.name, row.actor, row.evidence) for row in rows)])


def _write(table: Path, rows: Sequence[Sequence[str]]) -> None:
    table.parent.mkdir(parents=True, exist_ok=True)
    with open_whole(str(table)) as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
