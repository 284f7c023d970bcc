"""What every store promises, whatever its engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from tests.store.conftest import make_coded, make_incident, make_report

from marsad.errors import StoreError
from marsad.model import Place, Report
from marsad.model.incident import Action, Decision, Judgement
from marsad.reconcile.decisions import decide, seal_decision
from marsad.store import IncidentFilter, Near, ReportFilter, SqlStore, open_store
from marsad.store.base import text_digest
from marsad.store.schema import HEAD

VERBATIM = "نصٌّ كما نُشِر:\r\n\tقُتل ٣ «أشخاص» \u200f— 😀 e\u0301 \ufeff. "


def test_a_report_comes_back_to_the_letter(store: SqlStore) -> None:
    report = make_report(1, text=VERBATIM)
    with store.writer() as writer:
        assert writer.add_reports([report], "test").added == ("r1",)
    with store.view() as view:
        assert view.report("r1") == report
        assert view.report_digest("r1") == text_digest(VERBATIM)


def test_the_same_report_twice_is_known_and_a_rival_is_refused(store: SqlStore) -> None:
    report = make_report(1)
    with store.writer() as writer:
        done = writer.add_reports([report, report, replace(report, text="another")], "test")
    assert (done.added, done.known) == (("r1",), ("r1",))
    assert done.refused[0][0] == "r1"
    assert "another text" in done.refused[0][1]
    with store.view() as view:
        assert view.report("r1") == report


@pytest.mark.parametrize("text", ["before\0after", "half \ud83d"])
def test_a_text_that_cannot_be_held_verbatim_is_refused(store: SqlStore, text: str) -> None:
    with store.writer() as writer:
        done = writer.add_reports([make_report(1, text=text), make_report(2)], "test")
    assert done.added == ("r2",)
    assert done.refused[0][0] == "r1"


def test_codings_come_back_equal_with_their_rules(filled: SqlStore) -> None:
    with filled.view() as view:
        assert list(view.coded()) == [make_coded(1), make_coded(2), make_coded(3, killed=7)]
        assert list(view.coded(["r2"])) == [make_coded(2)]
        assert [(tally.report_id, tally.position) for tally in view.tallies()] == [("r1", 1), ("r2", 1), ("r3", 1)]


def test_a_new_coding_stands_beside_the_old_one(filled: SqlStore) -> None:
    with filled.writer() as writer:
        assert writer.add_coded([make_coded(1), make_coded(2, killed=9)]) == 1
    with filled.view() as view:
        assert list(view.coded(["r2"])) == [make_coded(2, killed=9)]
        assert view.counts()["codings"] == 4
        assert view.counts()["events"] == 3


def test_a_coding_needs_its_report(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="'r1' is not held"), store.writer() as writer:
        writer.add_coded([make_coded(1)])


def test_uncoded_reports_are_listed(filled: SqlStore) -> None:
    with filled.writer() as writer:
        writer.add_reports([make_report(9)], "test")
        assert [report.id for report in writer.uncoded()] == ["r9"]


def test_incidents_come_back_equal_and_keep_their_revisions(filled: SqlStore) -> None:
    changed = make_incident("INC-1", 1, 2, killed=5)
    with filled.writer() as writer:
        assert writer.add_incidents([changed, make_incident("INC-2", 3, killed=7)]) == 1
    with filled.view() as view:
        assert list(view.incidents()) == [changed, make_incident("INC-2", 3, killed=7)]
        held = view.revisions("INC-1")
        assert [(r.number, r.incident.tolls[0].low) for r in held] == [(1, 3), (2, 5)]
        assert view.revision_numbers(["INC-1", "INC-2", "none"]) == {"INC-1": 2, "INC-2": 1}
        assert view.revision_times(["INC-1", "INC-2", "none"]) == {
            "INC-1": held[1].at,
            "INC-2": view.revisions("INC-2")[0].at,
        }


def test_merged_ids_lead_to_where_they_went(filled: SqlStore) -> None:
    merged = replace(make_incident("INC-1", 1, 2, 3), formerly=("INC-2",))
    with filled.writer() as writer:
        writer.add_incidents([merged])
    with filled.view() as view:
        assert view.incident("INC-2") == merged
        assert [incident.id for incident in view.incidents()] == ["INC-1"]
        assert view.has_incident_id("INC-2")
        assert not view.has_incident_id("INC-3")
        assert view.incident_ids_of([("r3", "e1"), ("r9", "e1")]) == {("r3", "e1"): "INC-1"}


def test_replacing_all_incidents_keeps_old_ids_as_signposts(filled: SqlStore) -> None:
    both = make_incident("INC-7", 1, 2, 3)
    with filled.writer() as writer:
        writer.replace_incidents([both])
    with filled.view() as view:
        assert list(view.incidents()) == [both]
        assert view.incident("INC-1") == both
        assert view.incident("INC-2") == both
        assert len(view.revisions("INC-1")) == 1


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (IncidentFilter(), ["INC-1", "INC-2", "INC-3"]),
        (IncidentFilter(killed_min=7), ["INC-2"]),
        (IncidentFilter(since=date(2024, 1, 3)), ["INC-2", "INC-3"]),
        (IncidentFilter(until=date(2024, 1, 2)), ["INC-1"]),
        (IncidentFilter(actors=("syr-gov",), types=("shelling",), statuses=("occurred",)), ["INC-1", "INC-2", "INC-3"]),
        (IncidentFilter(actors=("isis",)), []),
        (IncidentFilter(admin1=("IQ-NI",)), ["INC-3"]),
        (IncidentFilter(places=("السخنه",)), ["INC-1", "INC-2"]),
        (IncidentFilter(places=("خنة",)), []),
        (IncidentFilter(near=Near(34.9, 38.9, 10)), ["INC-1", "INC-2"]),
        (IncidentFilter(near=Near(34.97, 38.98, 10)), []),
        (IncidentFilter(sources=("sohr",), grades=("weak",)), ["INC-1", "INC-2", "INC-3"]),
        (IncidentFilter(words="الموصل"), ["INC-3"]),
        (IncidentFilter(exact=("قصف",)), ["INC-1", "INC-2", "INC-3"]),
        (IncidentFilter(exact=("القصف",)), []),
        (IncidentFilter(ids=("INC-2",)), ["INC-2"]),
    ],
)
def test_filters(filled: SqlStore, wanted: IncidentFilter, found: list[str]) -> None:
    mosul = Place("الموصل", 36.34, 43.13, 5, "IQ-NI")
    with filled.writer() as writer:
        writer.add_reports([make_report(4)], "test")
        writer.add_coded([make_coded(4)])
        writer.add_incidents([make_incident("INC-3", 4, place=mosul)])
        assert [incident.id for incident in writer.incidents(wanted)] == found
        assert writer.count_incidents(wanted) == len(found)
        assert [incident.id for incident in writer.incidents(wanted, limit=1, offset=1)] == found[1:2]


TEXTS = {
    "attack": "شن المسلحون هجمات بالصواريخ وبقذائف الهاون على القرى",
    "rocket": "سقط صاروخ على قرية قرب سوريا",
    "none": "عقد المجلس جلسته في العاصمة",
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("هجوم", {"attack"}),
        ("صاروخ", {"attack", "rocket"}),
        ("والصواريخ", {"attack", "rocket"}),
        ("قَذِيفَة", {"attack"}),
        ("قرية", {"attack", "rocket"}),
        ("سورية", {"rocket"}),
        ("السورية صواريخ", {"rocket"}),
        ("مسلح", {"attack"}),
        ("زلزال", set()),
        ("!!", {"attack", "rocket", "none"}),
        ("' OR 1=1 --", set()),
        ('هجوم" OR "x', set()),
    ],
)
def test_words_are_found_in_every_form(store: SqlStore, words: str, found: set[str]) -> None:
    with store.writer() as writer:
        reports = [Report(name, "وكالة", date(2024, 1, 1), "", text) for name, text in TEXTS.items()]
        writer.add_reports(reports, "test")
        assert {report.id for report in writer.reports(ReportFilter(words=words))} == found
        assert writer.count_reports(ReportFilter(words=words)) == len(found)


def test_exact_words_are_found_as_they_are_spelled(store: SqlStore) -> None:
    with store.writer() as writer:
        writer.add_reports([Report(name, "وكالة", None, "", text) for name, text in TEXTS.items()], "test")
        assert [r.id for r in writer.reports(ReportFilter(exact=("صاروخ على",)))] == ["rocket"]
        assert list(writer.reports(ReportFilter(exact=("على صاروخ",)))) == []
        assert writer.count_reports(ReportFilter(exact=("صاروخ على",))) == 1
        assert writer.count_reports() == len(TEXTS)


def test_an_error_inside_a_writer_keeps_nothing(filled: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError), filled.writer() as writer:
        writer.add_reports([make_report(8)], "test")
        _ = 1 / 0
    with filled.view() as view:
        assert view.report("r8") is None
        assert view.counts()["imports"] == 1


def judged(why: str = "the same post") -> Decision:
    when = datetime(2024, 2, 1, 12, tzinfo=UTC)
    pair = (("r1", "e1"), ("r2", "e1"))
    return decide(Action.JUDGE, pair, "analyst", when, why, judgement=Judgement.SAME, score=0.25)


def test_decisions_are_chained_and_cannot_be_changed(filled: SqlStore) -> None:
    with filled.writer() as writer:
        first = writer.decide(judged())
        second = writer.decide(replace(judged(), action=Action.UNDO, undoes=1))
    with filled.view() as view:
        assert list(view.decisions()) == [first, second]
    assert (first.number, second.number, second.previous) == (1, 2, first.hash)
    for statement in ("UPDATE decisions SET body = '{}'", "DELETE FROM decisions", "UPDATE reports SET text = ''"):
        with pytest.raises(StoreError, match="never"), filled.engine.writing() as connection:
            connection.execute(sa.text(statement))
    assert filled.check() == []


def test_decisions_of_another_log_are_refused(filled: SqlStore) -> None:
    with filled.writer() as writer:
        first = writer.decide(judged())
        stranger = seal_decision(judged("another reason"), [first, seal_decision(judged("between"), [first])])
        assert writer.append_decisions([first]) == 0
        with pytest.raises(StoreError, match="does not follow"):
            writer.append_decisions([stranger])
        assert writer.append_decisions([seal_decision(judged("next"), [first])]) == 1


def test_altered_rows_are_found(filled: SqlStore) -> None:
    with filled.engine.writing() as connection:
        connection.execute(sa.text("UPDATE mentions SET rule = 'forged' WHERE slot = 'type'"))
    assert {damage.where for damage in filled.check()} == {"coding of r1", "coding of r2", "coding of r3"}


def test_a_view_sees_one_picture(filled: SqlStore) -> None:
    with filled.view() as view:
        before = view.counts()
        with filled.writer() as writer:
            writer.add_reports([make_report(8)], "test")
        assert view.counts() == before
    with filled.view() as view:
        assert view.counts()["reports"] == before["reports"] + 1


def test_reconciliation_finds_events_by_block(filled: SqlStore) -> None:
    with filled.writer() as writer:
        writer.post_blocks({("r1", "e1"): ["a", "b"], ("r3", "e1"): ["b"]})
        writer.post_blocks({("r1", "e1"): ["c"]})
        assert [stored.key for stored in writer.events_posted_under(["b", "c"])] == [("r1", "e1"), ("r3", "e1")]
        assert list(writer.events_posted_under(["a"])) == []
        assert [stored.key for stored in writer.events([("r2", "e1"), ("r9", "e1")])] == [("r2", "e1")]
        found = writer.events_of(["INC-1"])
        assert [(stored.key, stored.report) for stored in found] == [
            (("r1", "e1"), make_report(1)),
            (("r2", "e1"), make_report(2)),
        ]


def test_every_row_knows_what_made_it(filled: SqlStore) -> None:
    with filled.view() as view:
        made_by = view.revisions("INC-1")[0].versions
    assert made_by == filled.versions
    assert len(made_by.lexicon) == 12


def test_an_open_store_opens_again(where: str) -> None:
    with open_store(where) as made, made.writer() as writer:
        writer.add_reports([make_report(1)], "test")
    with open_store(where, create=False) as again, again.view() as view:
        assert view.counts()["reports"] == 1
        assert again.upgrade() == (HEAD, HEAD)


def test_a_newer_store_is_left_alone(where: str) -> None:
    with open_store(where) as made, made.engine.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer Marsad"):
        open_store(where)


def test_a_huge_text_is_held_whole(store: SqlStore) -> None:
    """More different words than a search vector holds: the text is kept, and its first words are found."""
    letters = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
    words = (f"{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in letters[:3])
    text = "صاروخ " + " ".join(words)
    with store.writer() as writer:
        assert writer.add_reports([make_report(1, text=text)], "test").added == ("r1",)
        assert [report.text == text for report in writer.reports(ReportFilter(words="صواريخ"))] == [True]
