"""A circuit breaker: a part that fails again and again is left alone for a while.

The circuit is ``closed`` while calls go through. After ``failures`` in a row it
is ``open``: no call goes through. After ``pause_seconds`` it is ``half_open``:
one call goes through as a probe. If that succeeds the circuit closes, otherwise
it opens for another pause. The breaker does no I/O and holds no lock: the
caller asks ``admits()`` first and reports the outcome afterwards.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from agent_desk.clock import Clock, utc_now


class CircuitState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class CircuitBreaker:
    """Counts the outcomes that are reported to it; reads nothing but the clock."""

    def __init__(self, *, failures: int, pause_seconds: float, clock: Clock = utc_now) -> None:
        self._failures = failures
        self._pause_seconds = pause_seconds
        self._now = clock
        self._in_a_row = 0
        self._failing_since: datetime | None = None
        self._opened_at: datetime | None = None
        self._probing = False

    @property
    def state(self) -> CircuitState:
        if self._opened_at is None:
            return CircuitState.CLOSED
        return CircuitState.HALF_OPEN if self._paused() else CircuitState.OPEN

    @property
    def failing_seconds(self) -> float | None:
        """How long ago the first of the failures in a row was; None after a success."""
        if self._failing_since is None:
            return None
        return max(0.0, (self._now() - self._failing_since).total_seconds())

    def admits(self) -> bool:
        """Whether a call may be made now. If so, its outcome must be reported."""
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
        """Whether the pause is over. A clock that was set back does not make it longer."""
        if self._opened_at is None:
            return True
        passed = (self._now() - self._opened_at).total_seconds()
        return passed < 0 or passed >= self._pause_seconds
