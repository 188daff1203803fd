"""Finds interpreters by running them: a name on PATH may be a shim for nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.errors import InterpreterMissingError

PROBE = (
    "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)"
)


@dataclass(frozen=True)
class Interpreter:
    path: Path
    version: str


def desk_interpreter() -> Interpreter:
    """The interpreter that runs this: make chose a Python 3.11, 3.12 or 3.13.

    Raises InterpreterMissingError when it cannot make environments (on Debian
    that needs another package).
    """
    found = probe(sys.executable)
    if found is None:
        raise InterpreterMissingError(
            f"{sys.executable} cannot make environments; on Debian and Ubuntu install python3-venv"
        )
    return found


def rasa_interpreter() -> Interpreter | None:
    """A working Python 3.10, or None."""
    for name in ("python3.10", "python3"):
        found = probe(name)
        if found is not None and found.version.startswith("3.10."):
            return found
    return None


def probe(command: str | Path) -> Interpreter | None:
    """The interpreter of this name; None when it does not run or lacks venv or pip."""
    path = shutil.which(str(command))
    if path is None:
        return None
    try:
        answer = subprocess.run(
            [path, "-I", "-c", PROBE], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = answer.stdout.split("\n")
    if answer.returncode or len(lines) < 2:
        return None
    return Interpreter(Path(lines[1]), lines[0])
