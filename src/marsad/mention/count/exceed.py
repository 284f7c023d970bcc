"""Tolls that a verb says to be higher than their figure: «تجاوز عدد القتلى 151», «فاقت الخسائر 151 قتيلا»."""

from __future__ import annotations

from marsad.mention.count.quantity import Quantity
from marsad.mention.count.view import View

_REACH = 16


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
