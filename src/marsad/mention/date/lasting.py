"""Second readings of a time from which something has gone on: the day it began, the stretch from it to publication."""

from __future__ import annotations

from dataclasses import replace

from marsad.mention.date.scan import Found, Scan

#: so many tokens stand at most between «منذ» and the day, between «بدأ» and the day, and round them for the campaign
_SINCE_REACH, _BEGUN_REACH, _AFTER_REACH, _ROUND, _HELD_REACH = 9, 14, 4, 9, 6
#: what began a day ago is told by its day
_FRESH_DAYS = 2
#: a campaign that goes on is told by the day or month it began; the older by the day alone
_OLDEST = {"day": 4000, "hours": 400, "night": 400, "month": 60}
_NEWS_DAYS, _WEEK = 60, 7
#: «منذ اندلاع الحرب في نيسان 2023» is said of wars for many years
_WAR_DAYS = 6000
#: «منذ» nearer than so many tokens leads the time itself
_LED_REACH = 3
#: what is told by such a time may have been over on that day; a month or year is a beginning
_DAYS = frozenset({"day", "hours", "night", "about"})


def second_reading(scan: Scan, told: Found, led: Found, floor: int) -> Found | None:
    """What else a time may say beside the reading `led`; `told` is the time alone, `floor` where the last one ends."""
    if led.kind == "since":
        return day_it_began(scan, told, led)
    return going_on_since(scan, led, floor) if led.kind == "point" else None


def day_it_began(scan: Scan, told: Found, led: Found) -> Found | None:
    """«قُتل عشرون منذ مساء الاثنين», «المخطوفين منذ أيار»: the time itself, where what is told was done then."""
    if told.kind != "point" or told.start >= led.end or _is_start_of_year(told):
        return None
    is_fresh = told.granularity in _DAYS and (led.end - told.start).days <= _WEEK
    is_over = is_fresh and led.first > scan.start and not _stands_before(scan, led, "ongoing")
    if not is_over and not _stands_before(scan, led, "held"):
        return None
    return replace(told, first=led.first, rule=day_it_began.__name__)


def _is_start_of_year(told: Found) -> bool:
    """«قُتل منذ بداية العام 14»: a sum of the year up to the report, not of its first month."""
    return told.granularity == "year" and (told.start.month, told.start.day) == (1, 1)


def going_on_since(scan: Scan, led: Found, floor: int) -> Found | None:
    """«الحملة التي انطلقت في 7 أيار», «منذ سقوطها في الثاني من أكتوبر»: from that time up to publication."""
    if scan.anchor is None or led.end > scan.anchor:
        return None
    age = (scan.anchor - led.start).days
    oldest = _OLDEST.get(led.granularity, _NEWS_DAYS)
    is_told = _FRESH_DAYS <= age <= oldest and (_since_named(scan, led, floor) or _campaign_begun(scan, led, floor))
    if not is_told and not (oldest < age <= _WAR_DAYS and _war_begun(scan, led, floor)):
        return None
    return replace(led, end=scan.anchor, kind="since", rule=going_on_since.__name__)


def _stands_before(scan: Scan, led: Found, role: str) -> bool:
    """«المخطوفين منذ أيار»: what has lasted since then was done then; «يسود التوتر منذ الاثنين»: it is not over."""
    return any(scan.hit(at, role) for at in range(max(scan.start, led.first - _HELD_REACH), led.first))


def _since_named(scan: Scan, led: Found, floor: int) -> bool:
    """«منذ سقوطها في الثاني من أكتوبر», «منذ بدء العملية يوم السبت»."""
    return any(
        scan.hit(at, "since") for at in range(led.first - _LED_REACH, max(floor, led.first - _SINCE_REACH) - 1, -1)
    )


def _war_begun(scan: Scan, led: Found, floor: int) -> bool:
    """«منذ اندلاع الحرب في نيسان 2023», not «منذ سقوطها في نيسان 2023»: that is the fall, and of that month."""
    for at in range(led.first - _LED_REACH, max(floor, led.first - _SINCE_REACH) - 1, -1):
        since = scan.hit(at, "since")
        if since is not None:
            return scan.hit(since.last, "begun") is not None and scan.hit(since.last + 1, "fighting") is not None
    return False


def _campaign_begun(scan: Scan, led: Found, floor: int) -> bool:
    """«الحملة التي انطلقت في 7 أيار», «بدأ الجيش في 12 أيار عملية», «في 9 أيار بدأت المعركة»."""
    before = range(led.first - 1, max(floor, led.first - _BEGUN_REACH) - 1, -1)
    after = range(led.last, min(led.last + _AFTER_REACH, scan.stop))
    begun = next((at for at in (*before, *after) if scan.hit(at, "begun")), None)
    if begun is None:
        return False
    first, last = min(begun, led.first) - _ROUND, max(begun, led.last) + _ROUND
    return any(scan.hit(at, "strife") for at in range(max(scan.start, first), min(last, scan.stop)))
