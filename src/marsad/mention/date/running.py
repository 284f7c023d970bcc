"""Rules for stretches counted by their days or weeks: «for the fourth day», «in three days», «lasted two weeks»."""

from __future__ import annotations

from marsad.mention.date.calendar import DAY
from marsad.mention.date.relative import back_from, length_at
from marsad.mention.date.scan import Found, Scan
from marsad.text.clitics import CONJUNCTIONS, LAM

_DAY_HOURS = 24


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
    if running is None and not hit.joined.lstrip(CONJUNCTIONS).startswith(LAM):
        return None
    past = number[0] - 1
    days = 7 * past if is_week else past
    last = running.last if running else number[1]
    return Found(index, last, scan.anchor - days * DAY, scan.anchor, "week" if is_week else "day", "since")


def its_running_day(scan: Scan, index: int) -> Found | None:
    """«دخل القتال يومه الرابع», «في أسبوعه الثالث»: from so many days or weeks before publication up to it."""
    hit = scan.hit(index, "its_span")
    number = scan.day_number(hit.last) if hit else None
    if hit is None or number is None or scan.anchor is None:
        return None
    unit = hit.term.text("unit")
    start = back_from(scan.anchor, number[0] - (unit == "day"), unit)
    return Found(index, number[1], start, scan.anchor, unit, "since")


def over_a_stretch(scan: Scan, index: int) -> Found | None:
    """So long up to publication: «خلال ثلاثة أيام», «على مدى 48 ساعة»; of what lasted, up to the day of the news."""
    lead = scan.hit(index, "within", "inside", "lasted")
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
    end = scan.day_of_news() if role == "lasted" else scan.anchor
    if end is None or amount is None or (amount == 1 and role == "inside"):
        return None
    return Found(index, last, back_from(end, amount, unit), end, "about" if is_about else unit, "within")
