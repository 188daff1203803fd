"""Plays the scripts of hostile_packets.py against a desk, and keeps what came back."""

import json
import select
import socket
import struct
from contextlib import suppress

from tests.faults.hostile_packets import SEPARATOR, text_frame
from tests.stack.raw_client import ENDED, VISITOR, RawPolling, RawWebSocket, raw_request

# A frame that is not all there is never answered.
PATIENCE_SECONDS = 2
# Engine.IO answers the first with the second, after all that came before.
FLUSH, FLUSHED = "5", "6"


class HostileClient:
    """``sent`` counts bytes, ``received`` is the text of all answers of the last script."""

    def __init__(self, desk, login):
        self._port, self._login = desk.port, login
        self.sent = 0
        self.received = ""

    def play(self, script):
        """Returns once the desk has handled all of it, or has ended the connection."""
        self.received = ""
        with suppress(*ENDED):
            getattr(self, f"_{script.entry}")(script)

    def _websocket(self, script):
        with RawWebSocket(
            self._port, timeout=PATIENCE_SECONDS, header=self._headers()
        ) as connection:
            if script.joins:
                connection.send(self._join(script.joins))
            self._send_frames(connection, script.steps)

    def _polling(self, script):
        with RawPolling(self._port, headers=self._headers()) as connection:
            if script.joins:
                self._post(connection, self._join(script.joins))
            for body in script.steps:
                self._post(connection, body)
            self._post(connection, FLUSH)
            self.received += connection.get(f"sid={connection.sid}").text

    def _upgrade(self, script):
        with RawPolling(self._port) as connection:
            with (
                suppress(*ENDED),
                RawWebSocket(self._port, f"transport=websocket&sid={connection.sid}") as websocket,
            ):
                self._send_frames(websocket, script.steps, flush=False)
            self._post(connection, SEPARATOR.join([FLUSH, self._join("/visitor")]))

    def _http(self, script):
        for method, query, headers in script.steps:
            lines = [f"{name}: {value}" for name, value in headers.items()]
            head = [f"{method} /socket.io/?{query} HTTP/1.0", "Host: 127.0.0.1", *lines]
            request = "\r\n".join([*head, "", "4x"]).encode("latin-1")
            self.sent += len(request)
            self.received += raw_request(self._port, request).decode("latin-1")

    def _reset(self, script):
        for data in script.steps:
            with socket.create_connection(("127.0.0.1", self._port)) as connection:
                self.sent += len(data)
                with suppress(OSError):
                    connection.sendall(data)
                    _readable(connection, within=0.05)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _send_frames(self, connection, frames, *, flush=True):
        try:
            for data in frames:
                connection.send_bytes(data)
            if flush:
                connection.send_bytes(text_frame(FLUSH))
            while flush or _readable(connection.socket.sock):
                packet = connection.receive()
                self.received += packet
                if packet == FLUSHED:
                    break
        finally:
            self.sent += connection.sent

    def _post(self, connection, body):
        data = body.encode("utf-8", "replace") if isinstance(body, str) else body
        self.sent += len(data)
        self.received += connection.post(data).text

    def _join(self, namespace):
        auth = VISITOR if namespace == "/visitor" else {"csrf_token": self._login.csrf_token}
        return f"40{namespace},{json.dumps(auth)}"

    def _headers(self):
        return {"Cookie": self._login.cookies}


def _readable(connection, *, within=0):
    return bool(select.select([connection], [], [], within)[0])
