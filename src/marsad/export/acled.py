"""ACLED: one row per active day and named place, 31 columns.

A lossy view: ACLED holds no wounded, no ranges, no denials, no dead by side. What cannot be said in its terms is
withheld and named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from marsad.export import crosswalk as cw
from marsad.export.acled_days import Day, active_days
from marsad.export.acled_ids import event_id, marks_of
from marsad.export.acled_kinds import (
    HIERARCHY,
    Kind,
    Sides,
    disorder_of,
    interaction_of,
    is_one_battle,
    kind_of,
    sides_of,
    targets_civilians,
)
from marsad.export.acled_notes import included_note, notes_of
from marsad.export.flat import join
from marsad.export.gazette import as_acled, district_name, known_place, province_name
from marsad.export.schema import AcledRow, checked
from marsad.export.selection import Selection, Withheld
from marsad.export.tolls import is_numbered, parts, split_evenly
from marsad.model.event import Place
from marsad.model.incident import Incident

#: how far off a point may be for ACLED's three grades of place, in km
TOWN_KM, NEAR_KM, PROVINCE_KM = 5.0, 25.0, 150.0
#: what ACLED counts for hundreds and dozens by the least they mean; 0 where its policy of unknown deaths holds
_WORDS = ((200, 100), (20, 12), (0, 0))


@dataclass(frozen=True, slots=True)
class Draft:
    """One row before it is written: an incident on one day at one place."""

    incident: Incident
    label: str
    kind: Kind
    sides: Sides
    day: Day
    place: Place
    #: the share of the incident's dead
    fatalities: int
    #: how many rows share the toll of the incident
    shared_by: int
    #: what tells the row apart from others of the incident
    mark: str = ""
    #: what ACLED tells in the same row
    absorbed: tuple[Draft, ...] = ()

    def told(self) -> list[Draft]:
        """The incidents of the row, the one that gives its type first, each once with all its dead of the row."""
        found = {self.label: replace(self, absorbed=())}
        for draft in self.absorbed:
            held = found.get(draft.label)
            found[draft.label] = replace(held, fatalities=held.fatalities + draft.fatalities) if held else draft
        return list(found.values())


def acled_rows(selection: Selection, *, unknown_fatalities: int = 0) -> tuple[list[AcledRow], list[Withheld]]:
    """The rows, and what has none and why. `unknown_fatalities` is for deaths without a number (ACLED: 0, 3, 10)."""
    drafts: list[Draft] = []
    withheld: list[Withheld] = []
    for incident in selection.incidents:
        found = _drafts(selection, incident, unknown_fatalities)
        if isinstance(found, str):
            withheld.append(Withheld(incident.id, found))
        else:
            drafts += found
    kept = _join_battles(drafts)
    rows = [_row(selection, draft) for draft in kept]
    return checked(AcledRow, rows, "event_id_cnty"), withheld


def _drafts(selection: Selection, incident: Incident, unknown: int) -> list[Draft] | str:
    """The rows of one incident, or why it has none."""
    if incident.status in ("planned", "denied"):
        return f"ACLED has no row for what is {incident.status}"
    if incident.type in ("displacement", "other"):
        return f"ACLED has no sub-event for {incident.type!r}"
    places = [place for place in incident.places if place.lat is not None and place.lon is not None]
    if not places:
        return "no place is located"
    named = [place for place in places if (place.radius_km or 0) <= PROVINCE_KM and cw.country_of(place.admin1)]
    if not named:
        return "the place is coarser than a province, or in a country without ACLED codes"
    days = active_days(incident, selection.member_events(incident))
    if not days:
        return "the date is vaguer than a month"
    first = named[0]
    sides = sides_of(incident, first.admin1[:2])
    kind = kind_of(incident, sides, first.admin1[:2])
    if kind is None:
        return f"ACLED has no sub-event for this {incident.type!r}"
    cells = [(day, place) for day in days for place in named]
    shares = split_evenly(_fatalities(incident, unknown), len(cells))
    label, marks = selection.label(incident), marks_of(selection, incident, cells)
    return [
        Draft(incident, label, kind, sides, day, place, share, len(cells), mark)
        for (day, place), share, mark in zip(cells, shares, marks, strict=True)
    ]


def _fatalities(incident: Incident, unknown: int) -> int:
    """The lowest figures, summed; deaths told without any number count as the policy says.

    Where the policy counts them at all, hundreds are 100 and dozens 12, as in ACLED's codebook.
    """
    killed = parts(incident, "killed")
    total = sum(toll.low for toll in killed if is_numbered(toll))
    worded = [toll.low for toll in killed if not is_numbered(toll)]
    if not worded or not unknown:
        return total
    return total + max(next(coded for least, coded in _WORDS if low >= least) or unknown for low in worded)


def _join_battles(drafts: Sequence[Draft]) -> list[Draft]:
    """Fighting, the fire within it and the ground it won are one row: same day, place and pair of sides."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in sorted(drafts, key=lambda draft: (HIERARCHY.index(draft.kind.event), draft.label)):
        key = (draft.day.date, round(draft.place.lat or 0, 2), round(draft.place.lon or 0, 2), draft.sides.pair)
        rival = kept.get(key)
        if rival is None:
            kept[key] = draft
        elif is_one_battle(rival.kind, draft.kind):
            kept[key] = replace(rival, absorbed=(*rival.absorbed, draft))
        else:
            kept[(*key, draft.label, draft.mark)] = draft
    return sorted(kept.values(), key=lambda draft: (draft.day.date, draft.label, draft.place.name))


