"""A transaction: its moment, its rows, and what happened in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from agent_desk.domain.events import Event


class Transaction(Session):
    """``now`` is when it began, the same for everything that it writes.

    It keeps every row that it has read or written until it ends, so that what
    is published after the commit needs no second look into the database.
    """

    now: datetime

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self._events: dict[Event, None] = {}
        self._rows: list[Any] = []

    def record(self, happened: Event) -> None:
        """Adds an event. An equal one that was recorded before counts at this place only."""
        self._events.pop(happened, None)
        self._events[happened] = None

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened so far, in order."""
        return tuple(self._events)


def _keep(transaction: Transaction, row: Any) -> None:
    # SQLAlchemy itself knows only rows that somebody holds on to.
    transaction._rows.append(row)


event.listen(Transaction, "loaded_as_persistent", _keep)
event.listen(Transaction, "pending_to_persistent", _keep)
