"""Moving windows in memory, cheap enough for an event loop."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

from limits.storage import MemoryStorage

DROPPED_PER_HIT = 2


class MovingWindows(MemoryStorage):
    """A storage for `limits` that keeps its moving windows another way.

    `limits`' own looks at every key 10 ms after any hit, and never lets go of
    one: with 10,000 visitors each look blocks the event loop for 48 ms.
    Here each hit drops at most two expired windows, least recently used
    first, so a hit costs the same however many keys there are.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._clock = clock
        self._lock = Lock()
        # By length of the window: within one, the least recently hit key expires first.
        self._windows: dict[int, OrderedDict[str, deque[float]]] = {}

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Counts ``amount`` and returns True, unless that is more than ``limit`` in ``expiry`` s."""
        now = self._clock()
        with self._lock:
            windows = self._windows.setdefault(expiry, OrderedDict())
            _drop_expired(windows, now - expiry)
            hits = windows.setdefault(key, deque())
            _forget_until(hits, now - expiry)
            if len(hits) + amount > limit:
                return False
            hits.extend([now] * amount)
            windows.move_to_end(key)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest hit that still counts was made, and how many count."""
        now = self._clock()
        with self._lock:
            hits = self._windows.get(expiry, OrderedDict()).get(key)
            if not hits:
                return now, 0
            counting = [made for made in hits if made > now - expiry]
            return (counting[0], len(counting)) if counting else (now, 0)

    def clear(self, key: str) -> None:
        """Forgets what was counted for ``key``."""
        with self._lock:
            for windows in self._windows.values():
                windows.pop(key, None)

    def reset(self) -> int:
        """Forgets everything; returns how many keys that was."""
        with self._lock:
            forgotten = sum(len(windows) for windows in self._windows.values())
            self._windows.clear()
            return forgotten

    def __len__(self) -> int:
        return sum(len(windows) for windows in self._windows.values())


def _drop_expired(windows: OrderedDict[str, deque[float]], until: float) -> None:
    for _ in range(min(DROPPED_PER_HIT, len(windows))):
        key = next(iter(windows))
        hits = windows[key]
        if hits and hits[-1] > until:
            return
        del windows[key]


def _forget_until(hits: deque[float], until: float) -> None:
    while hits and hits[0] <= until:
        hits.popleft()
