"""Socket.IO's server over a DeskEngine, and Flask-SocketIO over both."""

from __future__ import annotations

from typing import Any

import socketio
from flask import Flask
from flask_socketio import SocketIO

from agent_desk.security.origins import socket_origin_check
from agent_desk.settings.desk import DeskSettings
from agent_desk.transport.engine import DeskEngine


def create_socketio(app: Flask, settings: DeskSettings) -> SocketIO:
    """The Socket.IO server of ``app``, within the limits of ``settings``."""
    return DeskSocketIO(
        app,
        async_mode="gevent",
        async_handlers=False,
        cors_allowed_origins=socket_origin_check(settings.public_url),
        max_http_buffer_size=settings.limits.frame_bytes,
        send_queue_bytes=settings.limits.outgoing_bytes,
        always_connect=False,
    )


class DeskServer(socketio.Server):
    """Gives an event that a client names "connect" or "disconnect" another name.

    Socket.IO passes such an event to the handler of real connects and disconnects. A
    console could so be counted as gone and stay in its rooms.
    """

    eio: DeskEngine

    def _engineio_server_class(self) -> type[DeskEngine]:
        return DeskEngine

    def _handle_event(self, eio_sid: str, namespace: str, id: int | None, data: list[Any]) -> None:
        if data and data[0] in self.reserved_events:
            data = [f"client_{data[0]}", *data[1:]]
        super()._handle_event(eio_sid, namespace, id, data)


class DeskSocketIO(SocketIO):
    """Makes a DeskServer, where Flask-SocketIO always makes a ``socketio.Server``."""

    server: DeskServer

    def init_app(self, app: Flask, **options: Any) -> None:
        app.extensions["socketio"] = self
        self.manage_session = False
        self.server = DeskServer(**options)
        self.async_mode = self.server.async_mode
        app.wsgi_app = SocketIOMiddleware(self.server, app)  # type: ignore[method-assign]


class SocketIOMiddleware(socketio.WSGIApp):
    """Puts the Flask application into the environ, where Flask-SocketIO looks for it."""

    def __init__(self, server: DeskServer, app: Flask) -> None:
        super().__init__(server, app.wsgi_app)
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return super().__call__({**environ, "flask.app": self._app}, start_response)
