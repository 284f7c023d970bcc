"""ACLED's event types, sub-events and actors, decided from an incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marsad.export import crosswalk as cw
from marsad.model.incident import Incident

#: event types from high to low: the higher absorbs the lower in one episode
HIERARCHY = (
    "Battles",
    "Protests",
    "Riots",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Strategic developments",
)
_INTER = {
    "rebel": "Rebel group",
    "militia": "Political militia",
    "unidentified": "Political militia",
    "criminal": "Political militia",
    "civilian": "Civilians",
    "coalition": "External/Other forces",
    "international": "External/Other forces",
}
#: clans and communities
_COMMUNAL = frozenset({"tribes", "tribes-sy", "tribes-iq", "tebu", "tuareg", "awlad-sulayman", "druze-factions"})
#: doers and sufferers without a name
UNNAMED = frozenset({"unknown", "unknown-gunmen"})
_CARRIED = ("car_bomb", "ied", "mine", "grenade")


@dataclass(frozen=True, slots=True)
class Kind:
    """ACLED's event and sub-event, and the words that open its notes."""

    event: str
    sub_event: str
    lead: str = ""

    @property
    def is_violent(self) -> bool:
        """True for political violence."""
        return self.event in ("Battles", "Explosions/Remote violence", "Violence against civilians")


@dataclass(frozen=True, slots=True)
class Side:
    """ACLED's actor with its associates and type."""

    name: str
    inter: str
    associates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """Who stands against whom; the victims are second."""

    first: Side
    second: Side | None
    hits_civilians: bool
    #: the roots of both sides, in no order: rows of one battle share it
    pair: frozenset[str]


def sides_of(incident: Incident, country: str) -> Sides:
    """The two actors of an incident as ACLED names them in a country."""
    day = incident.date.start if incident.date else None
    doers, sufferers = part_sides(list(incident.initiators), list(incident.targets))
    if not sufferers:
        sufferers = _inferred(incident, doers)
    if not doers and incident.type == "protest":
        doers = ["protesters"]
    civilian_hit = any(cw.is_civilian(actor) for actor in sufferers) and incident.type != "protest"
    first = _side(doers, country, day) or _side(["unknown-gunmen"], country, day)
    second = _side(sufferers, country, day)
    if second is None and incident.type in ("attack", "armed_clash"):
        second = _side(["unknown-gunmen"], country, day)
    assert first is not None
    roots = frozenset(cw.lineage(actor)[-1] for actor in (*doers[:1], *sufferers[:1]))
    return Sides(first, second, civilian_hit, roots)


def part_sides(doers: list[str], sufferers: list[str]) -> tuple[list[str], list[str]]:
    """Two sides apart, where reports tell of both sides as doers: the side of the first doer, and all others."""
    known = list(dict.fromkeys([*doers, *sufferers]))
    roots = {actor: cw.lineage(actor)[-1] for actor in known}
    if not doers or {roots[actor] for actor in doers}.isdisjoint(roots[actor] for actor in sufferers):
        return doers, sufferers
    others = [actor for actor in known if roots[actor] != roots[doers[0]]]
    if not others:
        return doers, sufferers
    return [actor for actor in known if roots[actor] == roots[doers[0]]], others


def _inferred(incident: Incident, doers: Sequence[str]) -> list[str]:
    """Whoever suffered losses and is none of the doers."""
    roots = {cw.lineage(actor)[-1] for actor in doers}
    found = dict.fromkeys(toll.of for toll in incident.tolls if toll.of != "unknown")
    return [actor for actor in found if cw.lineage(actor)[-1] not in roots]


def _side(actors: Sequence[str], country: str, day: date | None) -> Side | None:
    if not actors:
        return None
    # an armed party comes before the people hit beside it
    ordered = sorted(dict.fromkeys(actors), key=cw.is_civilian)
    names = [acled_actor(actor, country, day) for actor in ordered]
    others = tuple(dict.fromkeys(name for name, _ in names[1:] if name != names[0][0]))
    return Side(names[0][0], names[0][1], others)


def acled_actor(actor: str, country: str, day: date | None) -> tuple[str, str]:
    """ACLED's name and type of an actor in a country on a day; from the registry where the table has no row."""
    row = cw.dated_row("acled_actors", actor, country, day)
    if row is not None:
        return row["name"], _abroad(row["type"], cw.party(actor), country)
    party, where = cw.party(actor), cw.by_key("countries", "iso2").get(country)
    place = where["name"] if where else country
    if actor in UNNAMED:
        return f"Unidentified Armed Group ({place})", "Political militia"
    if actor == "protesters":
        return f"Protesters ({place})", "Protesters"
    if party.kind == "civilian":
        return f"Civilians ({place})", "Civilians"
    if actor in _COMMUNAL:
        return f"{party.name} ({place})", "Identity militia"
    inter = "State forces" if party.kind == "state" else _INTER.get(party.kind, "Political militia")
    return party.name, _abroad(inter, party, country)


