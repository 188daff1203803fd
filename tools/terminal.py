"""What we write to the terminal."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.errors import ToolError
from tools.paths import ROOT

# A step that takes long prints a line this often, so that nobody thinks it hangs.
PROGRESS_SECONDS = 10.0

# Begins a line that `make run` repeats in the terminal when a step has it in its log.
WARNING = "warning: "

_started = time.monotonic()
_terminal = threading.Lock()


def print_line(text: str) -> None:
    """Prints one line with the time since the start. Lines of several threads do not mix."""
    minutes, seconds = divmod(int(time.monotonic() - _started), 60)
    with _terminal:
        print(f"[{minutes:2d}:{seconds:02d}] {text}", flush=True)


def print_error(error: ToolError) -> None:
    """Prints an error on stderr: its details, then its one line."""
    with _terminal:
        for line in error.details:
            print(f"    {line}", file=sys.stderr)
        print(f"error: {error}", file=sys.stderr, flush=True)


@contextmanager
def step(name: str, progress: Callable[[], str] | None = None) -> Iterator[None]:
    """Prints that a step begins, every few seconds that it goes on, and how long it took."""
    print_line(f"{name} …")
    begun = time.monotonic()
    over = threading.Event()

    def print_progress() -> None:
        while not over.wait(PROGRESS_SECONDS):
            seen = progress() if progress else ""
            print_line(f"{name} … {seen or f'{time.monotonic() - begun:.0f} s'}")

    ticker = threading.Thread(target=print_progress, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        over.set()
        ticker.join()
    print_line(f"{name}: done in {time.monotonic() - begun:.0f} s")


def display_path(path: Path) -> str:
    """A path for people: relative to the checkout when it lies in it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
