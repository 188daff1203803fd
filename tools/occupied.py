"""Says beforehand what would go wrong later: a port or a checkout that is taken."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tools.errors import PortTakenError, ToolError
from tools.paths import VAR
from tools.steps import say


def check_port(host: str, port: int) -> None:
    """Raises PortTakenError when the desk could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(
                f"port {port} on {host} cannot be used: {os.strerror(error.errno or 0).lower()}; "
                f"choose another one: make run PORT={port + 1 if port < 65535 else 8000}"
            ) from error


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def only_one(name: str, taken: str | None = None) -> Iterator[None]:
    """Holds var/``name``.lock; the kernel lets it go when we end, however that is.

    Where another holds it: raises ToolError with the text ``taken``, or waits when there is none.
    """
    VAR.mkdir(exist_ok=True)
    with open(VAR / f"{name}.lock", "a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if taken is not None:
                raise ToolError(taken) from None
            say(f"waiting for another {name} of this checkout to end …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
