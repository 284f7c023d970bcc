"""Rules for dates of a calendar: days, months and their parts, seasons, years."""

from __future__ import annotations

from datetime import date

from marsad.lexicon import Hit
from marsad.mention.date.calendar import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    day_of,
    hijri_day,
    hijri_month,
    hijri_year,
    hijri_year_span,
    month_span,
    season_span,
    year_span,
)
from marsad.mention.date.figures import slashed_date
from marsad.mention.date.scan import WAW, Found, Scan

#: a day so near ahead is meant, told without its year, rather than that of the year before
_SOON = 40


def day_and_month(scan: Scan, index: int) -> Found | None:
    """A day of a named month, its year told or the last before publication: «14 تشرين الأول/أكتوبر 2017»."""
    bare = scan.hit(index, "bare_ordinal")
    number = (scan.value(bare), bare.last) if bare and not bare.joined else scan.day_number(index)
    if number is None:
        return None
    day, at = number
    month = _month_after(scan, at)
    if month is None:
        return None
    hits, at = month
    if hits.term.text("role") == "hijri":
        return _hijri_date(scan, index, day, scan.value(hits), at)
    value = scan.value(hits)
    year, last = year_after(scan, at, value, day)
    found = day_of(year, value, day) if year else None
    if found is None:
        return None
    scan.month = (found.year, found.month)
    mark = scan.hit(last, "gregorian_mark")
    return Found(index, mark.last if mark else last, found, found, year_told=last != at)


def day_of_this_month(scan: Scan, index: int) -> Found | None:
    """A day of the month in hand: «12 من الشهر الجاري», «الرابع عشر من الشهر الماضي», «الـ12 من الشهر نفسه»."""
    number = scan.day_number(index)
    if number is None or scan.anchor is None:
        return None
    of = scan.hit(number[1], "of")
    this = scan.hit(of.last, "this", "that") if of else None
    after = this.last if this else of.last if of else number[1]
    word = scan.hit(after, "month_word")
    which = this if this and word else scan.hit(word.last if word else after, "past", "current", "next", "same")
    is_other = which is not None and which.term.text("role") in ("past", "next")
    if is_other and of is None and not scan.hit(index - 1, "in", "unit"):
        return None  # «قتل 7 الشهر الماضي»
    if word is None and (which is None or which.term.text("role") != "current"):
        return _day_of_told_month(scan, index, number)
    if which is None:
        return _day_of_the_month(scan, index, number[0], word)
    year, month = _month_meant(scan, which, scan.anchor)
    found = day_of(year, month, number[0])
    if found is None:
        return None
    scan.month = (year, month)
    return Found(index, max(which.last, word.last if word else 0), found, found)


def _day_of_told_month(scan: Scan, index: int, number: tuple[int, int]) -> Found | None:
    """«30 منه»: that day of the month told before."""
    of_it = scan.hit(number[1], "of_it")
    found = day_of(*scan.month, number[0]) if of_it and scan.month else None
    return Found(index, of_it.last, found, found) if of_it and found else None


def _day_of_the_month(scan: Scan, index: int, day: int, word: Hit | None) -> Found | None:
    """«العاشر من الشهر»: of the month of publication, or of the one before where that day is still to come."""
    if word is None or not word.joined or scan.anchor is None or _month_names(scan, word.last) is not None:
        return None
    first = scan.anchor.replace(day=1)
    month = first if day <= scan.anchor.day else (first - DAY).replace(day=1)
    found = day_of(month.year, month.month, day)
    return Found(index, word.last, found, found) if found else None


