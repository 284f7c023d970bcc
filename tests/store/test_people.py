"""Accounts, sessions, tokens and the log of access, on each engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.store.conftest import make_report

from marsad.errors import StoreError
from marsad.model.account import AccessRow, Account, Deed, Role, Scope, Session, Token
from marsad.store import SqlStore, open_store
from marsad.store import schema as t

NOW = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
AMAL = Account("Amal", Role.OWNER, NOW, "$argon2id$x")


def make_token(number: int, account: str = "Amal") -> Token:
    return Token(f"t{number}", f"key{number}", account, "script", (Scope.READ,), NOW, NOW + timedelta(days=number))


def test_accounts_are_found_whatever_their_capitals(store: SqlStore) -> None:
    with store.writer() as writer:
        writer.keep_account(AMAL)
        writer.keep_account(Account("سلمى", Role.CODER, NOW, "x"))
        writer.keep_account(replace(AMAL, role=Role.MANAGER, recovery=("a", "b")))
    with store.view() as view:
        assert [one.name for one in view.accounts()] == ["Amal", "سلمى"]
        assert view.account(" AMAL ") == replace(AMAL, role=Role.MANAGER, recovery=("a", "b"))
        assert view.account("nobody") is None


def test_sessions_and_tokens_belong_to_an_account(store: SqlStore) -> None:
    session = Session("digest", "Amal", NOW, NOW + timedelta(hours=12), "127.0.0.1", "Firefox")
    with store.writer() as writer:
        writer.keep_account(AMAL)
        writer.keep_session(session)
        for number in (1, 2):
            writer.keep_token(make_token(number))
        writer.keep_session(replace(session, ended_at=NOW))
    with store.view() as view:
        assert view.session("digest") == replace(session, ended_at=NOW)
        assert [one.id for one in view.tokens("amal")] == ["t2", "t1"]
        assert view.token("key2") == make_token(2)
        assert view.sessions("somebody") == []
    with pytest.raises(StoreError), store.writer() as writer:
        writer.keep_token(make_token(3, account="nobody"))


@pytest.mark.parametrize(("after", "is_open"), [(timedelta(), True), (timedelta(hours=12), False)])
def test_a_session_ends_at_its_hour(after: timedelta, is_open: bool) -> None:
    session = Session("digest", "Amal", NOW, NOW + timedelta(hours=12))
    assert session.is_open(NOW + after) is is_open


def test_the_log_of_access_is_chained_and_stays(store: SqlStore) -> None:
    with store.writer() as writer:
        rows = [writer.note(AccessRow(0, deed, "Amal", NOW)) for deed in (Deed.SIGN_IN, Deed.SIGN_OUT)]
    assert [row.number for row in rows] == [1, 2]
    assert rows[1].previous == rows[0].hash
    for statement in ("UPDATE access_log SET body = '{}'", "DELETE FROM access_log"):
        with pytest.raises(StoreError, match="never"), store.engine.writing() as connection:
            connection.execute(sa.text(statement))
    assert store.check() == []


def test_a_forged_row_of_access_is_found(tmp_path: Path) -> None:
    with open_store(tmp_path / "x.marsad") as store:
        with store.writer() as writer:
            writer.note(AccessRow(0, Deed.SIGN_IN_REFUSED, "Amal", NOW))
        with store.engine.writing() as connection:
            connection.execute(sa.text("DROP TRIGGER access_log_stay"))
            connection.execute(sa.text("UPDATE access_log SET body = replace(body, 'Amal', 'Omar')"))
        assert [str(one.what) for one in store.check()] == ["was altered after it was written"]


def test_a_store_from_before_accounts_is_brought_up_to_date(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It keeps what it holds."""
    monkeypatch.setattr(t, "HEAD", "0001")
    with open_store(where) as old, old.writer() as writer:
        writer.add_reports([make_report(1)], "test")
    monkeypatch.undo()
    with pytest.raises(StoreError, match="marsad db upgrade"):
        open_store(where, create=False)
    from marsad.store.sql import engine_for
    from marsad.store.versions import current_versions

    with SqlStore(engine_for(where), current_versions()) as store:
        assert store.upgrade() == ("0001", t.HEAD)
        with store.writer() as writer:
            writer.keep_account(AMAL)
        with store.view() as view:
            assert view.report("r1") == make_report(1)


def test_a_backup_carries_accounts_and_no_sessions(store: SqlStore, tmp_path: Path) -> None:
    with store.writer() as writer:
        writer.keep_account(AMAL)
        writer.keep_token(make_token(1))
        writer.keep_session(Session("digest", "Amal", NOW, NOW))
        writer.note(AccessRow(0, Deed.ACCOUNT_ADDED, "Amal", NOW))
    store.backup(tmp_path / "copy.marsad")
    with open_store(tmp_path / "copy.marsad") as copy, copy.view() as view:
        assert (list(view.accounts()), len(view.tokens()), len(view.sessions())) == ([AMAL], 1, 0)
        assert len(view.access_log()) == 1
