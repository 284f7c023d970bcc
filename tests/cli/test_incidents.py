"""The commands that show incidents and take decisions, on a store of four made-up reports."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.reconcile.made import PLACES, day, dead, event, told

from marsad.model import CodedReport, Event, Report, Tally
from marsad.reconcile import load_linker
from marsad.store import open_store

Marsad = Callable[..., Result]
TEXT = "قتل تسعة من عناصر الجيش في هجوم على نقطة قرب الشولا"


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Two reports of one attack, one of a later attack, and one with a tally."""
    attack = event(when=day(3), losses=[dead("syr-army", 9)])
    later = event("shelling", when=day(4), by=["sdf"], losses=[dead("syr-army", 2)])
    members = [told("a", attack, text=TEXT), told("b", attack, text=TEXT + " أمس"), told("c", later, text=TEXT)]
    tally = Tally(day(1, 20), (PLACES["east"],), (dead("syr-gov", 30),), ("sohr",))
    path = str(tmp_path / "store.sqlite")
    linker = load_linker()
    with open_store(path) as held, held.writer() as writer:
        reports = [member.report for member in members if member.report]
        writer.add_reports([*reports, Report("d", "paper d", day(21).start, "", TEXT)], "test")
        coded = [CodedReport(member.report_id, (member.event,)) for member in members]
        writer.add_coded([*coded, CodedReport("d", (), (tally,))])
        writer.post_blocks({member.key: linker.block_keys(member) for member in members})
        writer.add_incidents(linker.reconcile(members))
    return path


def ids(marsad: Marsad, store: str) -> dict[str, str]:
    """The incident of each report."""
    rows = map(json.loads, marsad("incidents", store, "--json").stdout.splitlines())
    return {report: row["incident"] for row in rows for report, _ in row["members"]}


def run(marsad: Marsad, *words: str) -> str:
    """The output of a command that succeeds."""
    result = marsad(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_incidents_are_listed_and_filtered(marsad: Marsad, store: str) -> None:
    """Both incidents in the table; the filter leaves one."""
    assert "2 incidents" in run(marsad, "incidents", store)
    assert "1 incidents" in run(marsad, "incidents", store, "--since", "2021-05-04")


def test_an_incident_tells_why(marsad: Marsad, store: str) -> None:
    """Claims, evidence in its sentence, the waterfall and the near miss stand on the page."""
    name = ids(marsad, store)["a"]
    page = run(marsad, "incident", store, name)
    for words in ("Claims", "Evidence", TEXT, "a/e1 and b/e1 are one: same by machine", "same figure", "Near misses"):
        assert words in page
    row = json.loads(run(marsad, "incident", store, name, "--json"))
    assert row["near_misses"][0]["right"] == ["c", "e1"]
    assert row["links"][0]["signals"][1]["doc"]


def test_merge_split_move_undo(marsad: Marsad, store: str) -> None:
    """Each decision takes effect, old ids lead on, undoing brings back what was."""
    before = ids(marsad, store)
    run(marsad, "merge", store, before["a"], before["c"], "--why", "same post", "--as", "me")
    assert set(ids(marsad, store).values()) == {before["a"]}
    assert f"{before['c']} was merged into {before['a']}" in run(marsad, "incident", store, before["c"])
    run(marsad, "split", store, before["a"], "c/e1", "--why", "no, a week later")
    parted = ids(marsad, store)
    assert parted["a"] == parted["b"] == before["a"] != parted["c"]
    assert parted["c"] != before["c"]
    run(marsad, "move", store, before["a"], "b/e1", "--to", parted["c"], "--why", "tells of the second attack")
    assert ids(marsad, store) == parted | {"b": parted["c"]}
    run(marsad, "undo", store, "3", "--why", "read it again")
    assert ids(marsad, store) == parted
    run(marsad, "decide", store, "a/e1", "b/e1", "different", "--why", "two posts")
    assert len(set(ids(marsad, store).values())) == 3
    assert "5 decisions, none altered" in run(marsad, "verify", store)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("merge", "{store}", "nothing", "naught", "--why", "x"), "there is no incident 'nothing'"),
        (("split", "{store}", "{a}", "a", "--why", "x"), "names no event"),
        (("split", "{store}", "{a}", "z/e1", "--why", "x"), "not none and not all"),
        (("decide", "{store}", "a/e1", "z/e1", "same", "--why", "x"), "there is no event z/e1"),
        (("split", "{store}", "{a}", "a/e1", "b/e1", "--why", "x"), "not none and not all"),
        (("move", "{store}", "{a}", "a/e1", "--to", "{a}", "--why", "x"), "is the incident that the events are in"),
        (("undo", "{store}", "7", "--why", "x"), "decision 7 does not stand"),
        (("incident", "{store}", "nothing"), "there is no incident nothing"),
        (("verify", "{store}", "--last", "nonsense"), "is no seal"),
        (("decide", "{store}", "a/e1", "b/e1", "same", "--why", " "), "needs a reason"),
        (("decide", "{store}", "a/e1", "b/e1", "same", "--why", "x", "--as", " "), "needs the name of who decides"),
        (("decide", "{store}", "a/e1", "a/e1", "different", "--why", "x"), "a/e1 is one event; name two"),
        (("override", "{store}", "{a}", "nosuch", "killed", "--low", "5", "--why", "x"), "incident: syr-army, isis;"),
        (("override", "{store}", "{a}", "x:", "killed", "--low", "5", "--why", "x"), "'x:' is no party"),
    ],
)
def test_wrong_use_is_told(marsad: Marsad, store: str, words: tuple[str, ...], fault: str) -> None:
    """One clear line, exit code 2, nothing decided."""
    names = ids(marsad, store)
    result = marsad(*(word.format(store=store, a=names["a"]) for word in words))
    assert result.exit_code == 2
    assert fault in result.stderr
    assert "0 decisions" in run(marsad, "verify", store)


