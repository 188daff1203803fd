"""The database engine and its transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from knowledge_base.errors import StoreError

LOCK_WAIT_SECONDS = 30.0
"""How long an import waits for another one."""


class Database:
    """Connections to the store, a SQLite file; opens nothing until the first transaction.

    The settings accept no other kind of database: a lock on a file keeps imports apart.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        with self._translated_errors():
            self._engine = self._create_engine()

    @contextmanager
    def reading(self, *, wait_seconds: float = LOCK_WAIT_SECONDS) -> Iterator[Connection]:
        """One transaction that sees one state of the data; raises StoreError."""
        with self._translated_errors(), self._connect("DEFERRED", wait_seconds) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, committed at the end, undone by any exception; raises StoreError.

        The write lock is taken at the start: a transaction that begins as a reader cannot wait
        for it later.
        """
        with (
            self._translated_errors(),
            self._connect("IMMEDIATE", LOCK_WAIT_SECONDS) as connection,
        ):
            yield connection

    def compact(self) -> None:
        """Writes the file anew without anything that was deleted, and empties the log beside it.

        Raises StoreError, also when another process has been reading for too long.
        """
        with self._translated_errors(), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA busy_timeout = {int(LOCK_WAIT_SECONDS * 1000)}")
            driver.execute("VACUUM")
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreError("another process is reading the database; try again later")

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Turns what the database driver raises into a StoreError of one line."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            cause = getattr(error, "orig", None) or error
            raise StoreError(
                f"the knowledge base's database {self.url.database} failed: {_first_line(cause)}"
            ) from error

    @contextmanager
    def _connect(self, kind: str, wait_seconds: float) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
            driver.execute("PRAGMA foreign_keys = ON")
            if kind == "IMMEDIATE":
                driver.execute("PRAGMA journal_mode = WAL")  # stays with the file
                driver.execute("PRAGMA synchronous = FULL")
                driver.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
            with connection.execution_options(sqlite_begin=kind).begin():
                yield connection

    def _create_engine(self) -> Engine:
        # No pool: transactions are rare, and connections that no two threads share need no lock.
        in_memory = self.url.database in (None, "", ":memory:")
        if in_memory:
            raise StoreError("the knowledge base needs a database file, not one in memory")
        folder = Path(str(self.url.database)).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the folder of the knowledge base's database: {error}") from error
        engine = create_engine(self.url, poolclass=NullPool)
        event.listen(engine, "connect", _leave_transactions_alone)
        event.listen(engine, "begin", _begin_sqlite)
        return engine


def _leave_transactions_alone(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # else sqlite3 begins some by itself, and deferred


def _begin_sqlite(connection: Connection) -> None:
    kind = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
