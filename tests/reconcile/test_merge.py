"""What an incident says: figures with their rule, witnesses, grade, status, date, place."""

from __future__ import annotations

import pytest
from tests.reconcile.made import PLACES, day, dead, event, told

from marsad.model import Grade, Incident, StoredEvent, Toll
from marsad.reconcile import Linker
from marsad.reconcile.copies import copies_among, find_copies
from marsad.reconcile.merge import merge_events

STORY = (
    "قتل عشرة من عمال حقل نفطي وأصيب آخرون بجروح إثر هجوم استهدف الحافلة التي تقلهم إلى منازلهم بعد انتهاء نوبتهم أمس"
)
OTHER = "أعلنت وزارة النفط إصابة عدد من العاملين لديها وقالت إن الحادث لن يؤثر في الإنتاج وإن التحقيق جار لكشف المنفذين"


def merged(linker: Linker, *members: StoredEvent) -> Incident:
    """The incident that the events add up to, whatever a scorer says."""
    return merge_events("i1", members, linker.reading)


def toll(incident: Incident, of: str, harm: str = "killed") -> Toll:
    """The row of a side and harm."""
    return next(row for row in incident.tolls if (row.of, row.harm) == (of, harm))


def figures(row: Toll) -> tuple[int, int, int]:
    """Low, best, high."""
    return row.low, row.best, row.high


def test_agreeing_witnesses_outweigh_an_outlier(linker: Linker) -> None:
    """Two say ten, one says fourteen."""
    members = [
        told("a", event(when=day(3), losses=[dead("civilians", 10)], sources=("sohr",))),
        told("b", event(when=day(3), losses=[dead("civilians", 10)], sources=("snhr",))),
        told("c", event(when=day(3), losses=[dead("civilians", 14)], sources=("vdc",))),
    ]
    row = toll(merged(linker, *members), "civilians")
    assert figures(row) == (10, 10, 14)
    assert "2 agree: snhr, sohr" in row.rule


def test_a_rising_toll_ends_at_its_newest_figure(linker: Linker) -> None:
    """Fifteen on the first day, twenty-two on the next, twenty-five on the third."""
    members = [
        told("a", event(when=day(3), losses=[dead("civilians", 15)], sources=("sohr",)), published=day(3).start),
        told("b", event(when=day(3), losses=[dead("civilians", 22)], sources=("snhr",)), published=day(4).start),
        told("c", event(when=day(3), losses=[dead("civilians", 25)], sources=("vdc",)), published=day(5).start),
    ]
    incident = merged(linker, *members)
    assert figures(toll(incident, "civilians")) == (15, 25, 25)
    assert [(step.day, step.best) for step in incident.development] == [
        (day(3).start, 15),
        (day(4).start, 22),
        (day(5).start, 25),
    ]


def test_a_source_that_corrects_itself_counts_once(linker: Linker) -> None:
    """The monitor's later figure replaces its first one."""
    members = [
        told("a", event(when=day(3), losses=[dead("civilians", 8)]), published=day(3).start),
        told("b", event(when=day(3), losses=[dead("civilians", 12)]), published=day(4).start),
    ]
    incident = merged(linker, *members)
    assert figures(toll(incident, "civilians")) == (12, 12, 12)
    assert incident.witnesses == ("sohr",)


def test_a_party_to_the_fight_does_not_choose_the_best(linker: Linker) -> None:
    """The attackers boast of ten, the army admits five, the monitor counts six."""
    losses = [dead("sdf", 10, source="isis"), dead("sdf", 5, source="sdf"), dead("sdf", 6, source="sohr")]
    what = event(on=["sdf"], when=day(3), losses=losses, sources=("isis", "sdf", "sohr"))
    row = toll(merged(linker, told("a", what)), "sdf")
    assert figures(row) == (5, 6, 10)
    assert "no party" in row.rule


def test_part_and_whole_are_never_added(linker: Linker) -> None:
    """One tells twenty of the government side, another five of a brigade of it and fifteen of the army."""
    whole = told("a", event(when=day(3), losses=[dead("syr-gov", 20)], sources=("sohr",)))
    parts = told("b", event(when=day(3), losses=[dead("syr-ndf", 5), dead("syr-army", 15)], sources=("snhr",)))
    incident = merged(linker, whole, parts)
    assert [(row.of, *figures(row)) for row in incident.tolls] == [("syr-gov", 20, 20, 20)]


def test_sides_that_one_report_tells_apart_stay_apart(linker: Linker) -> None:
    """A report with figures for the force and for its militia means two groups of people."""
    what = event(when=day(3), losses=[dead("syr-gov", 4), dead("syr-ndf", 3)])
    incident = merged(linker, told("a", what))
    assert sorted((row.of, row.best) for row in incident.tolls) == [("syr-gov", 4), ("syr-ndf", 3)]


