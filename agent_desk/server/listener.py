"""The listening socket, and the server behind it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import Flask
from gevent.pywsgi import WSGIServer

from agent_desk.errors import StartError
from agent_desk.server.http_connection import DeskHandler
from agent_desk.server.logging import server_log_options
from agent_desk.settings.desk import DeskSettings


class DeskServer(WSGIServer):
    """After the answer to a request whose body is over ``body_bytes``, its connection ends."""

    def __init__(
        self,
        address: tuple[str, int],
        application: Any,
        *,
        body_bytes: int,
        handler_class: type[DeskHandler] = DeskHandler,
    ) -> None:
        super().__init__(address, application, handler_class=handler_class, **server_log_options())
        self.body_bytes = body_bytes

    def handle(self, sock: Any, address: Any) -> None:
        """Serves one connection until it ends, by whomever."""
        with suppress(ConnectionError, TimeoutError):
            super().handle(sock, address)


def listen(app: Flask, settings: DeskSettings) -> DeskServer:
    """A server that accepts connections from now on.

    Raises StartError when the address cannot be bound.
    """
    server = DeskServer((settings.host, settings.port), app, body_bytes=settings.limits.frame_bytes)
    try:
        server.start()
    except OSError as error:
        raise StartError(
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. "
            "Is another desk running? The setting agent_desk.port chooses another port; its "
            "variable is RELAY_AGENT_DESK_PORT, and for `make run` PORT."
        ) from error
    return server
