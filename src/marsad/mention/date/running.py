"""Rules for stretches counted by their days or weeks: «for the fourth day», «in three days», «lasted two weeks»."""

from __future__ import annotations

from marsad.mention.date.calendar import DAY
from marsad.mention.date.relative import back_from, length_at, past_article
from marsad.mention.date.scan import Found, Scan
from marsad.text.clitics import CONJUNCTIONS, LAM

_DAY_HOURS = 24
#: a number in figures stands so near its unit; nobody counts the days of a siege beyond this
_MARKS, _LONGEST = 2, 1000
#: a truce or term stands so near before its length
_TRUCE_REACH = 12
_SOME_DAYS = 7 * DAY


def running_day(scan: Scan, index: int) -> Found | None:
    """«لليوم الرابع على التوالي», «لليوم الرابع»: from so many days before publication up to it; of weeks likewise."""
    hit = scan.hit(index, "relative", "week_word")
    if hit is None or scan.anchor is None:
        return None
    is_week = hit.term.text("role") == "week_word"
    if not is_week and scan.value(hit) != 0:
        return None
    number = scan.day_number(hit.last)
    if number is None or (is_week and not hit.joined):
        return None
    running = scan.hit(number[1], "running")
    if running is None and not hit.joined.lstrip(CONJUNCTIONS).startswith(LAM) and not _of_strife(scan, number[1]):
        return None
    past = number[0] - 1
    days = 7 * past if is_week else past
    last = running.last if running else number[1]
    return Found(index, last, scan.anchor - days * DAY, scan.anchor, "week" if is_week else "day", "since")


def _of_strife(scan: Scan, at: int) -> bool:
    """«اليوم التاسع عشر من الحملة»."""
    of = scan.hit(at, "of", "on")
    return of is not None and scan.hit(of.last, "strife") is not None


def its_running_day(scan: Scan, index: int) -> Found | None:
    """«دخل القتال يومه الرابع», «في أسبوعه الثالث»: from so many days or weeks before publication up to it."""
    hit = scan.hit(index, "its_span")
    if hit is None or scan.anchor is None:
        return None
    numeral = scan.numerals.get(past_article(scan, hit.last))
    is_near = numeral is not None and numeral.first - hit.last <= _MARKS and numeral.kind == "digits"
    number = (numeral.low, numeral.last) if numeral is not None and is_near else scan.day_number(hit.last)
    if number is None or not 0 < number[0] <= _LONGEST:
        return None
    unit = hit.term.text("unit")
    start = back_from(scan.anchor, number[0] - (unit == "day"), unit)
    return Found(index, number[1], start, scan.anchor, unit, "since")


def over_a_stretch(scan: Scan, index: int) -> Found | None:
    """So long up to publication: «خلال ثلاثة أيام», «على مدى 48 ساعة»; of what lasted, up to the day of the news."""
    lead = scan.hit(index, "within", "inside", "lasted", "for")
    length = length_at(scan, lead.last) if lead else None
    if lead is None or length is None or scan.anchor is None:
        return None
    amount, unit, is_about, last = length
    if scan.hit(last, "past", "next", "current", "same") is not None or scan.year(last) is not None:
        return None
    if (
        unit in ("month", "year", "decade")
        or (unit == "hour" and (amount or 0) < _DAY_HOURS)
        or (amount == 1 and unit == "day")
    ):
        return None
    role = lead.term.text("role")
    if role in ("within", "for") and _truce_stands_before(scan, index):
        ahead = scan.anchor + ((scan.anchor - back_from(scan.anchor, amount, unit)) if amount else _SOME_DAYS)
        return Found(index, last, scan.anchor, ahead, "about")
    if role == "for":
        return None
    end = scan.day_of_news() if role == "lasted" else scan.anchor
    if end is None or amount is None or (amount == 1 and role == "inside"):
        return None
    return Found(index, last, back_from(end, amount, unit), end, "about" if is_about else unit, "within")


def _truce_stands_before(scan: Scan, index: int) -> bool:
    """«هدنة لمدة 72 ساعة», «اتفاق يقضي بخروجهم خلال 48 ساعة»: a length to come."""
    return any(scan.hit(at, "truce") for at in range(max(scan.start, index - _TRUCE_REACH), index))
