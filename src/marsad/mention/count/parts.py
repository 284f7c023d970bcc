"""Parts of a whole: «بينهم أربعة أطفال», «وهم 3 جنود ومدنيان»."""

from __future__ import annotations

from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import ARTICLE
from marsad.mention.count.view import View, voice_of

_STOPS = frozenset(",\u060c(")


def is_part(view: View, n: int) -> bool:
    quantity = view.quantities[n]
    for back in (1, 2):
        at = quantity.first - back
        if at < view.first:
            break
        if view.scan.mark(at, "among", "one_of_them", "split"):
            return True
        if view.scan.doc.tokens[at].kind == "word":
            break
    if among_before(view, quantity) or _is_some_of_them(view, n):
        return True
    if quantity.is_joined and n and n <= len(view.decided):
        previous = view.decided[n - 1]
        harm = quantity.harm.term.text("harm") if quantity.harm is not None else ""
        if harm and previous is not None and harm not in previous.kinds:
            return False  # «83 شهيدا بينهم 17 طفلا، و487 جريحا»
        if previous is not None and previous.part and view.gap(view.quantities[n - 1].last, quantity.first) <= 6:
            trigger = view.trigger_before(quantity.first)
            return trigger is None or trigger.first < view.quantities[n - 1].last
    return False


def _is_some_of_them(view: View, n: int) -> bool:
    """«21 من المصابين», «…، 15 منهم في العناية»: so many of those told before."""
    quantity = view.quantities[n]
    if quantity.kind not in ("number", "bare") or quantity.bound != "exact":
        return False
    if quantity.harm is not None:
        is_definite = quantity.harm.joined.endswith(ARTICLE) and quantity.harm.number == "many"
        return is_definite and view.scan.mark(quantity.harm.first - 1, "of") is not None
    is_apart = quantity.first > view.first and view.scan.doc.tokens[quantity.first - 1].folded in _STOPS
    return is_apart and n > 0 and view.scan.mark(quantity.last, "among") is not None


def among_before(view: View, quantity: Quantity) -> bool:
    """«بين القتلى 49 طفلا», «من بين قتلى المعارضة ثلاثة»."""
    for at in range(quantity.first - 1, max(view.first, quantity.first - 5) - 1, -1):
        hit = view.scan.mark(at, "among", "one_of_them")
        if hit is not None:
            harm = view.scan.harms.get(hit.last)
            is_noun = harm is not None and voice_of(harm) == "noun"
            return hit.last == quantity.first or hit.last - hit.first > 1 or is_noun
        if view.scan.doc.tokens[at].kind == "punct" or at in view.scan.numerals:
            return False
    return False


def is_split(view: View, n: int) -> bool:
    quantity = view.quantities[n]
    for back in (1, 2):
        at = quantity.first - back
        if at >= view.first and view.scan.mark(at, "split") and not view.scan.mark(at, "among"):
            return True
    if quantity.is_joined and n:
        previous = view.decided[n - 1]
        is_apart = view.has_comma(view.quantities[n - 1].last, quantity.first)
        if n > 1 and is_apart and previous is not None and previous.part and not previous.split:
            previous = view.decided[n - 2]  # «هم: 4 مدنيين بينهم سيدة، و7 عسكريين»
        return previous is not None and previous.split
    return False
