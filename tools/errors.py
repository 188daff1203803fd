"""Errors of our commands. Each is one line for the person who ran ``make``.

ToolError
├── InterpreterMissingError   no Python of the wanted version works
├── CommandFailedError        a command that a step runs failed; names its log
├── ModelChangedError         the model is not the one that was trained here
├── PortTakenError            another program listens on the desk's port
└── StartFailedError          a process did not come up, or did not stay up
"""

from __future__ import annotations

from pathlib import Path


class ToolError(Exception):
    """``str(error)`` is the one line; ``details`` are lines that explain it, such as a log's end."""

    def __init__(self, message: str, *, details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.details = details


class InterpreterMissingError(ToolError):
    pass


class CommandFailedError(ToolError):
    """``log`` holds the command's output. A negative ``status`` is the number of a signal."""

    def __init__(
        self, message: str, log: Path, *, status: int, details: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, details=details)
        self.log = log
        self.status = status


class ModelChangedError(ToolError):
    pass


class PortTakenError(ToolError):
    pass


class StartFailedError(ToolError):
    pass
