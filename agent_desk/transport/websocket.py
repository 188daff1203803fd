"""The WebSocket of one connection, within bounds that Engine.IO offers no setting for.

Frames: Engine.IO compares a message with ``max_http_buffer_size`` once all of it is
in memory, so it buffers a frame of 200 MB before it refuses it. simple-websocket can
refuse a frame by its header.

Compression: simple-websocket agrees to whatever the client proposes. That costs some
300 kB a connection, and lets 64 kB of frames unfold to 64 MB. Chat lines are short.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import Any

import gevent.event
import gevent.selectors
import simple_websocket
from engineio.async_drivers.gevent import Thread

from agent_desk.transport.send_all_socket import SendAllSocket

CLOSE_TIMEOUT_SECONDS = 0.5


class WebSocketServer(simple_websocket.Server):
    """The server's side of one connection, over a ``SendAllSocket``."""

    sock: SendAllSocket

    def handshake(self) -> None:
        self.sock = SendAllSocket(self.sock)
        super().handshake()


class DeskWebSocket:
    """A WSGI application that serves one WebSocket: calls ``handler`` with itself.

    A frame or message over ``frame_bytes`` closes the connection with code 1009.
    """

    def __init__(self, handler: Callable[[Any], Any], frame_bytes: int) -> None:
        self._handler = handler
        self._frame_bytes = frame_bytes
        self._server: WebSocketServer | None = None

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        # gevent's classes by name, so that nothing depends on monkey-patching.
        self._server = WebSocketServer(
            environ,
            max_message_size=self._frame_bytes,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
        )
        response: Iterable[bytes] = self._handler(self)
        return response

    def send(self, message: str | bytes) -> None:
        """Raises OSError when the connection has ended or takes nothing more."""
        if self._server is None:
            raise OSError("The WebSocket is not connected yet.")
        try:
            self._server.send(message)
        except simple_websocket.ConnectionClosed:
            raise OSError("The WebSocket is closed.") from None

    def wait(self) -> str | bytes | None:
        """The next message; None when the connection has ended."""
        if self._server is None:
            return None
        try:
            received: str | bytes | None = self._server.receive()
        except simple_websocket.ConnectionClosed:
            return None
        return received

    def close(self) -> None:
        """Sends a close frame, if the peer reads it soon, and ends the connection."""
        if self._server is None:
            return
        self._server.sock.set_timeout(CLOSE_TIMEOUT_SECONDS)
        with contextlib.suppress(OSError, simple_websocket.ConnectionClosed):
            self._server.close()
        self.abort()

    def abort(self) -> None:
        """Ends the connection at once. Who waits in ``send`` or ``wait`` goes on with an error."""
        if self._server is not None:
            self._server.sock.shut_down()
