"""GED's sides and dyads: who is folded into whom, and which pairs UCDP knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from marsad.export import crosswalk as cw
from marsad.export.acled_kinds import UNNAMED, part_sides
from marsad.model.incident import Incident

#: acts that are aimed at whoever they hit: civilians hit by them are the target, not bystanders
_AIMED = frozenset({"attack", "targeted_killing", "execution", "abduction", "suicide_bombing"})


@dataclass(frozen=True, slots=True)
class SideOf:
    """A side in UCDP's numbers."""

    id: str
    name: str
    gwno: str


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two sides that UCDP knows as a dyad; `type` 1 state-based, 2 non-state, 3 one-sided."""

    type: int
    a: SideOf
    b: SideOf
    dyad_id: str
    name: str
    conflict_id: str
    conflict_name: str
    #: sides of their own that UCDP counts with side b against side a
    with_b: frozenset[str] = frozenset()
    #: the parties on each side by the roots of our registry, where the sides have no numbers
    roots_a: frozenset[str] = frozenset()
    roots_b: frozenset[str] = frozenset()


#: kinds of actors that are governments or stand for some
_STATES = frozenset({"state", "coalition"})
CIVILIANS = SideOf("1", "Civilians", "")


def sides_in(actors: Sequence[str], country: str, day: date) -> list[SideOf]:
    """The organised sides among actors: their own, or what they are folded into in this country on this day."""
    found: dict[str, SideOf] = {}
    for actor in actors:
        side = _side(actor, country, day)
        if side is not None and side.id != CIVILIANS.id:
            found.setdefault(side.id, side)
    return list(found.values())


def _side(actor: str, country: str, day: date) -> SideOf | None:
    for link in cw.lineage(actor):
        row = cw.dated_row("ucdp_sides", link, country, day)
        if row is not None:
            return SideOf(row["side"], row["name"], row["gwno"])
    return None


def dyad_of(incident: Incident, country: str, day: date) -> Dyad | str:
    """The dyad of an incident, or why it has none."""
    doers = sides_in(incident.initiators, country, day)
    sufferers = sides_in([*incident.targets, *(toll.of for toll in incident.tolls)], country, day)
    others = [side for side in sufferers if side.id not in {doer.id for doer in doers}]
    if doers and others:
        return find_dyad(doers[0], others[0])
    if len(doers) > 1:
        return find_dyad(doers[0], doers[1])
    if not doers and len(others) > 1:
        return find_dyad(others[0], others[1])
    if not doers:
        return "the doer is unknown, or no side of UCDP's"
    strangers = _armed_foes(incident, incident.initiators, country, day)
    if strangers:
        return f"{_names(strangers)}: no side of UCDP's"
    hit = any(cw.is_civilian(actor) for actor in (*incident.targets, *(toll.of for toll in incident.tolls)))
    if not hit:
        return "the other side is unknown, or no side of UCDP's"
    if incident.type not in _AIMED:
        return "civilians were hit, but whether they were the target is not told"
    return find_dyad(doers[0], CIVILIANS)


def _armed_foes(incident: Incident, doers: Sequence[str], country: str, day: date) -> list[str]:
    """Those whom an act hit or was aimed at who are no civilians, and neither doers nor folded into their side.

    Losses of people under arms whom nobody names may be the doers' own.
    """
    roots, sides = _roots(doers), set(sides_in(doers, country, day))
    named = dict.fromkeys([*incident.targets, *(toll.of for toll in incident.tolls if toll.of not in UNNAMED)])
    armed = [actor for actor in named if actor != "unknown" and not cw.is_civilian(actor)]
    return [
        actor
        for actor in armed
        if cw.lineage(actor)[-1] not in roots and sides.isdisjoint(sides_in([actor], country, day))
    ]


def find_dyad(left: SideOf, right: SideOf) -> Dyad | str:
    """The dyad of two sides in either order, as joint sides where UCDP joins them, or that its table has none."""
    for one, other in ((left, right), (right, left)):
        for row in cw.table("ucdp_joint"):
            if (row["against"], row["side"]) == (one.id, other.id):
                found = _listed(one, SideOf(row["into"], row["name"], ""))
                return replace(found, with_b=frozenset({other.id})) if isinstance(found, Dyad) else found
    return _listed(left, right)


def _listed(left: SideOf, right: SideOf) -> Dyad | str:
    for row in cw.table("ucdp_dyads"):
        for a, b in ((left, right), (right, left)):
            if (row["side_a"], row["side_b"]) == (a.id, b.id):
                name, conflict = row["dyad_name"], row["conflict_name"]
                return Dyad(int(row["type"]), a, b, row["dyad"], name, row["conflict"], conflict)
    return f"{left.name} and {right.name} are no dyad of the table"


def stand_in(incident: Incident, country: str, day: date) -> Dyad:
    """The two sides of an incident by our own names, where UCDP has no dyad: a government first, civilians last."""
    doers, sufferers = part_sides(list(incident.initiators), list(incident.targets))
    armed = [actor for actor in sufferers if not cw.is_civilian(actor)]
    armed += [foe for foe in _armed_foes(incident, doers, country, day) if foe not in armed]
    first, second = (doers, armed) if _has_state(doers) or not _has_state(armed) else (armed, doers)
    hits_civilians = any(cw.is_civilian(actor) for actor in sufferers)
    only_civilians = not armed and hits_civilians and incident.type in _AIMED
    kind = 3 if only_civilians else 1 if _has_state(first) else 2
    name_a, name_b = _names(first), "Civilians" if only_civilians else _names(second)
    return Dyad(
        type=kind,
        a=SideOf("", name_a, ""),
        b=SideOf("", name_b, ""),
        dyad_id="",
        name=f"{name_a} - {name_b}",
        conflict_id="",
        conflict_name="",
        roots_a=_roots(first),
        roots_b=frozenset() if only_civilians else _roots(second),
    )


def _roots(actors: Sequence[str]) -> frozenset[str]:
    return frozenset(cw.lineage(actor)[-1] for actor in actors)


def _has_state(actors: Sequence[str]) -> bool:
    return any(cw.party(actor).kind in _STATES for actor in actors)


def _names(actors: Sequence[str]) -> str:
    return ", ".join(cw.party(actor).name for actor in actors) or "unknown"
