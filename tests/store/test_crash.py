"""Nothing committed is lost: a killed writer, two writers at once, a full disk, damaged and foreign files."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support import ROOT
from tests.store.conftest import make_coded, make_incident, make_report

from marsad.errors import OutputError, StoreError
from marsad.store import SqlStore, open_store
from marsad.store.sqlite import SQLiteEngine
from marsad.store.upkeep import head_of, missing_head, restore
from marsad.store.versions import current_versions

#: writes one report per transaction and says so once it is committed
WRITER = """
import sys
from dataclasses import replace
from marsad.store import open_store
from tests.store.conftest import make_report
store = open_store(sys.argv[1])
for number in range(int(sys.argv[2]), 100_000):
    with store.writer() as writer:
        writer.add_reports([replace(make_report(1), id=f"k{number}")], "killed")
    print(number, flush=True)
"""


def start_writer(where: str, first: int) -> subprocess.Popen[str]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src"), str(ROOT / "tests")])}
    command = [sys.executable, "-c", WRITER, where, str(first)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)


def test_a_killed_writer_loses_nothing_committed(where: str) -> None:
    """Kill -9 in the middle of the work, three times: every report that was said to be kept is there."""
    open_store(where).close()
    said = -1
    for lines in (1, 4, 9):
        writer = start_writer(where, said + 1)
        assert writer.stdout is not None
        for _ in range(lines):
            said = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read().split()
        said = int(rest[-1]) if rest else said
        writer.wait()
        with open_store(where, create=False) as store, store.view() as view:
            held = {report.id for report in view.reports()}
            assert {f"k{number}" for number in range(said + 1)} <= held
            assert len(held) <= said + 2
            assert store.check() == []
        said = len(held) - 1


def test_two_writers_wait_for_each_other(where: str) -> None:
    open_store(where).close()

    def write(name: str) -> None:
        with open_store(where, create=False) as store:
            for number in range(5):
                with store.writer() as writer:
                    held = writer.counts()["reports"]
                    one = make_report(1)
                    writer.add_reports([type(one)(f"{name}{number}", "p", None, "", f"{held}")], name)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(where, create=False) as store, store.view() as view:
        # each saw the work of all before it
        assert sorted(int(report.text) for report in view.reports()) == list(range(10))


def test_a_reader_is_not_stopped_by_a_writer(where: str) -> None:
    with open_store(where) as store, store.writer() as writer:
        writer.add_reports([make_report(1)], "test")
        with open_store(where, create=False) as other, other.view() as view:
            assert view.counts()["reports"] == 0


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "small.marsad"
    with open_store(path) as store, store.writer() as writer:
        writer.add_reports([make_report(1)], "test")
    size = path.stat().st_size // 4096
    small = SqlStore(SQLiteEngine(path, max_pages=size + 10), current_versions())
    big = type(make_report(1))("big", "p", None, "", "كلمة " * 100_000)
    with pytest.raises(StoreError, match="disk is full"), small.writer() as writer:
        writer.add_reports([big], "test")
    small.close()
    with open_store(path, create=False) as store:
        with store.view() as view:
            assert [report.id for report in view.reports()] == ["r1"]
            assert view.counts()["imports"] == 1
        assert store.check() == []
        with store.writer() as writer:
            assert writer.add_reports([big], "test").added == ("big",)


def test_a_locked_store_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.store.sqlite.PATIENCE", 0.05)
    path = tmp_path / "held.marsad"
    with open_store(path) as store, store.writer(), open_store(path, create=False) as other:
        busy = pytest.raises(StoreError, match="another program is writing")
        with busy, other.writer():
            pass


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no database at all, only words" * 200, "no Marsad store"),
        (b"SQLite format 3\0" + b"\1" * 9000, "damaged|no Ma"),
    ],
)
def test_a_foreign_file_is_left_alone(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=told):
        open_store(path)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE notes (words TEXT)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no Marsad store"):
        open_store(path)
    with pytest.raises(StoreError, match="no Marsad store"):
        SqlStore(SQLiteEngine(path), current_versions()).upgrade()
    with sqlite3.connect(path) as raw:
        assert [row[0] for row in raw.execute("SELECT name FROM sqlite_master")] == ["notes"]
    raw.close()
    assert path.read_bytes() == before


def test_a_store_has_its_mark_and_its_log(tmp_path: Path) -> None:
    open_store(tmp_path / "held.marsad").close()
    with open_store(tmp_path / "held.marsad") as store, store.engine.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "application_id")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "application_id": 0x4D525344}


def test_a_missing_store_is_not_made_by_readers(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        open_store(tmp_path / "none", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "no" / "such" / "folder" / "x")


def test_damage_inside_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "held.marsad"
    with open_store(path) as store, store.writer() as writer:
        writer.add_reports([make_report(n, text="نص " * 900) for n in range(1, 20)], "test")
    spoiled = bytearray(path.read_bytes())
    at = spoiled.find("نص نص نص نص".encode(), len(spoiled) // 2)
    spoiled[at : at + 4] = "سن".encode()
    path.write_bytes(bytes(spoiled))
    with open_store(path, create=False) as store:
        assert any("not the text that came in" in damage.what for damage in store.check())


def fill(store: SqlStore) -> None:
    with store.writer() as writer:
        writer.add_reports([make_report(1), make_report(2)], "test")
        writer.add_coded([make_coded(1), make_coded(2)])
        writer.add_incidents([make_incident("INC-1", 1, 2)])


def test_a_backup_restores_on_either_engine(where: str, store: SqlStore, tmp_path: Path) -> None:
    fill(store)
    store.backup(tmp_path / "copy.marsad")
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.marsad"]
    held = restore(tmp_path / "copy.marsad", tmp_path / "again.marsad")
    assert (held["reports"], held["incidents"]) == (2, 1)
    with open_store(tmp_path / "again.marsad", create=False) as again, again.view() as view, store.view() as before:
        assert list(view.incidents()) == list(before.incidents())
        assert list(view.coded()) == list(before.coded())
        assert again.check() == []
        assert [r.id for r in view.reports()] == ["r1", "r2"]
    with open_store(tmp_path / "again.marsad", create=False) as again, again.writer() as writer:
        writer.add_reports([make_report(3)], "after")


def test_a_backup_restores_to_a_new_place_only(store: SqlStore, tmp_path: Path) -> None:
    fill(store)
    store.backup(tmp_path / "copy.marsad")
    with pytest.raises(OutputError, match="there is a file already"):
        store.backup(tmp_path / "copy.marsad")
    with pytest.raises(OutputError, match="no such folder"):
        store.backup(tmp_path / "no" / "copy.marsad")
    with pytest.raises(OutputError, match="there is a file already"):
        restore(tmp_path / "copy.marsad", tmp_path / "copy.marsad")


@pytest.mark.postgres
@pytest.mark.skipif(
    not os.environ.get("MARSAD_TEST_POSTGRES"), reason="MARSAD_TEST_POSTGRES names no PostgreSQL server"
)
def test_a_file_moves_to_a_server(tmp_path: Path, fresh_url: str) -> None:
    with open_store(tmp_path / "held.marsad") as store:
        fill(store)
        store.backup(tmp_path / "copy.marsad")
    assert restore(tmp_path / "copy.marsad", fresh_url)["incidents"] == 1
    with open_store(fresh_url, create=False) as moved:
        assert moved.check() == []
        with moved.writer() as writer:
            assert writer.add_reports([make_report(3)], "after").added == ("r3",)
    with pytest.raises(StoreError, match="rows already"):
        restore(tmp_path / "copy.marsad", fresh_url)


def test_a_damaged_backup_is_refused(store: SqlStore, tmp_path: Path) -> None:
    fill(store)
    store.backup(tmp_path / "copy.marsad")
    with sqlite3.connect(tmp_path / "copy.marsad") as raw:
        raw.execute("UPDATE mentions SET rule = 'forged'")
    raw.close()
    with pytest.raises(StoreError, match="backup is damaged"):
        restore(tmp_path / "copy.marsad", tmp_path / "again.marsad")
    assert not (tmp_path / "again.marsad").exists()


def test_a_log_that_was_cut_off_is_found_by_its_noted_head(store: SqlStore) -> None:
    from tests.store.test_contract import judged

    fill(store)
    with store.writer() as writer:
        log = [writer.decide(judged("one")), writer.decide(judged("two"))]
    noted = head_of(log)
    assert missing_head(log, noted) == []
    assert [damage.where for damage in missing_head(log[:1], noted)] == ["decision log"]
