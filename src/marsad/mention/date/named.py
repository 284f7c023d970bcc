"""Days that are part of a name, and days that are known without their year."""

from __future__ import annotations

from dataclasses import replace

from marsad.mention.date.calendar import day_of
from marsad.mention.date.scan import Found, Scan
from marsad.text.clitics import ARTICLE, LAM

_QUOTES = frozenset("\"'\u00ab\u00bb\u201c\u201d()")
_OPEN = frozenset("\"\u00ab\u201c(")
_CLOSED_BY = {"\u00ab": "\u00bb", "\u201c": "\u201d"}
#: so many tokens stand at most between an attack and its day («هجوم حماس على البلدات في السابع من أكتوبر»)
_KNOWN_REACH = 9


def is_name(scan: Scan, found: Found) -> bool:
    """Whether a day is part of a name: «حركة 23 مارس», «ثورة 25 يناير», «سوق الجمعة», «المصري اليوم»."""
    if found.rule == "day_and_month":
        return not found.year_told and _follows(scan, found.first, "named_after")
    if found.rule != "day_told":
        return False
    if scan.hit(found.first, "weekday") is not None:
        return _follows(scan, found.first, "market_of")
    return _is_paper(scan, found) or _stands_alone_in_quotes(scan, found)


def _follows(scan: Scan, index: int, role: str) -> bool:
    """Whether a noun without the article, of a kind that is named after days, stands right before, or its quotes do."""
    at = index - 1
    if at > scan.start and scan.doc.tokens[at].folded in _QUOTES:
        at -= 1
    hit = scan.hit(at, role) if at >= scan.start else None
    return hit is not None and not hit.joined.endswith(ARTICLE)


def _is_paper(scan: Scan, found: Found) -> bool:
    """«صحيفة المصري اليوم», «لـ"روسيا اليوم"», «عدن الغد»: a name whose last word is that of a day."""
    at = found.first - 1
    always = scan.hit(at, "paper_always")
    hit = always or scan.hit(at, "paper")
    if at < scan.start or hit is None or hit.last <= found.first or hit.joined.endswith(ARTICLE):
        return False
    before = at - 1
    is_quoted = before >= scan.start and scan.doc.tokens[before].folded in _OPEN
    led = before >= scan.start and scan.hit(before, "paper_noun") is not None
    return always is not None or is_quoted or led or hit.joined.endswith(LAM)


def _stands_alone_in_quotes(scan: Scan, found: Found) -> bool:
    """«اليوم», «الغد»: a paper or party, where nothing but the word is quoted."""
    tokens = scan.doc.tokens
    before, after = found.first - 1, found.last
    if before < scan.start or after >= scan.stop or scan.hit(found.first, "relative") is None:
        return False
    return _CLOSED_BY.get(tokens[before].folded, "") == tokens[after].folded


def in_known_year(scan: Scan, found: Found) -> Found:
    """«هجوم السابع من أكتوبر», «أحداث 11 سبتمبر»: a day that everybody knows is of its own year."""
    hit = scan.hit(found.first, "known_day")
    if hit is None or found.year_told or found.rule != "day_and_month" or scan.anchor is None:
        return found
    year = hit.term.attrs["year"]
    assert isinstance(year, int)
    day = day_of(year, found.start.month, found.start.day)
    led = range(max(scan.start, found.first - _KNOWN_REACH), found.first)
    if day is None or day > scan.anchor or not any(scan.hit(at, "known_for") for at in led):
        return found
    return replace(found, start=day, end=day, year_told=True)
