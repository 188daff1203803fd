import pytest
from engineio.packet import MESSAGE, Packet
from engineio.socket import Socket

from agent_desk.transport.engine import DeskEngine


@pytest.fixture
def engine():
    made = DeskEngine(async_mode="gevent", send_queue_bytes=1000)
    made.slow, made.ended = [], []
    made.on_slow_reader = made.slow.append
    made.on("disconnect", lambda sid, reason: made.ended.append(sid))
    return made


def connect(engine, sid):
    engine.sockets[sid] = Socket(engine, sid)
    return engine.sockets[sid]


def waiting(socket):
    packets = []
    while not socket.queue.empty():
        packets.append(socket.queue.get_nowait())
    return [packet and packet.encode() for packet in packets]


class TestSending:
    def test_queues_for_a_client_that_reads(self, engine):
        socket = connect(engine, "a")

        engine.send("a", "hello")

        assert waiting(socket) == ["4hello"]
        assert engine.slow == []

    def test_queues_nothing_more_beyond_the_limit(self, engine):
        socket = connect(engine, "a")
        for _ in range(3):
            engine.send_packet("a", Packet(MESSAGE, data="x" * 900))

        assert len(waiting(socket)) == 1
        assert engine.slow == ["a", "a"]

    def test_to_a_client_that_is_gone_does_nothing(self, engine):
        engine.send("gone", "hello")

        assert engine.slow == []


class TestEnding:
    def test_sends_what_waits_and_says_so(self, engine):
        socket = connect(engine, "a")
        engine.send("a", "hello")

        engine.end("a")

        assert engine.ended == ["a"]
        assert waiting(socket) == ["4hello", "1", None]
        assert "a" not in engine.sockets

    def test_aborted_drops_what_waits(self, engine):
        socket = connect(engine, "a")
        engine.send("a", "hello")

        engine.abort("a")
        engine.abort("a")

        assert engine.ended == ["a"]
        assert waiting(socket) == [None]

    def test_aborted_ends_its_websocket(self, engine, monkeypatch):
        aborted = []
        monkeypatch.setattr(
            "agent_desk.transport.engine.DeskWebSocket",
            lambda *_, **__: WebSocket(aborted, lambda: engine.abort("a")),
        )
        socket = connect(engine, "a")
        socket.handle_get_request({"HTTP_CONNECTION": "Upgrade", "HTTP_UPGRADE": "websocket"}, None)

        assert aborted == ["aborted"]
        assert engine._websockets == {}


class WebSocket:
    """Does ``while_open`` while it serves."""

    def __init__(self, aborted, while_open):
        self._aborted, self._while_open = aborted, while_open

    def accept(self, environ):
        return True

    def serve(self):
        self._while_open()
        return []

    def abort(self):
        self._aborted.append("aborted")