def test_verify_finds_what_was_changed_behind_its_back(marsad: Marsad, store: str) -> None:
    """An altered row, and a log cut off at its end."""
    for judgement in ("same", "unsure"):
        run(marsad, "decide", store, "a/e1", "b/e1", judgement, "--why", "read both")
    noted = run(marsad, "verify", store).split("last decision ")[1].split(";")[0]
    with sqlite3.connect(store) as tables:
        tables.execute("DROP TRIGGER decisions_stay")
        tables.execute("DROP TRIGGER decisions_last")
        tables.execute("DELETE FROM decisions WHERE number = 2")
    cut = marsad("verify", store)
    assert cut.exit_code == 1
    assert "decision 2 was noted as the last row; now the log ends at 1" in cut.stdout
    with sqlite3.connect(store) as tables:
        tables.execute("DROP TRIGGER heads_stay")
        tables.execute("UPDATE heads SET number = 1, hash = (SELECT hash FROM decisions) WHERE log = 'decisions'")
    assert marsad("verify", store).exit_code == 0
    exchanged = marsad("verify", store, "--last", noted)
    assert exchanged.exit_code == 1
    assert "decision 2 is not there as it was noted down" in exchanged.stdout
    with sqlite3.connect(store) as tables:
        tables.execute("""UPDATE decisions SET body = replace(body, 'read both', 'read none')""")
    altered = marsad("verify", store)
    assert altered.exit_code == 1
    assert "decision 1 was altered" in altered.stdout


def test_a_tally_beside_what_is_held(marsad: Marsad, store: str) -> None:
    """Thirty counted, eleven held."""
    assert "counted 30 syr-gov killed; we hold 11-11-11 in 2 incidents" in run(marsad, "check-tally", store)
    row = json.loads(run(marsad, "check-tally", store, "--report", "d", "--json"))
    assert row["counts"][0]["missing"] == 19
    assert "no tally is held of a" in run(marsad, "check-tally", store, "--report", "a")


