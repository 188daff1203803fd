"""Engine.IO's server: it checks what arrives, bounds what waits, and can end a connection.

Engine.IO parses whatever arrives, and logs a traceback for what it cannot parse. It
never looks how much waits in a connection's queue, so a client that does not read
would fill the memory; and it cannot end such a connection: its own ``close`` waits
for the reader.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import engineio

from agent_desk.errors import MalformedPacketError
from agent_desk.security.headers import DEFAULTS
from agent_desk.transport.packets import check_engine_packet
from agent_desk.transport.send_queue import SendQueue
from agent_desk.transport.websocket import Arrivals, DeskWebSocket

WsgiApp = Callable[[dict[str, Any], Any], Any]

# Of Engine.IO's payloads: between two packets, and how many are in one.
SEPARATOR = "\x1e"
PACKETS_OF_A_BODY = 16


class DeskEngine(engineio.Server):
    """Knows a connection by its Engine.IO id, ``sid``.

    ``on_packet`` is called for each packet, and each request that may bring some, before
    anybody looks at it; ``on_poll`` for each request that only fetches; ``on_malformed`` for
    each that is refused. They answer whether the connection may go on.

    While more than ``send_queue_bytes`` wait for a client, nothing is added to its
    queue; ``on_slow_reader`` is called with its ``sid`` instead.

    They may be called while the connection is at work, so they must not end it
    before they return.
    """

    _async: dict[str, Any]

    def __init__(self, *, send_queue_bytes: int, **options: Any) -> None:
        super().__init__(**options)
        self._send_queue_bytes = send_queue_bytes
        self._websockets: dict[str, DeskWebSocket] = {}
        self.on_packet: Callable[[str], bool] = lambda _sid: True
        self.on_poll: Callable[[str], bool] = lambda _sid: True
        self.on_malformed: Callable[[str, MalformedPacketError], bool] = lambda _sid, _error: True
        self.on_slow_reader: Callable[[str], object] = self._abort_soon
        # Engine.IO has no method to override here: its sockets look this name up.
        self._async = {**self._async, "websocket": self._create_websocket}

    def create_queue(self, *args: Any, **options: Any) -> SendQueue:
        return SendQueue(*args, **options)

    def handle_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers a request of polling, or serves a WebSocket until it ends."""
        start_response = partial(_start_with_headers, start_response)
        query = parse_qs(environ.get("QUERY_STRING", ""))  # as Engine.IO reads it
        sid = query.get("sid", [""])[0]
        if "j" in query:  # JSONP
            return self._refuse(start_response)
        transport = query.get("transport", ["polling"])[0]
        if transport == "websocket" and not _asks_for_websocket(environ):
            return self._refuse(start_response)  # Engine.IO would return no response at all
        if transport == "polling":
            # Engine.IO would upgrade it all the same.
            environ = {name: value for name, value in environ.items() if name != "HTTP_UPGRADE"}
        if sid in self.sockets:
            try:
                if environ["REQUEST_METHOD"] != "POST":
                    self._count(self.on_poll, sid)
                else:
                    self._count(self.on_packet, sid)
                    environ = {**environ, **self._checked_body(sid, environ)}
            except MalformedPacketError as error:
                self.on_malformed(sid, error)
                return self._refuse(start_response)
        response: Iterable[bytes] = super().handle_request(environ, start_response)
        return response

    def _checked_body(self, sid: str, environ: dict[str, Any]) -> dict[str, Any]:
        """The body that Engine.IO may read, as a part of the environ.

        Raises MalformedPacketError; then no packet of the body is handled.
        """
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal():
            raise MalformedPacketError("The body has no length.")
        if int(length) > self.max_http_buffer_size:
            return {}  # Engine.IO refuses it, and ends the connection
        try:
            body: bytes = environ["wsgi.input"].read(int(length))
            packets = body.decode().split(SEPARATOR) if body else []
        except (OSError, UnicodeDecodeError):
            raise MalformedPacketError("The body is not all there, or is no text.") from None
        if len(packets) > PACKETS_OF_A_BODY:
            raise MalformedPacketError("The body has too many packets.")
        for packet in packets:
            self._count(self.on_packet, sid)
            check_engine_packet(packet)
        return {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}

    def _count(self, count: Callable[[str], bool], sid: str) -> None:
        """Raises MalformedPacketError if the connection has sent too many packets."""
        if not count(sid):
            raise MalformedPacketError("There are too many packets.")

    def _refuse(self, start_response: Any) -> Iterable[bytes]:
        """Says nothing that came with the request, as Engine.IO's own refusals do."""
        refusal = self._bad_request()
        start_response(refusal["status"], refusal["headers"])
        return [refusal["response"]]

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

    def _trigger_event(self, event: str, *args: Any, **options: Any) -> Any:
        """A connection that ends is forgotten at once; Engine.IO does it within 20 s."""
        answer = super()._trigger_event(event, *args, **options)
        if event == "disconnect":
            self.sockets.pop(args[0], None)
        return answer

    def _abort_soon(self, sid: str) -> None:
        self.start_background_task(self.abort, sid)

    def _create_websocket(self, handler: Callable[[Any], Any], _engine: Any) -> WsgiApp:
        """Called by a socket of Engine.IO, with a bound method of that socket."""
        socket: Any = handler.__self__  # type: ignore[attr-defined]
        sid: str = socket.sid
        arrivals = Arrivals(
            packet=lambda: self.on_packet(sid),
            malformed=lambda error: self.on_malformed(sid, error),
        )
        websocket = DeskWebSocket(
            handler, self.max_http_buffer_size, arrivals, upgrades=socket.connected
        )

        def serve(environ: dict[str, Any], _start_response: Any) -> Any:
            if sid in self._websockets:
                return self._bad_request()
            self._websockets[sid] = websocket
            try:
                if websocket.accept(environ):
                    return websocket.serve()
            except OSError:
                # It ended in the middle of its upgrade. Polling goes on.
                socket.upgrading = False
                return []
            finally:
                if self._websockets.get(sid) is websocket:
                    del self._websockets[sid]
            if not socket.connected:
                self.abort(sid)
            return self._bad_request()

        return serve

    def _log_error_once(self, message: str, message_key: str) -> None:
        """Nothing: these lines repeat origins and ids of the request."""


def _start_with_headers(start_response: Any, status: str, headers: list[Any], *rest: Any) -> Any:
    """WSGI's ``start_response``, with our headers where Engine.IO has set none."""
    named = {name.lower() for name, _ in headers}
    ours = [(name, value) for name, value in DEFAULTS.items() if name.lower() not in named]
    return start_response(status, [*headers, *ours], *rest)


def _asks_for_websocket(environ: dict[str, Any]) -> bool:
    connection = environ.get("HTTP_CONNECTION", "").lower().split(",")
    upgrade = environ.get("HTTP_UPGRADE", "").lower()
    return upgrade == "websocket" and "upgrade" in (option.strip() for option in connection)
