"""What a store offers about people: accounts, sessions, tokens and the log of access."""

from __future__ import annotations

import hashlib
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.model.account import AccessRow, Account, Session, Token
from marsad.model.codec import canonical, to_plain
from marsad.reconcile.decisions import Fault, Seal, chain_faults


class PeopleView(ABC):
    """Reads who may work with the record."""

    @abstractmethod
    def accounts(self) -> Sequence[Account]:
        """All accounts by name, disabled ones too."""

    @abstractmethod
    def account(self, name: str) -> Account | None:
        """One account; capitals and forms of letters do not tell names apart."""

    @abstractmethod
    def sessions(self, account: str = "") -> Sequence[Session]:
        """The sessions of one account, or of all, newest first."""

    @abstractmethod
    def session(self, key: str) -> Session | None:
        """The session with this digest."""

    @abstractmethod
    def tokens(self, account: str = "") -> Sequence[Token]:
        """The tokens of one account, or of all, newest first."""

    @abstractmethod
    def token(self, key: str) -> Token | None:
        """The token with this digest."""

    @abstractmethod
    def access_log(self) -> Sequence[AccessRow]:
        """The whole log of access in order."""

    @abstractmethod
    def head(self, log: str) -> Seal:
        """The last row of a log, `decisions` or `access_log`, as it was noted when it was written."""


class PeopleWriter(PeopleView):
    """Changes accounts, sessions and tokens, and appends to the log of access."""

    @abstractmethod
    def keep_account(self, account: Account) -> None:
        """Add the account, or put it in the place of the one with its name."""

    @abstractmethod
    def keep_session(self, session: Session) -> None:
        """Add the session, or put it in the place of the one with its key."""

    @abstractmethod
    def keep_token(self, token: Token) -> None:
        """Add the token, or put it in the place of the one with its id."""

    @abstractmethod
    def note(self, row: AccessRow) -> AccessRow:
        """Append to the log of access; gives the row with its number and its place in the hash chain."""


def name_key(name: str) -> str:
    """What tells names of accounts apart.

    >>> name_key("  AMAL ") == name_key("Amal")
    True
    """
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def hash_row(row: AccessRow) -> str:
    """The SHA-256 of all fields but its own hash."""
    return hashlib.sha256(canonical(to_plain(replace(row, hash=""))).encode()).hexdigest()


def seal_row(row: AccessRow, last: AccessRow | None) -> AccessRow:
    """The row as the next of the log: numbered and chained."""
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    placed = replace(row, number=number, previous=previous, hash="")
    return replace(placed, hash=hash_row(placed))


def access_faults(log: Iterable[AccessRow], head: Seal | None = None) -> list[Fault]:
    """What is wrong with a log of access; with the head that the store noted, also rows cut off at the end."""
    return chain_faults(log, hash_row, head)
