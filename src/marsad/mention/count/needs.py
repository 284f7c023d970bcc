"""Harm words that tell a harm only with something beside them: «نقل … إلى المستشفى», «نعت … من مقاتليها»."""

from __future__ import annotations

from collections.abc import Callable

from marsad.lexicon import Hit
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.view import View
from marsad.text.clitics import BA

_REACH = 9
#: words between «reached» and the wave that did
_WAVE = 9
#: words between a wave of arrests and the people whom it reached
_REACHED = 12
#: words between the seizing of a ship and those aboard it
_ABOARD = 16
#: words of «aboard it», «its crew made up of»
_TO_BOARD = 4
#: endings of those who belong to someone
_THEIRS = ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0646\u0627")


def is_own(view: View, quantity: Quantity) -> bool:
    """«فقدت ثمانية من أفرادها»: a force that loses its own has them killed."""
    people = quantity.people
    return people is not None and not view.scan.doc.tokens[people.last - 1].folded.endswith(
        people.form.rsplit(" ", 1)[-1]
    )


def is_of_its_own(view: View, quantity: Quantity) -> bool:
    """«45 من أبنائها», «عشرات من رجاله»: a number of those who belong to the one that lost them."""
    if is_own(view, quantity):
        return True
    tokens = view.scan.doc.tokens
    for at in range(max(quantity.first + 1, quantity.last - 2), min(quantity.last + 1, view.stop - 1)):
        if view.scan.mark(at, "of") is not None and view.scan.mark(at + 1, "own") is not None:
            return tokens[at + 1].folded.endswith(_THEIRS)
    return False


def _is_taken_to_hospital(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«نقل ستة إلى المستشفى», «عولج تسعة من الاختناق»: only the hurt are taken to hospital or treated."""
    if quantity.kind not in ("number", "two", "bare") or quantity.harm is not None:
        return False
    is_treated = trigger.term.id == "harm.verb.treated"
    places = range(quantity.last, min(quantity.last + _REACH, view.stop))
    return is_treated or any(view.scan.mark(at, "hospital") for at in places)


def _is_mourned(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«نعت الحركة ثلاثة من مقاتليها»: a force that mourns so many of its own."""
    if quantity.kind in ("number", "bare") and is_of_its_own(view, quantity):
        return True
    if quantity.kind not in ("number", "two") or quantity.bound != "exact" or quantity.people is None:
        return False
    return is_own(view, quantity) or quantity.people.term.text("victims") in ("fighters", "soldiers", "police")


def _is_numbered(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«ساق الحوثيون 30 شابا», «حصدت 47 مصليا»: words that tell a harm of numbered people only."""
    return quantity.kind == "number" and (quantity.people is not None or quantity.harm is not None)


def _is_toppled(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«أطاحت بأربعة من عناصر …»: with the preposition before the people."""
    is_told = quantity.kind in ("number", "two") and quantity.people is not None
    return is_told and view.scan.doc.tokens[quantity.first].folded.startswith(BA)


def _is_reached(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«حملة دهم طالت 16 مواطنا», «سلسلة اغتيالات طالت سبعة»: a wave of arrests or killings reaches so many people."""
    return _is_numbered(view, trigger, quantity) and wave(view, trigger) != ""


def wave(view: View, trigger: Hit) -> str:
    """What a wave told near «reached» does to people, "" if none is told."""
    for at in range(max(view.first, trigger.first - _WAVE), min(trigger.last + _WAVE, view.stop)):
        if view.scan.mark(at, "killings") is not None:
            return "killed"
        if view.scan.mark(at, "arrests") is not None:
            return "captured"
    return ""


def _is_fate_unknown(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«لا يزال مصير ستة جنود مجهولا»."""
    places = range(quantity.first, min(quantity.last + _REACH, view.stop))
    is_told = quantity.first == trigger.last and (quantity.kind != "many" or quantity.is_definite)
    return is_told and any(view.scan.mark(at, "unknown_fate") for at in places)


def _is_aboard(view: View, trigger: Hit, quantity: Quantity) -> bool:
    """«استولى قراصنة على ناقلة … وعلى متنها 31 بحارا»: who is aboard a ship that is seized is captured with it."""
    starts = range(max(view.first, quantity.first - _TO_BOARD), quantity.first)
    hits = [view.scan.mark(at, "aboard") for at in starts]
    return quantity.kind == "number" and any(hit is not None and hit.last == quantity.first for hit in hits)


def needs_reach(trigger: Hit) -> int:
    """The words that may stand between such a harm word and its people."""
    return {"harm.verb.reach": _REACHED, "harm.verb.seize_vessel": _ABOARD}.get(trigger.term.id, 6)


#: harm words that tell a harm only with something beside them, and what that is
NEEDS: dict[str, Callable[[View, Hit, Quantity], bool]] = {
    "harm.verb.carry": _is_taken_to_hospital,
    "harm.verb.treat": _is_taken_to_hospital,
    "harm.verb.treated": _is_taken_to_hospital,
    "harm.verb.undergo": _is_taken_to_hospital,
    "harm.verb.reach": _is_reached,
    "harm.verb.mourn": _is_mourned,
    "harm.verb.reap": _is_numbered,
    "harm.verb.drive_along": _is_numbered,
    "harm.verb.topple": _is_toppled,
    "harm.masdar.topple_masdar": _is_toppled,
    "harm.masdar.fate": _is_fate_unknown,
    "harm.verb.seize_vessel": _is_aboard,
}
