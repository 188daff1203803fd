"""The database: reading, the one way to write, and how SQLite is opened."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import gevent
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from agent_desk.clock import Clock, utc_now
from agent_desk.errors import StartError, StorageUnavailableError
from agent_desk.storage.group_commit import GroupCommit
from agent_desk.storage.transaction import Snapshot, Transaction
from knowledge_base.configuration import resolve_database_url
from knowledge_base.errors import reason_of

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# How long a writer waits for one of another process. Our own never yield while they hold the lock.
LOCK_SECONDS = 2.0
LOCK_RETRY_SECONDS = 0.02
BUSY_MILLISECONDS = 1000

# From this many pages in the write-ahead log on, a commit moves them into the database itself and
# waits for the disk. ``Database.checkpoint`` runs before that, beside the event loop.
CHECKPOINT_PAGES = 10_000

# The lowest byte of SQLite's extended error codes is the primary code.
PRIMARY_CODE = 0xFF


class Database:
    """The desk's own database, in SQLite (WAL, FULL). Raises StartError for another kind.

    The services rely on SQLite's one write lock. Another database would need
    row locks in its place.
    """

    def __init__(self, url: str, *, clock: Clock = utc_now) -> None:
        self.engine = open_engine(url)
        self._clock = clock
        self._commits = GroupCommit(self.engine)
        self._failing = False
        self._publish: Callable[[Transaction], None] | None = None

    def now(self) -> datetime:
        """The time by the clock from which sessions and transactions get theirs."""
        return self._clock()

    def on_commit(self, publish: Callable[[Transaction], None]) -> None:
        """``publish`` will be called with every transaction after its commit, and may read in it."""
        self._publish = publish

    @contextmanager
    def read(self) -> Iterator[Snapshot]:
        """A session for reading. Raises StorageUnavailableError if the database cannot be read."""
        with _translated(self.engine), Snapshot(self.engine, self._clock()) as session:
            yield session

    def write(
        self,
        work: Callable[Concatenate[Transaction, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """Runs ``work(transaction, *args, **kwargs)``, commits, publishes; returns work's result.

        This is the one way to write. An error of ``work`` rolls back and is
        raised. Raises StorageUnavailableError if the transaction could not be
        committed. After any error nothing is published.
        """
        with Transaction(self.engine, self._clock()) as transaction:

            def in_transaction() -> Result:
                transaction.now = self._clock()  # once it has the write lock
                return work(transaction, *args, **kwargs)

            try:
                with _translated(self.engine):
                    result = self._commits.run(transaction, in_transaction)
            except StorageUnavailableError:
                self._failing = True
                raise
            self._failing = False
            if self._publish is not None:
                transaction.autoflush = False
                self._publish(transaction)
        return result

    def checkpoint(self) -> None:
        """Moves the write-ahead log into the database; for a thread beside the event loop.

        It blocks no reader or writer (PASSIVE), and may leave a rest for the next
        time. Raises StorageUnavailableError.
        """
        path = self.engine.url.database
        if path and path != ":memory:":
            with _translated(self.engine), closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def check(self) -> None:
        """Raises StorageUnavailableError unless the database can be read and written.

        Usually the write lock is enough. But it can be had on a full disk too, so
        after a write has failed this really writes something, until that succeeds.
        """
        self.write(_probe, with_write=self._failing)


def _probe(transaction: Transaction, *, with_write: bool) -> None:
    transaction.execute(text("SELECT 1 FROM conversations LIMIT 1"))
    if with_write:
        transaction.execute(text("CREATE TABLE IF NOT EXISTS write_probe (x)"))
        transaction.execute(text("DROP TABLE write_probe"))


def open_engine(url: str) -> Engine:
    """An engine for SQLite: commits are durable (FULL), and writers begin with the write lock.

    A transaction that begins as a reader and then writes fails at once if
    another one wrote in between, whatever the busy timeout. So writers use BEGIN
    IMMEDIATE. Raises StorageUnavailableError if the folder of the file cannot be
    made, and StartError for another database.
    """
    address = resolve_database_url(url)
    if address.get_backend_name() != "sqlite":
        raise StartError("agent_desk.database_url: only sqlite:///… is supported so far.")
    # hide_parameters: errors are logged, and parameters hold the text of messages.
    # max_overflow: waiting for a connection of a full pool would block the whole event loop.
    engine = create_engine(address, hide_parameters=True, max_overflow=-1)
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
            f"The database's folder {folder} cannot be made: {reason_of(error)}."
        ) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # _begin_sqlite says BEGIN
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    if not connection.get_execution_options().get("relay_write", False):
        connection.exec_driver_sql("BEGIN")
        return
    # SQLite's own wait for the write lock would block the whole event loop.
    sqlite = connection.connection.dbapi_connection
    sqlite.execute("PRAGMA busy_timeout=0")
    give_up = time.monotonic() + LOCK_SECONDS
    try:
        while not _begun(sqlite):
            if time.monotonic() >= give_up:
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # raises SQLAlchemy's error
                return
            gevent.sleep(LOCK_RETRY_SECONDS)
    finally:
        sqlite.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _begun(sqlite: sqlite3.Connection) -> bool:
    """Begins a write transaction; False if another process has one open."""
    try:
        sqlite.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY_CODE == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    """Translates what a database out of reach raises. A statement that is wrong is a bug.

    The error's note says where and why, for the operator; clients do not get it.
    """
    try:
        yield
    except (DataError, IntegrityError, ProgrammingError):
        raise
    except (DBAPIError, PoolTimeoutError, sqlite3.Error) as error:
        unavailable = StorageUnavailableError("The database cannot be reached or written now.")
        unavailable.add_note(f"{engine.url.database}: {getattr(error, 'orig', None) or error}")
        raise unavailable from error
