"""Days of acts told as done."""

from datetime import date

import pytest
from tests.event.reading import DAY, scene_of

from marsad.event.linear import LinearModel, spelled
from marsad.event.plot import Plot
from marsad.event.when import Share, best_day, date_choices, last_such_day
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


def _time(first: int, last: int) -> DateMention:
    return DateMention(Span(0, 1), 0, 1, "r", start=date(2021, 12, first), end=date(2021, 12, last))


@pytest.mark.parametrize(
    ("shares", "best"),
    [
        ([(0.6, (3, 3)), (0.4, (9, 9))], (3, 3)),
        ([(0.4, (3, 3)), (0.3, (9, 9)), (0.3, (9, 9))], (9, 9)),  # told twice
        ([(0.4, (3, 3)), (0.3, (9, 9)), (0.3, (7, 10))], (9, 9)),  # agrees in part with another
        ([(0.9, None), (0.1, (3, 3))], (3, 3)),  # but is worth little
    ],
)
def test_best_day(shares: list[tuple[float, tuple[int, int] | None]], best: tuple[int, int]) -> None:
    """The time that is worth most is the answer, not always the likeliest mention."""
    told: list[Share] = [(share, days and _time(*days)) for share, days in shares]
    found = best_day(told)
    assert found is not None
    assert (found[1].start.day, found[1].end.day) == best
    assert found[0] == pytest.approx(0.1 if shares[0][1] is None else 0.6 if len(shares) == 2 else found[0])


def test_no_day() -> None:
    """Where no time is named and the day of publication is unknown there is none."""
    assert best_day([(1.0, None)]) is None


def test_shares_are_of_one() -> None:
    """One of the choices is right, so that their chances sum up to one."""
    model = LinearModel("date", ("True",), {"near": (1.0,)})
    near, far = model.shares([["near"], ["far"]])
    assert (near + far, near > far) == (pytest.approx(1.0), True)


def test_type_and_age() -> None:
    """A time is told with the type of the act, and with its age and the form of the word; the last choice is no day."""
    scene = scene_of("هاجم مسلحون نقطة للجيش أمس قرب كركوك.")
    *named, (none, untold) = date_choices(Plot(scene, [scene.mentions.triggers[:1]]), 0)
    day = next(set(spelled(features)) for m, features in named if m is not None and m.rule == "day_told")
    assert none is None
    assert {"type+age:attack+<2", "type+kind:attack+point"} <= day
    assert not any(feature.startswith("type+age:") for feature in spelled(untold))