def geo_precision(place: Place) -> int:
    """1 the named town or site, 2 near it or a part of a region, 3 a larger region."""
    radius = place.radius_km if place.radius_km is not None else NEAR_KM
    return 1 if radius <= TOWN_KM else 2 if radius <= NEAR_KM else 3


def _row(selection: Selection, draft: Draft) -> dict[str, Any]:
    country = cw.country_of(draft.place.admin1)
    assert country is not None
    known = known_place(draft.place, as_town=geo_precision(draft.place) > 1)
    sides, kind, told = draft.sides, draft.kind, draft.told()
    sources = list(dict.fromkeys(source for one in told for source in _sources(selection, one.incident)))
    return {
        "event_id_cnty": event_id(draft.incident.id, country["iso3"], draft.mark),
        "event_date": draft.day.date.isoformat(),
        "year": draft.day.date.year,
        "time_precision": draft.day.precision,
        "disorder_type": disorder_of(kind),
        "event_type": kind.event,
        "sub_event_type": kind.sub_event,
        "actor1": sides.first.name,
        "assoc_actor_1": join(sides.first.associates),
        "inter1": sides.first.inter,
        "actor2": sides.second.name if sides.second else "",
        "assoc_actor_2": join(sides.second.associates) if sides.second else "",
        "inter2": sides.second.inter if sides.second else "",
        "interaction": interaction_of(sides),
        "civilian_targeting": "Civilians targeted" if targets_civilians(kind, sides) else "",
        "iso": int(country["iso_number"]),
        "region": country["acled_region"],
        "country": country["name"],
        "admin1": as_acled(province_name(draft.place.admin1)),
        "admin2": as_acled(district_name(known.admin2)),
        "admin3": as_acled(district_name(known.admin3)),
        "location": known.name,
        "latitude": round(draft.place.lat or 0, 4),
        "longitude": round(draft.place.lon or 0, 4),
        "geo_precision": geo_precision(draft.place),
        "source": join(dict.fromkeys(cw.source_name(source) for source in sources)),
        "source_scale": source_scale(sources),
        "notes": _notes(told, known.name),
        "fatalities": sum(one.fatalities for one in told),
        "tags": join(_tags(selection, told)),
        "timestamp": int(selection.as_of.timestamp()),
    }


def _sources(selection: Selection, incident: Incident) -> list[str]:
    """Who is quoted; the publishers where nobody is."""
    return list(incident.sources) or [report.publisher for report in selection.member_reports(incident)]


def _notes(told: Sequence[Draft], place: str) -> str:
    first, *others = told
    own = notes_of(first.incident, first.kind, first.sides, place, first.day, first.fatalities, first.shared_by)
    more = (included_note(one.incident, one.kind, one.fatalities, one.shared_by) for one in others)
    return " ".join([own, *more])


def _tags(selection: Selection, told: Sequence[Draft]) -> list[str]:
    first, *others = told
    reports = dict.fromkeys(report.id for one in told for report in selection.member_reports(one.incident))
    tags = [f"incident: {first.label}", *(f"includes: {one.label}" for one in others)]
    return tags + [f"report: {report}" for report in reports]


def source_scale(sources: Sequence[str]) -> str:
    """ACLED's scale of one source, or of the first two scales joined by a hyphen."""
    by_id = cw.by_key("acled_sources", "source")
    by_kind = {row["kind"]: row["scale"] for row in cw.table("acled_sources") if row["kind"]}
    scales = []
    for source in sources:
        row = by_id.get(source)
        scale = row["scale"] if source and row else by_kind.get(cw.source_kind(source), "Other")
        scales += [part for part in scale.split("-") if part not in scales]
    return "-".join(sorted(scales[:2])) if len(sources) > 1 else "-".join(scales)
