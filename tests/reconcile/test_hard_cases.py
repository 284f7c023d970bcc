"""Pairs that look alike and are not, and pairs that look different and are."""

from __future__ import annotations

from dataclasses import replace

from tests.reconcile.made import day, dead, event, told

from marsad.model import Casualty, Event, Judgement, StoredEvent, Why
from marsad.reconcile import Linker
from marsad.reconcile.profile import profile_stored

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
    share = next(signal.value for signal in judged.signals if signal.name == "rare_words")
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


def unsure(what: Event, **chances: float) -> Event:
    """The event as a coder gives it that is so sure of a slot's values."""
    why = [Why(slot, what.places[0].name if slot == "places" else "", "rule", None, chances[slot]) for slot in chances]
    return replace(what, why=tuple(why))


def test_a_place_that_the_coder_is_unsure_of_bars_no_join(linker: Linker) -> None:
    """One report's place is wrong, which its confidence tells; day, parties and two rare figures agree."""
    losses = [dead("syr-army", 13), dead("isis", 27)]
    first = told("a", event(place="shula", when=day(3), losses=losses))
    doubtful = unsure(event(place="mayadin", when=day(3), losses=losses), places=0.37)
    assert linker.judge(first, told("b", doubtful)).score > 0
    assert linker.judge(first, told("b", unsure(doubtful, places=0.9))).score < -10


def test_a_day_that_the_coder_is_unsure_of_bars_no_join(linker: Linker) -> None:
    """Recalled without a day, so that the coder gives that of the report."""
    losses = [dead("syr-army", 13), dead("isis", 27)]
    first = told("a", event(when=day(3), losses=losses))
    later = event(when=day(8), losses=losses, salience="background")
    recalled = replace(later, why=(Why("date", "2021-05-08/2021-05-08", "publication_day", None, 0.6),))
    assert linker.judge(first, told("b", recalled)).score > 0
    assert linker.judge(first, told("b", later)).score < -10


def test_a_party_that_the_coder_is_unsure_of_speaks_less(linker: Linker) -> None:
    """Another doer counts as much as the coder is sure of the two."""
    first = told("a", event(when=day(3)))
    sure = linker.judge(first, told("b", event(when=day(3), by=["sdf"])))
    doubted = linker.judge(first, told("b", unsure(event(when=day(3), by=["sdf"]), initiators=0.4)))
    parted, half = (
        next(signal.points for signal in judged.signals if signal.name == "other_initiator")
        for judged in (sure, doubted)
    )
    assert parted < half < 0
    assert round(half / parted, 1) == 0.4


def test_a_toll_given_to_the_wrong_side_still_speaks(linker: Linker) -> None:
    """The same rare number of dead, told of the other side by mistake."""
    first = told("a", event(when=day(3), losses=[dead("syr-army", 27)]))
    swapped = linker.judge(first, told("b", event(when=day(3), losses=[dead("isis", 27)])))
    assert next(signal.points for signal in swapped.signals if signal.name == "same_figure_other_side") > 0


def test_one_report_coded_twice_meets_through_another_report(linker: Linker) -> None:
    """Two events of one report that nothing tells apart are one where another report's event is like both; two that
    something tells apart are not.
    """
    whole = told("b", event(when=day(3), losses=[dead("syr-army", 9)]))
    first = told("a", event(when=day(3), losses=[dead("syr-army", 9)]))
    bare = told("a", event(when=day(3), on=[]), event_id="e2")
    assert are_one(linker, first, bare, whole)
    apart = told("a", event(place=None, when=day(3), losses=[dead("syr-army", 4)]), event_id="e2")
    assert not are_one(linker, first, apart, whole)


def test_two_events_of_one_report_meet_only_through_another(linker: Linker) -> None:
    """What one report tells twice with gaps stays two where no other report speaks of it."""
    first = told("a", event(when=day(3), losses=[dead("syr-army", 9)]))
    bare = told("a", event(place=None, when=day(3), on=[]), event_id="e2")
    assert not are_one(linker, first, bare)


def test_a_report_without_place_does_not_tie_two_distant_attacks(linker: Linker) -> None:
    """Attacks forty km apart on one day, and a report that may mean either."""
    first = told("a", event(place="shula", when=day(3), losses=[dead("syr-army", 3)]))
    second = told("b", event(place="mayadin", when=day(3), losses=[dead("syr-army", 3)]))
    either = told("c", event(place=None, when=day(3), losses=[dead("syr-army", 3)]))
    groups = [incident.members for incident in linker.reconcile([first, second, either])]
    assert not any({("a", "e1"), ("b", "e1")} <= set(group) for group in groups)


def test_numbers_and_names_are_rare_words_and_newsroom_words_are_not(linker: Linker) -> None:
    """Sentences that share only what every report says share nothing."""
    common = "قالت مصادر محلية إن قوات النظام قصفت مدينة في ريف محافظة حلب اليوم"
    assert len(profile_stored(told("a", event(), text=common)).words) <= 1
    named = profile_stored(told("a", event(), text="مقتل 47 عنصراً قرب جسر الميادين"))
    assert len(named.words) >= 3
