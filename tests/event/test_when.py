"""Days of acts told as done."""

from datetime import date

import pytest
from tests.event.reading import DAY

from marsad.event.when import last_such_day
from marsad.model import DateMention, Report, Span
from marsad.pipeline.code import code_report

DONE = "هاجم مسلحون نقطة للجيش في {} قرب كركوك وقتلوا جنديين."


@pytest.mark.parametrize(
    ("day", "told", "meant"),
    [
        (date(2021, 12, 25), False, date(2020, 12, 25)),
        (date(2022, 1, 3), False, date(2021, 1, 3)),
        (date(2021, 12, 4), False, date(2021, 12, 4)),
        (date(2021, 11, 20), False, date(2021, 11, 20)),
        (date(2021, 12, 25), True, date(2021, 12, 25)),
    ],
)
def test_last_such_day(day: date, told: bool, meant: date) -> None:
    """A day to come is that of the year before, unless its year is told or it is the day after publication."""
    found = last_such_day(DateMention(Span(0, 1), 0, 1, "r", start=day, end=day, year_told=told), DAY)
    assert (found.start, found.end) == (meant, meant)


def test_leap_day() -> None:
    """A year without a leap day has the day before it."""
    leap = DateMention(Span(0, 1), 0, 1, "r", start=date(2024, 2, 29), end=date(2024, 2, 29), year_told=False)
    assert last_such_day(leap, date(2024, 2, 1)).start == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("25 ديسمبر", date(2020, 12, 25)),
        ("3 يناير", date(2021, 1, 3)),
        ("20 نوفمبر", date(2021, 11, 20)),
        ("3 / 11 / 2021", date(2021, 11, 3)),
    ],
)
def test_an_act_told_as_done_is_not_to_come(told: str, meant: date) -> None:
    """Its day, and the reason for it, are those of the last such day."""
    (event,) = code_report(Report("r", "", DAY, "", DONE.format(told))).events
    assert event.date is not None
    assert (event.status, event.date.start) == ("occurred", meant)
    (why,) = [why for why in event.why if why.slot == "date"]
    assert why.value == f"{meant}/{meant}"


def test_an_old_year_is_read() -> None:
    """An act of a year long past is no news of the day."""
    (event,) = code_report(Report("r", "", DAY, "", "سنة 1821 هاجم الجيش القرية وقتل عشرين مدنيا.")).events
    assert event.date is not None
    assert (event.date.start.year, event.date.end.year, event.salience) == (1821, 1821, "background")
