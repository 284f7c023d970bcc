"""Blocking: which events are compared at all. An event is posted under some keys and probes others.

Two events are candidates if one probes a key under which the other is posted. A key is a time part and a place part.
Time: a day, for events that the text dates to within a few days; a month, for the rest. Place: a grid cell of half a
degree for points, of two degrees for wide places, and the folded name; events without a usable place are met by the
parties, the harm and the kind of act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from math import floor

from marsad.reconcile.lineage import CIVILIANS, Lineage
from marsad.reconcile.profile import Profile, Site

FINE, WIDE = 0.5, 2.0
#: a place of a larger radius does not narrow an event down
WIDEST_KM = 100.0
#: reports of one episode may differ by so many days
LAG_DAYS = 2
#: reports published so many days apart may tell one thing as news
NEWS_DAYS = 3
#: a wide span is probed by at most so many months
MONTHS = 16
_FAMILY = {
    "attack": "ground",
    "armed_clash": "ground",
    "targeted_killing": "ground",
    "execution": "ground",
    "suicide_bombing": "blast",
    "bombing": "blast",
    "airstrike": "fire",
    "drone_strike": "fire",
    "shelling": "fire",
    "abduction": "held",
    "arrest": "held",
    "sweep": "move",
    "deployment": "move",
    "territory_gained": "ground-held",
    "withdrawal": "ground-held",
}


def _months(first: int, last: int) -> list[str]:
    start, end = date.fromordinal(first), date.fromordinal(last)
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    steps = range(count) if count <= MONTHS else [*range(MONTHS // 2), *range(count - MONTHS // 2, count)]
    return [f"{start.year + (start.month - 1 + step) // 12}-{(start.month - 1 + step) % 12 + 1}" for step in steps]


def _span(profile: Profile) -> tuple[int, int] | None:
    """The days an event may lie in; without a date forty days up to publication, for recalls fourteen months."""
    if profile.start is not None and profile.end is not None:
        return profile.start, max(profile.start, profile.end)
    if profile.published is None:
        return None
    return profile.published - (40 if profile.is_main else 420), profile.published + 1


def _cell(site: Site, size: float, north: int = 0, east: int = 0) -> str:
    assert site.lat is not None and site.lon is not None
    return f"{size:g}:{floor(site.lat / size) + north}:{floor(site.lon / size) + east}"


def _near(site: Site, size: float) -> list[str]:
    return [_cell(site, size, north, east) for north in (-1, 0, 1) for east in (-1, 0, 1)]


def _loose_places(profile: Profile, lineage: Lineage) -> set[str]:
    """What meets events whose place says little: each party with the kind of act, each harm done to a side."""
    family = _FAMILY.get(profile.type, profile.type)
    parties = {lineage.root(actor) for actor in profile.actors} - {CIVILIANS}
    keys = {f"p:{party}:{family}" for party in parties}
    keys |= {f"h:{lineage.root(of)}:{harm}:{low}" for of, harm, low in profile.casualty_pairs()}
    return keys or {f"t:{profile.type}"}


def _is_loose(profile: Profile) -> bool:
    """True if no place of the event narrows it down to a province."""
    return all(site.lat is None or site.radius > WIDEST_KM for site in profile.sites)


def _located(profile: Profile) -> list[Site]:
    return [site for site in profile.sites if site.lat is not None and site.radius <= WIDEST_KM]


def _post_places(profile: Profile, lineage: Lineage) -> set[str]:
    """`n` name; `f` fine cell of a point; `w` wide cell of any place, `v` of a wide one; `a` any event, `l` a loose
    one.
    """
    keys = {f"n:{site.name}" for site in profile.sites if site.name}
    for site in _located(profile):
        keys.add("w" + _cell(site, WIDE))
        keys.add("f" + _cell(site, FINE) if site.is_point else "v" + _cell(site, WIDE))
    loose = _loose_places(profile, lineage)
    keys.update("a" + key for key in loose)
    if _is_loose(profile):
        keys.update("l" + key for key in loose)
    return keys


def _probe_places(profile: Profile, lineage: Lineage) -> set[str]:
    """What finds the events posted above, so that of any two either finds the other or neither does."""
    keys = {f"n:{site.name}" for site in profile.sites if site.name}
    for site in _located(profile):
        if site.is_point:
            keys.update("f" + cell for cell in _near(site, FINE))
            keys.update("v" + cell for cell in _near(site, WIDE))
        else:
            keys.update("w" + cell for cell in _near(site, WIDE))
    mark = "a" if _is_loose(profile) else "l"
    keys.update(mark + key for key in _loose_places(profile, lineage))
    return keys


def post_keys(profile: Profile, lineage: Lineage) -> set[str]:
    """The keys under which a store keeps the event: `D` day, `M` any event of a month, `W` one without a stated day."""
    span = _span(profile)
    places = _post_places(profile, lineage)
    if span is None:
        return {f"W||{place}" for place in places}
    months = _months(*span)
    keys = {f"M|{month}|{place}" for month in months for place in places}
    if (mark := _report_day_mark(profile)) is not None:
        keys |= {f"{mark}|{profile.published}|{place}" for place in places}
    if profile.is_narrow:
        return keys | {f"D|{day}|{place}" for day in range(span[0], span[1] + 1) for place in places}
    return keys | {f"W|{month}|{place}" for month in months for place in places}


def probe_keys(profile: Profile, lineage: Lineage) -> set[str]:
    """The keys under which the event looks for others: its days and those next to them, and undated events' months."""
    span = _span(profile)
    places = _probe_places(profile, lineage)
    if span is None:
        return {f"W||{place}" for place in places}
    if profile.is_narrow:
        days = range(span[0] - LAG_DAYS, span[1] + LAG_DAYS + 1)
        keys = {f"D|{day}|{place}" for day in days for place in places} | _probe_report_days(profile, places)
        return keys | {f"W|{month}|{place}" for month in _months(*span) for place in places}
    return {f"M|{month}|{place}" for month in _months(*span) for place in places}


def _report_day_mark(profile: Profile) -> str | None:
    """`T` for an event dated by the day of its report, `E` for one of a stated earlier day: of news, and of events
    whose day the coder is not sure of. None for the rest.
    """
    if not profile.is_narrow or profile.published is None:
        return None
    if not profile.is_main and profile.sure.date == 1.0:
        return None
    return "T" if profile.last_day >= profile.published - 1 else "E"


def _probe_report_days(profile: Profile, places: set[str]) -> set[str]:
    """What is told of an earlier day looks for what one news day tells under the day of its report alone, and back."""
    mark = _report_day_mark(profile)
    if mark is None or profile.published is None:
        return set()
    other = "E" if mark == "T" else "T"
    days = range(profile.published - NEWS_DAYS, profile.published + NEWS_DAYS + 1)
    return {f"{other}|{day}|{place}" for day in days for place in places}


def candidate_pairs(profiles: Sequence[Profile], lineage: Lineage) -> Iterator[tuple[Profile, Profile]]:
    """Every pair of events of different reports that share a block, once, the smaller key first."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for key in post_keys(profile, lineage):
            index[key].append(number)
    for profile in profiles:
        met = {other for key in probe_keys(profile, lineage) for other in index.get(key, ())}
        for other in sorted(met):
            # each pair is found from both sides; it is kept from the smaller key's
            if profile.key < profiles[other].key and profile.key[0] != profiles[other].key[0]:
                yield profile, profiles[other]