def part_of_month(scan: Scan, index: int) -> Found | None:
    """The start, middle or end of a month or year: «مطلع سبتمبر/ أيلول الفائت», «منتصف الشهر الجاري», «أواخر 2016»."""
    part = scan.hit(index, "part_of_month")
    if part is None:
        return None
    name = part.term.text("part")
    at = part.last
    this = scan.hit(at, "this")
    word = scan.hit(this.last if this else at, "month_word")
    if word is not None and this is not None and scan.anchor is not None:
        span = month_span(scan.anchor.year, scan.anchor.month, name)
        return Found(index, word.last, *span, granularity="part_of_month")
    if word is not None:
        which = scan.hit(word.last, "past", "current", "next", "same")
        if which is not None and scan.anchor is not None:
            year, month = _month_meant(scan, which, scan.anchor)
            return Found(index, which.last, *month_span(year, month, name), granularity="part_of_month")
        at = word.last
        if word.joined and scan.anchor is not None and _month_names(scan, at) is None:
            span = month_span(scan.anchor.year, scan.anchor.month, name)
            return Found(index, at, *span, granularity="part_of_month")
    month_hit = _month_names(scan, at)
    if month_hit is not None and month_hit[0].term.text("role") == "month":
        value = scan.value(month_hit[0])
        found_year, last = year_after(scan, month_hit[1], value, 1)
        if found_year is None:
            return None
        scan.month = (found_year, value)
        is_told = last != month_hit[1]
        return Found(index, last, *month_span(found_year, value, name), "part_of_month", year_told=is_told)
    meant = _year_meant(scan, at)
    if meant is None and scan.anchor is not None:
        year_word = scan.hit(at, "year_word")
        if year_word is not None and year_word.joined:
            meant = scan.anchor.year, year_word.last
    return Found(index, meant[1], *year_span(meant[0], name), granularity="year") if meant else None


def week_of_month(scan: Scan, index: int) -> Found | None:
    """A week of a month by its number: «الأسبوع الأول من أبريل» is days 1 to 7, «الأسبوع الأخير من» the last seven."""
    word = scan.hit(index, "week_word")
    number = scan.day_number(word.last) if word else None
    latest = scan.hit(word.last, "past") if word else None
    after = number[1] if number else latest.last if latest else None
    of = scan.hit(after, "of") if after is not None else None
    month = named_month(scan, of.last) or this_month(scan, of.last) or _bare_month(scan, of.last) if of else None
    if month is None:
        return None
    last = month_span(month.start.year, month.start.month)[1]
    start = last - 6 * DAY if number is None else month.start + 7 * (number[0] - 1) * DAY
    return Found(index, month.last, start, min(start + 6 * DAY, last), "week") if start <= last else None


def _bare_month(scan: Scan, index: int) -> Found | None:
    """A month named behind «من»."""
    names = _month_names(scan, index)
    if names is None or names[0].term.text("role") != "month":
        return None
    year, last = year_after(scan, names[1], scan.value(names[0]), 0)
    return Found(index, last, *month_span(year, scan.value(names[0]))) if year else None


def named_month(scan: Scan, index: int) -> Found | None:
    """A month alone, where something beside it shows that it is one: «في مارس 2019», «سبتمبر الماضي», «شهر أيار»."""
    word = scan.hit(index, "month_word", "in", "within", "since", "until")
    at = word.last if word else index
    inner = scan.hit(at, "month_word") if word else None
    names = _month_names(scan, inner.last if inner else at)
    if names is None:
        return None
    hit, after = names
    value = scan.value(hit)
    year = scan.year(after)
    is_shown = word is not None or after - hit.first > hit.last - hit.first or year is not None
    which = scan.hit(after, "past", "current", "next", "same")
    told = scan.told
    is_joined = told is not None and told.last == index and told.granularity == "month" and hit.joined == WAW
    if not is_shown and which is None and not is_joined and not _follows_preposition(scan, hit):
        return None
    if hit.term.text("role") == "hijri":
        return _hijri_whole(scan, index, value, after, word is not None)
    found_year, last = year_after(scan, after, value, 0)
    if found_year is None:
        return None
    scan.month = (found_year, value)
    return Found(hit.first, last, *month_span(found_year, value), granularity="month")


