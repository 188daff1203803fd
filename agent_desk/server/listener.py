"""The listening socket, and the server behind it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import structlog
from flask import Flask
from gevent.pywsgi import WSGIServer

from agent_desk.errors import StartError
from agent_desk.security.addresses import client_address
from agent_desk.server.descriptors import most_connections
from agent_desk.server.http_connection import DeskHandler
from agent_desk.server.logging import server_log_options
from agent_desk.server.open_connections import OpenConnections
from agent_desk.settings.desk import DeskSettings

logger = structlog.get_logger(__name__)

# For each socket that ``limits.address_sockets`` allows. A browser opens up to six for a page.
CONNECTIONS_PER_SOCKET = 4


class DeskServer(WSGIServer):
    """Closes a connection at once if there are too many, or when its body is over ``body_bytes``."""

    def __init__(
        self,
        address: tuple[str, int],
        application: Any,
        *,
        body_bytes: int,
        connections: OpenConnections,
        handler_class: type[DeskHandler] = DeskHandler,
    ) -> None:
        super().__init__(address, application, handler_class=handler_class, **server_log_options())
        self.body_bytes = body_bytes
        self._connections = connections

    def do_handle(self, sock: Any, address: Any) -> None:
        if self._connections.open(_peer(address)):
            super().do_handle(sock, address)
        else:
            sock.close()
            logger.warning("connection_over_limit")

    def do_close(self, sock: Any, address: Any) -> None:
        """Called once for each connection that was counted."""
        self._connections.close(_peer(address))
        super().do_close(sock, address)

    def handle(self, sock: Any, address: Any) -> None:
        """Serves one connection until it ends, by whomever."""
        with suppress(ConnectionError, TimeoutError):
            super().handle(sock, address)


def _peer(address: tuple[Any, ...]) -> str:
    return client_address({"REMOTE_ADDR": address[0]}, trusted_proxies=0)


def listen(app: Flask, settings: DeskSettings) -> DeskServer:
    """A server that accepts connections from now on.

    Raises StartError when the address cannot be bound.
    """
    limits = settings.limits
    per_address = (
        None if settings.trusted_proxies else CONNECTIONS_PER_SOCKET * limits.address_sockets
    )
    connections = OpenConnections(most=most_connections(), per_address=per_address)
    server = DeskServer(
        (settings.host, settings.port),
        app,
        body_bytes=limits.frame_bytes,
        connections=connections,
    )
    try:
        server.start()
    except OSError as error:
        raise StartError(
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. "
            "Is another desk running? The setting agent_desk.port chooses another port; its "
            "variable is RELAY_AGENT_DESK_PORT, and for `make run` PORT."
        ) from error
    return server
