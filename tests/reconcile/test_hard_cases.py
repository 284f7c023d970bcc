"""Pairs that look alike and are not, and pairs that look different and are."""

from __future__ import annotations

from tests.reconcile.made import day, dead, event, told

from marsad.model import Casualty, Judgement, StoredEvent
from marsad.reconcile import Linker

TEMPLATE = (
    "قتل {n} من عناصر قوات النظام وجرح آخرون جراء هجوم نفذه مسلحون مجهولون بالأسلحة الرشاشة على نقطة عسكرية في "
    "محيط {place} مساء أمس فيما انسحب المهاجمون إلى عمق البادية بعد اشتباكات استمرت ساعات وفق ما أفاد به المرصد"
)


def are_one(linker: Linker, *events: StoredEvent) -> bool:
    """True if the events make one incident."""
    return len(linker.reconcile(events)) == 1


def test_one_attack_in_two_papers_with_differing_tolls(linker: Linker) -> None:
    """Sources differ by a few dead, one names the army, one the government."""
    first = told("a", event(when=day(3), losses=[dead("syr-army", 9)]))
    second = told("b", event(when=day(3), on=["syr-gov"], losses=[dead("syr-gov", 11)]))
    assert are_one(linker, first, second)


def test_attacks_of_one_group_on_one_day_forty_km_apart(linker: Linker) -> None:
    """Same group, day and sufferer, the like toll, forty km apart."""
    first = told("a", event(place="shula", when=day(3), losses=[dead("syr-army", 3)]))
    second = told("b", event(place="mayadin", when=day(3), losses=[dead("syr-army", 3)]))
    assert not are_one(linker, first, second)


def test_second_attack_on_the_same_post_a_week_later(linker: Linker) -> None:
    """All is the same but the day."""
    first = told("a", event(when=day(3), losses=[dead("syr-army", 4)]))
    second = told("b", event(when=day(10), losses=[dead("syr-army", 4)]))
    assert not are_one(linker, first, second)


def test_templated_report_of_another_incident(linker: Linker) -> None:
    """The words overlap by more than four fifths; place and toll are others."""
    here, there = TEMPLATE.format(n="ثلاثة", place="الشولا"), TEMPLATE.format(n="سبعة", place="السخنة")
    first = told("a", event(place="shula", when=day(3), by=[], losses=[dead("syr-army", 3)]), text=here)
    second = told("b", event(place="sukhna", when=day(3), by=[], losses=[dead("syr-army", 7)]), text=there)
    judged = linker.judge(first, second)
    share = next(signal.value for signal in judged.signals if signal.name == "same_words")
    assert share > 0.8
    assert judged.judgement is Judgement.DIFFERENT
    assert not are_one(linker, first, second)


def test_template_with_place_and_day_unknown(linker: Linker) -> None:
    """Text alone never joins, even where nothing contradicts it."""
    here, there = TEMPLATE.format(n="ثلاثة", place="الشولا"), TEMPLATE.format(n="سبعة", place="السخنة")
    first = told("a", event(place=None, by=[], on=[]), text=here)
    second = told("b", event("shelling", place=None, by=[], on=[]), text=there)
    assert not are_one(linker, first, second)


def test_attack_and_answering_air_strikes(linker: Linker) -> None:
    """Same place and day, another doer and another act."""
    first = told("a", event(when=day(3), losses=[dead("syr-army", 4)]))
    second = told("b", event("airstrike", when=day(3), by=["russia-airforce"], on=["isis"]))
    assert not are_one(linker, first, second)


def test_recalled_a_year_later_with_the_month_only(linker: Linker) -> None:
    """A report a year on remembers the month, the place and the round toll."""
    news = told("a", event(when=day(3), on=["oil-workers"], losses=[dead("oil-workers", 10)]))
    recalled = event(
        when=day(1, 31), by=[], on=["oil-workers"], losses=[dead("oil-workers", 10)], salience="background"
    )
    later = told("b", recalled, published=day(380).start)
    assert are_one(linker, news, later)


def test_print_lag_of_a_day(linker: Linker) -> None:
    """A print paper dates yesterday's item by its own day."""
    first = told("a", event(when=day(3), losses=[dead("syr-army", 13)]))
    second = told("b", event(when=day(4), losses=[dead("syr-army", 13)]))
    assert are_one(linker, first, second)


def test_two_events_of_one_report_stay_apart(linker: Linker) -> None:
    """One report tells two shellings of one place on one day apart: they are two."""
    first = told("a", event("shelling", when=day(3), by=["sdf"], losses=[dead("civilians", 2)]))
    second = told("a", event("shelling", when=day(3), by=["sna"], losses=[dead("civilians", 5)]), event_id="e2")
    other = told("b", event("shelling", when=day(3), by=[], losses=[dead("civilians", 5)]))
    incidents = linker.reconcile([first, second, other])
    assert sorted(incident.members for incident in incidents) == [(("a", "e1"),), (("a", "e2"), ("b", "e1"))]


def test_two_events_of_one_report_that_say_the_same(linker: Linker) -> None:
    """Coded twice from headline and body: one."""
    losses: list[Casualty] = [dead("syr-army", 4)]
    first = told("a", event(when=day(3), losses=losses))
    second = told("a", event(when=day(3), losses=losses), event_id="e2")
    assert are_one(linker, first, second)


def test_missing_place_is_bridged_by_the_rest(linker: Linker) -> None:
    """The coder found no place in one report; day, parties and a rare toll agree."""
    first = told("a", event(when=day(3), losses=[dead("syr-army", 13), dead("isis", 7)]))
    second = told("b", event(place=None, when=day(3), losses=[dead("syr-army", 13), dead("isis", 7)]))
    assert are_one(linker, first, second)
