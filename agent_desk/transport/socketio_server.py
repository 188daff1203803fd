"""Socket.IO's server over a DeskEngine, and Flask-SocketIO over both."""

from __future__ import annotations

from typing import Any

import socketio
from flask import Flask
from flask_socketio import SocketIO
from socketio import packet as packets

from agent_desk.error_shape import error_shape
from agent_desk.errors import MalformedPacketError
from agent_desk.security.origins import socket_origin_check
from agent_desk.settings.desk import DeskSettings
from agent_desk.transport.engine import DeskEngine
from agent_desk.transport.packets import Head, read_connect, read_event, read_head


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
    """Reads packets within bounds, and refuses those that no honest client sends.

    A refused connect or event is answered if it can be; each counts as malformed.
    """

    eio: DeskEngine

    def _engineio_server_class(self) -> type[DeskEngine]:
        return DeskEngine

    def _handle_eio_message(self, eio_sid: str, data: str | bytes) -> None:
        if eio_sid not in self.environ:
            return  # it has said good-bye, or was cut off, in an earlier packet
        head = None
        try:
            head = read_head(data)
            self._handle(eio_sid, head)
        except MalformedPacketError as error:
            self.eio.on_malformed(eio_sid, error)
            if head is not None:
                self._refuse(eio_sid, head, error)

    def _handle(self, eio_sid: str, head: Head) -> None:
        """Raises MalformedPacketError before anything happens."""
        if head.namespace not in self.namespace_handlers:
            raise MalformedPacketError("There is no such namespace.")
        match head.kind:
            case "connect":
                self._handle_connect(eio_sid, head.namespace, read_connect(head.data))
            case "disconnect":
                self._handle_disconnect(eio_sid, head.namespace)
            case "event":
                self._handle_event(eio_sid, head.namespace, head.id, read_event(head.data))

    def _refuse(self, eio_sid: str, head: Head, error: MalformedPacketError) -> None:
        answer = None
        if head.kind == "connect":
            refusal = {"message": str(error), "data": error_shape(error)}
            answer = self.packet_class(packets.CONNECT_ERROR, refusal, namespace=head.namespace)
        elif head.id is not None:
            refused = [{"ok": False, "error": error_shape(error)}]
            answer = self.packet_class(packets.ACK, refused, namespace=head.namespace, id=head.id)
        if answer is not None:
            self._send_packet(eio_sid, answer)

    def _handle_connect(self, eio_sid: str, namespace: str, data: Any) -> None:
        super()._handle_connect(eio_sid, namespace, data)
        if eio_sid not in self.environ:
            # It ended meanwhile, when Socket.IO did not count it as connected yet.
            self._handle_disconnect(eio_sid, namespace)

    def _handle_event(self, eio_sid: str, namespace: str, id: int | None, data: list[Any]) -> None:
        """Gives an event that a client names "connect" or "disconnect" another name.

        Socket.IO passes such an event to the handler of real connects and disconnects. A
        console could so be counted as gone and stay in its rooms.
        """
        if not self.manager.sid_from_eio_sid(eio_sid, namespace):
            return  # Socket.IO would log a line
        if data[0] in self.reserved_events:
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
