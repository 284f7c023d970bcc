"""Duals that are written like plurals: «فلسطينيين استشهدا», «مقتل شرطيين وإصابة أربعة»."""

from __future__ import annotations

from dataclasses import replace

from marsad.mention.count.quantity import Quantity
from marsad.mention.count.view import Harm, View, voice_of

_OBLIQUE = "\u064a\u0646"
_PLURAL_VERB, _DUAL_VERB = "\u0648\u0627", "\u0627"
_NEAR = 6


def as_dual(view: View, n: int) -> Quantity:
    """The quantity as two people where the words round it tell that it is no plural."""
    quantity, harm = view.quantities[n], view.decided[n]
    people = quantity.people
    if quantity.kind != "many" or harm is None or people is None or not _may_be_two(people.form):
        return quantity
    if not (_is_subject_of_dual(quantity, harm) or _is_told_beside_numbers(view, n)):
        return quantity
    return replace(quantity, kind="two", low=2, high=2)


def _may_be_two(form: str) -> bool:
    return form.endswith(_OBLIQUE)


def _is_subject_of_dual(quantity: Quantity, harm: Harm) -> bool:
    """«إن فلسطينيين استشهدا»: the verb behind is a dual."""
    if harm.at is None or harm.at.first < quantity.last or harm.at.term.text("form") != "verb":
        return False
    form = harm.at.form
    return form.endswith(_DUAL_VERB) and not form.endswith(_PLURAL_VERB)


def _is_told_beside_numbers(view: View, n: int) -> bool:
    """«مقتل شرطيين وإصابة أربعة»: right behind the word of one harm, and the other harm has its exact number."""
    quantity, harm = view.quantities[n], view.decided[n]
    if n + 1 >= len(view.quantities) or harm is None or harm.at is None or quantity.is_definite:
        return False
    following, other = view.quantities[n + 1], view.decided[n + 1]
    if harm.at.last != quantity.first or voice_of(harm.at) != "masdar":
        return False
    is_exact = following.bound == "exact" and following.low == following.high
    is_other = other is not None and other.at is not None and other.at.first >= quantity.last and bool(other.at.joined)
    return is_exact and is_other and view.gap(quantity.last, following.first) <= _NEAR
