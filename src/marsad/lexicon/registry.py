"""The registry of parties and of sources: ids with kind, parent and country, and which state arm an id stands for."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from marsad.text.fold import fold, name_in

#: kinds of source that speak in what they publish
_VOICES = ("official", "organisation")
#: monitors whose posts are statements, not reports on others
_COMMITTEES = frozenset({"resistance-committees"})


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """One party of the registry. `country` is ISO 3166-1 alpha-2, "" where the party is of no one country."""

    id: str
    name_en: str
    kind: str
    parent: str
    country: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source of the registry; `kind` is monitor, agency, official, unnamed and so on."""

    id: str
    name_en: str
    kind: str


@dataclass(frozen=True, slots=True)
class StateArm:
    """Which id an arm of a state is coded as, between two days."""

    country: str
    arm: str
    actor: str
    start: date
    end: date


def _rows(name: str) -> list[dict[str, str]]:
    path = files("marsad") / "data" / "registry" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=1)
def load_actors() -> dict[str, ActorEntry]:
    """Parties by id."""
    return {
        row["id"]: ActorEntry(row["id"], row["name_en"], row["kind"], row["parent"], row["country"])
        for row in _rows("actors.csv")
    }


@lru_cache(maxsize=1)
def load_sources() -> dict[str, SourceEntry]:
    """Sources by id."""
    return {row["id"]: SourceEntry(row["id"], row["name_en"], row["kind"]) for row in _rows("sources.csv")}


@lru_cache(maxsize=1)
def load_state_arms() -> tuple[StateArm, ...]:
    """State arms with the days between which they hold."""
    return tuple(
        StateArm(
            row["country"],
            row["arm"],
            row["actor"],
            date.fromisoformat(row["from"]) if row["from"] else date.min,
            date.fromisoformat(row["to"]) if row["to"] else date.max,
        )
        for row in _rows("state_arms.csv")
    )


@lru_cache(maxsize=1)
def load_loyal_forces() -> dict[str, str]:
    """Which id «forces loyal to X» are coded as, by the id of X."""
    return {row["patron"]: row["client"] for row in _rows("loyal_forces.csv")}


@lru_cache(maxsize=1)
def load_founding_days() -> dict[str, date]:
    """The day from which there is a party, by its id; one without a row is as old as any report."""
    return {row["actor"]: date.fromisoformat(row["day"]) for row in _rows("founded.csv")}


def is_founded(actor: str, day: date) -> bool:
    """False for a party that nobody can have meant on a day, since it was founded later."""
    return day >= load_founding_days().get(actor, date.min)


@lru_cache(maxsize=1)
def load_camps() -> dict[str, frozenset[str]]:
    """The camps that a party fights in, by its id; a party without a row is in the camps of what it belongs to."""
    found: dict[str, set[str]] = {}
    for row in _rows("camps.csv"):
        found.setdefault(row["actor"], set()).add(row["camp"])
    return {actor: frozenset(camps) for actor, camps in found.items()}


@lru_cache(maxsize=1)
def load_foes() -> frozenset[frozenset[str]]:
    """The pairs of camps that are at war with each other."""
    return frozenset(frozenset((row["camp"], row["other"])) for row in _rows("foes.csv"))


def camps_of(actor: str) -> frozenset[str]:
    """The camps of a party or of the nearest that it belongs to; empty for one that is listed in none."""
    camps = load_camps()
    return next((camps[kin] for kin in lineage(actor) if kin in camps), frozenset())


@lru_cache(maxsize=4096)
def are_kin(one: str, other: str) -> bool:
    """True if one party is the other, an arm of it or what it belongs to."""
    return one in lineage(other) or other in lineage(one)


@lru_cache(maxsize=4096)
def standing(one: str, other: str) -> str:
    """How two parties stand to each other: `kin`, `ally`, `foe`, `ally_or_foe`, `apart`, `civilian` or `unknown`."""
    if are_kin(one, other):
        return "kin"
    own, theirs = camps_of(one), camps_of(other)
    if not own or not theirs:
        return "civilian" if "civilian" in (kind_of(one), kind_of(other)) else "unknown"
    at_war = any(frozenset((a, b)) in load_foes() for a in own for b in theirs if a != b)
    if own & theirs:
        return "ally_or_foe" if at_war else "ally"
    return "foe" if at_war else "apart"


def _spaced(name: str) -> str:
    """A name in lower case between single spaces, so that a part is found as whole words only."""
    words = " ".join(re.findall(r"\w+", fold(name)))
    return f" {words} "


@lru_cache(maxsize=1)
def _publishers() -> tuple[tuple[str, str, str], ...]:
    return tuple((_spaced(row["name"]), row["country"], row["source"]) for row in _rows("publishers.csv"))


def _publisher_id(name: str) -> str:
    return next((source for part, _, source in _publishers() if source and part in name), "")


@lru_cache(maxsize=256)
def publisher_source(publisher: str) -> str:
    """The source id under which others quote a publisher, "" if it has none; a monitor counts as quoted by itself."""
    found = _publisher_id(_spaced(publisher.partition("(")[0]))  # «Outlet (Agency)»: the outlet prints its words
    entry = load_sources().get(found)
    return "" if entry is None or entry.kind in ("monitor", *_VOICES) else found


@lru_cache(maxsize=256)
def publisher_monitor(publisher: str) -> str:
    """The source id of a publisher that is a monitor itself, "" for others."""
    found = _publisher_id(_spaced(publisher))
    entry = load_sources().get(found)
    return found if entry is not None and entry.kind == "monitor" else ""


@lru_cache(maxsize=256)
def publisher_voice(publisher: str) -> str:
    """The id of a publisher that is a party, a ministry or an aid body: what it publishes is its statement."""
    if "/" in publisher:  # «Outlet / Ministry»: the outlet prints the ministry's words, and names it
        return ""
    found = _publisher_id(_spaced(publisher.partition("(")[0]))
    entry = load_sources().get(found)
    is_voice = found in load_actors() or found in _COMMITTEES or (entry is not None and entry.kind in _VOICES)
    return found if is_voice else ""


@lru_cache(maxsize=256)
def publisher_countries(publisher: str) -> tuple[str, ...]:
    """Countries that a publisher mostly writes about; empty where it is not known or covers many."""
    name = _spaced(publisher)
    return tuple({country: None for part, country, _ in _publishers() if country and part in name})


@lru_cache(maxsize=1024)
def lineage(actor: str) -> tuple[str, ...]:
    """An id and its parents, nearest first; an id outside the registry stands alone."""
    actors = load_actors()
    chain = [actor]
    while (entry := actors.get(chain[-1])) and entry.parent and entry.parent not in chain:
        chain.append(entry.parent)
    return tuple(chain)


def kind_of(actor: str) -> str:
    """Registry kind of an id (state, rebel, militia, civilian …), "" outside the registry."""
    entry = load_actors().get(actor)
    return entry.kind if entry else ""


def spelled_id(found: str) -> str:
    """An id as it is written: outside the registry the name behind `x:`, however its letters are stretched and spaced.

    >>> spelled_id("x:لواء_النصـــر")
    'x:لواء النصر'
    """
    return f"x:{name_in(found[2:])}" if found.startswith("x:") else found
