"""Those harmed as a group known to the text («القتلى», «قتلى الجيش», «من سقطوا») and the figure told of them."""

from __future__ import annotations

from marsad.lexicon import Hit
from marsad.mention.count.befall import plain
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.scan import ARTICLE, is_defined
from marsad.mention.count.view import Harm, View, voice_of
from marsad.text.clitics import BA, WAW

THOSE_ON_THE_RUN = ("counted.displaced_person", "counted.fleeing", "counted.refugee")
#: tokens between those harmed and their figure, and between an estimate and those harmed
_REACH, _ESTIMATE = 14, 12
_OBLIQUE = "\u064a\u0646"
_TOLD = ("toll", "among", "one_of_them", "versus", "split")


def subject_with_figure(view: View, quantity: Quantity) -> Harm | None:
    """The harm of the group before a figure, if nothing but the words of the group and a link stand between."""
    for at in range(quantity.first - 1, max(view.first, quantity.first - _REACH) - 1, -1):
        if at in view.asides:
            continue
        if _ends_the_group(view, at, quantity):
            return None
        harm = _group_at(view, at)
        if harm is not None:
            return harm if _is_linked(view, at, quantity) else None
    return None


def _ends_the_group(view: View, at: int, quantity: Quantity) -> bool:
    """True at a number, a stop, a toll, or a clause of its own."""
    token = view.scan.doc.tokens[at]
    if token.kind == "punct":
        return token.folded in ".\u060c,\u061b:!\u061f?"
    if any(q.first <= at < q.last and q.kind in ("number", "bare") for q in view.quantities if q is not quantity):
        return True
    return view.scan.mark(at, *_TOLD) is not None


def _group_at(view: View, at: int) -> Harm | None:
    """The harm of «القتلى», «قتلى …», «النازحين», «من قضوا» at a token."""
    scan = view.scan
    hit = scan.harms.get(at)
    if hit is not None and voice_of(hit) == "noun" and _is_plural(hit):
        before = scan.doc.tokens[at - 1] if at > view.first else None
        is_counted = before is not None and (at - 1 in scan.harms or scan.mark(at - 1, "of") is not None)
        return None if is_counted or not _is_known(view, hit) else Harm((hit.term.text("harm"),), hit, "noun")
    people = scan.people.get(at)
    if people is not None and people.term.id in THOSE_ON_THE_RUN and people.joined.endswith(ARTICLE):
        return Harm(("displaced",), None, "noun") if _is_plural(people) else None
    if hit is not None and at > view.first and scan.mark(at - 1, "who") and hit.term.text("form") == "verb":
        is_suffered = voice_of(hit) in ("victim", "both", "meet") and hit.term.text("harm") not in ("inflict", "on")
        return Harm((plain(hit, view),), hit, "noun") if is_suffered else None
    return None


def _is_plural(hit: Hit) -> bool:
    """True for «المصابين» too, which is written like a dual."""
    return hit.number == "many" or (hit.number == "two" and hit.form.endswith(_OBLIQUE))


def _is_known(view: View, hit: Hit) -> bool:
    """True for a plural with the article, or one that a noun follows as its owner."""
    if hit.joined.endswith((ARTICLE, "\u0644\u0644")):
        return True
    at = view.scan.past_quotes(hit.last)
    after = view.scan.doc.tokens[at] if at < view.stop else None
    return after is not None and after.kind == "word" and is_defined(after.folded)


def _is_linked(view: View, at: int, quantity: Quantity) -> bool:
    """«… بلغوا 28», «القتلى تسعة», «قدر … بأكثر من مئة»: what ties the figure to its group."""
    scan, tokens = view.scan, view.scan.doc.tokens
    if scan.mark(quantity.first - 1, "stands_at", "rise") or scan.mark(quantity.first, "stands_at", "rise", "exceed"):
        return True
    if tokens[quantity.first].folded.startswith(BA):
        start = max(view.first, at - _ESTIMATE)
        return any(scan.mark(place, "estimate") is not None for place in range(start, at))
    start = at - 1 if scan.mark(at - 1, "who") else at
    if start == view.first or not (scan.mark(start - 1, "clause") or tokens[at].folded.startswith(WAW)):
        return False
    return quantity.kind == "bare" and not quantity.is_joined and not quantity.is_loose
