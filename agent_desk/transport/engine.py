"""Engine.IO's server, with a bound for what waits for a client, and a way to end a connection.

Engine.IO never looks how much waits in a connection's queue, so a client that does
not read would fill the memory. It also cannot end such a connection: its own
``close`` waits for the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import engineio

from agent_desk.transport.send_queue import SendQueue
from agent_desk.transport.websocket import DeskWebSocket

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class DeskEngine(engineio.Server):
    """Knows a connection by its Engine.IO id, ``sid``.

    While more than ``send_queue_bytes`` wait for a client, nothing is added to its
    queue; ``on_slow_reader`` is called with its ``sid`` instead. It may be called in
    the middle of a broadcast, so it must not end the connection before it returns.
    """

    _async: dict[str, Any]

    def __init__(self, *, send_queue_bytes: int, **options: Any) -> None:
        super().__init__(**options)
        self._send_queue_bytes = send_queue_bytes
        self._websockets: dict[str, DeskWebSocket] = {}
        self.on_slow_reader: Callable[[str], object] = self._abort_soon
        # Engine.IO has no method to override here: its sockets look this name up.
        self._async = {**self._async, "websocket": self._create_websocket}

    def create_queue(self, *args: Any, **options: Any) -> SendQueue:
        return SendQueue(*args, **options)

    def send_packet(self, sid: str, pkt: Any) -> None:
        socket = self.sockets.get(sid)
        if socket is not None and socket.queue.waiting_bytes > self._send_queue_bytes:
            self.on_slow_reader(sid)
        else:
            super().send_packet(sid, pkt)

    def end(self, sid: str) -> None:
        """Ends a connection after what waits for it was sent, and a packet that says so."""
        socket = self.sockets.pop(sid, None)
        if socket is not None:
            socket.close(wait=False)

    def abort(self, sid: str) -> None:
        """Ends a connection at once and drops what waits for it."""
        socket = self.sockets.pop(sid, None)
        if socket is None:
            return
        websocket = self._websockets.pop(sid, None)
        socket.queue.clear()
        socket.close(wait=False, abort=True)
        if websocket is not None:
            websocket.abort()

    def _abort_soon(self, sid: str) -> None:
        self.start_background_task(self.abort, sid)

    def _create_websocket(self, handler: Callable[[Any], Any], _engine: Any) -> WsgiApp:
        """Called by a socket of Engine.IO, with a bound method of that socket."""
        sid: str = handler.__self__.sid  # type: ignore[attr-defined]
        websocket = DeskWebSocket(handler, self.max_http_buffer_size)

        def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            self._websockets[sid] = websocket
            try:
                return websocket(environ, start_response)
            finally:
                if self._websockets.get(sid) is websocket:
                    del self._websockets[sid]

        return serve
