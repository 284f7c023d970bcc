"""Whether people who go away are displaced: families and large groups of unarmed people do not just travel."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.view import View, voice_of

_FAMILY = "counted.victim_family"
#: people who leave a place as those who live there
_DWELLERS = frozenset(
    {
        "person",
        "individual",
        "civilian",
        "citizen",
        "resident",
        "inhabitant",
        "locals",
        "villager",
        "woman",
        "child",
        "soul",
        "refugee",
        "displaced_person",
        "fleeing",
    }
)
#: those of them who live where they go away from, so that a vague number of them is no crowd
_AT_HOME = frozenset({"resident", "inhabitant", "locals", "villager", "civilian"})
#: so many families, people, and people without a noun, who are no year
_FAMILIES, _PEOPLE, _BARE = 5, 40, 2101
#: «آلاف», «عشرات الآلاف» who flee
_CROWDS = 2000
#: verbs of which so many without a number may well be a crowd
_LOOSE = ("harm.verb.go", "harm.verb.leave")
#: words of a flight that tell of prisoners too, a prisoner, and the tokens behind him in which his jail stands
_RUNS = ("harm.verb.run_away", "harm.masdar.displace_masdar")
_PRISONER = "counted.prisoner_freed"
_JAIL = 4
#: tokens round a quantity in which a word tells of a crowd in the street
_CROWD = 12


def are_driven_away(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«وصلت 200 أسرة», «عبر أكثر من خمسة آلاف من سكان …»: no crowd that marches, no armed people, no prisoners."""
    if quantity.harm is not None or quantity.is_loose or not _are_many(trigger, quantity):
        return False
    first, last = max(view.first, quantity.first - _CROWD), min(view.stop, quantity.last + _CROWD)
    if any(view.scan.mark(at, "hospital") for at in range(quantity.last, last)):
        return False
    return not any(view.scan.mark(at, "crowd") for at in range(first, last))


def are_prisoners(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«فر 17 سجينا», «فرار 400 من سجن عين زارة»: who breaks out of a jail is not displaced."""
    if trigger.term.id not in _RUNS:
        return False
    if quantity.people is not None and quantity.people.term.id == _PRISONER:
        return True
    last = min(quantity.last + _JAIL, view.stop)
    return any(view.scan.mark(at, "jail") for at in range(quantity.last, last))


def _are_many(trigger: Hit, quantity: Quantity) -> bool:
    people = quantity.people
    if quantity.kind == "family" or (people is not None and people.term.id == _FAMILY):
        return quantity.low >= _FAMILIES
    name = people.term.id.removeprefix("counted.") if people is not None else ""
    if quantity.bound == "vague" and trigger.term.id in _LOOSE and name not in _AT_HOME:
        return False
    if people is not None:
        is_dweller = name in _DWELLERS or bool(people.term.attrs.get("nation"))
        return quantity.kind == "number" and quantity.low >= _PEOPLE and is_dweller
    is_no_year = quantity.low >= _BARE or (quantity.bound == "vague" and quantity.low >= _CROWDS)
    return quantity.kind == "bare" and is_no_year and voice_of(trigger) != "masdar"
