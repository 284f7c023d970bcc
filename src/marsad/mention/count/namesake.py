"""Words of people or of the dead that only name a place or a unit: «خان يونس», «كتائب شهداء الأقصى»."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.count.scan import ARTICLE, Scan

#: guards of a border, who are counted only with a number
_GUARD = "counted.guards_border"
_NAMES = ("counted.given_name", "counted.title")


def is_no_person(scan: Scan, index: int) -> bool:
    """Guards without a number, and words of people or of the dead by whom a place or a unit is named."""
    harm, people = scan.harms.get(index), scan.people.get(index)
    if people is not None and (people.term.id == _GUARD or _is_word_of_a_name(scan, people)):
        return True
    if scan.mark(index, "named_place") or (index and scan.mark(index - 1, "named_place")):
        return True
    return harm is not None and harm.number == "many" and _is_named_after(scan, harm)


def _is_word_of_a_name(scan: Scan, people: Hit) -> bool:
    """«خان يونس», «مستشفى كمال عدوان», «كتيبة أبو سالم»: a name behind a noun that it is the name of."""
    at = people.first
    if people.term.id not in _NAMES or people.joined or not at:
        return False
    while (before := scan.people.get(at - 1)) is not None and before.term.id in _NAMES and not scan.people[at].joined:
        at -= 1
    head = scan.mark(at - 1, "name_head")
    return head is not None and not head.joined.endswith(ARTICLE)


def _is_named_after(scan: Scan, harm: Hit) -> bool:
    """«كتائب شهداء الأقصى», «مستشفى شهداء الأقصى»: a unit or a place named after the dead."""
    if harm.joined or not harm.first or harm.term.id != "harm.noun.martyr":
        return False
    return scan.mark(harm.first - 1, "name_head") is not None
