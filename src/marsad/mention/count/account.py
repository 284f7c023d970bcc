"""Another figure for the toll just told, by another who tells: «فيما تحدث المرصد عن 940», «وحدد الرقم بـ217»."""

from __future__ import annotations

from marsad.mention.count.quantity import Quantity
from marsad.mention.count.toll import same_harm
from marsad.mention.count.view import COMMAS, Harm, View
from marsad.text.clitics import BA

#: words between a verb of telling and the figure
_REACH = 9
#: a toll of one act is smaller
_MOST = 50_000
_STOPS = frozenset(".:\u061b!\u061f?")
_LEADS = ("preposition", "rise", "except", "on")


def figure_of_another_account(view: View, n: int) -> Harm | None:
    """A number alone that someone else gives for the toll told before: «فيما تحدث المرصد عن 940»."""
    quantity = view.quantities[n]
    if quantity.kind not in ("bare", "number") or quantity.is_joined or quantity.is_loose:
        return None
    if quantity.people is not None or quantity.harm is not None:
        return None
    if quantity.others or quantity.bound in ("vague", "several", "range") or not 1 < quantity.low < _MOST:
        return None
    if quantity.first == view.first or not (_is_the_figure(view, quantity) or _is_told(view, quantity)):
        return None
    harm = same_harm(view)
    return harm if harm is not None and harm.kinds in (("killed",), ("wounded",)) else None


def _is_the_figure(view: View, quantity: Quantity) -> bool:
    """«الرقم 217», «إنهم أربعمئة», «العدد بـ125», «قيل 48»: the word for the figure right before it."""
    return any(view.scan.mark(quantity.first - back, "figure") is not None for back in (1, 2))


def _is_told(view: View, quantity: Quantity) -> bool:
    """«أشارت مصادر أمنية إلى سبعين», «لم تعترف سوى بثمانية»: a verb of telling, who tells, and the preposition."""
    tokens = view.scan.doc.tokens
    is_by = tokens[quantity.first].folded.startswith(BA) or tokens[quantity.first - 1].folded == BA
    if not (is_by or view.scan.mark(quantity.first - 1, *_LEADS)):
        return False
    for at in range(quantity.first - 1, max(view.first, quantity.first - _REACH) - 1, -1):
        if at in view.asides:
            continue
        if view.scan.mark(at, "tells") is not None:
            return True
        is_stop = tokens[at].folded in _STOPS or tokens[at].folded in COMMAS
        is_other = at in view.scan.harms or view.scan.mark(at, "toll") is not None
        if is_stop or is_other or any(q.first <= at < q.last and q.kind == "number" for q in view.quantities):
            return False
    return False
