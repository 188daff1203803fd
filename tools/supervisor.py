"""Keeps Rasa and the desk running, and ends both together.

The desk survives without Rasa (chats go to people then), so a Rasa that dies is
started again; a desk that dies ends everything.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.errors import StartFailedError
from tools.paths import LOGS
from tools.processes import Child, stop
from tools.steps import last_lines, say, shown

LOOK_SECONDS = 0.2
RESTARTS = 5
# A process that ran this long has come up well: its earlier deaths are forgotten.
STEADY_SECONDS = 60.0


@dataclass
class Service:
    """A process that is meant to run on; its words go to var/log/``name``.log."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    restarts: int = 0
    child: Child | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)
    deaths: int = field(default=0, init=False)
    due_at: float | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def start(self) -> None:
        """Starts it; the log of a first start is new, the one before it kept as ``.old``."""
        LOGS.mkdir(parents=True, exist_ok=True)
        if self.deaths == 0 and self.log.exists():
            self.log.replace(self.log.with_suffix(".log.old"))
        with self.log.open("ab") as output:
            self.child = Child(self.command, output=output, environment=self.environment)
        self.started_at, self.due_at = time.monotonic(), None

    def stop(self) -> None:
        if self.child is not None:
            stop([self.child])

    def check(self) -> None:
        """Raises StartFailedError, with the end of the log, when the process has ended."""
        if self.child is not None and self.child.status is not None:
            raise StartFailedError(
                f"{self.name} ended (exit {self.child.status}); its log is {shown(self.log)}",
                details=last_lines(self.log),
            )

    def tend(self, now: float) -> None:
        """One look: starts it again when it has died, later each time.

        Raises StartFailedError when it died too often, or must not die at all.
        """
        if self.due_at is not None:
            if now >= self.due_at:
                say(f"{self.name}: starting it again ({self.deaths} of {self.restarts})")
                self.start()
            return
        if self.child is None or self.child.status is None:
            return
        if now - self.started_at >= STEADY_SECONDS:
            self.deaths = 0
        if self.deaths >= self.restarts:
            self.check()
        wait = 2.0**self.deaths
        self.deaths += 1
        self.due_at = now + wait
        say(f"{self.name} ended (exit {self.child.status}); starting it again in {wait:.0f} s")


def keep_running(services: Sequence[Service]) -> None:
    """Tends the services until one cannot be kept up (StartFailedError)."""
    while True:
        for service in services:
            service.tend(time.monotonic())
        time.sleep(LOOK_SECONDS)
