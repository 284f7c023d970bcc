"""Days of months, weeks, seasons and Hijri dates, seen from a publication day."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta

from hijridate import Hijri

DAY = timedelta(days=1)
#: first and last day of the parts of a month; 0 stands for its end
PARTS = {
    "early": (1, 10), "middle": (11, 20), "late": (21, 0), "first_half": (1, 15), "second_half": (16, 0),
    "first_quarter": (1, 7), "second_quarter": (8, 15), "third_quarter": (16, 22), "fourth_quarter": (23, 0),
}
#: first and last month of the parts of a year
YEAR_PARTS = {
    "early": (1, 1), "middle": (5, 8), "late": (11, 12), "first_half": (1, 6), "second_half": (7, 12),
    "first_quarter": (1, 3), "second_quarter": (4, 6), "third_quarter": (7, 9), "fourth_quarter": (10, 12),
}
FIRST_YEAR, LAST_YEAR = 1900, 2100
#: a year before 1900 is one only behind a word for years
OLDEST_YEAR = 1000
#: years of a date in figures that are Hijri ones, and those that are so also where nothing else says it
OLD_HIJRI, LAST_HIJRI = 1300, 1500
NEW_HIJRI = (1400, 1450)
_SUNDAY = 6


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int, part: str = "") -> tuple[date, date]:
    """First and last day of a month or of a part of it."""
    first, last = PARTS.get(part, (1, 0))
    return date(year, month, first), date(year, month, last or calendar.monthrange(year, month)[1])


def year_span(year: int, part: str = "") -> tuple[date, date]:
    """First and last day of a year or of a part of it."""
    first, last = YEAR_PARTS.get(part, (1, 12))
    return date(year, first, 1), month_span(year, last)[1]


def season_span(year: int, month: int) -> tuple[date, date]:
    """The three months of a season that starts in a month; a winter ends in the year after."""
    start = date(year, month, 1)
    end_year, end_month = (year + 1, 2) if month == 12 else (year, month + 2)
    return start, month_span(end_year, end_month)[1]


def weekday_before(anchor: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday on or before a day."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=back or (7 if strictly else 0))


def weekday_after(anchor: date, weekday: int) -> date:
    """The next such weekday after a day."""
    return anchor + timedelta(days=(weekday - anchor.weekday()) % 7 or 7)


def week_before(anchor: date, weeks: int = 1) -> tuple[date, date]:
    """Sunday to Saturday of a week before that of the anchor; 0 is the week of the anchor itself."""
    sunday = weekday_before(anchor, _SUNDAY) - timedelta(weeks=weeks)
    return sunday, sunday + 6 * DAY


def months_before(anchor: date, months: int) -> date:
    """The same day some months before, or the last day of that month; OverflowError outside the calendar."""
    index = anchor.year * 12 + anchor.month - 1 - months
    year, month = index // 12, index % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"year {year} is outside the calendar")
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The day of a Hijri date by the Umm al-Qura calendar, or None outside it."""
    try:
        gregorian = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(gregorian.year, gregorian.month, gregorian.day)


def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a Hijri month."""
    first = hijri_day(year, month, 1)
    after = hijri_day(year + (month == 12), month % 12 + 1, 1)
    return (first, after - DAY) if first and after else None


def hijri_year_span(year: int) -> tuple[date, date] | None:
    """First and last day of a Hijri year."""
    first, last = hijri_month(year, 1), hijri_month(year, 12)
    return (first[0], last[1]) if first and last else None


def hijri_year(anchor: date, month: int, day: int) -> int | None:
    """The Hijri year in which a day and month last came round before the anchor."""
    year = (anchor.year - 622) * 33 // 32 + 2
    for candidate in range(year, year - 4, -1):
        found = hijri_day(candidate, month, day)
        if found is not None and found <= anchor + 7 * DAY:
            return candidate
    return None
