"""The rule for stretches counted by their days or weeks: «for the fourth day»."""

from __future__ import annotations

from marsad.mention.date.calendar import DAY
from marsad.mention.date.scan import Found, Scan
from marsad.text.clitics import LAM


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
    if running is None and LAM not in hit.joined[:2]:
        return None
    past = number[0] - 1
    days = 7 * past if is_week else past
    last = running.last if running else number[1]
    return Found(index, last, scan.anchor - days * DAY, scan.anchor, "week" if is_week else "day", "since")
