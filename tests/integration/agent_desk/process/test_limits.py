"""What a connection may take of a served desk; beyond it, it is closed and nobody else is."""

import socket
import urllib.error
import urllib.request
from contextlib import suppress

import pytest
import socketio
import websocket

from tests.stack.served_desk import STUB, ServedDesk, introduce, read_to_the_end
from tests.stack.waiting import until


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A desk with small limits."""
    desk = ServedDesk(tmp_path_factory.mktemp("limits"))
    limits = {
        "ADDRESS_SOCKETS": "4",
        "HANDSHAKE_SECONDS": "1",
        "OUTGOING_BYTES": "65536",
        "VISITOR_MESSAGES": "100000/minute",
        "VISITOR_REQUESTS": "100000/minute",
        "SOCKET_REQUESTS": "100000/minute",
        "SOCKET_PACKETS": "100000/minute",
        "ADDRESS_REQUESTS": "100000/minute",
        "ADDRESS_PACKETS": "100000/minute",
    }
    small = {f"RELAY_AGENT_DESK_LIMITS__{name}": value for name, value in limits.items()}
    with desk.running(STUB, **small):
        yield desk


@pytest.fixture
def desk(served):
    """The connections of the test before are gone."""
    until(lambda: connections(served) == 0)
    return served


def connections(desk):
    return desk.metric("relay_connections ")


class TestConnections:
    def test_unauthenticated_connection_is_closed(self, desk):
        silent = desk.websocket()

        read_to_the_end(silent)

    def test_one_connection_too_many_of_an_address_hears_the_limit(self, desk):
        clients = [socketio.Client(reconnection=False) for _ in range(5)]
        refusals = []
        clients[4].on("connect_error", refusals.append, namespace="/visitor")
        for client in clients:
            with suppress(socketio.exceptions.ConnectionError):
                client.connect(
                    desk.url,
                    namespaces=["/visitor"],
                    transports=["websocket"],
                    auth={"shop_id": "demo", "language": "en"},
                )

        assert [client.connected for client in clients] == [True] * 4 + [False]
        assert refusals[0]["data"]["code"] == "too_many_connections"
        assert refusals[0]["data"]["limit"] == 4
        assert refusals[0]["data"]["retry_after_seconds"] > 0
        for client in clients:
            client.disconnect()

    def test_many_more_connections_of_an_address_are_not_accepted(self, desk):
        held = [desk.websocket() for _ in range(8)]

        with pytest.raises(websocket.WebSocketBadStatusException):
            desk.websocket()

        for connection in held:
            connection.close()


def posted(desk, body):
    """The status of the response to a body that a polling client sends."""
    address = f"{desk.url}/socket.io/?EIO=4&transport=polling"
    with urllib.request.urlopen(address) as response:
        sid = response.read().decode().split('"sid":"')[1].split('"')[0]
    request = urllib.request.Request(f"{address}&sid={sid}", data=body, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


class TestFrames:
    def test_compression_is_not_agreed_to(self, desk):
        connection = desk.websocket(header={"Sec-WebSocket-Extensions": "permessage-deflate"})

        assert "sec-websocket-extensions" not in connection.getheaders()
        connection.close()

    def test_message_in_many_small_frames_counts_as_a_whole(self, desk):
        connection = desk.websocket()
        introduce(connection)
        continuation = websocket.ABNF.create_frame("x" * 4096, websocket.ABNF.OPCODE_CONT, 0)

        with suppress(OSError):
            connection.send_frame(
                websocket.ABNF.create_frame("4" + "x" * 4096, websocket.ABNF.OPCODE_TEXT, 0)
            )
            for _ in range(200):
                connection.send_frame(continuation)
        read_to_the_end(connection)

    def test_polling_upgrades_to_a_websocket(self, desk):
        address = f"{desk.url}/socket.io/?EIO=4&transport=polling"
        with urllib.request.urlopen(address) as response:
            sid = response.read().decode().split('"sid":"')[1].split('"')[0]
        connection = websocket.create_connection(
            f"ws://127.0.0.1:{desk.port}/socket.io/?EIO=4&transport=websocket&sid={sid}",
            timeout=10,
        )
        connection.send("2probe")
        assert connection.recv() == "3probe"
        connection.send("5")
        connection.send('40/visitor,{"shop_id": "demo", "language": "en"}')

        until(lambda: "session_ready" in connection.recv())
        connection.close()

    def test_polling_body_over_the_limit_is_refused(self, desk):
        assert posted(desk, b"4" + b"x" * 1_000_000) == 400
        until(lambda: connections(desk) == 0)

    def test_polling_body_of_unknown_length_is_refused(self, desk):
        """Nothing of it becomes a packet: this one would end the connection."""
        assert posted(desk, self.chunks(desk)) == 411
        assert connections(desk) == 1

    @staticmethod
    def chunks(desk):
        """Sent on after the answer has come, as a client does that has not looked for it yet."""
        for _ in range(3):
            yield b"1"
            desk.metric("relay_connections ")


class TestSlowReader:
    def test_slow_reader_is_cut_off_and_nobody_else(self, desk):
        with desk.visitor() as writer:
            token = writer.ready["visitor_token"]
            assert writer.say("hello")["ok"]
            stuck = desk.websocket(sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
            stuck.send(f'40/visitor,{{"shop_id": "demo", "language": "en", "token": "{token}"}}')
            until(lambda: connections(desk) == 2)
            slow = 'relay_connections_cut_off_total{why="slow"}'
            before = desk.metric(slow)

            def is_cut_off():
                for _ in range(20):
                    assert writer.say("x" * 2000)["ok"]
                return desk.metric(slow) > before

            until(is_cut_off)
            until(lambda: connections(desk) == 1)
            assert writer.say("hello")["ok"]
            stuck.close(timeout=0)
