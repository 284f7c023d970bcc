"""Rules for times told from another time of the text, or from the act in hand."""

from __future__ import annotations

from datetime import date

from marsad.mention.date.calendar import DAY, day_of, month_span
from marsad.mention.date.relative import ABOUT_DAYS, VAGUE_AGO, back_from, day_told, length_at
from marsad.mention.date.scan import Found, Scan
from marsad.text.clitics import ARTICLE, BA

#: so many tokens on stands the day that an opening «غداة …» or «بعد يومين من …» leads up to
_AHEAD = 30
#: so many tokens stand at most between «قبل» and «بيومين», or between a day and «بعد شهر» of it
_NAMED, _NEAR = 6, 25
#: what follows «قبل» or «بعد» where no act is named
_NO_ACT = ("unit", "relative", "weekday", "month", "about", "few", "clause")
_MONTHS = ("month", "year", "decade")


def before_or_after_that(scan: Scan, index: int) -> Found | None:
    """A day counted from the one before it in the text: «قبل ذلك بيومين», «بعدها بأسبوع»."""
    lead = scan.hit(index, "before_that", "after_that")
    if lead is None or scan.day is None:
        return None
    length = length_at(scan, lead.last, is_led=True)
    if length is None:
        return None
    amount, unit, is_about, last = length
    is_before = lead.term.text("role") == "before_that"
    if amount is None:
        return _some_time_from(scan.day, unit, index, last, is_before=is_before)
    back = scan.day - back_from(scan.day, amount, unit)
    day = scan.day - back if is_before else scan.day + back
    return Found(index, last, day, day, "about" if is_about else "day")


def _some_time_from(day: date, unit: str, first: int, last: int, *, is_before: bool) -> Found | None:
    """«قبل ذلك بأيام», «بعدها بأسابيع»: as long before or after a day as «قبل أيام» is before publication."""
    span = VAGUE_AGO.get(unit)
    if span is None or unit == "hour":
        return None
    far, near = (days * DAY for days in span)
    start, end = (day - far, day - near) if is_before else (day + near, day + far)
    return Found(first, last, start, end, "about")


def so_long_after(scan: Scan, index: int) -> Found | None:
    """What is named came so long before the day in hand: «بعد يومين من مقتل …», «بعد أسبوع على الهجوم».

    «بعد يومين من ذلك» comes so long after the day told before; «بعد ثلاثة أيام من القتال» lasted so long; of months
    and years the whole month is meant; «بعد أيام من مقتل …» is two to seven days before.
    """
    lead = scan.hit(index, "after")
    anchor = _day_in_hand(scan, index)
    length = length_at(scan, lead.last) if lead else None
    if length is None or anchor is None:
        return None
    amount, unit, is_about, last = length
    link = scan.hit(last, "of", "on")
    if link is None or (unit == "hour" and (amount or 0) < 24):
        return None
    that = scan.hit(link.last, "that")
    if that is not None and scan.day is not None:
        if amount is None:
            return _some_time_from(scan.day, unit, index, that.last, is_before=False)
        day = scan.day + (scan.day - back_from(scan.day, amount, unit))
        return Found(index, that.last, day, day, "about")
    fighting = scan.hit(link.last, "fighting")
    if amount is None:
        is_told = fighting is not None or _has_its_day(scan, last)
        return None if is_told else _some_time_from(anchor, unit, index, last, is_before=True)
    day = back_from(anchor, amount, unit)
    if fighting is not None and fighting.joined.endswith(ARTICLE):
        return Found(index, last, day, anchor, "about")
    if unit in _MONTHS:
        return Found(index, last, *month_span(day.year, day.month), granularity="month")
    slack = ABOUT_DAYS * DAY if is_about and unit == "week" else 0 * DAY
    return Found(index, last, day - slack, day + slack, "about")


def _has_its_day(scan: Scan, index: int) -> bool:
    """«بعد أيام من مقتل ثلاثة يوم الخميس»: the act named tells its own day."""
    return any(scan.hit(at, "weekday", "month") for at in range(index, min(index + _NEAR, scan.stop)))


def so_long_before_that(scan: Scan, index: int) -> Found | None:
    """«قبل يومين من ذلك»: so long before the day told before."""
    lead = scan.hit(index, "ago")
    length = length_at(scan, lead.last) if lead else None
    of = scan.hit(length[3], "of") if length else None
    that = scan.hit(of.last, "that") if of else None
    if length is None or that is None or scan.day is None or length[1] == "hour":
        return None
    if length[0] is None:
        return _some_time_from(scan.day, length[1], index, that.last, is_before=True)
    day = back_from(scan.day, length[0], length[1])
    return Found(index, that.last, day, day, "about")


