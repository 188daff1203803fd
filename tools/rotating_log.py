"""A log file of bounded size, and the pipe through which a process writes into it.

A process that holds the file itself would go on writing into a file that was renamed.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

from tools.errors import ToolError

CHUNK_BYTES = 65536
# So much may wait in the pipe while the disk is slow. Then the process has to wait too.
PIPE_BYTES = 1 << 20

# The default, and the least: more than what is written at once.
_VARIABLES = {"RELAY_LOG_BYTES": (10_000_000, 200_000), "RELAY_LOG_FILES": (5, 1)}


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


class RotatingLog:
    """``path``, and the files before it: ``path``.1 is the newest of them.

    Python's RotatingFileHandler would never write again after a full disk. This drops what
    cannot be written, and says how much that was once it can write.
    """

    def __init__(self, path: Path, bounds: LogBounds) -> None:
        self.path = path
        self._bounds = bounds
        self._file: IO[bytes] | None = None
        self._size = 0
        self._lost_bytes = 0
        self._lock = threading.Lock()  # a process may still end when the next one has begun

    def begin(self) -> None:
        """Begins a new file, and deletes files that are too many. Raises OSError."""
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._rotate()
            for file in self.path.parent.glob(f"{self.path.name}.*"):
                number = file.suffix[1:]
                if number.isdecimal() and int(number) >= self._bounds.files:
                    file.unlink()

    def write(self, lines: bytes) -> None:
        """Appends ``lines``, if that can be done. Never raises."""
        with self._lock:
            try:
                self._open()
                if self._size and self._size + len(lines) > self._bounds.file_bytes:
                    self._rotate()
                    self._open()
                if self._lost_bytes:
                    self._append(b"\n[%d bytes could not be written here]\n" % self._lost_bytes)
                    self._lost_bytes = 0
                self._append(lines)
            except OSError:
                self._lost_bytes += len(lines)
                self._close()

    def _open(self) -> None:
        if self._file is None:
            self._file = self.path.open("ab", buffering=0)
            self._size = self._file.tell()

    def _append(self, data: bytes) -> None:
        assert self._file is not None
        rest = memoryview(data)
        while rest:
            written = self._file.write(rest) or 0
            self._size += written
            rest = rest[written:]

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()

    def _rotate(self) -> None:
        self._close()
        if not self.path.exists():
            return
        names = [self.path, *(self._numbered(n) for n in range(1, self._bounds.files))]
        names[-1].unlink(missing_ok=True)
        for newer, older in reversed(list(pairwise(names))):
            if newer.exists():
                newer.replace(older)

    def _numbered(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}")


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
