"""Rules for days and years joined by «and» or «to»."""

from __future__ import annotations

from marsad.mention.date.absolute import day_and_month
from marsad.mention.date.calendar import DAY, FIRST_YEAR, LAST_YEAR, OLDEST_YEAR, day_of, year_span
from marsad.mention.date.scan import WAW, Found, Scan

#: what two days joined by «and» become, and the rules that read days so joined
_SPAN = "from_time_to_time"
_DAYS = frozenset({"day_told", "part_of_day", "last_night"})
_DASHES, _BRACKETS = frozenset("-\u2013\u2014\u2212"), frozenset("([")


def days_of_month(scan: Scan, index: int) -> Found | None:
    """Days of one month: «من 12 إلى 15 أيار», «بين 10 و18 يناير», «3 - 9 أيار»; or two days on end: «5 و6 أيار»."""
    lead = scan.hit(index, "of", "between")
    number = scan.day_number(lead.last if lead else index)
    if number is None:
        return None
    until = scan.hit(number[1], "until") if lead else None
    dash = _past_dash(scan, index, number[1]) if lead is None else number[1]
    after = until.last if until else dash if dash > number[1] else _past_and(scan, number[1])
    second = day_and_month(scan, after)
    joined = scan.numerals.get(after)
    ordinal = scan.hit(after, "ordinal")
    is_joined = (joined is not None and joined.joined) or (ordinal is not None and ordinal.joined == WAW)
    if second is None or (until is None and not is_joined and (joined is None or after == number[1])):
        return None
    is_stretch = lead is not None or dash > number[1]
    start = day_of(second.start.year, second.start.month, number[0])
    if start is None or start >= second.start or (not is_stretch and (second.start - start).days != 1):
        return None
    return Found(index, second.last, start, second.end, "about", year_told=second.year_told)


def year_joined(scan: Scan, index: int) -> Found | None:
    """The second of two years: «عامي 1996 و1999»."""
    numeral, told = scan.numerals.get(index), scan.told
    if numeral is None or told is None or numeral.kind != "digits" or numeral.last != index + 1:
        return None
    is_beside = told.granularity == "year" and told.last < index == _past_and(scan, told.last)
    first = OLDEST_YEAR if told.start.year < FIRST_YEAR else FIRST_YEAR
    if not is_beside or not first <= numeral.low <= LAST_YEAR:
        return None
    return Found(index, numeral.last, *year_span(numeral.low), granularity="year")


def is_next_day(scan: Scan, before: Found, one: Found) -> bool:
    """Whether two days on end are joined by «and»: «الجمعة والسبت», «الليلة الماضية وفجر اليوم», «أمس وأول من أمس».

    «وأمس» behind a day of another kind opens a clause of its own.
    """
    is_joined = before.last == one.first and scan.doc.tokens[one.first].folded.startswith(WAW)
    is_day = before.rule == _SPAN or (before.rule in _DAYS and before.start == before.end)
    if not is_joined or not is_day or one.rule not in _DAYS or not before.kind == one.kind == "point":
        return False
    if scan.hit(one.first, "relative") is not None and scan.hit(before.first, "relative") is None:
        return False
    return one.start == one.end and ((one.start - before.end) == DAY or (before.start - one.end) == DAY)


def _past_dash(scan: Scan, index: int, at: int) -> int:
    """The token after a dash behind a day in figures that opens a bracket: «(3 - 9 سبتمبر 2020)»."""
    tokens = scan.doc.tokens
    is_opened = index > 0 and tokens[index - 1].folded in _BRACKETS
    return at + 1 if is_opened and at < scan.stop and tokens[at].folded in _DASHES else at


def _past_and(scan: Scan, index: int) -> int:
    """The token after an «and» that stands apart: before figures."""
    return index + 1 if index < scan.stop and scan.doc.tokens[index].folded == WAW else index
