"""What one client may do in a while: for HTTP requests and socket events alike."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Literal, get_args

from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import MovingWindowRateLimiter

from agent_desk.errors import RateLimitedError, StartError
from agent_desk.security.windows import MovingWindows
from agent_desk.settings.desk import LimitSettings

RateName = Literal[
    "visitor_messages",
    "visitor_requests",
    "socket_requests",
    "address_requests",
    "address_connects",
    "login_attempts",
    "account_attempts",
    "order_attempts",
    "address_order_attempts",
]


class Rates:
    """The rates of ``settings.limits`` by name, each counted apart for every key.

    Counts are kept in this process; several processes share them when
    ``storage`` is one of `limits`' shared ones. Raises StartError for a rate
    that cannot be read.
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
        """Counts one. Raises RateLimitedError, and counts nothing, when the rate is used up."""
        if not self._limiter.hit(self._items[name], name, *keys):
            raise self._refusal(name, keys)

    def check(self, name: RateName, *keys: str) -> None:
        """Counts nothing. Raises RateLimitedError when the next ``hit`` would."""
        if not self._limiter.test(self._items[name], name, *keys):
            raise self._refusal(name, keys)

    def forget(self, name: RateName, *keys: str) -> None:
        """Forgets what was counted for these keys."""
        self._limiter.clear(self._items[name], name, *keys)

    def _refusal(self, name: RateName, keys: tuple[str, ...]) -> RateLimitedError:
        free_at, _ = self._limiter.get_window_stats(self._items[name], name, *keys)
        wait = max(1, math.ceil(free_at - self._clock()))
        return RateLimitedError(
            f"Too many requests. Please try again in {wait} s.", retry_after_seconds=float(wait)
        )


def _read(name: str, rate: str) -> RateLimitItem:
    try:
        return parse(rate)
    except ValueError as error:
        raise StartError(
            f"agent_desk.limits.{name}: '{rate}' is no rate; write it like 30/minute."
        ) from error
