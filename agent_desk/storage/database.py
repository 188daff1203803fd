"""The database: reading, the one way to write, and how SQLite is opened."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import gevent
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from agent_desk.clock import Clock, utc_now
from agent_desk.errors import StartError, StorageUnavailableError
from agent_desk.storage.transaction import Transaction
from knowledge_base.configuration import resolve_database_url

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# How long a writer waits for another process's; our own never hold the lock while they wait.
LOCK_SECONDS = 2.0
LOCK_RETRY_SECONDS = 0.02
BUSY_MILLISECONDS = 1000

# Pages in the write-ahead log from which a commit brings them into the database itself and waits
# for the disk. ``Database.checkpoint`` does so before, beside the loop.
CHECKPOINT_PAGES = 10_000

# Extended codes of SQLite hold their primary one in the lowest byte.
PRIMARY_CODE = 0xFF


class Database:
    """The desk's own database, in SQLite (WAL, FULL).

    Another kind needs row locks where SQLite has its one write lock; until
    those are there, it is refused (StartError) rather than quietly unsafe.
    """

    def __init__(self, url: str, *, clock: Clock = utc_now) -> None:
        self.engine = open_engine(url)
        self._clock = clock
        self._failing = False
        self._publish: Callable[[Transaction], None] | None = None

    def on_commit(self, publish: Callable[[Transaction], None]) -> None:
        """From now on ``publish`` gets every transaction that was committed, and reads in it."""
        self._publish = publish

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading. Raises StorageUnavailableError when the database cannot be read."""
        with _translated(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    def write(
        self,
        work: Callable[Concatenate[Transaction, Parameters], Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """What ``work(transaction, *args, **kwargs)`` returns, once it is committed and published.

        The one way to write. Any error of ``work`` rolls back. Raises
        StorageUnavailableError when the transaction could not be committed;
        nothing is published then.
        """
        with Transaction(self.engine) as transaction:
            try:
                with _translated():
                    transaction.connection(execution_options={"relay_write": True})
                    transaction.now = self._clock()
                    result = work(transaction, *args, **kwargs)
                    transaction.commit()
            except StorageUnavailableError:
                self._failing = True
                raise
            self._failing = False
            if self._publish is not None:
                transaction.autoflush = False
                self._publish(transaction)
        return result

    def checkpoint(self) -> None:
        """Brings what is in the write-ahead log into the database; for a thread beside the loop.

        Nobody waits for it (PASSIVE), and what it does not get to is left for the next time.
        Raises StorageUnavailableError.
        """
        path = self.engine.url.database
        if path and path != ":memory:":
            with _translated(), closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def check(self) -> None:
        """Raises StorageUnavailableError unless the database answers and can be written.

        A write lock says nothing of a full disk. So once a write has failed,
        something is really written, and taken away again, until that succeeds.
        """
        self.write(_try_out, really=self._failing)


def _try_out(transaction: Transaction, *, really: bool) -> None:
    transaction.execute(text("SELECT 1 FROM conversations LIMIT 1"))
    if really:
        transaction.execute(text("CREATE TABLE IF NOT EXISTS written_on_trial (x)"))
        transaction.execute(text("DROP TABLE written_on_trial"))


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
    # Who waits for a connection of a full pool waits on a lock of threading, and the loop with them.
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
            f"The database's folder {folder} cannot be made: {error.strerror}."
        ) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
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
    # SQLite's own waiting for the write lock would stop the whole event loop.
    sqlite = connection.connection.dbapi_connection
    sqlite.execute("PRAGMA busy_timeout=0")
    give_up = time.monotonic() + LOCK_SECONDS
    try:
        while not _begun(sqlite):
            if time.monotonic() >= give_up:
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # raises what the caller knows
                return
            gevent.sleep(LOCK_RETRY_SECONDS)
    finally:
        sqlite.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _begun(sqlite: sqlite3.Connection) -> bool:
    """Whether a write transaction is open now; False while another process has one."""
    try:
        sqlite.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & PRIMARY_CODE == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeoutError, sqlite3.Error) as error:
        raise StorageUnavailableError("The database cannot be reached or written now.") from error
