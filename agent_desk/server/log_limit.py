"""How many log lines of one kind are written: a stranger who causes them fills no log with them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_SECONDS = 60.0

# A traceback is longer than a line, and the second of a kind says little.
TRACEBACK_SHARE = 10


@dataclass
class _Window:
    begun_at: float
    written: int = 0
    left_out: int = 0


class LogLimit:
    """Allows ``lines_per_minute`` of each kind, and a tenth of that with a traceback.

    A window ends with the first ``left_out`` after WINDOW_SECONDS. Several threads may use it.
    """

    def __init__(
        self, lines_per_minute: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = lines_per_minute
        self._clock = clock
        self._windows: dict[str, _Window] = {}
        self._lock = threading.Lock()

    def allows(self, record: logging.LogRecord) -> bool:
        """Whether the line may be written. If not, ``left_out`` will count it."""
        with self._lock:
            window = self._windows.setdefault(kind_of(record), _Window(self._clock()))
            most = self._most // TRACEBACK_SHARE if _has_traceback(record) else self._most
            if window.written < most:
                window.written += 1
                return True
            window.left_out += 1
            return False

    def left_out(self, *, all_windows: bool = False) -> dict[str, int]:
        """How many lines of each kind were not written in the windows that have ended.

        With ``all_windows`` those count too that have not ended. Each line is counted once.
        """
        with self._lock:
            ended_before = self._clock() - WINDOW_SECONDS
            ended = {
                kind: window
                for kind, window in self._windows.items()
                if all_windows or window.begun_at <= ended_before
            }
            for kind in ended:
                del self._windows[kind]
        return {kind: window.left_out for kind, window in ended.items() if window.left_out}


def kind_of(record: logging.LogRecord) -> str:
    """The event of a line of ours; of a library's, the place in its code.

    A library's text may hold what a stranger sent. There are only so many places.
    """
    if isinstance(record.msg, dict):
        return str(record.msg.get("event"))
    return f"{record.name}:{record.lineno}"


def _has_traceback(record: logging.LogRecord) -> bool:
    ours = record.msg.get("exc_info") if isinstance(record.msg, dict) else None
    return bool(ours or record.exc_info)
