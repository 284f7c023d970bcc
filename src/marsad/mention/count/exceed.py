"""Tolls that a verb says to be higher than their figure: «تجاوز عدد القتلى 151», «فاقت الخسائر 151 قتيلا»."""

from __future__ import annotations

from dataclasses import replace

from marsad.mention.count.quantity import Quantity
from marsad.mention.count.view import View

_REACH = 16
_OPEN = ("at_least", "more_than")


def exceeded(view: View, quantity: Quantity) -> bool:
    """True for an exact figure that a verb before it says to be passed, with nothing but the toll between."""
    if quantity.bound != "exact" or quantity.kind not in ("number", "bare") or quantity.low == 1:
        return False
    at = _start(view, quantity)
    for back in range(at - 1, max(view.first, at - _REACH) - 1, -1):
        hit = view.scan.mark(back, "exceed")
        if hit is not None:
            is_denied = back > view.first and view.scan.mark(back - 1, "negation") is not None
            return not is_denied and _is_of_a_toll(view, hit.last, at)
        if view.scan.doc.tokens[back].kind == "punct" or _is_counted(view, back):
            return False
    return False


def _is_counted(view: View, at: int) -> bool:
    """True inside another number of people, not inside «in three days»."""
    return any(q.first <= at < q.last and q.kind in ("number", "bare", "two") for q in view.quantities)


def shared_bounds(view: View) -> list[Quantity]:
    """The quantities of a sentence, where «at least» holds for both of two numbers joined by «and»: «ما لا يقل عن 220
    قتيلا و300 جريح», «17 قتيلا و367 جريحا على الأقل»."""
    found = list(view.quantities)
    for n in range(1, len(found)):
        if _takes_the_bound(view, found[n - 1], found[n]):
            found[n] = replace(found[n], high=None, bound=found[n - 1].bound)
    for n in range(len(found) - 1, 0, -1):
        is_late = not _is_hedged_before(view, found[n]) and not _is_hedged_before(view, found[n - 1])
        if is_late and _are_joined(found[n - 1], found[n]) and found[n].bound in _OPEN and _is_exact(found[n - 1]):
            found[n - 1] = replace(found[n - 1], high=None, bound=found[n].bound)
    return found


def _takes_the_bound(view: View, before: Quantity, after: Quantity) -> bool:
    is_hedged = before.bound == "at_least" and before.first in view.scan.hedges  # «more than» holds for the first alone
    return is_hedged and _are_joined(before, after) and _is_exact(after)


def _is_hedged_before(view: View, quantity: Quantity) -> bool:
    """True behind a hedge, and for «+20»: said of no number but its own."""
    own = (numeral for at in range(quantity.first, quantity.last) if (numeral := view.scan.numerals.get(at)))
    return quantity.first in view.scan.hedges or any(each.kind == "digits" and each.high is None for each in own)


def _are_joined(before: Quantity, after: Quantity) -> bool:
    """Two nouns of the harmed, each with its number, and nothing but «and» between."""
    is_next = after.is_joined and before.last == after.first
    return is_next and before.harm is not None and after.harm is not None


def _is_exact(quantity: Quantity) -> bool:
    return quantity.kind == "number" and quantity.bound == "exact" and quantity.low > 1


def _start(view: View, quantity: Quantity) -> int:
    """Where the first of figures joined by «and» begins: «151 قتيلا و206 مصابين» are passed together."""
    for before in view.quantities:
        is_next = before.last == quantity.first and quantity.is_joined
        if is_next and before.kind in ("number", "bare") and before.bound == "exact":
            return before.first
    return quantity.first


def _is_of_a_toll(view: View, first: int, last: int) -> bool:
    """True if nothing stands between, or a word for a toll or for those harmed right behind the verb."""
    near = range(first, min(last, first + 3))
    is_toll = any(view.scan.mark(at, "toll", "losses", "composed") or at in view.scan.harms for at in near)
    return first == last or is_toll
