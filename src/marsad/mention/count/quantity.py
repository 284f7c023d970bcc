"""A group of people with its number, and what hedges make of it: «ما لا يقل عن», «نحو», «بين … و…», «على الأقل»."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.lexicon import Hit
from marsad.mention.count.scan import QUOTES, Scan
from marsad.text.clitics import WAW
from marsad.text.numerals import Numeral

_LATE_REACH = 9
_YEARS, _ROUND = (1900, 2100), 100


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many people at tokens `[first, last)`.

    `kind` is `number`, `two` (a dual), `many` (a plural), `one` (a singular), `name` (one person named), `family`,
    `pronoun` or `bare` (a number whose noun is left out). `people` and `harm` are the nouns seen; `is_joined` is true
    after «and».
    """

    first: int
    last: int
    low: int
    high: int | None
    kind: str
    bound: str = "exact"
    people: Hit | None = None
    harm: Hit | None = None
    others: bool = False
    is_joined: bool = False
    is_definite: bool = False
    is_owned: bool = False
    both_ways: bool = False
    #: true where what follows a bare number may be the thing that it counts
    is_loose: bool = False


def bounded(quantity: Quantity, bound: str) -> Quantity:
    """The quantity with what a hedge makes of its number."""
    if bound in ("at_least", "more_than"):
        return replace(quantity, high=None, bound=bound)
    if bound in ("up_to", "fewer_than") and quantity.high is not None:
        return replace(quantity, low=1, high=quantity.high - (bound == "fewer_than"), bound=bound)
    return replace(quantity, bound=bound) if bound == "about" and quantity.bound == "exact" else quantity


def late_hedged(scan: Scan, quantity: Quantity, index: int, stop: int) -> Quantity:
    """A hedge behind the noun and its owner: «25 مقاتلا من المعارضة على الأقل»."""
    if quantity.bound not in ("exact", "about"):
        return quantity
    for at in range(index, min(index + _LATE_REACH, stop)):
        is_stop = scan.doc.tokens[at].kind == "punct" and scan.doc.tokens[at].folded not in QUOTES
        is_apart = is_stop and (at > index or at + 1 not in scan.hedges)
        if at in scan.numerals or is_apart or (at > index and at in scan.harms):
            return quantity
        hedge = scan.hedges.get(at)
        if hedge is None or hedge.joined.startswith(WAW):
            continue
        if hedge.last in scan.numerals or scan.past_quotes(hedge.last) in scan.numerals:
            return quantity
        if hedge.term.text("place") == "after" or hedge.term.id in ("hedge.at_least", "hedge.about", "hedge.up_to"):
            if (
                hedge.term.text("place") == "before"
                and hedge.last - hedge.first == 1
                and hedge.term.id != "hedge.about"
            ):
                continue
            return bounded(quantity, hedge.term.text("bound"))
    return quantity


def upper_end(scan: Scan, numeral: Numeral, hedge: Hit | None, stop: int) -> Numeral | None:
    """The upper end of a range: «3 إلى 5», «بين 3 و5», «3-5»."""
    tokens = scan.doc.tokens
    is_between = hedge is not None and hedge.term.text("bound") == "range"
    for index in range(numeral.last, min(numeral.last + 4, stop)):
        upper = scan.numerals.get(index)
        if upper is None:
            continue
        if upper.high is None or upper.low <= numeral.low or upper.kind == "fraction":
            return None
        if hedge is None and _is_year(numeral) and not _is_year(upper):
            return None  # «منذ تشرين الأول 2023 إلى 3754 شهيدا»
        link = numeral.last
        if is_between and upper.joined.startswith(WAW):
            return upper
        if link < index and (scan.mark(link, "rise") or _is_to(scan, link) or tokens[link].folded in ("-", "\u2013")):
            return upper if index - link == 1 else None
        return None
    return None


def _is_year(numeral: Numeral) -> bool:
    """A number of four digits, not a round one, that may well be a year."""
    is_digits = numeral.kind == "digits" and numeral.last - numeral.first == 1
    return is_digits and _YEARS[0] <= numeral.low <= _YEARS[1] and numeral.low % _ROUND != 0


def _is_to(scan: Scan, index: int) -> bool:
    hit = scan.hedges.get(index)
    return hit is not None and hit.term.text("place") == "to"