def test_what_was_rejected_is_left_out_and_told(marsad: Marsad, store: str) -> None:
    """List and tally count without it; its page says who rejected it and why; taken back, it counts again."""
    from marsad.pipeline.review import reject, undo

    names = ids(marsad, store)
    with open_store(store) as held, held.writer() as writer:
        reject(writer, ("c", "e1"), "Amal", "a drill")
        reject(writer, ("a", "e1"), "Amal", "one of two")
    assert "1 incidents; 1 left out, rejected in review" in run(marsad, "incidents", store)
    listed = marsad("incidents", store, "--json")
    assert [json.loads(line)["incident"] for line in listed.stdout.splitlines()] == [names["a"]]
    assert listed.stderr == "1 left out, rejected in review\n"
    tally = run(marsad, "check-tally", store)
    assert "we hold 9-9-9 in 1 incidents" in tally
    assert f"left out, rejected in review: {names['c']}" in tally
    assert json.loads(run(marsad, "check-tally", store, "--json"))["rejected"] == [names["c"]]
    page = run(marsad, "incident", store, names["c"])
    assert "Rejected in review: lists, exports and tallies leave it out" in page
    assert "c/e1 by" in page
    assert "a drill" in page
    assert "Rejected in review" not in run(marsad, "incident", store, names["a"])
    reviews = [json.loads(run(marsad, "incident", store, names[one], "--json"))["review"] for one in "ac"]
    assert reviews == ["draft", "rejected"]
    with open_store(store) as held, held.writer() as writer:
        undo(writer, ("c", "e1"), "Amal")
    assert "left out" not in run(marsad, "incidents", store) + run(marsad, "check-tally", store)


def test_decisions_hold_when_the_event_is_told_by_one_more(store: str) -> None:
    """A report added after a decision does not undo it."""
    from marsad.model import Judgement
    from marsad.pipeline.join import judge

    linker = load_linker()
    with open_store(store) as held:
        judge(held, ("a", "e1"), ("b", "e1"), Judgement.DIFFERENT, "me", "two posts")
        third = told("e", _attack(), text=TEXT)
        assert third.report is not None
        with held.writer() as writer:
            writer.add_reports([third.report], "test")
            writer.add_coded([CodedReport("e", (third.event,))])
            writer.post_blocks({third.key: linker.block_keys(third)})
            writer.add_incidents(linker.add(writer, [third]).incidents)
            found = writer.incident_ids_of([("a", "e1"), ("b", "e1"), ("e", "e1")])
    assert len(found) == 3
    assert found["a", "e1"] != found["b", "e1"]


def _attack() -> Event:
    return event(when=day(3), losses=[dead("syr-army", 9)])


def test_figures_are_set_and_taken_back(marsad: Marsad, store: str) -> None:
    """They stand in the incident with name, reason and the rule's own; undo brings the rule's back."""
    name = ids(marsad, store)["a"]
    words = (
        "override",
        store,
        name,
        "syr-army",
        "killed",
        "--low",
        "10",
        "--best",
        "11",
        "--why",
        "names",
        "--as",
        "Amal",
    )
    run(marsad, *words)
    told = run(marsad, "incident", store, name)
    assert "10 / 11 / 11" in told
    assert "set by Amal in decision 1: names" in told
    assert "the rule had 9 / 9 / 9" in told
    assert marsad(*words[:-6], "--best", "3", "--why", "low above best").exit_code == 2
    run(marsad, "undo", store, "1", "--why", "miscounted")
    assert "9 / 9 / 9" in run(marsad, "incident", store, name)


@pytest.mark.parametrize("side", ["isis", "civilians", "x:أبناء القرية"])
def test_figures_of_a_side_that_no_report_counts(marsad: Marsad, store: str, side: str) -> None:
    """A doer of the incident, a party of the registry, or one that is in no list: each has a row of its own."""
    name = ids(marsad, store)["a"]
    run(marsad, "override", store, name, side, "killed", "--low", "4", "--why", "names")
    rows = json.loads(run(marsad, "incident", store, name, "--json"))["casualties"]
    assert [(row["low"], row["best"], row["high"]) for row in rows if row["of"] == side] == [(4, 4, 4)]
