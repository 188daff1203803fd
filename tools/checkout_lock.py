"""Locks between processes that work in the same checkout."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from tools.errors import ToolError
from tools.paths import VAR
from tools.terminal import print_line


@contextmanager
def checkout_lock(name: str, refusal: str | None = None) -> Iterator[None]:
    """Holds var/``name``.lock. The kernel releases it when the process ends, even by a kill.

    When another process holds the lock, this waits for it; with a ``refusal`` it raises
    ToolError with that text instead.
    """
    VAR.mkdir(exist_ok=True)
    with open(VAR / f"{name}.lock", "a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if refusal is not None:
                raise ToolError(refusal) from None
            print_line(f"waiting for another {name} of this checkout to end …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
