"""Runs the commands of a step: their words go to a log, ours to the terminal."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.errors import CommandFailedError, ToolError
from tools.paths import LOGS, ROOT
from tools.processes import Child

# A line while a step goes on, so that nobody thinks that it hangs.
PROGRESS_SECONDS = 10.0
LAST_LINES = 15

_started = time.monotonic()
_terminal = threading.Lock()


def say(text: str) -> None:
    """One line on the terminal, with the time since the start; whole even among threads."""
    minutes, seconds = divmod(int(time.monotonic() - _started), 60)
    with _terminal:
        print(f"[{minutes:2d}:{seconds:02d}] {text}", flush=True)


def complain(error: ToolError) -> None:
    """What went wrong on stderr: what is known of it, and the one line last."""
    with _terminal:
        for line in error.details:
            print(f"    {line}", file=sys.stderr)
        print(f"error: {error}", file=sys.stderr, flush=True)


@contextmanager
def step(name: str, progress: Callable[[], str] | None = None) -> Iterator[None]:
    """Says that a step begins, every few seconds that it goes on, and how long it took."""
    say(f"{name} …")
    begun = time.monotonic()
    over = threading.Event()

    def keep_saying() -> None:
        while not over.wait(PROGRESS_SECONDS):
            seen = progress() if progress else ""
            say(f"{name} … {seen or f'{time.monotonic() - begun:.0f} s'}")

    ticker = threading.Thread(target=keep_saying, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        over.set()
        ticker.join()
    say(f"{name}: done in {time.monotonic() - begun:.0f} s")


def run_logged(
    command: Sequence[str | Path],
    *,
    log: str,
    failure: str,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    append: bool = False,
) -> Path:
    """Runs a command with its output in var/log/``log``, and returns that file.

    Raises CommandFailedError (``failure``, the log's place and its last lines)
    when the command cannot be started or does not exit with 0.
    """
    path = LOGS / log
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab" if append else "wb") as file:
        try:
            status = Child(command, output=file, cwd=cwd, environment=environment).wait()
        except OSError as error:
            raise CommandFailedError(f"{failure}: {error}", path, status=127) from error
    if status:
        raise CommandFailedError(
            f"{failure} (exit {status}); everything it said is in {shown(path)}",
            path,
            status=status,
            details=last_lines(path),
        )
    return path


def last_lines(path: Path, count: int = LAST_LINES) -> tuple[str, ...]:
    """The end of a log, without lines that say nothing."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    lines = [line.rstrip() for line in text.splitlines()]
    telling = [line for line in lines if line and not line.startswith("WARNING: Location ")]
    return tuple(telling[-count:])


def shown(path: Path) -> str:
    """A path as people read it: from the checkout on where it lies in it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