def this_month(scan: Scan, index: int) -> Found | None:
    """The month of publication or the one before: «الشهر الماضي», «هذا الشهر»."""
    this = scan.hit(index, "this")
    word = scan.hit(this.last if this else index, "month_word")
    if word is None or scan.anchor is None:
        return None
    which = scan.hit(word.last, "past", "current")
    if this is None and which is None:
        return None
    year, month = _month_meant(scan, which, scan.anchor) if which else (scan.anchor.year, scan.anchor.month)
    return Found(index, which.last if which else word.last, *month_span(year, month), granularity="month")


def season(scan: Scan, index: int) -> Found | None:
    """A season with its year: «صيف 2012», «شتاء العام الماضي», «الصيف الماضي»."""
    hit = scan.hit(index, "season")
    if hit is None:
        return None
    month = scan.value(hit)
    meant = _year_meant(scan, hit.last)
    if meant is not None:
        return Found(index, meant[1], *season_span(meant[0], month), granularity="season")
    which = scan.hit(hit.last, "past")
    if which is None or scan.anchor is None:
        return None
    year = scan.anchor.year
    while season_span(year, month)[1] >= scan.anchor:
        year -= 1
    return Found(index, which.last, *season_span(year, month), granularity="season")


def year_alone(scan: Scan, index: int) -> Found | None:
    """A year: «عام 2013», «العام الماضي», «في 2016»."""
    word = scan.hit(index, "year_word", "this")
    if word is not None:
        meant = _year_meant(scan, index)
        if meant is None:
            return _hijri_year_alone(scan, index)
        return Found(index, meant[1], *year_span(meant[0]), granularity="year")
    before = scan.hit(index, "in", "since", "within", "until")
    numeral = scan.numerals.get(before.last) if before and before.last < scan.stop else None
    if before is None or numeral is None or numeral.kind != "digits" or numeral.last != before.last + 1:
        return None
    if not FIRST_YEAR <= numeral.low <= LAST_YEAR or slashed_date(scan, numeral.first):
        return None
    return Found(numeral.first, numeral.last, *year_span(numeral.low), granularity="year")


def year_after(scan: Scan, at: int, month: int, day: int) -> tuple[int | None, int]:
    """The year of a month (and day) from what follows it, or the last such month; and the token after."""
    year = scan.gregorian_year(at)
    which = scan.hit(scan.past(at), "past", "current", "next", "same")
    if which is not None:
        told = scan.gregorian_year(which.last)
        if told is not None:
            return told[0], told[1]
        of = scan.hit(which.last, "of")
        meant = _year_meant(scan, of.last) if of else None
        if meant is not None:
            return meant
    if year is not None:
        return year
    of = scan.hit(at, "of")
    meant = _year_meant(scan, of.last) if of else _year_meant(scan, at)
    if meant is not None:
        return meant
    if scan.anchor is None:
        return None, at
    return _year_by(scan.anchor, month, day, which), which.last if which else at


def _year_by(anchor: date, month: int, day: int, which: Hit | None) -> int:
    role = which.term.text("role") if which else ""
    if role == "next":
        return anchor.year + (month < anchor.month)
    if role == "current":
        return anchor.year
    if role == "past" and month == anchor.month:
        return anchor.year - (day == 0 or day > anchor.day)
    ahead = day_of(anchor.year + (month < anchor.month), month, day) if day and not role else None
    if ahead is not None and 0 < (ahead - anchor).days <= _SOON:
        return ahead.year
    if month == anchor.month and day and day > anchor.day + 7:
        return anchor.year - 1
    return anchor.year - (month > anchor.month)


def _month_names(scan: Scan, at: int) -> tuple[Hit, int] | None:
    """A month, or its two names side by side («يوليو/تموز», «تموز (يوليو)»), and the token after."""
    hit = scan.hit(at, "month", "hijri")
    if hit is None:
        return None
    last = hit.last
    second = scan.past(last)
    again = scan.hit(second, "month") if second - last <= 2 else None
    if again is not None and scan.value(again) == scan.value(hit) and again.first != hit.first:
        last = again.last
        if last < scan.stop and scan.doc.tokens[last].folded == ")":
            last += 1
    return hit, last


