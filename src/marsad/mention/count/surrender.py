"""People who gave themselves up: «سلم 14 مسلحا أنفسهم»."""

from __future__ import annotations

from marsad.mention.count.view import Harm, View

#: words between the verb and those who gave themselves up; between them and «themselves»
_VERB, _SELF = 4, 9


def people_who_gave_themselves_up(view: View, n: int) -> Harm | None:
    """«سلم 14 مسلحا أنفسهم»: between a verb of handing over and the word for themselves."""
    quantity = view.quantities[n]
    if quantity.harm is not None or quantity.kind in ("name", "pronoun", "family"):
        return None
    before = range(max(view.first, quantity.first - _VERB), quantity.first)
    if not any(view.scan.mark(at, "hands_over") for at in before):
        return None
    after = range(quantity.last, min(quantity.last + _SELF, view.stop))
    found = next((at for at in after if view.scan.mark(at, "self")), None)
    behind = (q for q in view.quantities[n + 1 :] if found is not None and q.first < found)
    if found is None or any(q.is_joined or q.kind in ("number", "two") for q in behind):
        return None
    return Harm(("captured",), None, "victim")
