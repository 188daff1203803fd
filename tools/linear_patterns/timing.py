"""Whether a regular expression takes linear time, measured on the texts that attack it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from tools.linear_patterns.attacks import Attack, attacks

# Exponential and cubic patterns are noticed on the way up, while they still end.
_SIZES = (16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, 128, 256, 1_000, 4_000)
_NEVER_SECONDS = 0.1
# On a text of the last size, a quadratic pattern takes longer than this.
_NOTHING_SECONDS = 2.5e-4

# One long text is compared with sixteen short ones, which together are as long. A linear pattern
# takes the same time for both, a quadratic one sixteen times as long for the long one.
_SHORT, _TIMES = 500, 16
_MOST_RATIO = 4.0

_TRIALS = 3
_PAUSE_SECONDS = 0.1


def slow_attack(pattern: re.Pattern[Any], *, at_start: bool = False) -> Attack | None:
    """The first attack for which the time grows faster than the text; None if there is none.

    ``at_start``: the pattern is only matched where a text begins (`match`, `fullmatch`), and never
    searched.
    """
    return next((a for a in attacks(pattern) if _is_slow(pattern, a, at_start)), None)


def _is_slow(pattern: re.Pattern[Any], attack: Attack, at_start: bool) -> bool:
    def seconds(size: int, times: int = 1) -> float:
        return _seconds(pattern, attack.text(size), at_start, times)

    def never_ends() -> bool:
        return any(seconds(size) > _NEVER_SECONDS for size in _SIZES)

    def grows() -> bool:
        # Noise only adds. The least time for the short texts is their true one, and one time for
        # the long text that is short enough shows that it can be.
        short = min(seconds(_SHORT, _TIMES) for _ in range(2))
        return all(seconds(_SHORT * _TIMES) > _MOST_RATIO * short for _ in range(2))

    if _is_so_each_time(never_ends):
        return True
    return seconds(_SIZES[-1]) > _NOTHING_SECONDS and _is_so_each_time(grows)


def _is_so_each_time(finds: Callable[[], bool]) -> bool:
    """Whether it is found in every trial. Other programs may slow the processor for a while."""
    for trial in range(_TRIALS):
        if not finds():
            return False
        time.sleep(_PAUSE_SECONDS * trial)
    return True


def _seconds(pattern: re.Pattern[Any], text: str, at_start: bool, times: int = 1) -> float:
    subject: Any = text
    if isinstance(pattern.pattern, bytes):
        subject = text.encode("latin-1", "replace")
    begun = time.thread_time()  # of the processor: other programs do not count
    for _ in range(times):
        if at_start:
            pattern.match(subject)
            pattern.fullmatch(subject)
        else:
            # As far as `sub`, `split` and `findall` go. `search` stops earlier.
            for _found in pattern.finditer(subject):
                pass
    return time.thread_time() - begun
