"""Finds the times that a report tells, resolved against its publication day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from marsad.mention.date.absolute import (
    day_and_month,
    day_of_this_month,
    named_month,
    part_of_month,
    season,
    this_month,
    week_of_month,
    weekday_with_date,
    year_alone,
)
from marsad.mention.date.anchored import (
    anniversary,
    before_or_after_that,
    day_after_another,
    since_then,
    so_long_after,
    so_long_before_that,
    so_long_from_it,
    so_long_later,
    so_long_of_fighting,
)
from marsad.mention.date.calendar import day_of
from marsad.mention.date.feast import feast_day
from marsad.mention.date.figures import slashed_date
from marsad.mention.date.joined import days_of_month, is_next_day, year_joined
from marsad.mention.date.lasting import second_reading
from marsad.mention.date.named import in_known_year, is_name
from marsad.mention.date.relative import (
    coming_period,
    day_told,
    earlier_in_a_period,
    for_some_time,
    last_night,
    night_between_two_days,
    part_of_day,
    past_period,
    same_or_next_day,
    some_time_ago,
    this_or_last_week,
)
from marsad.mention.date.running import its_running_day, over_a_stretch, running_day
from marsad.mention.date.scan import Found, Scan
from marsad.model import DateMention, Doc
from marsad.text.numerals import Numeral

__all__ = ["RULES", "find_dates"]

Rule = Callable[[Scan, int], Found | None]
#: tried at each token in this order, each with the roles of words it can begin with; the first that fits wins
RULES: tuple[tuple[Rule, frozenset[str]], ...] = tuple(
    (rule, frozenset(starts.split()))
    for rule, starts in (
        (slashed_date, "number"),
        (weekday_with_date, "weekday in unit"),
        (days_of_month, "of between number ordinal"),
        (year_joined, "number"),
        (day_of_this_month, "number ordinal"),
        (day_and_month, "number ordinal bare_ordinal"),
        (feast_day, "feast eve"),
        (its_running_day, "its_span"),
        (since_then, "since_then"),
        (week_of_month, "week_word"),
        (running_day, "relative week_word"),
        (this_or_last_week, "part_of_month this week_word"),
        (part_of_month, "part_of_month"),
        (night_between_two_days, "part"),
        (last_night, "last_night night_before_last"),
        (part_of_day, "part part_of"),
        (same_or_next_day, "relative unit following preceding that_day"),
        (day_told, "relative weekday unit"),
        (earlier_in_a_period, "earlier"),
        (before_or_after_that, "before_that after_that"),
        (so_long_after, "after"),
        (so_long_later, "after"),
        (past_period, "number unit"),
        (coming_period, "number unit"),
        (some_time_ago, "ago"),
        (so_long_before_that, "ago"),
        (so_long_from_it, "ago after"),
        (for_some_time, "since"),
        (this_month, "this month_word"),
        (season, "season"),
        (named_month, "month_word in within since until month hijri"),
        (year_alone, "year_word this in since within until"),
        (day_after_another, "day_after eve"),
        (anniversary, "anniversary elapsed"),
        (over_a_stretch, "within inside lasted for"),
        (so_long_of_fighting, "number unit"),
    )
)
_LINK_REACH = 3
_LOOK_BACK = 2
_SPAN = "from_time_to_time"
#: marks between the first and the last day of a stretch, and rules that read days with their month
_DASHES = frozenset("-\u2013\u2014\u2212")
_WRITTEN = ("slashed_date", "day_and_month", "weekday_with_date")
_LONG = frozenset({"month", "part_of_month", "season", "year"})


def find_dates(doc: Doc, numerals: list[Numeral] | None = None) -> list[DateMention]:
    """Every time told by a Doc, in text order. Without a publication day only full dates are found."""
    scan = Scan.of(doc, numerals)
    found: list[Found] = []
    for sentence in doc.sentences:
        scan.start, scan.stop = sentence.first, sentence.last
        index = sentence.first
        in_sentence: list[Found] = []
        beside: list[Found] = []
        while index < sentence.last:
            one = _at(scan, index) if index in scan.words or index in scan.numerals else None
            if one is None:
                index += 1
                continue
            if is_name(scan, one):
                index = max(one.last, index + 1)
                continue
            led = _led(scan, one, sentence.first)
            other = second_reading(scan, one, led, in_sentence[-1].last if in_sentence else sentence.first)
            in_sentence.append(led)
            beside += [other] if other else []
            scan.remember(one)
            index = max(one.last, index + 1)
        linked = [one for one in _without_issue(scan, _linked(scan, in_sentence)) if not _is_till_now(scan, one)]
        found += sorted([*_outside(beside, linked), *linked], key=lambda one: one.first)
    return [_mention(doc, _up_to_now(scan, one)) for one in found]


def _at(scan: Scan, index: int) -> Found | None:
    words = scan.words.get(index, ())
    here = frozenset([*words, "number"] if index in scan.numerals else words)
    for rule in _rules_at(here):
        try:
            found = rule(scan, index)
        except OverflowError:  # «قبل خمسة آلاف عام»: of history, no day of the news
            return None
        if found is not None:
            return in_known_year(scan, replace(found, rule=rule.__name__))
    return None


@lru_cache(maxsize=1024)
def _rules_at(here: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that may read a time where such words start."""
    return tuple(rule for rule, starts in RULES if not starts.isdisjoint(here))


