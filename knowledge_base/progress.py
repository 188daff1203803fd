"""How far long work is, reported to a caller."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total)."""

StageProgress = Callable[[int, int], None]
"""Called with (done, total) of one stage."""


def silent(stage: str, done: int, total: int) -> None:
    """A ``Progress`` that reports nothing."""


def stage(progress: Progress, name: str) -> StageProgress:
    """Reports on the stage ``name`` only."""
    return lambda done, total: progress(name, done, total)
