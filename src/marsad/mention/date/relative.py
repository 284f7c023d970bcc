"""Rules for times told from the day of publication: today, weekdays, nights, «two weeks ago», «the past 24 hours»."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from marsad.lexicon import Hit
from marsad.mention.date.calendar import DAY, months_before, week_before, weekday_after, weekday_before
from marsad.mention.date.scan import WAW, Found, Scan
from marsad.text.clitics import ARTICLE

ABOUT_DAYS = 3
_SATURDAY, _SUNDAY = 5, 6
_WEEKS_BACK = {"past": 1, "past_before": 2, "next": -1}
VAGUE_AGO = {"hour": (0, 0), "day": (7, 2), "week": (35, 14), "month": (180, 60)}
VAGUE_SPAN = {"day": 7, "week": 28, "month": 180}


def night_between_two_days(scan: Scan, index: int) -> Found | None:
    """A night named by both its days: «ليل الخميس الجمعة», «ليلة السبت - الأحد», «ليلة السبت على الأحد»; one whose days
    are not told, «طوال الليل», is that before the day of the news.
    """
    night = scan.hit(index, "part")
    if night is None or not night.term.attrs.get("night") or scan.anchor is None:
        return None
    first = scan.hit(night.last, "weekday")
    if first is None:
        return _whole_night(scan, night)
    onto = scan.hit(first.last, "on")
    second = scan.hit(scan.past(onto.last if onto else first.last), "weekday")
    if second is None or (scan.value(first) + 1) % 7 != scan.value(second):
        return None
    end = weekday_before(scan.anchor, scan.value(second))
    return Found(index, second.last, end - DAY, end, "night")


def _whole_night(scan: Scan, night: Hit) -> Found | None:
    """«طوال الليل», «خلال الليل»: the night that ends with the day of the news."""
    lead = scan.hit(night.first - 1, "within") if night.first > scan.start else None
    end = scan.day_of_news()
    if lead is None or end is None or night.joined != ARTICLE or night.last - night.first > 1:
        return None
    if scan.hit(night.last, "past", "past_before", "of") is not None:
        return None
    return Found(lead.first, night.last, end - DAY, end, "night")


def last_night(scan: Scan, index: int) -> Found | None:
    """«الليلة الماضية», «ليلة أمس»: the day before publication; the night before that."""
    hit = scan.hit(index, "last_night", "night_before_last")
    if hit is None or scan.anchor is None:
        return None
    day = scan.anchor - (DAY if hit.term.text("role") == "last_night" else 2 * DAY)
    return Found(index, hit.last, day, day, "night")


def part_of_day(scan: Scan, index: int) -> Found | None:
    """A part of a day told by name: «فجر اليوم», «مساء أمس», «ظهر الخميس»; after midnight, two days."""
    at, after_midnight = index, False
    for _ in range(2):
        part = scan.hit(at, "part", "part_of")
        if part is None:
            break
        after_midnight = after_midnight or part.term.attrs.get("night") == 2
        at = part.last
    of = scan.hit(at, "of") if at > index else None
    at = of.last if of else at
    if at == index:
        return None
    found = day_told(scan, at)
    if found is None:
        return None
    end = found.end + DAY if after_midnight and scan.anchor and found.end < scan.anchor else found.end
    return Found(index, found.last, found.start, end, "night" if after_midnight else "hours")


def day_told(scan: Scan, index: int) -> Found | None:
    """A day by its distance or its weekday: «اليوم الثلاثاء», «أمس (الاثنين)», «أول من أمس», «الجمعة الماضي»."""
    if scan.anchor is None:
        return None
    hit = scan.hit(index, "relative")
    if hit is None:
        return _weekday(scan, index, scan.anchor)
    value = scan.value(hit)
    if value == 0 and not _is_today(scan, hit):
        return None
    day, last = scan.anchor + value * DAY, hit.last
    at = scan.past(last)
    named = scan.hit(at, "weekday") if at - last <= 2 else None
    if named is not None and value <= 0:
        day = weekday_before(scan.anchor, scan.value(named))
        last = named.last
    elif named is not None:
        last = named.last
    return Found(index, last, day, day)


def _weekday(scan: Scan, index: int, anchor: date) -> Found | None:
    lead = scan.hit(index, "unit")
    at = lead.last if lead is not None and lead.term.text("unit") == "day" and lead.number == "one" else index
    hit = scan.hit(at, "weekday")
    if hit is None:
        return None
    week = _past_week(scan, hit.last)
    if week is not None:
        sunday, _ = week_before(anchor)
        day = sunday + (scan.value(hit) + 1) % 7 * DAY
        return Found(index, week, day, day)
    which = scan.hit(hit.last, "past", "next", "current", "past_before")
    role = which.term.text("role") if which else ""
    if role == "next":
        day = weekday_after(anchor, scan.value(hit))
    else:
        day = weekday_before(anchor, scan.value(hit), strictly=role.startswith("past"))
    if role == "past_before" or (role == "past" and day == anchor - DAY and scan.says_yesterday()):
        day -= 7 * DAY
    return Found(index, which.last if which else hit.last, day, day)


def _past_week(scan: Scan, at: int) -> int | None:
    """The token after «الأسبوع الماضي», «من الأسبوع الماضي»; None where that does not stand there."""
    of = scan.hit(at, "of", "in")
    word = scan.hit(of.last if of else at, "week_word")
    which = scan.hit(word.last, "past") if word else None
    return which.last if which else None


def _is_today(scan: Scan, hit: Hit) -> bool:
    """Not «اليوم التالي», «اليوم نفسه», «لليوم الرابع», «اليوم العالمي», «ذلك اليوم»."""
    after = scan.hit(hit.last, "same", "ordinal", "past", "next", "of_cause")
    if after is not None or scan.hit(hit.first, "following") is not None:
        return False
    before = _that_day(scan, hit.first - 1) if hit.first > scan.start else None
    return before is None or before.last <= hit.first


def _that_day(scan: Scan, index: int) -> Hit | None:
    """«يومها», «في ذلك اليوم»; not «وذلك اليوم الخميس», which is today."""
    hit = scan.hit(index, "that_day")
    if hit is None or hit.last - hit.first == 1:
        return hit
    is_today = hit.joined == WAW or scan.hit(scan.past(hit.last), "weekday") is not None
    return None if is_today else hit


def some_time_ago(scan: Scan, index: int) -> Found | None:
    """So long before publication: «قبل نحو أسبوعين» is 14 days before, give or take 3; «قبل أيام» two to seven."""
    lead = scan.hit(index, "ago")
    if lead is None or scan.anchor is None:
        return None
    length = length_at(scan, lead.last)
    if length is None:
        return None
    amount, unit, is_about, last = length
    now = _from_now(scan, last)
    if now is None and scan.hit(last, "of") and not is_about:
        return None  # «قبل يومين من الهجوم»
    last = now or last
    if amount is None:
        span = VAGUE_AGO.get(unit)
        return Found(index, last, scan.anchor - span[0] * DAY, scan.anchor - span[1] * DAY, "about") if span else None
    day = back_from(scan.anchor, amount, unit)
    if unit in ("month", "year") or (is_about and unit == "week") or (is_about and amount >= 7):
        slack = ABOUT_DAYS * (10 if unit == "year" else 1)
        return Found(index, last, day - slack * DAY, day + slack * DAY, "about")
    return Found(index, last, day, day, "about" if is_about else "day")


def _from_now(scan: Scan, at: int) -> int | None:
    """The token after «من الآن», «من اليوم» behind a length of time."""
    of = scan.hit(at, "of")
    now = scan.hit(of.last, "now", "relative") if of else None
    is_now = now is not None and now.term.attrs.get("value", 0) == 0
    return now.last if now and is_now else None


def for_some_time(scan: Scan, index: int) -> Found | None:
    """A stretch up to publication: «منذ ثلاثة أيام», «منذ نحو عامين», «منذ أيام» (seven days)."""
    lead = scan.hit(index, "since")
    if lead is None or scan.anchor is None:
        return None
    length = length_at(scan, lead.last)
    if length is None:
        return None
    amount, unit, is_about, last = length
    if unit == "year" and scan.year(last):
        return None
    if amount is None:
        days = VAGUE_SPAN.get(unit)
        return Found(index, last, scan.anchor - days * DAY, scan.anchor, "about", "since") if days else None
    start = back_from(scan.anchor, amount, unit)
    return Found(index, last, start, scan.anchor, "about" if is_about else unit, "since")


def past_period(scan: Scan, index: int) -> Found | None:
    """A period that ends with publication: «الساعات الـ24 الماضية», «اليومين الماضيين», «الأيام الأربعة الأخيرة»."""
    if scan.anchor is None:
        return None
    numeral = scan.numerals.get(index) if index < scan.stop else None
    at = numeral.last if numeral is not None else index
    unit = scan.hit(at, "unit")
    if unit is None or (numeral is not None and _is_the_one(scan, unit)):
        return None
    last, amount = unit.last, numeral.low if numeral is not None else {"one": 1, "two": 2}.get(unit.number)
    inner = scan.numerals.get(past_article(scan, last))
    if inner is not None and numeral is None:
        last, amount = inner.last, inner.low
    few = scan.hit(last, "few")
    which = scan.hit(few.last if few else last, "past")
    if which is None:
        return None
    name = unit.term.text("unit")
    if unit.number == "one" and numeral is None and name != "hour":
        return None
    start = _period_start(scan.anchor, name, amount)
    return (
        Found(index, which.last, start, scan.anchor, "hours" if name == "hour" else name, "within") if start else None
    )


def _is_the_one(scan: Scan, unit: Hit) -> bool:
    """True for «the week», which no number before it counts: «وقتل ثلاثة الأسبوع الماضي»."""
    is_one = unit.number == "one" and unit.term.text("unit") != "hour"
    return is_one and scan.doc.tokens[unit.first].folded.startswith(ARTICLE)


def coming_period(scan: Scan, index: int) -> Found | None:
    """A period that starts with publication: «اليومين المقبلين»; «الأيام القليلة القادمة» is two to seven days on."""
    if scan.anchor is None:
        return None
    numeral = scan.numerals.get(index) if index < scan.stop else None
    unit = scan.hit(numeral.last if numeral is not None else index, "unit")
    if unit is None or (unit.number == "one" and numeral is None) or (numeral is not None and _is_the_one(scan, unit)):
        return None
    last, amount = unit.last, numeral.low if numeral is not None else {"two": 2}.get(unit.number)
    inner = scan.numerals.get(past_article(scan, last))
    if inner is not None and numeral is None:
        last, amount = inner.last, inner.low
    few = scan.hit(last, "few")
    which = scan.hit(few.last if few else last, "next")
    name = unit.term.text("unit")
    if which is None:
        return None
    if amount is None:
        span = (1, 0) if name == "hour" else VAGUE_AGO.get(name)
        found = Found(index, which.last, scan.anchor + span[1] * DAY, scan.anchor + span[0] * DAY) if span else None
    else:
        length = scan.anchor - back_from(scan.anchor, amount, name)
        found = Found(index, which.last, scan.anchor, scan.anchor + max(length, DAY))
    return replace(found, granularity="about") if found else None


def this_or_last_week(scan: Scan, index: int) -> Found | None:
    """«الأسبوع الماضي» is Sunday to Saturday before, «المقبل» after; «هذا الأسبوع» counts from its start."""
    if scan.anchor is None:
        return None
    part = scan.hit(index, "part_of_month")
    this = scan.hit(part.last if part else index, "this")
    word = scan.hit(this.last if this else part.last if part else index, "week_word")
    if word is None:
        return None
    which = scan.hit(word.last, "past", "current", "next", "past_before")
    last = which.last if which else word.last
    role = which.term.text("role") if which else ""
    if role in _WEEKS_BACK:
        start, end = week_before(scan.anchor, _WEEKS_BACK[role])
        if part is not None:
            early = part.term.text("part") == "early"
            start, end = (start, start + 2 * DAY) if early else (end - 2 * DAY, end)
        return Found(index, last, start, end, "week")
    if this is None and which is None and part is None:
        return None
    start = weekday_before(scan.anchor, _SATURDAY if part else _SUNDAY)
    if start == scan.anchor:
        start -= 6 * DAY
    end = start + 2 * DAY if part is not None else scan.anchor
    return Found(index, last, start, min(end, scan.anchor), "week")


def same_or_next_day(scan: Scan, index: int) -> Found | None:
    """A day told from the one before it in the text: «في اليوم نفسه», «في اليوم التالي», «في اليوم السابق», «يومها»."""
    if scan.day is None:
        return None
    beside = scan.hit(index, "following", "preceding") or _that_day(scan, index)
    if beside is not None:
        day = scan.day + {"following": DAY, "preceding": -DAY}.get(beside.term.text("role"), 0 * DAY)
        return Found(index, beside.last, day, day, "about")
    unit = scan.hit(index, "relative", "unit")
    same = scan.hit(unit.last, "same") if unit else None
    is_day = unit is not None and (unit.term.text("unit") == "day" or unit.term.attrs.get("value") == 0)
    return Found(index, same.last, scan.day, scan.day, "about") if same and is_day else None


def earlier_in_a_period(scan: Scan, index: int) -> Found | None:
    """«في وقت سابق من الشهر الحالي»: from its first day to the day before publication."""
    lead = scan.hit(index, "earlier")
    if lead is None or scan.anchor is None:
        return None
    this = scan.hit(lead.last, "this")
    word = scan.hit(this.last if this else lead.last, "month_word", "year_word", "week_word")
    if word is None:
        return None
    which = scan.hit(word.last, "current")
    if this is None and which is None:
        return None
    role = word.term.text("role")
    start = week_before(scan.anchor, 0)[0] if role == "week_word" else scan.anchor.replace(day=1)
    start = start.replace(month=1) if role == "year_word" else start
    end = max(start, scan.anchor - DAY)
    return Found(index, which.last if which else word.last, start, end, "part_of_month")


def past_article(scan: Scan, index: int) -> int:
    """The number after an article written apart: «الـ 24»."""
    tokens = scan.doc.tokens
    while index < scan.stop and (index not in scan.numerals) and len(tokens[index].folded) <= 2:
        index += 1
    return index


def length_at(scan: Scan, at: int, *, is_led: bool = False) -> tuple[int | None, str, bool, int] | None:
    """«نحو أسبوعين», «ثلاثة أيام», «عدة أشهر»: amount (None: some), unit, whether hedged, and the token after."""
    about = scan.hit(at, "about")
    at = about.last if about else at
    numeral = scan.numerals.get(at) if at < scan.stop else None
    few = scan.hit(at, "few") if numeral is None else None
    start = numeral.last if numeral else few.last if few else at
    unit = scan.hit(start, "unit")
    is_hedged = about is not None and unit is not None and unit.joined == ARTICLE  # «قبل قرابة الشهر»
    if unit is None or (unit.joined and numeral is None and not is_led and not is_hedged):
        return None
    name, last = unit.term.text("unit"), unit.last
    if numeral is not None and numeral.kind in ("digits", "words"):
        amount: int | None = numeral.low
    else:
        amount = None if few or numeral else {"one": 1, "two": 2}.get(unit.number)
    last = _past_one(scan, unit, last)
    late = scan.hit(last, "about")
    few_after = scan.hit(last, "few")
    last = late.last if late else few_after.last if few_after else last
    return amount, name, about is not None or late is not None, last


def _past_one(scan: Scan, unit: Hit, last: int) -> int:
    """The token after «واحد» and «فقط» behind a length: «بعد يوم واحد فقط من»."""
    one = scan.numerals.get(last)
    if one is not None and last < scan.stop and one.low == 1 and unit.number == "one":
        last = one.last
    only = scan.hit(last, "only")
    return only.last if only else last


def back_from(anchor: date, amount: int, unit: str) -> date:
    if unit == "hour":
        return anchor - (amount // 24) * DAY
    if unit in ("day", "week"):
        return anchor - timedelta(days=amount * (7 if unit == "week" else 1))
    return months_before(anchor, amount * {"month": 1, "year": 12, "decade": 120}[unit])


def _period_start(anchor: date, unit: str, amount: int | None) -> date | None:
    if unit == "hour":
        return anchor - max(1, (amount or 24) // 24) * DAY
    if amount is None:
        days = VAGUE_SPAN.get(unit)
        return anchor - days * DAY if days else None
    return back_from(anchor, amount, unit)
