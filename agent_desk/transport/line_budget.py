"""How many lines of one kind the log takes in a minute; no I/O."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent_desk.clock import Clock, utc_now

MINUTE = timedelta(minutes=1)


class LineBudget:
    """Strangers cause these lines, so they must not fill the disk."""

    def __init__(self, per_minute: int, *, clock: Clock = utc_now) -> None:
        self._per_minute = per_minute
        self._now = clock
        self._minute_began: datetime = clock()
        self._lines = 0
        self._left_out = 0

    def take(self) -> int | None:
        """How many lines were left out before this one; None if this one is left out too."""
        now = self._now()
        if now - self._minute_began >= MINUTE:
            self._minute_began, self._lines = now, 0
        if self._lines >= self._per_minute:
            self._left_out += 1
            return None
        self._lines += 1
        left_out, self._left_out = self._left_out, 0
        return left_out
