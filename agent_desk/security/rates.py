"""Limits the rate of HTTP requests and socket events."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Literal, get_args

from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import MovingWindowRateLimiter

from agent_desk.domain.attempt_limits import Window
from agent_desk.errors import RateLimitedError, StartError
from agent_desk.security.windows import MovingWindows
from agent_desk.settings.limits import LimitSettings

RateName = Literal[
    "visitor_messages",
    "visitor_requests",
    "socket_requests",
    "socket_packets",
    "address_requests",
    "address_connects",
    "address_packets",
    "login_requests",
]


class Rates:
    """The rates of ``settings.limits``, by name. Each key has a count of its own.

    This process keeps the counts. Several processes can share them in a shared
    ``storage`` of `limits`. Raises StartError if a rate cannot be read.
    """

    def __init__(
        self,
        limits: LimitSettings,
        *,
        storage: Storage | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._items = {name: _read(name, getattr(limits, name)) for name in get_args(RateName)}
        self._limiter = MovingWindowRateLimiter(storage or MovingWindows(clock))
        self._clock = clock

    def hit(self, name: RateName, *keys: str) -> None:
        """Counts one. If the rate is used up, counts nothing and raises RateLimitedError."""
        if not self._limiter.hit(self._items[name], name, *keys):
            raise self._refusal(name, keys)

    def check(self, name: RateName, *keys: str) -> None:
        """Counts nothing. Raises RateLimitedError if the next ``hit`` would."""
        if not self._limiter.test(self._items[name], name, *keys):
            raise self._refusal(name, keys)

    def forget(self, name: RateName, *keys: str) -> None:
        """Forgets what was counted for these keys, which do not come again."""
        self._limiter.clear(self._items[name], name, *keys)

    def _refusal(self, name: RateName, keys: tuple[str, ...]) -> RateLimitedError:
        free_at, _ = self._limiter.get_window_stats(self._items[name], name, *keys)
        wait = max(1, math.ceil(free_at - self._clock()))
        return RateLimitedError(
            f"Too many requests. Please try again in {wait} s.", retry_after_seconds=float(wait)
        )


def window_of(name: str, rate: str) -> Window:
    """The rate of the setting ``agent_desk.limits.<name>``, for tries that the database counts.

    Raises StartError if it cannot be read.
    """
    item = _read(name, rate)
    return Window(limit=item.amount, seconds=float(item.get_expiry()))


def _read(name: str, rate: str) -> RateLimitItem:
    try:
        item = parse(rate)
    except ValueError as error:
        raise _no_rate(name, rate) from error
    if item.amount < 1:
        raise _no_rate(name, rate)
    return item


def _no_rate(name: str, rate: str) -> StartError:
    return StartError(f"agent_desk.limits.{name}: '{rate}' is no rate; write it like 30/minute.")
