"""Transactions that are committed together, so that many wait for the disk once.

SQLite has one writer, and a commit that survives a crash waits for the disk. Here the works of
writers run one after the other in one transaction of SQLite, each in a savepoint of its own. The
commit runs in a thread of its own: the event loop goes on, and whoever wants to write meanwhile
comes into the next group (docs/adr/0043).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TypeVar

import gevent
from gevent.event import AsyncResult
from gevent.lock import Semaphore
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from agent_desk.storage.transaction import Transaction

Result = TypeVar("Result")

LONGEST_GATHERING_SECONDS = 0.02
"""How long a group takes in works before it is committed: others wait for it."""


class _Group:
    """A transaction of SQLite and the works in it. ``done`` is set once it is committed, or failed."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.works = 0
        self.done: AsyncResult[None] = AsyncResult()
        self._began = time.monotonic()

    @property
    def is_full(self) -> bool:
        return bool(self.works) and time.monotonic() - self._began >= LONGEST_GATHERING_SECONDS

    @property
    def is_lost(self) -> bool:
        """Whether SQLite has rolled everything back by itself, as it does on a full disk."""
        return not self.connection.connection.dbapi_connection.in_transaction  # type: ignore[union-attr]


class GroupCommit:
    """For the greenlets of one thread. A work must not switch to another greenlet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._one_at_a_time = Semaphore()
        self._open: _Group | None = None
        self._refused: tuple[float, DBAPIError] | None = None

    def run(self, transaction: Transaction, work: Callable[[], Result]) -> Result:
        """Runs ``work`` in ``transaction``, and returns once it is committed, and on the disk.

        An error of ``work`` takes back what it did and nothing else. Raises SQLAlchemy's error if
        the group cannot be begun or committed.
        """
        since = time.monotonic()
        while True:
            with self._one_at_a_time:
                group = self._group(since)
                if not group.is_full:
                    result = self._join(group, transaction, work)
                    break
            group.done.wait()
        group.done.get()
        return result

    def _join(self, group: _Group, transaction: Transaction, work: Callable[[], Result]) -> Result:
        try:
            with _savepoint(transaction, group.connection):
                result = work()
        except BaseException as error:
            if group.is_lost:
                self._lose(group, error)
            elif not group.works:
                self._close(group, group.connection.rollback)
            raise
        group.works += 1
        return result

    def _group(self, since: float) -> _Group:
        """The open group, or a new one. Who waited while one could not be begun need not try again:
        each try takes as long as SQLite's lock is waited for."""
        if self._open is not None:
            return self._open
        if self._refused is not None and self._refused[0] >= since:
            raise self._refused[1]
        connection = self._engine.connect().execution_options(relay_write=True)
        try:
            connection.begin()
        except DBAPIError as error:
            connection.close()
            self._refused = (time.monotonic(), error)
            raise
        group = self._open = _Group(connection)
        # In a greenlet of its own: a writer may be killed, and a commit under way must not.
        gevent.spawn(self._commit, group)
        return group

    def _commit(self, group: _Group) -> None:
        with self._one_at_a_time:  # behind those who wait to write already: they join the group
            if self._open is group:
                self._close(group, lambda: self._thread.apply(group.connection.commit))

    def _close(self, group: _Group, end: Callable[[], None]) -> None:
        """Ends the group's transaction with ``end``; its writers go on, or get the error."""
        try:
            end()
        except BaseException as error:
            self._lose(group, error)
            if not isinstance(error, DBAPIError):
                raise
        else:
            self._open = None
            group.connection.close()
            group.done.set(None)

    def _lose(self, group: _Group, error: BaseException) -> None:
        """The connection is closed with the group: it may be inside its transaction still."""
        self._open = None
        group.connection.invalidate()
        group.connection.close()
        group.done.set_exception(error)

    @cached_property
    def _thread(self) -> ThreadPool:
        """Of its own: a commit must not wait for a search or for the hash of a password."""
        return ThreadPool(1)


@contextmanager
def _savepoint(transaction: Transaction, connection: Connection) -> Iterator[None]:
    """A savepoint for ``transaction``, kept unless an error is raised."""
    transaction.bind = connection
    try:
        yield
        transaction.commit()
    except BaseException:
        transaction.rollback()
        raise
    finally:
        transaction.bind = connection.engine
