"""The listening socket, and the handler of one HTTP connection."""

from __future__ import annotations

import socket
from typing import Any, ClassVar

import gevent
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer

from agent_desk.errors import StartError
from agent_desk.server.logging import server_log_options
from agent_desk.settings.desk import DeskSettings


class DeskHandler(WSGIHandler):
    """Closes a connection that is silent, or that was a WebSocket, instead of waiting for ever."""

    silent_seconds: ClassVar[float] = 60.0
    """A connection that sends nothing for so long is closed, also in the middle of a request."""

    def __init__(self, sock: Any, address: Any, server: WSGIServer) -> None:
        sock.settimeout(self.silent_seconds)
        # An acknowledgement follows the events of its commit. With Nagle's algorithm it would wait
        # until the client has confirmed these, which clients put off for 40 ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().__init__(sock, address, server)

    def run_application(self) -> None:
        # Who sends requests without a pause would keep the event loop from everybody else.
        gevent.sleep(0)
        super().run_application()
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.close_connection = True


def listen(app: Flask, settings: DeskSettings) -> WSGIServer:
    """A server that accepts connections from now on.

    Raises StartError when the address cannot be bound.
    """
    server = WSGIServer(
        (settings.host, settings.port), app, handler_class=DeskHandler, **server_log_options()
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
