"""Reads pinned versions from lock files and from requirements.txt."""

from __future__ import annotations

import re
from pathlib import Path

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")


def pins(lock: Path) -> dict[str, str]:
    """For each package of a lock file its block: the pinned line and its hashes."""
    found: dict[str, str] = {}
    name = None
    for line in lock.read_text(encoding="utf-8").splitlines():
        start = _PIN.match(line)
        if start:
            name = start[1]
            found[name] = line
        elif name and line.startswith("    --hash"):
            found[name] += f"\n{line}"
    return found


def pinned_version(requirements: Path, package: str) -> str:
    """The version that requirements.txt pins a package to. Raises KeyError."""
    for line in requirements.read_text(encoding="utf-8").splitlines():
        start = _PIN.match(line)
        if start and start[1] == package:
            return start[2]
    raise KeyError(package)