def test_an_undivided_figure_is_not_to_be_added(linker: Linker) -> None:
    """Nine dead of unknown side in one report, six soldiers and three civilians in another: nine in all."""
    undivided = told("a", event(when=day(3), losses=[dead("unknown", 9)], sources=("sana",)))
    divided = told("b", event(when=day(3), losses=[dead("syr-army", 6), dead("civilians", 3)]))
    incident = merged(linker, undivided, divided)
    assert toll(incident, "unknown").is_whole
    assert sum(row.best for row in incident.tolls if not row.is_whole) == 9


def test_vague_words_are_no_figure_beside_a_number(linker: Linker) -> None:
    """Dozens beside twenty-three."""
    vague = told("a", event(when=day(3), losses=[dead("civilians", 20, None)], sources=("residents",)))
    exact = told("b", event(when=day(3), losses=[dead("civilians", 23)]))
    assert figures(toll(merged(linker, vague, exact), "civilians")) == (23, 23, 23)
    alone = toll(merged(linker, vague), "civilians")
    assert (alone.low, alone.is_open) == (20, True)
    assert "no number" in alone.rule


def test_at_least_leaves_the_top_open(linker: Linker) -> None:
    """At least twelve from one, ten from another."""
    members = [
        told("a", event(when=day(3), losses=[dead("civilians", 12, None)], sources=("sohr",))),
        told("b", event(when=day(3), losses=[dead("civilians", 10)], sources=("snhr",))),
    ]
    row = toll(merged(linker, *members), "civilians")
    assert (row.low, row.high, row.is_open) == (10, 12, True)


def test_one_monitor_through_three_outlets_is_one_witness(linker: Linker) -> None:
    """Two papers and an agency quote the same monitor, the agency as relay."""
    members = [
        told("a", event(when=day(3), losses=[dead("civilians", 3)], sources=("sohr",))),
        told("b", event(when=day(3), losses=[dead("civilians", 3)], sources=("sohr", "afp"))),
        told("c", event(when=day(3), losses=[dead("civilians", 3)], sources=("afp", "sohr"))),
    ]
    incident = merged(linker, *members)
    assert incident.witnesses == ("sohr",)
    assert incident.grade is Grade.WEAK
    assert next(claim.via for claim in incident.claims if claim.report == "b") == ("afp", "paper-b")


def test_copies_of_one_text_are_one_witness(linker: Linker) -> None:
    """The same words about unnamed sources in two papers; a third paper writes its own."""
    what = event(when=day(3), losses=[dead("oil-workers", 10)], sources=("local-sources",))
    copied = [told("a", what, text=STORY), told("b", what, text=STORY + " بحسب المصدر")]
    assert merged(linker, *copied).independent == 1
    incident = merged(linker, *copied, told("c", what, text=OTHER))
    assert incident.independent == 2
    assert incident.copies == (("a", "b"),)


def test_copies_are_found_among_many() -> None:
    """MinHash finds what comparing every pair finds, and no more."""
    texts = [STORY, OTHER, STORY + " بحسب المصدر", OTHER[:60]]
    reports = [told(f"r{at}", event(when=day(3)), text=text).report for at, text in enumerate(texts)]
    held = [report for report in reports if report is not None]
    assert [(copy.left, copy.right) for copy in find_copies(held[:3])] == [("r0", "r2")]
    assert ("r1", "r3") in [(copy.left, copy.right) for copy in copies_among(held)]


def test_an_outlet_quoted_elsewhere_is_no_second_witness(linker: Linker) -> None:
    """An agency's own unnamed source, and a paper that quotes the agency."""
    own = told("a", event(when=day(3), losses=[dead("civilians", 3)], sources=("official-source",)), publisher="SANA")
    quoting = told("b", event(when=day(3), losses=[dead("civilians", 3)], sources=("sana",)))
    assert merged(linker, own, quoting).witnesses == ("sana",)


def test_rules_name_publishers_as_these_write_themselves(linker: Linker) -> None:
    """However two reports spell one publisher, it is one witness; registry ids and its key stay as they were."""
    own = [
        told("a", event(when=day(3), losses=[dead("civilians", 4)], sources=()), publisher="وكالة أخبار الوادي"),
        told("b", event(when=day(3), losses=[dead("civilians", 4)], sources=()), publisher="وكاله اخبار الوادي"),
    ]
    alone = merged(linker, *own)
    assert alone.witnesses == ("وكاله-اخبار-الوادي",)
    assert alone.grade_rule == "one witness: وكالة أخبار الوادي"
    assert toll(alone, "civilians").rule == "the only witness, وكالة أخبار الوادي"
    monitor = told("c", event(when=day(3), losses=[dead("civilians", 4)], sources=("sohr",)), publisher="SANA")
    both = merged(linker, *own, monitor)
    assert both.grade_rule == "2 independent witnesses: sohr, وكالة أخبار الوادي"
    assert toll(both, "civilians").rule == "of all witnesses, 2 agree: sohr, وكالة أخبار الوادي"


