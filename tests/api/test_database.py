"""The Python interface, as its page promises it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.export.cases import REPORTS

import marsad
from marsad.api import Database
from marsad.errors import MissingExtraError, ReportError, StoreError, UsageError
from marsad.model import CodedReport, Report
from marsad.model.incident import Action, Judgement
from marsad.model.rows import event_row
from marsad.reconcile.decisions import decide


def name_of(db: Database, report: str, event: str) -> str:
    return next(one.id for one in db.incidents() if (report, event) in one.members)


def test_adding_tells_what_came_of_it(db: Database) -> None:
    row = {"id": "new", "publisher": "p", "published": "2024-01-01", "title": "", "text": "نص من كلمات"}
    done = db.add(
        [REPORTS["desert"], row, row | {"id": "bad", "published": "soon"}, replace(REPORTS["late"], text="x")]
    )
    assert (done.added, done.known, done.coded) == (("new",), ("desert",), 0)
    assert [report_id for report_id, _ in done.refused] == ["late"]
    assert [type(fault).__name__ for fault in done.faults] == ["ReportError", "CodingError"]
    assert isinstance(done.faults[0], ReportError)
    assert str(done) == "1 reports added, 0 coded, 1 known before, 3 left out"


def test_a_file_is_added_and_its_bad_lines_are_left_out(
    prepared: None, tmp_path: Path, write_rows: Callable[..., Path]
) -> None:
    good = {"id": "mayadin", "publisher": "p", "published": "2018-04-19", "title": "", "text": "هجوم على المدينة"}
    with marsad.open(tmp_path / "fresh") as db:
        done = db.add(write_rows(good, "{broken"))
        assert (done.added, done.coded, len(done.faults)) == (("mayadin",), 1, 1)
        assert len(db) == 1


def test_work_that_was_cut_short_is_taken_up(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports kept before a stop are coded and linked by the next call."""
    before = len(db)
    with db.store.writer() as writer:
        writer.add_reports([replace(REPORTS["desert"], id="left")], "cut short")
    copy = replace(next(iter(_coded(db, "desert"))), id="left")
    monkeypatch.setattr("marsad.pipeline.keep.code_reports", lambda items, jobs=1, quick=False: [copy for _ in items])
    db.add([])
    with db.store.view() as view:
        assert list(view.uncoded()) == []
        assert list(view.unlinked()) == []
    assert len(db) == before  # the copy tells of the same incidents


def _coded(db: Database, report_id: str) -> list[CodedReport]:
    with db.store.view() as view:
        return list(view.coded([report_id]))


@pytest.mark.parametrize(
    "published", ["2019-12-31", date(2019, 12, 31), datetime(2019, 12, 31, 8, 30, tzinfo=UTC), "2019-12-31T23:30:00"]
)
def test_a_text_is_coded_from_the_day_of_its_publication(published: date | str) -> None:
    """A moment counts as its day: rows hold days."""
    [event] = marsad.code("قتل ثلاثة مدنيين أمس في قصف مدفعي على حلب.", published=published).events
    assert event_row(event)["date"] == {"start": "2019-12-30", "end": "2019-12-30"}


