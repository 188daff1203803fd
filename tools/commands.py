"""Runs commands whose output goes to a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.errors import CommandFailedError
from tools.paths import LOGS, ROOT
from tools.private_files import PERSONS_UMASK
from tools.processes import INHERITED, Child
from tools.terminal import display_path

LAST_LINES = 15
# Of pip: says nothing of why an installation failed.
_NOISE = "WARNING: Location "


def run_logged(
    command: Sequence[str | Path],
    *,
    log: str,
    failure: str,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    append: bool = False,
    private: bool = False,
) -> Path:
    """Runs a command with its output in var/log/``log``, and returns that file.

    What it makes, others may read if the umask of the person who runs us allows that: a service
    with a user of its own must read the environments. What a ``private`` one makes, nobody else may.

    Raises CommandFailedError (``failure``, the log's path and its last lines)
    when the command cannot be started or does not exit with 0.
    """
    path = LOGS / log
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab" if append else "wb") as file:
        try:
            child = Child(
                command,
                output=file,
                cwd=cwd,
                environment=environment,
                umask=INHERITED if private else PERSONS_UMASK,
            )
            status = child.wait()
        except OSError as error:
            raise CommandFailedError(f"{failure}: {error}", path, status=127) from error
    if status:
        raise CommandFailedError(
            f"{failure} (exit {status}); everything it said is in {display_path(path)}",
            path,
            status=status,
            details=last_lines(path),
        )
    return path


def last_lines(path: Path, count: int = LAST_LINES) -> tuple[str, ...]:
    """The last lines of a log, without empty ones and noise."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    lines = [line.rstrip() for line in text.splitlines()]
    informative = [line for line in lines if line and not line.startswith(_NOISE)]
    return tuple(informative[-count:])
