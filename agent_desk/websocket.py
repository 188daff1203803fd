"""Two gaps in the socket libraries, closed at the places where they are.

Frames: Engine.IO's ``max_http_buffer_size`` looks at a message once it is whole in
memory, so a frame of 200 MB is buffered before it is refused. simple-websocket
can refuse it by its header; Engine.IO offers no setting for that.

Names: Socket.IO hands an ordinary event that a client calls "disconnect" to the
same handler as the end of its connection; a console could so leave the books
and stay in its rooms.
"""

from __future__ import annotations

from typing import Any

from engineio.async_drivers.gevent import WebSocketWSGI
from flask_socketio import SocketIO


def limit_frames(socketio: SocketIO, frame_bytes: int) -> None:
    """From now on a frame or message over ``frame_bytes`` closes its connection (code 1009)."""

    class LimitedWebSocket(WebSocketWSGI):
        def __init__(self, handler: Any, server: Any) -> None:
            super().__init__(handler, server)
            self.server_args["max_message_size"] = frame_bytes

    engine = socketio.server.eio
    engine._async = {**engine._async, "websocket": LimitedWebSocket}


def refuse_reserved_events(socketio: SocketIO) -> None:
    """From now on a client's event of a reserved name is an unknown event like any other."""
    server = socketio.server
    handle = server._handle_event

    def guarded(eio_sid: str, namespace: str, id: int | None, data: list[Any]) -> None:
        if data and data[0] in ("connect", "disconnect"):
            data = [f"client_{data[0]}", *data[1:]]
        handle(eio_sid, namespace, id, data)

    server._handle_event = guarded
