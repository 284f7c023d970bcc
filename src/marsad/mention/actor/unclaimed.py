"""Nobody as the doer: «لم تتبن أي جهة …», «لم يعلن أحد مسؤوليته», «لم يعرف من زرعها», «قيدت ضد مجهول»."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.mention.actor.reading import Candidate, Reading
from marsad.text.clitics import ARTICLE

#: words between the negation and its verb, between the verb and who or what goes with it
_MOST_TO_VERB = 2
_MOST_AROUND = 6
_MOST_TO_BURDEN = 10
_UNKNOWN = "unknown"
#: the rule that tells the unknown doer so
NOBODY = "nobody_claimed"


def read_unclaimed(reading: Reading) -> Iterator[Candidate]:
    """The unknown doer, at the words which tell that nobody claimed an act or that nobody knows who did it."""
    taken = -1
    for first, hits in sorted(reading.starts.get("unclaimed", {}).items()):
        if first < taken:
            continue
        last = max((_end(reading, hit.id, hit.first, hit.last) for hit in hits), default=0)
        if last:
            taken = last
            yield Candidate(first, last, _UNKNOWN, NOBODY)


def _end(reading: Reading, id_: str, first: int, after: int) -> int:
    """Where a statement ends that opens at a token; 0 where none does."""
    if id_ == "unclaimed.plain":
        return after
    stop = reading.stop(first)
    if id_ == "unclaimed.nobody":
        return _nobody_first(reading, after, stop)
    if id_ == "unclaimed.whose":
        return _whose_first(reading, after, stop)
    if id_ != "unclaimed.not":
        return 0
    for at in range(after, min(after + _MOST_TO_VERB, stop)):
        if end := _of(reading, at, "known"):
            return _next(reading, "whose", end, min(end + 3, stop)) or 0
        for verb in ("claim", "announce"):
            if end := _of(reading, at, verb):
                none = _next(reading, "nobody", end, min(end + _MOST_AROUND, stop)) or _next(
                    reading, "nobody", after, at
                )
                return none if none and (verb == "claim" or _burden(reading, end, stop)) else 0
    return _claimed_by_none(reading, after, stop)


def _claimed_by_none(reading: Reading, at: int, stop: int) -> int:
    """«لا جهة تبنته», «لا أحد أعلن مسؤوليته»: nobody right behind the negation."""
    end = _of(reading, at, "nobody") if at < stop else 0
    return _next(reading, "claim", end, min(end + 3, stop)) if end else 0


def _nobody_first(reading: Reading, at: int, stop: int) -> int:
    """«أي جهة لم تعلن مسؤوليتها», «أحدا لم يتبن …»: nobody before the negation."""
    negation = _of(reading, at, "not") if at < stop else 0
    if not negation or negation >= stop:
        return 0
    announced = _of(reading, negation, "announce")
    return _of(reading, negation, "claim") or (announced if announced and _burden(reading, announced, stop) else 0)


def _whose_first(reading: Reading, at: int, stop: int) -> int:
    """«مصدر القذيفة لم يعرف», «الجهة التي أطلقت … لم تعرف»: the doer before the negation."""
    for place in range(at, min(at + 4, stop)):
        negation = _of(reading, place, "not")
        if negation and negation < stop:
            return _of(reading, negation, "known")
        if reading.doc.tokens[place].kind == "punct":
            return 0
    return 0


def _burden(reading: Reading, at: int, stop: int) -> int:
    return _next(reading, "burden", at, min(at + _MOST_TO_BURDEN, stop))


def _of(reading: Reading, at: int, what: str) -> int:
    """The end of the longest such words that open at a token; 0 for none. «التنظيم» is one that is known."""
    hits = (hit for hit in reading.at("unclaimed", at) if hit.id == f"unclaimed.{what}")
    return max((hit.last for hit in hits if what != "nobody" or ARTICLE not in hit.joined), default=0)


def _next(reading: Reading, what: str, first: int, last: int) -> int:
    """The end of the first such words that open in `[first, last)`; 0 for none."""
    return next((end for at in range(first, last) if (end := _of(reading, at, what))), 0)
