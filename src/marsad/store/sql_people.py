"""Accounts, sessions, tokens and the log of access in the tables of a store."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from marsad.model.account import AccessRow, Account, Session, Token
from marsad.model.codec import canonical, from_plain, to_plain
from marsad.reconcile.decisions import Seal
from marsad.store import schema as t
from marsad.store.people import PeopleView, PeopleWriter, name_key, seal_row

T = TypeVar("T")


class SqlPeopleView(PeopleView):
    """The part of a View that reads about people."""

    _sql: sa.Connection

    def _read(self, kind: type[T], query: sa.Select[Any]) -> list[T]:
        return [from_plain(kind, json.loads(body)) for body in self._sql.scalars(query)]

    def _one(self, kind: type[T], query: sa.Select[Any]) -> T | None:
        return next(iter(self._read(kind, query)), None)

    def accounts(self) -> Sequence[Account]:
        return sorted(self._read(Account, sa.select(t.accounts.c.body)), key=lambda one: name_key(one.name))

    def account(self, name: str) -> Account | None:
        return self._one(Account, sa.select(t.accounts.c.body).where(t.accounts.c.key == name_key(name)))

    def sessions(self, account: str = "") -> Sequence[Session]:
        found = self._read(Session, _of(t.sessions, account))
        return sorted(found, key=lambda one: (one.made_at, one.key), reverse=True)

    def session(self, key: str) -> Session | None:
        return self._one(Session, sa.select(t.sessions.c.body).where(t.sessions.c.key == key))

    def tokens(self, account: str = "") -> Sequence[Token]:
        return sorted(self._read(Token, _of(t.tokens, account)), key=lambda one: (one.made_at, one.id), reverse=True)

    def token(self, key: str) -> Token | None:
        return self._one(Token, sa.select(t.tokens.c.body).where(t.tokens.c.key == key))

    def access_log(self) -> Sequence[AccessRow]:
        return self._read(AccessRow, sa.select(t.access_log.c.body).order_by(t.access_log.c.number))

    def head(self, log: str) -> Seal:
        row = self._sql.execute(sa.select(t.heads.c.number, t.heads.c.hash).where(t.heads.c.log == log)).first()
        return Seal(row.number, row.hash) if row else Seal(0, "")


class SqlPeopleWriter(SqlPeopleView, PeopleWriter):
    """The part of a Writer that changes what is held about people."""

    def _keep(self, table: sa.Table, values: Mapping[str, Any]) -> None:
        """Insert the row, or change the one with its primary key."""
        (key,) = table.primary_key.columns
        found = self._sql.execute(sa.update(table).where(key == values[key.name]).values(**values))
        if not found.rowcount:
            self._sql.execute(sa.insert(table).values(**values))

    def keep_account(self, account: Account) -> None:
        self._keep(t.accounts, {"key": name_key(account.name), "body": _body(account)})

    def keep_session(self, session: Session) -> None:
        row = {"key": session.key, "account": name_key(session.account), "body": _body(session)}
        self._keep(t.sessions, row)

    def keep_token(self, token: Token) -> None:
        row = {"id": token.id, "key": token.key, "account": name_key(token.account), "body": _body(token)}
        self._keep(t.tokens, row)

    def note(self, row: AccessRow) -> AccessRow:
        last = sa.select(t.access_log.c.body).order_by(t.access_log.c.number.desc()).limit(1)
        sealed = seal_row(row, self._one(AccessRow, last))
        values = {"number": sealed.number, "body": _body(sealed), "previous": sealed.previous, "hash": sealed.hash}
        self._sql.execute(sa.insert(t.access_log).values(**values))
        self._move_head("access_log", sealed.number, sealed.hash)
        return sealed

    def _move_head(self, log: str, number: int, digest: str) -> None:
        """Note the row just written as the last of its log."""
        self._keep(t.heads, {"log": log, "number": number, "hash": digest})


def _of(table: sa.Table, account: str) -> sa.Select[Any]:
    """The rows of one account, or all."""
    query = sa.select(table.c.body)
    return query.where(table.c.account == name_key(account)) if account else query


def _body(value: object) -> str:
    return canonical(to_plain(value))
