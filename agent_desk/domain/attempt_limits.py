"""How often something may be tried that a stranger could use to guess or to flood; no I/O."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Window:
    """At most ``limit`` tries in any ``seconds``."""

    limit: int
    seconds: float

    @property
    def remembered(self) -> timedelta:
        """How long a try counts."""
        return timedelta(seconds=self.seconds)

    @property
    def needed(self) -> int:
        """How many of the last tries ``wait`` has to see."""
        return self.limit

    def wait(self, tries: Sequence[datetime], now: datetime) -> float:
        """Seconds until the next try is allowed, 0.0 if it is; ``tries`` are the last, newest first."""
        if len(tries) < self.limit:
            return 0.0
        return _until(tries[self.limit - 1] + self.remembered, now)


@dataclass(frozen=True)
class GrowingDelay:
    """The first ``free`` tries are allowed at once. Then each waits, and each wait is twice the last.

    The first wait takes ``first_seconds``, none takes more than ``longest_seconds``.
    A try is forgotten after ``memory_seconds``.
    """

    free: int
    first_seconds: float
    longest_seconds: float
    memory_seconds: float

    @property
    def remembered(self) -> timedelta:
        """How long a try counts."""
        return timedelta(seconds=self.memory_seconds)

    @property
    def needed(self) -> int:
        """How many of the last tries ``wait`` has to see: with more, the wait grows no further."""
        doublings = math.ceil(math.log2(max(1.0, self.longest_seconds / self.first_seconds)))
        return self.free + doublings + 1

    def wait(self, tries: Sequence[datetime], now: datetime) -> float:
        """Seconds until the next try is allowed, 0.0 if it is; ``tries`` are the last, newest first."""
        beyond = min(len(tries), self.needed) - self.free
        if not tries or beyond < 0:
            return 0.0
        delay = min(self.longest_seconds, self.first_seconds * 2.0**beyond)
        return _until(tries[0] + timedelta(seconds=delay), now)


Rule = Window | GrowingDelay


@dataclass(frozen=True)
class AttemptLimit:
    """``rule`` for all tries that count under ``name`` and ``key``.

    ``key`` is stored. If it says something about a person, it must be a keyed hash
    (security/desk_secret.py).
    """

    name: str
    key: str
    rule: Rule


def _until(then: datetime, now: datetime) -> float:
    return max(0.0, (then - now).total_seconds())
