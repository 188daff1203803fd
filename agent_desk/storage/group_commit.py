"""Transactions that are committed together, so that many wait for the disk once.

SQLite has one writer, and a commit that survives a crash waits for the disk. Here the works of
writers run one after the other in one transaction of SQLite, each in a savepoint of its own. The
commit runs in a thread of its own: the event loop goes on, and whoever wants to write meanwhile
comes into the next group (docs/adr/0043).
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

import gevent
from gevent.event import AsyncResult
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, Engine

from agent_desk.storage.transaction import Transaction

Result = TypeVar("Result")

LONGEST_GATHERING_SECONDS = 0.02
"""How long a group takes in works before it is committed: others wait for it."""


class _Work:
    """What a writer wants done. ``done`` has its result once that is on the disk, or its error."""

    def __init__(self, transaction: Transaction, work: Callable[[], object]) -> None:
        self.transaction = transaction
        self.run = work
        self.result: object = None
        self.done: AsyncResult[object] = AsyncResult()


class GroupCommit:
    """For the greenlets of one thread. A work must not switch to another greenlet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[_Work] = deque()
        self._is_writing = False

    def run(self, transaction: Transaction, work: Callable[[], Result]) -> Result:
        """Runs ``work`` in ``transaction``, and returns once it is committed, and on the disk.

        An error of ``work`` takes back what it did and nothing else. Raises SQLAlchemy's error if
        the group cannot be begun or committed.
        """
        mine = _Work(transaction, work)
        self._waiting.append(mine)
        if not self._is_writing:
            self._is_writing = True
            # In a greenlet of its own: a writer may be killed, and a group under way must not.
            gevent.spawn(self._write)
        try:
            return cast(Result, mine.done.get())
        except gevent.GreenletExit:
            if mine in self._waiting:
                self._waiting.remove(mine)
            raise

    def _write(self) -> None:
        """Commits group after group until nobody waits."""
        try:
            while self._waiting:
                self._commit_group()
        finally:
            self._is_writing = False

    def _commit_group(self) -> None:
        try:
            connection = self._begun()
        except BaseException as error:  # noqa: BLE001 - the writers get it
            # Each try takes as long as SQLite's lock is waited for: one is enough for all.
            self._fail(self._waiting, error)
            return
        group: list[_Work] = []
        try:
            self._run_works(connection, group)
            if group:
                self._thread.apply(connection.commit)
            else:
                connection.rollback()
        except BaseException as error:  # noqa: BLE001 - the writers get it
            # The connection is closed with the group: it may be inside its transaction still.
            connection.invalidate()
            self._fail(group, error)
        else:
            for work in group:
                work.done.set(work.result)
        finally:
            connection.close()

    def _begun(self) -> Connection:
        connection = self._engine.connect().execution_options(relay_write=True)
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        return connection

    def _run_works(self, connection: Connection, group: list[_Work]) -> None:
        """Runs works, and adds to ``group`` those that are to be committed.

        Raises the error with which SQLite has rolled everything back by itself, as it does on a
        full disk.
        """
        sqlite = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        began = time.monotonic()
        while self._waiting:
            work = self._waiting.popleft()
            try:
                _run_in_savepoint(work, connection, sqlite)
            except BaseException as error:
                if not sqlite.in_transaction:
                    group.append(work)
                    raise
                work.done.set_exception(error)
            else:
                group.append(work)
            if time.monotonic() - began >= LONGEST_GATHERING_SECONDS:
                return

    @staticmethod
    def _fail(works: deque[_Work] | list[_Work], error: BaseException) -> None:
        failed = list(works)
        works.clear()
        for work in failed:
            work.done.set_exception(error)

    @cached_property
    def _thread(self) -> ThreadPool:
        """Of its own: a commit must not wait for a search or for the hash of a password."""
        return ThreadPool(1)


def _run_in_savepoint(work: _Work, connection: Connection, sqlite: sqlite3.Connection) -> None:
    """Runs ``work``, and takes back what it did if it raises. Beside SQLAlchemy, whose savepoints
    cost more than a small work."""
    transaction = work.transaction
    transaction.bind = connection
    sqlite.execute("SAVEPOINT work")
    try:
        work.result = work.run()
        transaction.commit()
    except BaseException:
        if sqlite.in_transaction:
            sqlite.execute("ROLLBACK TO work")
            sqlite.execute("RELEASE work")
        transaction.close()
        raise
    else:
        sqlite.execute("RELEASE work")
    finally:
        transaction.bind = connection.engine
