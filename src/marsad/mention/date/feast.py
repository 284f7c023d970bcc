"""The rule for days of the year that are told by their feast."""

from __future__ import annotations

from datetime import date

from marsad.mention.date.calendar import DAY, day_of, hijri_day, hijri_year
from marsad.mention.date.scan import Found, Scan

#: a feast so many days ahead is meant, rather than that of the year before
_SOON = 7


def feast_day(scan: Scan, index: int) -> Found | None:
    """«ليلة رأس السنة», «عيد الميلاد», «أول أيام عيد الفطر»: the last such day, or its eve."""
    eve = scan.hit(index, "eve")
    hit = scan.hit(eve.last if eve else index, "feast")
    if hit is None or scan.anchor is None:
        return None
    year = scan.year(hit.last)
    attrs = hit.term.attrs
    month, day = attrs.get("hijri") or attrs["month"], attrs["day"]
    assert isinstance(month, int) and isinstance(day, int)
    if "hijri" in attrs:
        number = hijri_year(scan.anchor, month, day)
        found = hijri_day(number, month, day) if number else None
    else:
        found = _last_such(scan.anchor, month, day) if year is None else day_of(year[0], month, day)
    if found is None:
        return None
    found -= DAY if eve else 0 * DAY
    return Found(index, year[1] if year and "month" in attrs else hit.last, found, found)


def _last_such(anchor: date, month: int, day: int) -> date | None:
    found = day_of(anchor.year + 1, month, day)
    while found is not None and (found - anchor).days > _SOON:
        found = day_of(found.year - 1, month, day)
    return found
