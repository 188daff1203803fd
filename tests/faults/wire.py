"""Socket.IO over one WebSocket, event by event in the order of arrival, as a browser has it.

The client of python-socketio hands each event to a thread of its own, so that two may
change places; a browser's never do, and what is tried here is order.
"""

import itertools
import json
import threading

import websocket

ACKNOWLEDGEMENT_SECONDS = 8
CONNECT_SECONDS = 20


class NoAcknowledgementError(Exception):
    """Offline, or no answer in time: whether the desk has it is not known."""


class RefusedError(Exception):
    """The desk said no; ``error`` is its ErrorView."""

    def __init__(self, error):
        super().__init__(error.get("code"), error.get("message"))
        self.error = error
        self.code = error.get("code")


class Wire:
    """A connection that is open once it is made. Raises OSError, RefusedError, WebSocketException.

    ``on_event(name, payload)`` and then, once, ``on_end()`` are called on its reading thread.
    """

    def __init__(
        self, port, namespace, auth, *, on_event, on_end=lambda: None, headers=(), sockopt=()
    ):
        self._namespace, self._on_event, self._on_end = namespace, on_event, on_end
        self._numbers = itertools.count(1)
        self._waiting = {}
        self._lock = threading.Lock()
        self.open = True
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket",
            timeout=CONNECT_SECONDS,
            header=list(headers),
            sockopt=list(sockopt),
            origin=f"http://127.0.0.1:{port}",
        )
        try:
            self._shake_hands(auth)
        except BaseException:
            self.socket.close(timeout=0)
            raise
        self.socket.settimeout(None)
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def address(self):
        """Host and port of this end."""
        return self.socket.sock.getsockname()

    def request(self, event, payload=None, *, then=None, within=ACKNOWLEDGEMENT_SECONDS):
        """The granted acknowledgement. Raises NoAcknowledgementError and RefusedError.

        ``then(acknowledgement)`` is called on the reading thread, before any later event.
        """
        answered, number = _Answer(then), next(self._numbers)
        with self._lock:
            if not self.open:
                raise NoAcknowledgementError(event)
            self._waiting[number] = answered
        data = json.dumps([event, {} if payload is None else payload])
        try:
            self.socket.send(f"42{self._namespace},{number}{data}")
        except (OSError, websocket.WebSocketException):
            self._end()
        answer = answered.get(within)
        if answer is None:
            raise NoAcknowledgementError(event)
        if not answer.get("ok"):
            raise RefusedError(answer["error"])
        return answer

    def close(self):
        self._end()

    def _shake_hands(self, auth):
        packet = self._receive()
        if not packet.startswith("0"):
            raise websocket.WebSocketException(f"no Engine.IO here: {packet[:40]!r}")
        self.socket.send(f"40{self._namespace},{json.dumps(auth)}")
        while True:
            packet = self._receive()
            if packet.startswith(f"40{self._namespace},"):
                return
            if packet.startswith(f"44{self._namespace},"):
                error = json.loads(packet.split(",", 1)[1])
                raise RefusedError(error.get("data") or {"code": None, **error})
            # The desk's welcome comes before the "connected" does.
            self._take(packet)

    def _receive(self):
        packet = self.socket.recv()
        if not packet:
            raise websocket.WebSocketConnectionClosedException("closed")
        return packet

    def _read(self):
        try:
            while self.open:
                self._take(self._receive())
        except (OSError, websocket.WebSocketException, ValueError, AttributeError):
            pass  # the connection is gone, or cut in the middle of a frame
        finally:
            self._end()

    def _take(self, packet):
        if packet == "2":
            self.socket.send("3")
        elif packet.startswith(f"41{self._namespace}") or packet == "1":
            raise websocket.WebSocketConnectionClosedException("disconnected by the desk")
        elif packet.startswith("42"):
            name, payload = json.loads(packet.split(",", 1)[1])
            self._on_event(name, payload)
        elif packet.startswith("43"):
            rest = packet.split(",", 1)[1]
            bracket = rest.index("[")
            with self._lock:
                answered = self._waiting.pop(int(rest[:bracket]), None)
            if answered is not None:
                answered.put(json.loads(rest[bracket:])[0])

    def _end(self):
        with self._lock:
            was_open, self.open = self.open, False
            waiting, self._waiting = self._waiting, {}
        for answered in waiting.values():
            answered.put(None)
        if was_open:
            self.socket.close(timeout=0)
            self._on_end()


class _Answer:
    def __init__(self, then):
        self._then = then
        self._there = threading.Event()
        self._answer = None

    def put(self, answer):
        if self._then is not None and answer is not None and answer.get("ok"):
            self._then(answer)
        self._answer = answer
        self._there.set()

    def get(self, within):
        self._there.wait(within)
        return self._answer