def _abroad(inter: str, party: cw.Party, country: str) -> str:
    """A state's forces outside their own country are External/Other forces."""
    return "External/Other forces" if inter == "State forces" and party.country != country else inter


def kind_of(incident: Incident, sides: Sides, country: str) -> Kind | None:
    """The sub-event of an incident; None where ACLED has none."""
    row = cw.by_key("acled_events", "type").get(incident.type)
    if row is None:
        return None
    plain = Kind(row["event_type"], row["sub_event_type"], row["lead"])
    if "chemical" in incident.weapons:
        return Kind("Explosions/Remote violence", "Chemical weapon")
    on_civilians = sides.hits_civilians and _only_civilians(sides)
    if incident.type in ("attack", "targeted_killing") and on_civilians:
        return _by_weapon(incident) or Kind("Violence against civilians", "Attack")
    if incident.type in ("airstrike", "shelling") and _is_exchange(incident):
        return Kind("Battles", "Armed clash")
    if incident.type == "targeted_killing":
        return _by_weapon(incident) or plain
    if incident.type == "bombing" and "grenade" in incident.weapons:
        return Kind("Explosions/Remote violence", "Grenade")
    if incident.type == "territory_gained":
        return _territory(incident, sides, country, plain)
    if incident.type == "protest" and any(toll.harm in ("killed", "wounded") for toll in incident.tolls):
        return Kind("Protests", "Excessive force against protesters")
    return plain


def _only_civilians(sides: Sides) -> bool:
    return sides.second is not None and sides.second.inter in ("Civilians", "Protesters")


def _by_weapon(incident: Incident) -> Kind | None:
    """A killing by a bomb or from the air takes the sub-event of the weapon."""
    if "suicide_vest" in incident.weapons:
        return Kind("Explosions/Remote violence", "Suicide bomb")
    if any(weapon in incident.weapons for weapon in _CARRIED):
        return Kind("Explosions/Remote violence", "Remote explosive/landmine/IED")
    if any(weapon in incident.weapons for weapon in ("drone", "aircraft", "helicopter")):
        return Kind("Explosions/Remote violence", "Air/drone strike")
    return None


def _is_exchange(incident: Incident) -> bool:
    """Long-range fire in both directions: both sides stand on both sides."""
    return bool(incident.initiators) and set(incident.initiators) == set(incident.targets)


def _territory(incident: Incident, sides: Sides, country: str, plain: Kind) -> Kind:
    """By force a battle, for a state in its own country the regaining of territory; without a fight a transfer."""
    forced = bool(incident.weapons) or any(toll.harm in ("killed", "wounded") for toll in incident.tolls)
    if not forced:
        return plain
    if sides.first.inter == "State forces":
        return Kind("Battles", "Government regains territory")
    return Kind("Battles", "Non-state actor overtakes territory")


def is_one_battle(higher: Kind, lower: Kind) -> bool:
    """True if the lower row is told in the higher: fire, ground won and fighting inside one battle."""
    ground = lower.sub_event == "Non-violent transfer of territory"
    return higher.event == "Battles" and (lower.event in ("Battles", "Explosions/Remote violence") or ground)


def targets_civilians(kind: Kind, sides: Sides) -> bool:
    """True where civilians are the only ones hit; beside an armed party they are not ACLED's target."""
    if kind.sub_event == "Excessive force against protesters":
        return True
    return kind.is_violent and sides.hits_civilians and _only_civilians(sides)


def disorder_of(kind: Kind) -> str:
    """ACLED's disorder type."""
    if kind.sub_event == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if kind.event == "Strategic developments":
        return kind.event
    demonstrates = kind.event == "Protests" or kind.sub_event == "Violent demonstration"
    return "Demonstrations" if demonstrates else "Political violence"


def interaction_of(sides: Sides) -> str:
    """The two types in ACLED's order of numbers, or the one type "only"."""
    order = (
        "State forces",
        "Rebel group",
        "Political militia",
        "Identity militia",
        "Rioters",
        "Protesters",
        "Civilians",
        "External/Other forces",
    )
    if sides.second is None:
        return f"{sides.first.inter} only"
    return "-".join(sorted((sides.first.inter, sides.second.inter), key=order.index))
