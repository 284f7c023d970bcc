"""Parts that make up a whole without a word that says so: «33 قتيلا، 20 من الجيش و13 مدنيا»; and the rest of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.mention.count.quantity import Quantity
from marsad.mention.count.view import Harm, View
from marsad.text.clitics import WAW

#: tokens that may stand between the whole and its first part, between two parts, before «the rest»
_REACH = 12
_MOST_PARTS = 8
#: a smaller whole may be the sum of two others by chance
_LEAST = 4
_STOPS = frozenset(".\u061b!\u061f?")


@dataclass(frozen=True, slots=True)
class Split:
    """A whole and its parts by their places among the quantities; `rest` tells the people of the words for the rest."""

    whole: int
    parts: tuple[int, ...]
    rest: Quantity | None = None


def parts_that_make_the_whole(view: View) -> list[Split]:
    """Wholes told with exact parts right behind them that add up to them, or with parts and the rest."""
    found: list[Split] = []
    for n, harm in enumerate(view.decided):
        is_inside = any(n in split.parts for split in found)
        is_whole = harm is not None and len(harm.kinds) == 1 and not harm.part and not is_inside
        is_told = _is_exact(view, n) or view.quantities[n].bound in ("at_least", "more_than")
        if harm is not None and is_whole and is_told and view.quantities[n].low >= _LEAST:
            split = _split(view, n, harm)
            if split is not None:
                found.append(split)
    return found


def wholes_of_dead_and_wounded(view: View) -> list[int]:
    """«31 ضحية - 12 حالة وفاة و19 حالة إصابة»: victims or hurt told with their dead and wounded right behind them."""
    counted = [n for n, quantity in enumerate(view.quantities) if _is_counted(quantity) and view.decided[n]]
    triples = zip(counted, counted[1:], counted[2:], strict=False)
    return [n for n, m, k in triples if _is_of_victims(view, n) and _are_its_two(view, n, (m, k))]


def _is_of_victims(view: View, n: int) -> bool:
    """«35 ضحية», «25 إصابة»: a word that may mean the dead and the wounded together."""
    hit = view.quantities[n].harm
    harm = view.decided[n]
    return hit is not None and harm is not None and (hit.term.id == "harm.noun.victim" or harm.kinds == ("wounded",))


def _are_its_two(view: View, n: int, two: tuple[int, int]) -> bool:
    """True where the dead and the wounded of two counts add up to the one before them."""
    whole, one, other = (view.quantities[m] for m in (n, *two))
    kinds = {kind for m in two if (harm := view.decided[m]) is not None for kind in harm.kinds}
    is_near = not _is_apart(view, whole.last, one.first) and not _is_apart(view, one.last, other.first)
    return is_near and not one.is_joined and whole.low == one.low + other.low and kinds == {"killed", "wounded"}


def _is_counted(quantity: Quantity) -> bool:
    """An exact count of dead or hurt by their noun, one person among them («قتيل واحد»)."""
    is_exact = quantity.kind in ("number", "two", "one") and quantity.low == quantity.high
    return is_exact and quantity.harm is not None


def as_part(whole: Harm) -> Harm:
    """The harm of a part of the full split of a whole."""
    return replace(whole, part=True, split=True)


def _is_exact(view: View, n: int) -> bool:
    quantity = view.quantities[n]
    return quantity.kind in ("number", "bare", "two") and quantity.low == quantity.high and quantity.low > 1


def _split(view: View, n: int, harm: Harm) -> Split | None:
    whole, total = view.quantities[n], 0
    parts: list[int] = []
    last = whole.last
    for m in range(n + 1, len(view.quantities)):
        part, told = view.quantities[m], view.decided[m]
        if (part.kind in ("many", "name") and told is None) or _only_describes(view, part):
            continue
        if not _may_be_part(view, m, harm) or len(parts) == _MOST_PARTS or _is_apart(view, last, part.first):
            break
        parts.append(m)
        total, last = total + part.low, part.last
        if total >= whole.low:
            break
    if len(parts) > 1 and total == whole.low and not _are_alike(view, parts):
        return Split(n, tuple(parts))
    has_rest = bool(parts) and total < whole.low and whole.high is not None
    rest = _rest(view, last, whole.low - total, len(parts)) if has_rest else None
    return Split(n, tuple(parts), rest) if rest is not None and not _are_alike(view, parts, rest) else None


def _may_be_part(view: View, m: int, harm: Harm) -> bool:
    """True for an exact number without a harm of its own, or with that of the whole."""
    part, told = view.quantities[m], view.decided[m]
    is_one = part.kind == "one" and part.is_joined and not part.is_definite
    if part.others or not (_is_exact(view, m) or is_one):
        return False
    if part.harm is not None:
        return part.harm.term.text("harm") in harm.kinds
    trigger = view.trigger_before(part.first)
    is_governed = told is not None and told.at is not None and told.at is trigger
    return not is_governed or harm.at is trigger


def _only_describes(view: View, part: Quantity) -> bool:
    """«34 منهم مدنيون»: the noun behind «of them» says who the part were."""
    return part.kind == "many" and not part.is_joined and view.scan.mark(part.first - 1, "among") is not None


def _is_apart(view: View, first: int, last: int) -> bool:
    tokens = view.scan.doc.tokens[first:last]
    is_other = any(view.scan.mark(at, "versus") for at in range(first, last))
    return is_other or len(tokens) > _REACH or any(token.folded in _STOPS for token in tokens)


def _are_alike(view: View, parts: Sequence[int], rest: Quantity | None = None) -> bool:
    """True where all parts are one class of people: men, women and children are civilians all."""
    named = {_victims(view, m) or str(m) for m in parts}
    if rest is not None:
        named.add(rest.people.term.text("victims") if rest.people is not None else "rest")
    return len(named) == 1


def _victims(view: View, m: int) -> str:
    """Who a part was, by its noun or the one behind «of them»."""
    following = view.quantities[m + 1] if m + 1 < len(view.quantities) else None
    people = view.quantities[m].people
    if people is None and following is not None and _only_describes(view, following):
        people = following.people
    return people.term.text("victims") if people is not None else ""


def _rest(view: View, last: int, low: int, parts: int) -> Quantity | None:
    """«والبقية من المقاتلين»: those of the whole that no part tells."""
    for at in range(last, min(last + _REACH, view.stop)):
        hit = view.scan.mark(at, "rest")
        if view.scan.mark(at, "versus"):
            return None
        if hit is not None and (hit.joined.startswith(WAW) or parts > 1):
            after = hit.last + 1 if view.scan.mark(hit.last, "of") else hit.last
            people = view.scan.people.get(after)
            end = people.last if people is not None and people.last <= view.stop else hit.last
            return Quantity(hit.first, end, low, low, "number", people=people if end > hit.last else None)
        if view.scan.doc.tokens[at].folded in _STOPS:
            return None
    return None
