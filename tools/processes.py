"""Child processes that never outlive us.

Each leads a session of its own, so that Ctrl-C reaches it only through us and
its whole group can be stopped; tether.py ends it when we are killed outright.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from tools.paths import ROOT
from tools.surroundings import surroundings

TETHER = ROOT / "tools" / "tether.py"

# How long a process may take to end by itself: less than the 3 s in which all must be gone.
GRACE_SECONDS = 2.0

_running: set[Child] = set()
_running_lock = threading.Lock()


class Child:
    """A running command. Start it in a thread that outlives it: the kernel ties it to that one."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        output: IO[bytes],
        cwd: Path = ROOT,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        tether = [sys.executable, "-I", "-S", str(TETHER), str(os.getpid())]
        with _running_lock:
            self._process = subprocess.Popen(
                [*tether, *(str(part) for part in command)],
                cwd=cwd,
                env=surroundings(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            _running.add(self)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def status(self) -> int | None:
        """Its exit status; None while it runs."""
        status = self._process.poll()
        if status is not None:
            self._ended()
        return status

    def wait(self) -> int:
        """Blocks until it ends, and returns its exit status."""
        status = self._process.wait()
        self._ended()
        return status

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal to the process and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def _ended(self) -> None:
        """What it started does not stay without it."""
        with _running_lock:
            first = self in _running
            _running.discard(self)
        if first:
            self.signal(signal.SIGKILL)


def stop(children: Sequence[Child], grace_seconds: float = GRACE_SECONDS) -> None:
    """Ends them and all that they started: asks first, then does not ask."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while time.monotonic() < deadline and any(child.status is None for child in children):
        time.sleep(0.02)
    for child in children:
        child.signal(signal.SIGKILL)
        child.wait()


def stop_all() -> None:
    """Ends every child that is still there."""
    with _running_lock:
        children = list(_running)
    stop(children)
