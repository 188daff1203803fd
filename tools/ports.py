"""Which TCP ports are free."""

from __future__ import annotations

import os
import socket

from tools.errors import PortTakenError


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
    """A port on loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