@pytest.mark.parametrize("published", ["soon", "", "2024-02-30", "9999-12-31", date(9999, 12, 31), date(1, 1, 1)])
def test_a_text_without_a_possible_day_is_refused(published: date | str) -> None:
    """By an error of Marsad, as in a report row."""
    with pytest.raises(UsageError, match=r"^published: .*YYYY-MM-DD"):
        marsad.code("قتل ثلاثة مدنيين أمس.", published=published)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"actor": "syr-gov", "killed_min": 10}, [("mayadin", "e1")]),
        ({"place": "السخنة", "type": "shelling", "until": "2024-02-01"}, [("desert", "e2")]),
        ({"near": (35.0, 40.5, 20)}, [("mayadin", "e1")]),
        ({"since": date(2024, 2, 20)}, [("late", "e1")]),
        ({"source": "sohr", "admin1": ["SY-HI"], "status": "occurred", "since": "2024-01-01"}, [("desert", "e1")]),
        ({"words": "مدينة"}, [("mayadin", "e1")]),
        ({"admin1": "sy-dy", "killed_min": 10}, [("mayadin", "e1")]),
    ],
)
def test_filters(db: Database, filters: dict[str, Any], found: list[tuple[str, str]]) -> None:
    held = db.incidents(**filters)
    assert [one.id for one in held] == [name_of(db, *key) for key in found]
    assert held[0].id == name_of(db, *found[0])


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"color": "red"}, "no filter 'color'"),
        ({"since": "yesterday"}, "no day"),
        ({"near": "here"}, "no circle"),
        ({"near": (120, 40, 5)}, "outside the globe"),
        ({"killed_min": "many"}, "no number"),
        ({"words": "!!"}, "holds no word"),
        ({"exact": ("هجوم", "-")}, "holds no word"),
        ({"type": "nosuch"}, "type: 'nosuch' is none; choose one of attack, armed_clash, "),
        ({"status": ["occurred", "x"]}, "choose one of occurred, planned, disputed, denied"),
        ({"grade": "Weak"}, "choose one of confirmed, fair, weak, contested"),
        ({"admin1": "SY-XX"}, "neither the gazetteer nor this store has a province 'SY-XX'"),
        ({"actor": "syr-gvo"}, "neither the registry nor this store has 'syr-gvo'; did you mean .*syr-gov"),
        ({"actor": "qqqq"}, "has 'qqqq'; write an id of the registry, or x: and a name"),
        ({"source": "shor"}, "did you mean .*sohr"),
        ({"id": "i-nosuch"}, "this store has no incident 'i-nosuch'; `marsad incidents` lists them"),
    ],
)
def test_a_wrong_filter_is_named(db: Database, filters: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        db.incidents(**filters)


@pytest.mark.parametrize(
    "filters", [{"actor": "jaish-islam"}, {"actor": "x:somebody"}, {"source": "x:somebody"}, {"admin1": "ye-ad"}]
)
def test_what_is_known_but_not_held_is_found_nowhere(db: Database, filters: dict[str, Any]) -> None:
    assert list(db.incidents(**filters)) == []


def test_an_id_that_only_the_store_has_is_taken(db: Database) -> None:
    """A party and a source outside the registry that a person gave."""
    from marsad.pipeline.review import event_in, mend

    key = ("late", "e1")
    with db.store.writer() as writer:
        event = replace(event_in(writer, key), initiators=("port-guards",), sources=("port-radio",))
        mend(writer, key, event, "analyst", "named elsewhere")
    for wanted in ({"actor": "port-guards"}, {"source": "port-radio"}):
        assert [one.members for one in db.incidents(**wanted)] == [(key,)]


def test_reports_are_not_all_found_by_a_sign(db: Database) -> None:
    assert len(db.reports()) == len(REPORTS)
    with pytest.raises(UsageError, match="holds no word"):
        db.reports("!!")


def test_one_incident_with_all_it_rests_on(db: Database) -> None:
    record = db[name_of(db, "mayadin", "e1")]
    assert [claim.source for claim in record.claims if claim.low == 25] == ["sohr"]
    assert [(one.report.id, one.words) for one in record.evidence] == [("mayadin", "هجوم")]
    assert record.type == "attack"
    assert list(record.events) == [("mayadin", "e1")]
    assert [revision.number for revision in record.revisions()] == [1]
    assert record.explain() == []
    with pytest.raises(KeyError):
        db["no-such-incident"]


def test_pandas_has_types_even_when_empty(db: Database) -> None:
    pytest.importorskip("pandas")
    frame = db.incidents().to_pandas()
    none = db.incidents(actor="x:nobody").to_pandas()
    assert len(frame) == len(db)
    assert (len(none), list(none.dtypes)) == (0, list(frame.dtypes))
    assert str(frame["killed_best"].dtype) == "Int64"
    assert frame["date_start"].dtype.kind == "M"
    assert frame["killed_best"].sum() == 54  # "plural" of the day's clash counts two


def test_arrow_and_geo(db: Database) -> None:
    pytest.importorskip("geopandas")
    assert db.incidents().to_arrow().num_rows == len(db)
    frame = db.incidents().to_geo()
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.isna().sum() == 1


def test_a_missing_extra_is_named(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"marsad\[pandas\]"):
        db.incidents().to_pandas()


def test_a_notebook_shows_arabic_from_right_to_left(db: Database) -> None:
    record = db[name_of(db, "mayadin", "e1")]
    page = record._repr_html_()
    assert '<div dir="rtl" lang="ar">' in page
    assert "<mark>هجوم</mark>" in page
    assert "<script" not in page
    table = db.incidents()._repr_html_()
    assert 'dir="auto"' in table
    assert "السخنة" in table


def test_a_notebook_escapes_what_reports_say(db: Database) -> None:
    from marsad.export.notebook import marked

    assert marked("<b>x</b>", [(0, 3), (1, 4)]) == "<mark>&lt;b&gt;x</mark>&lt;/b&gt;"


def test_export_and_backup(db: Database, tmp_path: Path) -> None:
    written = db.export("acled", tmp_path / "out.csv", policy="partner", type="airstrike")
    assert written.rows == 1
    manifest = json.loads((tmp_path / "out.csv.manifest.json").read_text(encoding="utf-8"))
    assert manifest["filters"] == {"type": "airstrike"}
    assert manifest["versions"]["software"] == marsad.__version__
    db.backup(tmp_path / "copy.marsad")
    with marsad.open(tmp_path / "copy.marsad", create=False) as copy:
        assert copy.counts() == db.counts()
        assert copy.check() == []


def test_a_judgement_takes_effect_and_is_undone(db: Database) -> None:
    first, second = ("desert", "e1"), ("late", "e1")
    kept, merged = name_of(db, *first), name_of(db, *second)
    why = "one and the same, says the analyst"
    made = decide(
        Action.MERGE, (first, second), "analyst", datetime(2024, 3, 2, tzinfo=UTC), why, judgement=Judgement.SAME
    )
    sealed = db.decide(made)
    assert name_of(db, *first) == name_of(db, *second)
    assert [one.id for one in db.incidents(id=(merged, kept))] == [kept]
    undone = decide(Action.UNDO, (), "analyst", datetime(2024, 3, 3, tzinfo=UTC), "a mistake", undoes=sealed.number)
    db.decide(undone)
    assert name_of(db, *first) != name_of(db, *second)
    assert db.check() == []


def test_coding_anew_keeps_ids(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.pipeline.keep import Recoded, recode

    before = {one.id for one in db.incidents()}
    assert recode(db.store) == Recoded(0)
    assert {one.id for one in db.incidents()} == before
    assert all(len(db[name].revisions()) == 1 for name in before)


def test_what_people_judged_is_not_coded_anew(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.pipeline.keep import recode
    from marsad.pipeline.review import accept

    with db.store.writer() as writer:
        accept(writer, ("mayadin", "e1"), "analyst", "as read")
    empty = lambda items, jobs=1, quick=False: [CodedReport(item.id) for item in items]  # noqa: E731
    monkeypatch.setattr("marsad.pipeline.keep.code_reports", empty)
    done = recode(db.store)
    assert (done.changed, done.judged) == (3, ("mayadin",))
    assert [one.members for one in db.incidents()] == [(("mayadin", "e1"),)]
    assert db.check() == []


def test_review_shows_in_exports(db: Database, tmp_path: Path) -> None:
    """What was rejected stays out, with the reason in the manifest; what was judged is told apart from the draft."""
    from marsad.pipeline.review import accept, reject

    rejected = name_of(db, "late", "e1")
    with db.store.writer() as writer:
        accept(writer, ("mayadin", "e1"), "analyst", "as read")
        reject(writer, ("late", "e1"), "analyst", "not this war")
    db.export("csv", tmp_path / "out.csv")
    manifest = json.loads((tmp_path / "out.csv.manifest.json").read_text(encoding="utf-8"))
    assert manifest["left_out"] == [{"what": rejected, "why": "rejected in review"}]
    assert manifest["reviewed_incidents"] == 1
    rows = db.incidents().to_rows()
    assert [row["reports"] for row in rows if row["review"] == "reviewed"] == ["mayadin"]
    assert rejected not in {row["incident"] for row in rows}
    assert len(db) == len(list(db)) == len(rows)


def test_bulk_and_step_by_step_agree(prepared: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.pipeline.keep.BULK", 1)
    with marsad.open(tmp_path / "bulk") as bulk:
        bulk.add(REPORTS.values())
        together = {one.members for one in bulk.incidents()}
    monkeypatch.setattr("marsad.pipeline.keep.BULK", 1000)
    monkeypatch.setattr("marsad.pipeline.keep.STEP", 1)
    with marsad.open(tmp_path / "steps") as steps:
        for report in REPORTS.values():
            steps.add([report])
        assert {one.members for one in steps.incidents()} == together


def test_opening_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        marsad.open(tmp_path / "none", create=False)


def test_search_in_reports(db: Database) -> None:
    assert [report.id for report in db.reports("المعارك")] == ["day"]
    assert isinstance(db.report("day"), Report)
    with pytest.raises(KeyError):
        db.report("none")
