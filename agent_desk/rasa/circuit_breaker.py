"""A circuit breaker: when a part fails again and again, it is left alone for a while.

``closed``: calls go through. After ``failures`` in a row it is ``open``: none
does. After ``pause_seconds`` it is ``half_open``: one call goes through as a
probe, whose outcome closes it or opens it anew. It does no I/O and holds no
lock: who calls asks ``admits()`` first and reports the outcome afterwards.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from agent_desk.clock import Clock, utc_now


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Breaker:
    """Counts what it is told; the clock is the only thing that it asks."""

    def __init__(self, *, failures: int, pause_seconds: float, clock: Clock = utc_now) -> None:
        self._failures = failures
        self._pause_seconds = pause_seconds
        self._now = clock
        self._in_a_row = 0
        self._failing_since: datetime | None = None
        self._opened_at: datetime | None = None
        self._probing = False

    @property
    def state(self) -> BreakerState:
        if self._opened_at is None:
            return BreakerState.CLOSED
        return BreakerState.HALF_OPEN if self._paused() else BreakerState.OPEN

    @property
    def failing_seconds(self) -> float | None:
        """How long ago the first of the failures in a row was; None after a success."""
        if self._failing_since is None:
            return None
        return max(0.0, (self._now() - self._failing_since).total_seconds())

    def admits(self) -> bool:
        """Whether a call may be made now. One that may must be reported as one or the other."""
        if self._opened_at is None:
            return True
        if self._probing or not self._paused():
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        self._in_a_row = 0
        self._failing_since = self._opened_at = None
        self._probing = False

    def failed(self) -> None:
        self._in_a_row += 1
        self._failing_since = self._failing_since or self._now()
        if self._probing or (self._opened_at is None and self._in_a_row >= self._failures):
            self._opened_at = self._now()
        self._probing = False

    def _paused(self) -> bool:
        """The pause is over; a clock that was set back does not make it longer."""
        if self._opened_at is None:
            return True
        passed = (self._now() - self._opened_at).total_seconds()
        return passed < 0 or passed >= self._pause_seconds
