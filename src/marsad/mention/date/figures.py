"""Dates written in figures alone: «12/10/2017», «20 - 11 - 2021», «2017-10-12», «12/9/1442هـ»."""

from __future__ import annotations

import re

from marsad.mention.date.calendar import LAST_HIJRI, LAST_YEAR, OLD_HIJRI, day_of, hijri_day
from marsad.mention.date.scan import Found, Scan

#: marks between figures
_MARKS = frozenset("/-\u2010\u2011\u2013\u2014\u2212")
#: marks between figures without spaces, behind which a year of two digits will do
_PLAIN = re.compile(r"\d{1,4}(?:-\d{1,2}-|/\d{1,2}/)\d{1,4}")
_FIGURES = re.compile(r"\d+")
#: a tatweel is no token
_DRAWN_OUT = re.compile("\\d{1,2}\u0640\\d{1,2}\u0640\\d{4}")
_DOTTED = re.compile(r"\d+\.\d+\.\d+")
#: tokens of such a date: three figures with a mark after each of the first two
_LENGTH = 5
_YEAR_DIGITS = 4
#: the century of a Hijri year of two digits
_CENTURY = 1400


def slashed_date(scan: Scan, index: int) -> Found | None:
    """A date in figures: «12/10/2017», «2017-10-12», «20 / 11 / 2021», «5-3-1439هـ»."""
    last = _end(scan, index)
    if last is None:
        return None
    figures = [int(figure) for figure in _FIGURES.findall(scan.doc.words(scan.doc.span_of(index, last)))]
    if figures[0] > 31:
        figures.reverse()
    day, month, year = figures
    mark = scan.hit(last, "hijri_mark")
    if OLD_HIJRI <= year <= LAST_HIJRI or (mark is not None and year <= LAST_HIJRI):
        found = hijri_day(year if year > 99 else _CENTURY + year, month, day)
        return Found(index, mark.last if mark else last, found, found) if found else None
    year = year if year > 99 else 2000 + year
    found = day_of(year, month, day) or day_of(year, day, month)
    return Found(index, last, found, found) if found and LAST_HIJRI < found.year <= LAST_YEAR else None


def _end(scan: Scan, index: int) -> int | None:
    """The token after a date in figures, None where there is none."""
    numeral = scan.numerals.get(index)
    if numeral is None or numeral.kind not in ("fraction", "digits"):
        return None
    tokens = scan.doc.tokens
    if _DOTTED.fullmatch(tokens[index].folded):
        return index + 1
    if index + 3 <= scan.stop and _DRAWN_OUT.fullmatch(scan.doc.words(scan.doc.span_of(index, index + 3))):
        return index + 3
    last = index + _LENGTH
    if last > scan.stop or numeral.last > last:
        return None
    first, mark, middle, again, third = (token.folded for token in tokens[index:last])
    if mark != again or mark not in _MARKS or not all(figure.isdigit() for figure in (first, middle, third)):
        return None
    if _PLAIN.fullmatch(scan.doc.words(scan.doc.span_of(index, last))):
        return last
    # spaces and long dashes stand between scores and figures of all kinds: only a full year makes a date of them
    short, *_, long = sorted((first, third), key=len)
    return last if len(short) <= 2 and len(middle) <= 2 and len(long) == _YEAR_DIGITS else None
