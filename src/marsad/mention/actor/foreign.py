"""Forces of states that the registry does not list: their soldiers, aircraft and army are one party."""

from __future__ import annotations

from dataclasses import replace

from marsad.mention.actor.reading import Candidate, Reading

#: nouns of a state's forces as a whole
WHOLE_FORCES = frozenset({"force.troops", "force.army", "force.armed_forces", "force.government"})
#: countries of wars whose forces the registry does not list
FOREIGN = frozenset(
    (
        "UA", "AM", "AZ", "ET", "ER", "SS", "CF", "CD", "RW", "MZ", "IN", "BD", "PH", "TH", "MM", "LK", "CO", "KG",
        "TJ", "UZ", "GE", "BH", "KW", "QA", "OM", "MA", "MR", "KE", "UG", "TZ",
    )
)  # fmt: skip


def is_foreign_force(candidate: Candidate) -> bool:
    """True for the forces of a state outside the registry."""
    return candidate.rule == "force_of_nation" and candidate.actor.startswith("x:")


def is_man(candidate: Candidate) -> bool:
    """True for soldiers: they have no fighters of their own, their army has."""
    attrs = candidate.hit.term.attrs if candidate.hit is not None else {}
    return bool(attrs.get("people")) and candidate.rule.startswith("force_of")


def country_of_words(reading: Reading, candidate: Candidate) -> str:
    """The country of the nationality that a party's words end in, "" for none."""
    nations = reading.at("nation", candidate.last - 1)
    return nations[0].term.text("country") if nations else ""


def as_one_force(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """Soldiers and aircraft of a state outside the registry are its army or forces, as the report first names these."""
    names: dict[str, str] = {}
    for candidate in found:
        if is_foreign_force(candidate) and _is_whole(candidate):
            names.setdefault(country_of_words(reading, candidate), candidate.actor)
    return [
        replace(c, actor=names.get(country_of_words(reading, c), c.actor))
        if is_foreign_force(c) and not _is_whole(c)
        else c
        for c in found
    ]


def _is_whole(candidate: Candidate) -> bool:
    return candidate.hit is not None and candidate.hit.id in WHOLE_FORCES
