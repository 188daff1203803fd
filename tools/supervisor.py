"""Keeps Rasa and the desk running.

The desk works without Rasa (chats go to people then), so Rasa is restarted when it
dies. When the desk dies, everything ends.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.commands import last_lines
from tools.errors import StartFailedError
from tools.paths import LOGS
from tools.processes import Child, stop
from tools.rotating_log import RotatingLog, log_bounds
from tools.terminal import display_path, print_line

POLL_SECONDS = 0.2
MAX_RESTARTS = 5
# After a run of this length the earlier deaths of a process no longer count.
STABLE_SECONDS = 60.0


@dataclass
class Service:
    """A process that should not end. Its output goes to var/log/``name``.log, which is bounded."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    max_restarts: int = 0
    log: RotatingLog = field(init=False)
    child: Child | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    deaths: int = field(default=0, init=False)
    restart_at: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.log = RotatingLog(LOGS / f"{self.name}.log", log_bounds())

    def start(self) -> None:
        """Starts it. A first start begins a new file of the log."""
        if self.deaths == 0:
            self.log.begin()
        self.child = Child(self.command, output=self.log, environment=self.environment)
        self.started_at, self.restart_at = time.monotonic(), None

    def stop(self) -> None:
        if self.child is not None:
            stop([self.child])

    def raise_if_ended(self) -> None:
        """Raises StartFailedError, with the last lines of the log, when the process has ended."""
        if self.child is not None and self.child.status is not None:
            raise StartFailedError(
                f"{self.name} ended (exit {self.child.status}); its log is {display_path(self.log.path)}",
                details=last_lines(self.log.path),
            )

    def restart_if_ended(self, now: float) -> None:
        """Restarts the process when it has died: after 1 s, then 2 s, 4 s and so on.

        Raises StartFailedError when it died more than ``max_restarts`` times.
        """
        if self.restart_at is not None:
            if now >= self.restart_at:
                print_line(f"{self.name}: starting it again ({self.deaths} of {self.max_restarts})")
                self.start()
            return
        if self.child is None or self.child.status is None:
            return
        if now - self.started_at >= STABLE_SECONDS:
            self.deaths = 0
        if self.deaths >= self.max_restarts:
            self.raise_if_ended()
        wait = 2.0**self.deaths
        self.deaths += 1
        self.restart_at = now + wait
        print_line(
            f"{self.name} ended (exit {self.child.status}); starting it again in {wait:.0f} s"
        )


def keep_running(services: Sequence[Service]) -> None:
    """Restarts services until one has died too often (StartFailedError)."""
    while True:
        for service in services:
            service.restart_if_ended(time.monotonic())
        time.sleep(POLL_SECONDS)
