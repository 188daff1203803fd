"""A limit on WebSocket frames, where they are read.

Engine.IO's ``max_http_buffer_size`` looks at a message once it is whole in
memory, so a frame of 200 MB is buffered before it is refused. simple-websocket
can refuse it by its header; Engine.IO offers no setting for that.
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