@pytest.mark.parametrize(
    ("source", "publisher", "rule"),
    [
        ("local-sources", "صحيفة الأفق", "one witness: local-sources @ صحيفة الأفق"),
        ("local-sources", "Horizon, daily; news @ noon", "one witness: local-sources @ Horizon daily news noon"),
        ("x:أحمد الحلّي، ناشط", "SANA", "one witness: x:أحمد الحلّي، ناشط"),
        ("sohr", "صحيفة الأفق", "one witness: sohr"),
        ("local-sources", "SANA", "one witness: local-sources @ sana"),
    ],
)
def test_a_rule_names_who_is_behind_a_witness(linker: Linker, source: str, publisher: str, rule: str) -> None:
    """Without the signs that part names in rules; those of the registry by their ids."""
    assert merged(linker, told("a", event(when=day(3), sources=(source,)), publisher=publisher)).grade_rule == rule


@pytest.mark.parametrize(
    ("more", "grade", "status"),
    [
        ({"claimed_by": ("isis",)}, Grade.CONFIRMED, "occurred"),
        ({"denied_by": ("sdf",)}, Grade.CONTESTED, "disputed"),
        ({"initiators": ("sdf",)}, Grade.CONTESTED, "occurred"),
        ({}, Grade.FAIR, "occurred"),
        ({"status": "denied"}, Grade.FAIR, "disputed"),
        ({"status": "planned"}, Grade.FAIR, "occurred"),
    ],
)
def test_grade_and_status(linker: Linker, more: dict[str, object], grade: Grade, status: str) -> None:
    """One report tells it plainly; the second adds what the case says."""
    plain = told("a", event(when=day(3), sources=("sohr",)))
    fields = {"sources": ("snhr",)} | more
    by = fields.pop("initiators", ("isis",))
    incident = merged(linker, plain, told("b", event(when=day(3), by=by, **fields)))  # type: ignore[arg-type]
    assert (incident.grade, incident.status) == (grade, status)
    assert incident.grade_rule


def test_sides_of_fighting_are_turned_to_fit(linker: Linker) -> None:
    """One report names the attackers, another the two sides of the fighting the other way round."""
    attack = told("a", event(when=day(3), by=["isis"], on=["syr-gov"]))
    clash = told("b", event("armed_clash", when=day(3), by=["syr-army"], on=["isis"]))
    incident = merged(linker, attack, clash)
    assert (incident.initiators, incident.targets) == (("isis",), ("syr-army",))


def test_a_party_stands_on_the_side_that_most_reports_give_it(linker: Linker) -> None:
    """Two name the attackers as doers, one names them among the sufferers too."""
    members = [
        told("a", event(when=day(3), by=["isis"], on=["syr-gov"])),
        told("b", event(when=day(3), by=["isis"], on=["syr-gov"])),
        told("c", event(when=day(3), by=[], on=["syr-gov", "isis"])),
    ]
    incident = merged(linker, *members)
    assert (incident.initiators, incident.targets) == (("isis",), ("syr-gov",))


def test_two_figures_without_agreement_give_the_lower(linker: Linker) -> None:
    """Twenty-one and twenty-five on one day."""
    members = [
        told("a", event(when=day(3), losses=[dead("civilians", 21)], sources=("sohr",))),
        told("b", event(when=day(3), losses=[dead("civilians", 25)], sources=("snhr",))),
    ]
    row = toll(merged(linker, *members), "civilians")
    assert figures(row) == (21, 21, 25)
    assert "the lower of 21, 25" in row.rule


def test_narrowest_date_and_place_and_the_named_part(linker: Linker) -> None:
    """The month and the province give way to the day and the town, the force to its arm, the unknown to the known."""
    wide = told("a", event(place="east", when=day(1, 31), by=["unknown-gunmen"], on=["syr-gov"]))
    narrow = told("b", event(place="shula", when=day(3), by=["isis"], on=["syr-army"]))
    incident = merged(linker, wide, narrow)
    assert (incident.date, incident.places) == (day(3), (PLACES["shula"],))
    assert (incident.initiators, incident.targets) == (("isis",), ("syr-army",))