def _month_after(scan: Scan, at: int) -> tuple[Hit, int] | None:
    """The month after a day: «من», «شهر» and marks between are passed over."""
    at = scan.past(at)
    for role in ("of", "month_word"):
        hit = scan.hit(at, role)
        if hit is not None:
            at = scan.past(hit.last)
    return _month_names(scan, at)


def _month_meant(scan: Scan, which: Hit, anchor: date) -> tuple[int, int]:
    role = which.term.text("role")
    if role in ("same", "that") and scan.month is not None:
        return scan.month
    if role == "past":
        return (anchor.year - 1, 12) if anchor.month == 1 else (anchor.year, anchor.month - 1)
    if role == "next":
        return (anchor.year + 1, 1) if anchor.month == 12 else (anchor.year, anchor.month + 1)
    return anchor.year, anchor.month


def _year_meant(scan: Scan, at: int) -> tuple[int, int] | None:
    """«2016», «عام 2016», «العام الماضي», «هذا العام»."""
    year = scan.gregorian_year(at)
    if year is not None:
        return year
    this = scan.hit(at, "this", "that")
    word = scan.hit(this.last if this else at, "year_word")
    if word is None or scan.anchor is None:
        return None
    if this is not None and this.term.text("role") == "that":
        return (scan.told_year, word.last) if scan.told_year else None
    which = scan.hit(word.last, "past", "current", "next", "same", "ensuing", "past_before")
    if which is None:
        return (scan.anchor.year, word.last) if this else None
    role = which.term.text("role")
    if role in ("same", "ensuing"):
        return (scan.told_year + (role == "ensuing"), which.last) if scan.told_year else None
    return scan.anchor.year - {"past": 1, "past_before": 2, "next": -1}.get(role, 0), which.last


def _follows_preposition(scan: Scan, hit: Hit) -> bool:
    return hit.joined != "" and hit.joined[-1] in "\u0628\u0644" and hit.last - hit.first > 1


def _hijri_year_alone(scan: Scan, index: int) -> Found | None:
    """«عام 1442هـ», «سنة 1442»."""
    year = scan.year(index)
    span = hijri_year_span(year[0]) if year and scan.is_hijri(year) else None
    mark = scan.hit(year[1], "hijri_mark") if year else None
    return Found(index, mark.last if mark else year[1], *span, granularity="year") if year and span else None


def _hijri_date(scan: Scan, index: int, day: int, month: int, at: int) -> Found | None:
    year = scan.year(at)
    last = year[1] if year else at
    mark = scan.hit(last, "hijri_mark")
    last = mark.last if mark else last
    number = year[0] if year else (hijri_year(scan.anchor, month, day) if scan.anchor else None)
    if number is None or number >= FIRST_YEAR - 300:
        return None
    found = hijri_day(number, month, day)
    return Found(index, last, found, found) if found else None


def _hijri_whole(scan: Scan, index: int, month: int, at: int, is_led: bool) -> Found | None:
    year = scan.year(at)
    which = scan.hit(at, "past", "current")
    if year is None and which is None and not is_led:
        return None
    number = year[0] if year else (hijri_year(scan.anchor, month, 1) if scan.anchor else None)
    span = hijri_month(number, month) if number is not None and number < FIRST_YEAR - 300 else None
    last = year[1] if year else which.last if which else at
    return Found(index, last, *span, granularity="month") if span else None


def weekday_with_date(scan: Scan, index: int) -> Found | None:
    """A weekday told with its date: «الثلاثاء 24 من حزيران». The date counts, not a misprinted weekday."""
    lead = scan.hit(index, "in")
    hit = scan.hit(lead.last if lead else index, "weekday")
    if hit is None:
        return None
    at = scan.past(hit.last)
    for rule in (day_and_month, slashed_date, day_of_this_month):
        found = rule(scan, at)
        if found is not None:
            # a weekday that fits tells the year as well
            year_told = found.year_told or found.start.weekday() == scan.value(hit)
            return Found(index, found.last, found.start, found.end, year_told=year_told)
    return None
