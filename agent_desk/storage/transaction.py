"""Sessions with the time at which they began: for reading, and for a transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from agent_desk.domain.events import Event


class Snapshot(Session):
    """A session for reading. ``now`` is when it began."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        super().__init__(engine, expire_on_commit=False, join_transaction_mode="rollback_only")
        self.now = now


class Transaction(Snapshot):
    """Everything that it writes has the time ``now``. It collects what happened.

    It keeps every row that it has read or written. So publishing after the
    commit does not read them from the database again.
    """

    def __init__(self, engine: Engine, now: datetime) -> None:
        super().__init__(engine, now)
        self._events: dict[Event, None] = {}
        self._rows: list[Any] = []

    def record(self, happened: Event) -> None:
        """Adds an event at the end. An equal one that was recorded before is dropped."""
        self._events.pop(happened, None)
        self._events[happened] = None

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened so far, in order."""
        return tuple(self._events)


def _keep(transaction: Transaction, row: Any) -> None:
    # SQLAlchemy's own references are weak.
    transaction._rows.append(row)


event.listen(Transaction, "loaded_as_persistent", _keep)
event.listen(Transaction, "pending_to_persistent", _keep)
