"""Finds how many people were killed, wounded, captured, missing or displaced."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.mention.count.aside import asides
from marsad.mention.count.dual import as_dual
from marsad.mention.count.exceed import exceeded, shared_bounds
from marsad.mention.count.exclude import is_no_loss
from marsad.mention.count.govern import is_subject
from marsad.mention.count.joined import shares_the_number
from marsad.mention.count.owner import owner_range, shared_owners
from marsad.mention.count.quantity import Quantity
from marsad.mention.count.read import read_quantities
from marsad.mention.count.rules import RULES, shared_verb_after
from marsad.mention.count.scan import Scan
from marsad.mention.count.view import Harm, View, is_trigger
from marsad.mention.count.whole import as_part, parts_that_make_the_whole, wholes_of_dead_and_wounded
from marsad.model import CountMention, Doc, Sentence
from marsad.text.numerals import Numeral

#: a family told as one, and how many it is at least
_KIN, _FAMILY = "counted.victim_family", 2

__all__ = ["RULES", "find_counts"]


def find_counts(doc: Doc, numerals: list[Numeral] | None = None) -> list[CountMention]:
    """Every statement of people killed, wounded, captured, missing or displaced, in text order."""
    scan = Scan.of(doc, numerals)
    found: list[CountMention] = []
    told: Sequence[Harm] = ()
    for sentence in doc.sentences:
        mentions, told = _in_sentence(scan, sentence, told)
        found += mentions
    return found


def _in_sentence(scan: Scan, sentence: Sentence, told: Sequence[Harm]) -> tuple[list[CountMention], list[Harm]]:
    """The mentions of a sentence and the harms that it tells, by those of the sentence before."""
    triggers = [
        hit
        for index in range(sentence.first, sentence.last)
        if (hit := scan.harms.get(index)) is not None and is_trigger(hit) and hit.last <= sentence.last
    ]
    quantities = read_quantities(scan, sentence.first, sentence.last)
    taken = {index for q in quantities if q.kind != "pronoun" for index in range(q.first, q.last)}
    aside = asides(scan, sentence.first, sentence.last)
    outside = [t for t in triggers if t.first not in taken and t.first not in aside]
    dead = next((harm for harm in reversed(told) if "killed" in harm.kinds), None)
    before = told[-1] if told else None
    view = View(
        scan, sentence.first, sentence.last, quantities, outside, before=before, dead_before=dead, asides=aside
    )
    rules: list[str] = []
    for n in range(len(quantities)):
        harm, rule = _decide(view, n)
        view.decided.append(harm)
        rules.append(rule)
    for n in range(len(quantities) - 2, -1, -1):
        if view.decided[n] is None and (harm := shared_verb_after(view, n)) is not None:
            view.decided[n], rules[n] = harm, shared_verb_after.__name__
    view.quantities[:] = [as_dual(view, n) for n in range(len(view.quantities))]
    view.quantities[:] = shared_bounds(view)
    rests = _split_wholes(view, rules)
    found = [
        _mention(view, quantity, harm, kind, rule)
        for quantity, harm, rule in zip(quantities, view.decided, rules, strict=True)
        if harm is not None
        for kind in harm.kinds
    ]
    found = sorted([*found, *rests], key=lambda mention: mention.first) if rests else found
    return shared_owners(scan, found), [harm for harm in view.decided if harm is not None]


def _split_wholes(view: View, rules: list[str]) -> list[CountMention]:
    """Mark the parts that add up to a whole as its split; the mentions of those told as the rest."""
    for n in wholes_of_dead_and_wounded(view):
        view.decided[n] = None
    found = []
    for split in parts_that_make_the_whole(view):
        harm = view.decided[split.whole]
        if harm is None:
            continue
        for m in range(split.whole + 1, split.parts[-1] + 1):
            view.decided[m] = as_part(harm) if m in split.parts else None
            rules[m] = parts_that_make_the_whole.__name__
        if split.rest is not None:
            for m, quantity in enumerate(view.quantities):
                if split.parts[-1] < m and quantity.first < split.rest.last:
                    view.decided[m] = None
            found.append(_mention(view, split.rest, as_part(harm), harm.kinds[0], parts_that_make_the_whole.__name__))
    return found


def _decide(view: View, n: int) -> tuple[Harm | None, str]:
    is_none = view.quantities[n].high == 0  # «0 قتلى»
    if is_none or view.quantities[n].first in view.asides or is_no_loss(view, n) or is_subject(view, n):
        return None, ""
    if n and shares_the_number(view, view.quantities[n - 1], view.quantities[n]):
        return None, ""
    for rule in RULES:
        harm = rule(view, n)
        if harm is not None:
            return harm, rule.__name__
    return None, ""


def _mention(view: View, quantity: Quantity, harm: Harm, kind: str, rule: str) -> CountMention:
    scan, doc = view.scan, view.scan.doc
    owner = owner_range(scan, quantity.last, view.stop)
    people = quantity.people
    low, high = quantity.low, quantity.high
    if _is_entire_family(view, quantity) and kind != "displaced":
        low, high = _FAMILY, None  # a family that is killed is more than one
    is_exceeded = exceeded(view, quantity)
    return CountMention(
        span=doc.span_of(quantity.first, quantity.last),
        first=quantity.first,
        last=quantity.last,
        rule=rule,
        harm=kind,
        low=low,
        high=None if is_exceeded else high,
        bound="more_than" if is_exceeded else quantity.bound,
        people=people.term.id if people is not None else ("counted.victim_family" if quantity.kind == "family" else ""),
        part=harm.part,
        others=quantity.others,
        harm_at=doc.span_of(harm.at.first, harm.at.last) if harm.at is not None else None,
        split=harm.split,
        former=_is_former(view, quantity),
        victims=people.term.text("victims")
        if people is not None
        else ("civilians" if quantity.kind == "family" else ""),
        owner_first=owner[0],
        owner_last=owner[1],
        voice=harm.voice,
    )


def _is_entire_family(view: View, quantity: Quantity) -> bool:
    """«مقتل عائلة بأكملها»: a family without the number of its people."""
    is_family = quantity.kind == "one" and quantity.people is not None and quantity.people.term.id == _KIN
    return is_family and view.scan.mark(quantity.last, "entire") is not None


def _is_former(view: View, quantity: Quantity) -> bool:
    """True for a figure that the text says was an earlier toll."""
    return any(view.scan.mark(at, "former") for at in range(max(view.first, quantity.first - 8), quantity.first))