def so_long_of_fighting(scan: Scan, index: int) -> Found | None:
    """«منهية أسبوعا من القتال», «أربعة أيام من المعارك»: so long up to the day of the news."""
    length = length_at(scan, index)
    of = scan.hit(length[3], "of") if length else None
    fighting = scan.hit(of.last, "fighting") if of else None
    end = _day_in_hand(scan, index)
    if length is None or fighting is None or end is None or not fighting.joined.endswith(ARTICLE):
        return None
    amount, unit, _, last = length
    if amount is None or unit not in ("day", "week") or (unit == "day" and amount == 1):
        return None
    return Found(index, last, back_from(end, amount, unit), end, unit, "within")


def so_long_from_it(scan: Scan, index: int) -> Found | None:
    """A day counted from the act that is named: «قبل الهجوم بيومين», «بعد العملية بيوم واحد», «قبل مقتله بأسبوع»."""
    lead = scan.hit(index, "ago", "after")
    anchor = scan.day_of_news()
    if lead is None or anchor is None or scan.hit(lead.last, *_NO_ACT) is not None:
        return None
    for at in range(lead.last + 1, min(lead.last + _NAMED, scan.stop)):
        if scan.hit(at, "before_that", "after_that", "ago", "after") is not None:
            return None
        if not scan.doc.tokens[at].folded.startswith(BA):
            continue
        length = length_at(scan, at, is_led=True)
        if length is None or length[1] == "hour":
            continue
        amount, unit, _, last = length
        is_before = lead.term.text("role") == "ago"
        if amount is None:
            return _some_time_from(anchor, unit, index, last, is_before=is_before)
        back = anchor - back_from(anchor, amount, unit)
        day = anchor - back if is_before else anchor + back
        return Found(index, last, day, day, "about") if scan.anchor and day <= scan.anchor else None
    return None


def so_long_later(scan: Scan, index: int) -> Found | None:
    """«اغتيل في الثاني من تموز … قتله بعد خمسة أيام»: so long after the time told just before in the sentence."""
    lead = scan.hit(index, "after")
    told = scan.told
    if lead is None or told is None or told.first < scan.start or index - told.last > _NEAR or scan.anchor is None:
        return None
    length = length_at(scan, lead.last)
    if length is None or length[0] is None or length[1] == "hour" or told.kind != "point":
        return None
    amount, unit, _, last = length
    if scan.hit(last, "of", "on") is not None:
        return None
    start, end = (day + (day - back_from(day, amount or 1, unit)) for day in (told.start, told.end))
    return Found(index, last, start, end, told.granularity) if end <= scan.anchor else None


def since_then(scan: Scan, index: int) -> Found | None:
    """«منذ ذلك الحين», «مذ ذاك»: from the time told before up to publication."""
    lead = scan.hit(index, "since_then")
    if lead is None or scan.told is None or scan.anchor is None or scan.told.start >= scan.anchor:
        return None
    return Found(index, lead.last, scan.told.start, scan.anchor, scan.told.granularity, "since")


def day_after_another(scan: Scan, index: int) -> Found | None:
    """«غداة مقتل …», «عشية الزيارة …»: what is named came the day before the one in hand; or the other way round."""
    hit = scan.hit(index, "day_after", "eve")
    anchor = _day_in_hand(scan, index)
    if hit is None or anchor is None:
        return None
    day = anchor - DAY
    return Found(index, hit.last, day, day, "about")


def anniversary(scan: Scan, index: int) -> Found | None:
    """So many years before the day in hand: «الذكرى السنوية الثامنة عشرة لتفجير …», «مرور عشرة أعوام على …»."""
    lead = scan.hit(index, "anniversary", "elapsed")
    anchor = scan.day_of_news()
    if lead is None or anchor is None:
        return None
    if lead.term.text("role") == "anniversary":
        number = scan.day_number(lead.last)
        day = day_of(anchor.year - number[0], anchor.month, anchor.day) if number else None
        return Found(index, number[1], day, day, "about") if number and day else None
    length = length_at(scan, lead.last)
    if length is None or length[0] is None or length[1] not in _MONTHS or scan.hit(length[3], "on") is None:
        return None
    day = back_from(anchor, length[0], length[1])
    return Found(index, length[3], *month_span(day.year, day.month), granularity="month")


def _day_in_hand(scan: Scan, index: int) -> date | None:
    """The day that the sentence tells, before these words or, by its distance from publication, after; else of news."""
    if scan.day is not None and scan.day_at >= scan.start:
        return scan.day
    for at in range(index + 1, min(index + _AHEAD, scan.stop)):
        found = day_told(scan, at) if scan.hit(at, "relative") else None
        if found is not None and scan.anchor is not None and found.start <= scan.anchor:
            return found.start
    return scan.day_of_news()
