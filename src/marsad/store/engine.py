"""What both engines share: transactions, and database errors told in the analyst's words."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import exc

from marsad.errors import StoreError

#: execution option of a connection that will write
WRITES = "marsad_writes"


class Engine(ABC):
    """One kind of database: how to reach it, lock it, search it, and what its faults mean."""

    #: the name shown to people; never holds a password
    name: str
    sql: sa.Engine
    #: execution options that give a reader one picture
    read_options: dict[str, str]

    @abstractmethod
    def exists(self) -> bool:
        """True if a store is there."""

    @abstractmethod
    def lock(self, connection: sa.Connection) -> None:
        """Wait for other writers; called first in every writing transaction."""

    @abstractmethod
    def plain(self, column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
        """The column sorted by code point, so that both engines give one order."""

    @abstractmethod
    def match(self, table: sa.Table, words: Sequence[frozenset[str]]) -> sa.ColumnElement[bool]:
        """The condition that `table.words` holds one lemma of each set."""

    @abstractmethod
    def damages(self, connection: sa.Connection) -> list[str]:
        """What the database itself finds wrong with its file."""

    @abstractmethod
    def after_copy(self, connection: sa.Connection) -> None:
        """Set what counts rows after rows were copied in with their numbers."""

    @abstractmethod
    def fault(self, error: exc.DBAPIError) -> str:
        """What a database error means and what to do about it."""

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one consistent picture."""
        with self.faults(), self.sql.connect().execution_options(**self.read_options) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection in one transaction, kept whole or not at all."""
        with self.faults(), self.sql.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            self.lock(connection)
            yield connection

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Database errors as StoreError, named after the store."""
        try:
            yield
        except exc.DBAPIError as error:
            raise StoreError(f"{self.name}: {self.fault(error)}") from error
        except sqlite3.Error as error:  # raised while a connection is made ready
            plain = exc.DBAPIError("", None, error)
            raise StoreError(f"{self.name}: {self.fault(plain)}") from error
