"""Child processes that never outlive us.

Each child leads a session of its own, so that Ctrl-C reaches it only through us and
its whole group can be stopped. die_with_parent.py ends it when we are killed.
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

from tools.child_environment import child_environment
from tools.paths import ROOT
from tools.rotating_log import LogPipe, RotatingLog

DIE_WITH_PARENT = ROOT / "tools" / "die_with_parent.py"

# How long a process may take to end by itself. All must be gone within 3 s.
GRACE_SECONDS = 2.0
# How long the last lines may take to get into a log.
LOG_SECONDS = 0.5

# As subprocess.Popen has it: the umask stays as it is.
INHERITED = -1

_running: set[Child] = set()
_running_lock = threading.Lock()


class Child:
    """A running command. It dies with the thread that created it, so that must live longer."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        output: IO[bytes] | RotatingLog,
        cwd: Path = ROOT,
        environment: Mapping[str, str] | None = None,
        umask: int = INHERITED,
    ) -> None:
        wrapper = [sys.executable, "-I", "-S", str(DIE_WITH_PARENT), str(os.getpid())]
        self._pipe: LogPipe | None = None
        if isinstance(output, RotatingLog):
            self._pipe = LogPipe(output)
            output = self._pipe.end
        try:
            with _running_lock:
                self._process = subprocess.Popen(
                    [*wrapper, *(str(part) for part in command)],
                    cwd=cwd,
                    env=child_environment(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    umask=umask,
                )
                _running.add(self)
        finally:
            if self._pipe is not None:
                self._pipe.end.close()  # the child's own end is the last one

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
        """Sends a signal to the process and every process that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def _ended(self) -> None:
        """Kills what the process started and left behind; all that it said is in its log then."""
        with _running_lock:
            first = self in _running
            _running.discard(self)
        if first:
            self.signal(signal.SIGKILL)
            if self._pipe is not None:
                self._pipe.join(LOG_SECONDS)


def stop(children: Sequence[Child], grace_seconds: float = GRACE_SECONDS) -> None:
    """Ends them and all that they started: SIGTERM, and SIGKILL after ``grace_seconds``."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    while time.monotonic() < deadline and any(child.status is None for child in children):
        time.sleep(0.02)
    for child in children:
        child.signal(signal.SIGKILL)
        child.wait()


def stop_all() -> None:
    """Ends every child that still runs."""
    with _running_lock:
        children = list(_running)
    stop(children)
