"""When Python looks for cyclic garbage: at times of our choosing, among as few objects as possible.

A full collection looks at every object and blocks the event loop meanwhile: for 0.13 s with a
thousand connections. Each connection that ends leaves some sixty objects that only a full
collection frees.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

# The generations' thresholds. The first two suit a server; the last is never reached, so that
# only GarbageCollector looks at old objects.
_YOUNG, _MIDDLE, _OLD = 5_000, 10, 1_000_000

COLLECT_SECONDS = 60.0
COLLECT_CONNECTIONS = 500


def freeze() -> None:
    """Keeps what exists now (modules, tables, a model) out of all later collections."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


class GarbageCollector:
    """Collects after COLLECT_SECONDS, or once COLLECT_CONNECTIONS more connections have ended."""

    def __init__(
        self,
        connections_ended: Callable[[], int],
        *,
        collect: Callable[[], object] = gc.collect,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connections_ended = connections_ended
        self._collect = collect
        self._clock = clock
        self._remember()

    def collect_if_due(self) -> None:
        waited = self._clock() - self._collected_at
        ended = self._connections_ended() - self._ended_before
        if waited >= COLLECT_SECONDS or ended >= COLLECT_CONNECTIONS:
            self._remember()
            self._collect()

    def _remember(self) -> None:
        self._collected_at = self._clock()
        self._ended_before = self._connections_ended()
