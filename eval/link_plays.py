"""Events made from gold ones to learn from: copies in which a coder's errors are played, and neighbours that look alike
and are other incidents.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from math import cos, sin

from marsad.model import DateSpan, Event
from marsad.reconcile.features import FAMILIES
from marsad.reconcile.lineage import Lineage
from marsad.reconcile.profile import Profile


def play_errors(event: Event, lineage: Lineage, rng: random.Random, rate: float) -> Event:
    """The event as an imperfect coder might give it."""

    def happens(times: float = 1.0) -> bool:
        return rng.random() < rate * times

    changed = event
    if happens():
        kin = sorted({name for family in FAMILIES if event.type in family for name in family} - {event.type})
        changed = replace(changed, type=rng.choice(kin or [event.type]))
    if happens():
        changed = replace(changed, places=())
    elif changed.places and happens():
        moved = tuple(
            replace(place, lat=place.lat + rng.uniform(-0.3, 0.3), lon=place.lon + rng.uniform(-0.3, 0.3))
            if place.lat is not None and place.lon is not None and happens(2)
            else place
            for place in changed.places
        )
        changed = replace(changed, places=moved)
    if happens(0.7):
        changed = replace(changed, date=None)
    elif changed.date and happens(0.7):
        shift = timedelta(days=rng.choice((-1, 1, 1, 2)))
        changed = replace(changed, date=DateSpan(changed.date.start + shift, changed.date.end + shift))
    if happens():
        changed = replace(changed, initiators=())
    elif happens():
        changed = replace(changed, initiators=tuple(lineage.chain(actor)[-1] for actor in changed.initiators))
    if happens():
        changed = replace(changed, targets=())
    if happens():
        changed = replace(changed, sources=())
    if happens():
        changed = replace(changed, weapons=())
    kept = tuple(casualty for casualty in changed.casualties if not happens())
    return replace(changed, casualties=kept)


def play_again(profile: Profile, rng: random.Random) -> Profile | None:
    """The like act on the same place some days later, with its own toll, told in the same phrases: another incident."""
    if profile.start is None or profile.end is None or not profile.is_narrow:
        return None
    days = rng.choice((2, 3, 4, 5, 7))
    published = profile.published + days if profile.published is not None else None
    again = replace(profile, key=(f"{profile.key[0]}~again", profile.key[1]), published=published)
    return _own_toll(replace(again, start=profile.start + days, end=profile.end + days), rng)


def play_elsewhere(profile: Profile, others: Sequence[Profile], rng: random.Random) -> Profile | None:
    """The like act by the same party on the same day, in another place, with its own toll: another incident."""
    if not profile.sites or not profile.sites[0].is_point:
        return None
    names = [other.sites[0] for other in others if other.sites and other.sites[0].words != profile.sites[0].words]
    angle, km = rng.uniform(0, 6.28), rng.uniform(12, 60) + profile.sites[0].radius
    here = profile.sites[0]
    assert here.lat is not None and here.lon is not None
    name = rng.choice(names)
    lat, lon = here.lat + km / 111 * sin(angle), here.lon + km / 92 * cos(angle)
    there = replace(here, name=name.name, words=name.words, lat=lat, lon=lon)
    return _own_toll(replace(profile, key=(f"{profile.key[0]}~elsewhere", profile.key[1]), sites=(there,)), rng)


def _bare(profile: Profile | None) -> Profile | None:
    """The neighbour with its place left out."""
    return replace(profile, key=(f"{profile.key[0]}~bare", profile.key[1]), sites=()) if profile else None


def _undated(profile: Profile | None) -> Profile | None:
    """The neighbour with its day left out."""
    key = (f"{profile.key[0]}~undated", profile.key[1]) if profile else None
    return replace(profile, key=key, start=None, end=None) if profile and key else None


def _own_toll(profile: Profile, rng: random.Random) -> Profile:
    """Other figures, and other words for half of them."""
    casualties = []
    for casualty in profile.casualties:
        low = max(1, round(casualty.low * rng.choice((0.4, 0.6, 1.0, 1.6, 2.5))))
        casualties.append(replace(casualty, low=low, high=None if casualty.high is None else low))
    told = replace(profile, casualties=tuple(casualties))
    return told if rng.random() < 0.5 else replace(told, words=frozenset(), shingles=frozenset())


def neighbours_of(profiles: Sequence[Profile], rng: random.Random) -> list[Profile]:
    """Later and distant neighbours of each event that allows it, with place or day told and left out."""
    found = [play_again(profile, rng) for profile in profiles]
    found += [play_elsewhere(profile, profiles, rng) for profile in profiles]
    found += [_bare(play_elsewhere(profile, profiles, rng)) for profile in profiles]
    found += [_undated(play_again(profile, rng)) for profile in profiles]
    return [profile for profile in found if profile is not None]
