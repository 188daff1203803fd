"""A log file of bounded size, and the pipe through which a process writes into it.

A process that holds the file itself would go on writing into a file that was renamed.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import threading
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from tools.errors import ToolError

CHUNK_BYTES = 65536
# So much may wait in the pipe while the disk is slow. Then the process has to wait too.
PIPE_BYTES = 1 << 20

# The default, and the least: more than what is written at once.
_VARIABLES = {"RELAY_LOG_BYTES": (10_000_000, 200_000), "RELAY_LOG_FILES": (5, 2)}


@dataclass(frozen=True)
class LogBounds:
    """``file_bytes`` is the size at which a new file begins; ``files`` counts all of a log."""

    file_bytes: int
    files: int


def log_bounds() -> LogBounds:
    """From the environment: RELAY_LOG_BYTES, RELAY_LOG_FILES. Raises ToolError."""
    return LogBounds(*(_number(name) for name in _VARIABLES))


def _number(name: str) -> int:
    default, least = _VARIABLES[name]
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < least:
        raise ToolError(f"{name} must be a number, {least} or more, not {text!r}")
    return int(text)


class RotatingLog(RotatingFileHandler):
    """``path``, and the files before it: ``path``.1 is the newest of them.

    Drops what cannot be written, and says how much that was once it can write.
    """

    def __init__(self, path: Path, bounds: LogBounds) -> None:
        super().__init__(
            path,
            maxBytes=bounds.file_bytes,
            backupCount=bounds.files - 1,
            encoding="latin-1",  # a character a byte: what comes in goes out, and is counted
            delay=True,
        )
        self.path = path
        self._lost_bytes = 0

    def begin(self) -> None:
        """Begins a new file, and deletes files that are too many. Raises OSError."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.doRollover()
        for file in self.path.parent.glob(f"{self.path.name}.*"):
            number = file.suffix[1:]
            if number.isdecimal() and int(number) > self.backupCount:
                file.unlink()

    def write(self, lines: bytes) -> None:
        """Appends ``lines``, if that can be done. Never raises. Any thread may call it."""
        lost, self._lost_bytes = self._lost_bytes, 0
        if lost:
            self._write(f"[{lost} bytes could not be written here]", lost)
        self._write(lines.decode("latin-1").removesuffix("\n"), len(lines))

    def _write(self, text: str, size: int) -> None:
        self.handle(logging.makeLogRecord({"msg": text, "size": size}))

    def handleError(self, record: logging.LogRecord) -> None:
        self._lost_bytes += record.__dict__["size"]
        stream, self.stream = self.stream, None  # opened again later
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()


class LogPipe:
    """A process writes into ``end``; a thread copies that into ``log`` until all ends are closed."""

    def __init__(self, log: RotatingLog) -> None:
        self._source, end = os.pipe()
        self.end: IO[bytes] = os.fdopen(end, "wb", buffering=0)
        with contextlib.suppress(OSError):  # more than this user may have
            fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self._log = log
        self._thread = threading.Thread(target=self._copy, daemon=True)
        self._thread.start()

    def join(self, timeout_seconds: float) -> None:
        """Returns when everything is in the log, or after ``timeout_seconds``."""
        self._thread.join(timeout_seconds)

    def _copy(self) -> None:
        """Passes on whole lines. One longer than CHUNK_BYTES comes in pieces."""
        rest = b""
        with os.fdopen(self._source, "rb", buffering=0) as source:
            while data := source.read(CHUNK_BYTES):
                lines, end, rest = (rest + data).rpartition(b"\n")
                if len(rest) > CHUNK_BYTES:
                    lines, end, rest = lines + end, rest, b""
                if lines or end:
                    self._log.write(lines + end)
        if rest:
            self._log.write(rest)
