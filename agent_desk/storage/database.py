"""Transactions. Facts are told to the world only after the commit (``Transaction.after_commit``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from agent_desk.errors import StartError, StorageUnavailableError
from knowledge_base.configuration import resolve_database_url


class Transaction(Session):
    """A session that remembers what is to be told once it is committed."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self._told_after: list[Callable[[], None]] = []

    def after_commit(self, tell: Callable[[], None]) -> None:
        self._told_after.append(tell)

    def tell(self) -> None:
        for tell in self._told_after:
            tell()


class Database:
    """The desk's own database, in SQLite (WAL, FULL).

    Another kind needs row locks where SQLite has its one write lock; until
    those are there, it is refused (StartError) rather than quietly unsafe.
    """

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading.

        Raises StorageUnavailableError when the database cannot be read.
        """
        with _translated(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction: committed at the end, rolled back on any error; then the facts are told.

        Raises StorageUnavailableError when it could not be committed; nothing is told then.
        """
        with _translated(), Transaction(self.engine) as transaction:
            transaction.connection(execution_options={"relay_write": True})
            yield transaction
            transaction.commit()
        transaction.tell()

    def check(self) -> None:
        """Raises StorageUnavailableError unless the database answers and takes a write lock."""
        with self.write() as transaction:
            transaction.execute(text("SELECT 1 FROM conversations LIMIT 1"))


def open_engine(url: str) -> Engine:
    """An engine whose SQLite connections are durable (FULL) and whose writers never upgrade.

    A deferred transaction that turns into a write fails at once when another
    one wrote in between, whatever the busy timeout; hence BEGIN IMMEDIATE.
    Raises StorageUnavailableError when the folder of a SQLite file cannot be made.
    """
    address = resolve_database_url(url)
    if address.get_backend_name() != "sqlite":
        raise StartError("agent_desk.database_url: only sqlite:///… is supported so far.")
    # Parameters hold message text, and errors are logged.
    engine = create_engine(address, hide_parameters=True)
    if engine.url.database and engine.url.database != ":memory:":
        _make_folder(Path(engine.url.database).parent)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailableError(
            f"The database's folder {folder} cannot be made: {error.strerror}."
        ) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=2000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("relay_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        raise StorageUnavailableError("The database cannot be reached or written now.") from error
