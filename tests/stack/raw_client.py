"""Speaks Engine.IO byte by byte: what no library would send."""

import http.client
import json
import socket
from contextlib import suppress

import websocket

TIMEOUT_SECONDS = 20
VISITOR = {"shop_id": "demo", "language": "en"}
# What a client meets when the desk has ended the connection.
ENDED = (OSError, websocket.WebSocketException, http.client.HTTPException)


class RawWebSocket:
    """A WebSocket. ``sent`` counts the bytes of its packets, without frames and handshake."""

    def __init__(self, port, query="transport=websocket", timeout=TIMEOUT_SECONDS, **options):
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/socket.io/?EIO=4&{query}", timeout=timeout, **options
        )
        self.sent = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close(timeout=0)

    def send(self, packet):
        """Sends a text as a text frame, bytes as a binary one."""
        data = packet.encode() if isinstance(packet, str) else packet
        opcode = websocket.ABNF.OPCODE_BINARY
        if isinstance(packet, str):
            opcode = websocket.ABNF.OPCODE_TEXT
        self.sent += len(data)
        self.socket.send(data, opcode)

    def send_bytes(self, data):
        """Sends ``data`` as it is, beside all framing."""
        self.sent += len(data)
        self.socket.sock.sendall(data)

    def join(self, **auth):
        """Says that it is a visitor's, and reads up to the answer."""
        self.send(f"40/visitor,{json.dumps(VISITOR | auth)}")
        return self.read_until("40/visitor,")

    def read_until(self, beginning):
        """The first packet that begins so, of those that come."""
        while not (packet := self.receive()).startswith(beginning):
            pass
        return packet

    def receive(self):
        """The next packet; answers pings. Raises one of ENDED when the desk has closed it."""
        packet = self.socket.recv()
        if not packet:
            raise websocket.WebSocketConnectionClosedException
        if packet == "2":
            self.socket.send("3")
        return packet

    def read_to_the_end(self):
        """All packets up to the end; fails when the desk keeps the connection."""
        packets = []
        with suppress(*ENDED):
            while True:
                packets.append(self.receive())
        assert "2" not in packets, "the desk keeps it"
        return packets


class RawPolling:
    """The same by polling."""

    def __init__(self, port, headers=()):
        self.port, self.headers = port, dict(headers)
        self.opened = self.get()
        self.sid = json.loads(self.opened.text[1:])["sid"] if self.opened.status == 200 else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.post("1")

    def get(self, query=""):
        return self.request("GET", query)

    def post(self, body, headers=()):
        return self.request("POST", f"sid={self.sid}", body, dict(headers))

    def read_until(self, beginning):
        """The first packet that begins so."""
        while True:
            answer = self.get(f"sid={self.sid}")
            assert answer.status == 200, answer.text
            for packet in answer.text.split("\x1e"):
                if packet.startswith(beginning):
                    return packet

    def request(self, method, query="", body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            address = f"/socket.io/?EIO=4&transport=polling&{query}"
            every = self.headers | (headers or {})
            connection.request(method, address, body=body, headers=every)
            answer = connection.getresponse()
            answer.text = answer.read().decode("utf-8", "replace")
            return answer
        finally:
            connection.close()


def raw_request(port, request):
    """What the desk answers to these bytes and the end of the stream; at most 64 kB of it."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        with suppress(OSError):
            while len(answer) < 65536 and (more := connection.recv(65536)):
                answer += more
        return answer


def upgrade_request(path, **headers):
    """The bytes that ask for a WebSocket."""
    ours = {
        "Host": "127.0.0.1",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in ours.items() if value is not None]
    return "\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode("latin-1")
