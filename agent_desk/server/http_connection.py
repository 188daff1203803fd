"""gevent's handler of one HTTP connection, which trusts its client less than gevent does."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from typing import Any, ClassVar

import gevent
import structlog
from gevent.pywsgi import WSGIHandler, WSGIServer

from agent_desk.server.request_head import HEAD_BYTES, check_body, read_headers, refusal

logger = structlog.get_logger(__name__)


class DeskHandler(WSGIHandler):
    """Serves the requests of one connection until it ends, is silent, or was a WebSocket.

    Nothing that a client sends, or leaves out, is printed.
    """

    silent_seconds: ClassVar[float] = 60.0
    """A connection that sends nothing for so long is closed, also in the middle of a request."""

    head_seconds: ClassVar[float] = 15.0
    """The whole head of a request has to come within this, from its first byte on."""

    linger_seconds: ClassVar[float] = 5.0
    linger_bytes: ClassVar[int] = 1_048_576
    """What is still read, and thrown away, from a client that has been refused in mid-request."""

    def __init__(self, sock: Any, address: Any, server: WSGIServer) -> None:
        sock.settimeout(self.silent_seconds)
        # An acknowledgement follows the events of its commit. With Nagle's algorithm it would wait
        # until the client has confirmed these, which clients put off for 40 ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().__init__(sock, address, server)
        self._head_ends_at = 0.0
        self._body_left_unread = False

    def handle_one_request(self) -> tuple[str, bytes] | bool | None:
        result: tuple[str, bytes] | bool | None = super().handle_one_request()
        if isinstance(result, tuple):
            self.status, answer = result
            self.socket.sendall(answer)
            self._linger()
            return None
        if self._body_left_unread:
            self._linger()
        return result

    def _linger(self) -> None:
        """Reads on for a while, so that the client can read why it was refused.

        A socket that is closed with bytes unread resets the connection, and the reset overtakes
        the answer (RFC 9112, section 9.6).
        """
        unread = self.linger_bytes
        with suppress(OSError), gevent.Timeout(self.linger_seconds, TimeoutError):
            self.socket.shutdown(socket.SHUT_WR)
            while unread > 0 and (received := self.socket.recv(16_384)):
                unread -= len(received)
                gevent.sleep(0)

    def read_requestline(self) -> str:
        self.rfile.peek(1)  # between two requests, the client may be silent for longer
        self._head_ends_at = time.monotonic() + self.head_seconds
        with self._head_deadline():
            line: str = super().read_requestline()
        return line

    def MessageClass(self, rfile: Any, *args: Any) -> Any:
        with self._head_deadline():
            lines = read_headers(rfile, HEAD_BYTES - len(self.requestline))
        return super().MessageClass(lines, *args)

    def _head_deadline(self) -> gevent.Timeout:
        return gevent.Timeout(self._head_ends_at - time.monotonic(), TimeoutError)

    def read_request(self, raw_requestline: str) -> bool:
        readable: bool = super().read_request(raw_requestline)
        check_body(self.headers)
        return readable

    def run_application(self) -> None:
        # Who sends requests without a pause would keep the event loop from everybody else.
        gevent.sleep(0)
        try:
            super().run_application()
        finally:
            if (self.content_length or 0) > self.server.body_bytes:
                # gevent would read the rest, however long, and give nobody else a turn.
                self.wsgi_input.content_length = self.wsgi_input.position
                self._body_left_unread = True
                self.close_connection = True
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.close_connection = True

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes] | None:
        """The answer to a head that cannot be read; None if its client is gone, or silent."""
        if isinstance(ex, OSError):
            return None
        status, answer = refusal(ex)
        logger.warning("http_request_refused", status=status)
        return status, answer

    def _log_error(self, t: Any, v: Any, tb: Any) -> None:
        """Logs what has ended a request, unless its client did."""
        if not issubclass(t, ConnectionError | TimeoutError):
            super()._log_error(t, v, tb)

    def log_error(self, msg: str, *args: Any) -> None:
        """Nothing: gevent's lines repeat what the client has sent."""