def _led(scan: Scan, found: Found, floor: int) -> Found:
    """«منذ» before a time makes it a period up to publication; «خلال» before a longer one a total over it.

    «منذ الجمعة، حين قُتل …» tells what happened that day, and what has lasted since then is told before it.
    """
    if found.kind != "point" or scan.anchor is None or scan.hit(scan.past(found.last), "when") is not None:
        return found
    for at in range(found.first, max(floor, found.first - _LOOK_BACK) - 1, -1):
        since = scan.hit(at, "since")
        if since is not None and since.last <= found.last and found.start <= scan.anchor:
            return replace(found, first=min(found.first, at), end=max(scan.anchor, found.start), kind="since")
        within = scan.hit(at, "within")
        is_past = found.start < scan.anchor
        if within is not None and at < found.first and found.start != found.end and is_past:
            return replace(found, end=min(found.end, max(scan.anchor, found.start)), kind="within")
    return found


def _up_to_now(scan: Scan, found: Found) -> Found:
    """A month or year that is not yet over ends, for what has happened in it, with the day of publication."""
    if scan.anchor is None or found.granularity not in _LONG or not found.start <= scan.anchor < found.end:
        return found
    return replace(found, end=scan.anchor)


def _outside(beside: list[Found], linked: list[Found]) -> list[Found]:
    """The second readings of times that have no end told: not «منذ الاثنين وحتى مساء الأربعاء»."""
    spans = [one for one in linked if one.rule == _SPAN]
    return [two for two in beside if not any(one.first <= two.first < one.last for one in spans)]


def _is_till_now(scan: Scan, one: Found) -> bool:
    """«القتال مستمر حتى اليوم»: up to now, no day on which something happened."""
    leads = range(max(scan.start, one.first - 1), one.first + 1)
    is_today = one.rule == "day_told" and one.start == scan.anchor and one.last - one.first == 1
    return is_today and any("until" in scan.words.get(at, {}) for at in leads)


def _linked(scan: Scan, found: list[Found]) -> list[Found]:
    """Two times joined by «حتى» or «إلى» are one span: «مساء أمس حتى فجر اليوم», «بين الأحد والثلاثاء»; so are two days
    on end joined by «and»: «الجمعة والسبت».
    """
    kept: list[Found] = []
    for one in found:
        before = kept[-1] if kept else None
        before = _in_year_of(before, one) if before is not None and _is_span(scan, before, one) else before
        is_near = before is not None and one.first - before.last <= _LINK_REACH and before.start <= one.end
        if before is not None and (is_near and _is_span(scan, before, one) or is_next_day(scan, before, one)):
            told = before.year_told or one.year_told
            start, end = min(before.start, one.start), max(before.end, one.end)
            to = replace(before, last=one.last, start=start, end=end, granularity="about", kind="point")
            kept[-1] = replace(to, rule=_SPAN, year_told=told)
            continue
        kept.append(one)
    return kept


def _in_year_of(before: Found, one: Found) -> Found:
    """«من أول يوليو إلى 31 يوليو 2017», «(27 أغسطس - 2 سبتمبر 2020)»: the year behind the second is that of both."""
    if before.year_told or not one.year_told:
        return before
    back = 0 if (before.start.month, before.start.day) <= (one.end.month, one.end.day) else 1
    days = before.end - before.start
    start = day_of(one.end.year - back, before.start.month, before.start.day)
    return replace(before, start=start, end=start + days) if start is not None else before


def _without_issue(scan: Scan, found: list[Found]) -> list[Found]:
    """«في تقريرها الصادر اليوم مقتل … خلال أيار»: when a report came out is no time of what it tells beside another."""
    kept = [one for one in found if not any("issued" in scan.words.get(one.first - back, {}) for back in (1, 2))]
    return kept or found


def _is_dashed(scan: Scan, before: Found, one: Found) -> bool:
    """«1/11/2018 - 7/11/2018»: two days told with a dash between them alone."""
    if one.first - before.last != 1 or scan.doc.tokens[before.last].folded not in _DASHES:
        return False
    return all(day.kind == "point" and day.rule in _WRITTEN for day in (before, one))


def _is_span(scan: Scan, before: Found, one: Found) -> bool:
    """Whether «حتى» or «إلى» stands between two times, or «بين» before the first and nothing between them."""
    if any("until" in scan.words.get(at, {}) for at in range(before.last, one.first + 1)):
        return True
    if _is_dashed(scan, before, one):
        return True
    leads = range(max(scan.start, before.first - _LOOK_BACK), before.first + 1)
    is_between = any("between" in scan.words.get(at, {}) for at in leads)
    return is_between and one.first - before.last <= 1 and before.kind == one.kind == "point"


def _mention(doc: Doc, found: Found) -> DateMention:
    return DateMention(
        span=doc.span_of(found.first, found.last),
        first=found.first,
        last=found.last,
        rule=found.rule,
        start=found.start,
        end=found.end,
        granularity=found.granularity,
        kind=found.kind,
        year_told=found.year_told,
    )
