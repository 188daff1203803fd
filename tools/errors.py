"""What can go wrong with the machine, said in one line.

ToolError
├── InterpreterMissingError   no Python of the wanted version works
├── CommandFailedError        a command that a step runs failed; names its log
├── ModelChangedError         the model is not the one that was trained here
├── PortTakenError            somebody else listens where the desk should
└── StartFailedError          a process did not come up, or did not stay up
"""

from __future__ import annotations

from pathlib import Path


class ToolError(Exception):
    """``str(error)`` is the one line; ``details`` are lines that help to understand it."""

    def __init__(self, message: str, *, details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.details = details


class InterpreterMissingError(ToolError):
    pass


class CommandFailedError(ToolError):
    """``log`` holds everything that the command said; a negative ``status`` is a signal's number."""

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
