"""Which processes serve a port, and how much of the processor they use."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

_TICKS = os.sysconf("SC_CLK_TCK")


def pids_of(port: int | None) -> list[int]:
    """The processes that listen on ``port``."""
    listening = f"{port:04X}"
    inodes = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(f":{listening}") and fields[3] == "0A":
            inodes.add(f"socket:[{fields[9]}]")
    return [int(pid.name) for pid in Path("/proc").glob("[0-9]*") if _holds(pid, inodes)]


def _holds(pid: Path, inodes: set[str]) -> bool:
    try:
        return any(os.readlink(one) in inodes for one in (pid / "fd").iterdir())
    except OSError:
        return False  # another user's, or gone


def processor_seconds(pid: int) -> float:
    """Of all its threads since its start."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


class Busy:
    """A context that measures what groups of processes use of the processor meanwhile."""

    def __init__(self, groups: Mapping[str, Sequence[int]]) -> None:
        self._groups = groups
        self._before: dict[str, float] = {}
        self._spent: dict[str, float] = {}

    def of(self, group: str) -> float:
        """Seconds of the group in the last measurement."""
        return self._spent[group]

    def __enter__(self) -> Busy:
        self._before = self._now()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        now = self._now()
        self._spent = {group: now[group] - self._before[group] for group in now}

    def _now(self) -> dict[str, float]:
        return {group: sum(map(processor_seconds, pids)) for group, pids in self._groups.items()}
