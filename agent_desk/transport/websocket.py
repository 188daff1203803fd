"""Gaps in the socket libraries, closed at the places where they are.

Frames: Engine.IO's ``max_http_buffer_size`` looks at a message once it is whole in
memory, so a frame of 200 MB is buffered before it is refused. simple-websocket
can refuse it by its header; Engine.IO offers no setting for that.

Compression: it agrees to compress whatever the client proposes, which costs some
300 kB a connection and lets 64 kB of frames unfold to 64 MB. Chat lines are short.

Sends: it hands a frame to ``socket.send`` and does not look how much of it went out.
A frame that the network takes in two parts would lose its second one, and two
greenlets (one writes, one answers pings) could mix theirs.

Ends: a reader that never reads would keep its writer waiting for ever, also after
Engine.IO has given the connection up.

Names: Socket.IO hands an ordinary event that a client calls "disconnect" to the
same handler as the end of its connection; a console could so leave the books
and stay in its rooms.
"""

from __future__ import annotations

import contextlib
import socket as sockets
from collections.abc import Callable, Iterable
from typing import Any

import gevent.event
import gevent.selectors
import simple_websocket
from engineio.async_drivers.gevent import Thread
from flask_socketio import SocketIO
from gevent.lock import BoundedSemaphore

# After this a peer that takes nothing of what is written is gone. Engine.IO pings more often.
SILENCE_SECONDS = 60.0
GOODBYE_SECONDS = 0.5

# What the kernel may hold of what a peer does not read; by itself it goes up to megabytes.
KERNEL_BYTES = 131_072


class WholeSocket:
    """A socket whose ``send`` sends everything, one frame after the other."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._socket.settimeout(SILENCE_SECONDS)
        with contextlib.suppress(OSError):
            self._socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, KERNEL_BYTES)
        self._gate = BoundedSemaphore()

    def send(self, data: bytes) -> int:
        if not self._gate.acquire(timeout=self._socket.gettimeout()):
            raise TimeoutError("the frame before does not get out")
        try:
            self._socket.sendall(data)
        finally:
            self._gate.release()
        return len(data)

    def recv(self, size: int) -> bytes:
        return bytes(self._socket.recv(size))

    def hurry(self, seconds: float) -> None:
        """From now on nothing waits longer than this."""
        self._socket.settimeout(seconds)

    def end(self) -> None:
        """Wakes whoever waits in ``send`` or ``recv``; both fail from now on."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(sockets.SHUT_RDWR)

    def close(self) -> None:
        self._socket.close()


class WholeServer(simple_websocket.Server):
    """One connection, over a ``WholeSocket``."""

    sock: WholeSocket

    def handshake(self) -> None:
        self.sock = WholeSocket(self.sock)
        super().handshake()


class DeskWebSocket:
    """What Engine.IO wants of a WebSocket: called as a WSGI application, it serves one."""

    def __init__(self, handler: Callable[[Any], Any], frame_bytes: int) -> None:
        self._handler = handler
        self._frame_bytes = frame_bytes
        self._server: WholeServer | None = None

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        # gevent's classes by name, so that nothing depends on what is patched.
        self._server = WholeServer(
            environ,
            max_message_size=self._frame_bytes,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
        )
        answer: Iterable[bytes] = self._handler(self)
        return answer

    def send(self, message: str | bytes) -> None:
        """Raises OSError when the connection has ended or takes nothing more."""
        if self._server is None:
            raise OSError("not connected yet")
        try:
            self._server.send(message)
        except simple_websocket.ConnectionClosed:
            raise OSError("closed") from None

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
        """Says goodbye, if the peer listens, and ends the connection."""
        if self._server is None:
            return
        self._server.sock.hurry(GOODBYE_SECONDS)
        with contextlib.suppress(OSError, simple_websocket.ConnectionClosed):
            self._server.close()
        self.end()

    def end(self) -> None:
        """Ends the connection at once; whatever waits in it goes on with an error."""
        if self._server is not None:
            self._server.sock.end()


def limit_frames(socketio: SocketIO, frame_bytes: int) -> None:
    """From now on a frame or message over ``frame_bytes`` closes its connection (code 1009)."""

    def websocket(handler: Callable[[Any], Any], _engine: Any) -> DeskWebSocket:
        connection = DeskWebSocket(handler, frame_bytes)
        # Engine.IO hands over a method of its own socket, which is told how to be cut off.
        owner = getattr(handler, "__self__", None)
        if owner is not None:
            owner.cut_off = connection.end
        return connection

    engine = socketio.server.eio
    engine._async = {**engine._async, "websocket": websocket}


def refuse_reserved_events(socketio: SocketIO) -> None:
    """From now on a client's event of a reserved name is an unknown event like any other."""
    server = socketio.server
    handle = server._handle_event

    def guarded(eio_sid: str, namespace: str, id: int | None, data: list[Any]) -> None:
        if data and data[0] in ("connect", "disconnect"):
            data = [f"client_{data[0]}", *data[1:]]
        handle(eio_sid, namespace, id, data)

    server._handle_event = guarded
