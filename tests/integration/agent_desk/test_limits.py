"""What one client may do: within a limit it is served, beyond it gets an error with the limit."""

import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from uuid import uuid4

import pytest
import socketio
import websocket

from agent_desk.storage.models import Conversation
from tests.integration.agent_desk.test_server import Setup, drained, say, until, visitor
from tests.stack.processes import running


def send(client, text="hello"):
    return client.request("message_send", {"client_message_id": uuid4().hex, "text": text})


class TestVisitor:
    def test_has_one_conversation_in_all_tabs(self, world):
        visitor = world.visitor()
        token = visitor.told("session_ready")[0]["visitor_token"]
        send(visitor)
        tabs = [visitor] + [world.visitor(token=token) for _ in range(4)]

        for tab in tabs:
            assert send(tab)["ok"]

        with world.desk.database.read() as session:
            assert session.query(Conversation).count() == 1

    def test_has_at_most_ten_tabs(self, world):
        visitor = world.visitor()
        token = visitor.told("session_ready")[0]["visitor_token"]
        send(visitor)
        tabs = [world.visitor(token=token) for _ in range(9)]

        eleventh = world.visitor(token=token)
        assert not eleventh.connected
        tabs[0].disconnect()

        assert world.visitor(token=token).connected

    def test_of_a_refused_tab_is_not_counted(self, world):
        visitor = world.visitor()
        token = visitor.told("session_ready")[0]["visitor_token"]
        send(visitor)
        for _ in range(30):
            world.visitor(token=token, identity="forged")

        assert world.visitor(token=token).connected

    def test_flooding_one_connection_is_refused_with_a_time(self, world):
        visitor = world.visitor()

        acks = [visitor.request("nonsense", {}) for _ in range(601)]

        assert acks[599]["error"]["code"] == "unknown_event"
        assert acks[600]["error"]["code"] == "rate_limited"
        assert acks[600]["error"]["retry_after_seconds"] > 0

    def test_agents_connection_has_a_limit_too(self, world):
        agent = world.agent()

        acks = [agent.request("nonsense", {}) for _ in range(601)]

        assert acks[600]["error"]["code"] == "rate_limited"

    def test_address_has_a_limit_over_all_its_visitors(self, world):
        visitors = [world.visitor() for _ in range(11)]

        acks = [
            visitor.request("typing_set", {"typing": True})
            for _ in range(220)
            for visitor in visitors
        ]

        refused = [ack["error"]["code"] for ack in acks if not ack["ok"]]
        assert set(refused) == {"rate_limited"}
        assert len(refused) == 11 * 220 - 2400


@pytest.fixture(scope="module")
def setup(tmp_path_factory):
    """A served desk with small limits."""
    made = Setup(tmp_path_factory.mktemp("limits"))
    small = {
        "RELAY_AGENT_DESK_LIMITS__ADDRESS_SOCKETS": "4",
        "RELAY_AGENT_DESK_LIMITS__HANDSHAKE_SECONDS": "1",
        "RELAY_AGENT_DESK_LIMITS__OUTGOING_BYTES": "65536",
        "RELAY_AGENT_DESK_LIMITS__VISITOR_MESSAGES": "100000/minute",
        "RELAY_AGENT_DESK_LIMITS__VISITOR_REQUESTS": "100000/minute",
        "RELAY_AGENT_DESK_LIMITS__SOCKET_REQUESTS": "100000/minute",
        "RELAY_AGENT_DESK_LIMITS__ADDRESS_REQUESTS": "100000/minute",
    }
    command = [sys.executable, "-m", "tests.faults.stub_desk"]
    log, ready = made.folder / "desk.log", f"{made.url}/healthz"
    with running(command, env=made.environment | small, log=log, ready=ready):
        yield made


@pytest.fixture(autouse=True)
def alone(request):
    """The connections of the test before are gone."""
    if "setup" in request.fixturenames:
        made = request.getfixturevalue("setup")
        until(lambda: metric(made, "relay_connections ") == 0)


def metric(setup, name):
    with urllib.request.urlopen(f"{setup.url}/metrics") as response:
        lines = response.read().decode().splitlines()
    return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


def raw(setup, **options):
    address = f"ws://127.0.0.1:{setup.port}/socket.io/?EIO=4&transport=websocket"
    connection = websocket.create_connection(address, timeout=10, **options)
    connection.recv()
    return connection


class TestConnections:
    def test_unauthenticated_one_is_closed(self, setup):
        silent = raw(setup)
        started = time.monotonic()

        with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
            until(lambda: drained(silent))

        assert time.monotonic() - started < 6

    def test_one_too_many_of_an_address_gets_the_reason(self, setup):
        clients = [socketio.Client(reconnection=False) for _ in range(5)]
        refusals = []
        clients[4].on("connect_error", refusals.append, namespace="/visitor")
        for client in clients:
            with suppress(socketio.exceptions.ConnectionError):
                client.connect(
                    setup.url,
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

    def test_many_more_are_not_accepted(self, setup):
        held = [raw(setup) for _ in range(8)]

        with pytest.raises(websocket.WebSocketBadStatusException):
            raw(setup)

        for connection in held:
            connection.close()


def posted(setup, body):
    """The status of the response to a body that a polling client sends."""
    address = f"{setup.url}/socket.io/?EIO=4&transport=polling"
    with urllib.request.urlopen(address) as response:
        sid = response.read().decode().split('"sid":"')[1].split('"')[0]
    request = urllib.request.Request(f"{address}&sid={sid}", data=body, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


class TestFrames:
    def test_compression_is_not_agreed_to(self, setup):
        connection = raw(setup, header={"Sec-WebSocket-Extensions": "permessage-deflate"})

        assert "sec-websocket-extensions" not in connection.getheaders()
        connection.close()

    def test_message_in_many_small_frames_counts_as_a_whole(self, setup):
        connection = raw(setup)
        continuation = websocket.ABNF.create_frame("x" * 4096, websocket.ABNF.OPCODE_CONT, 0)

        with pytest.raises((websocket.WebSocketConnectionClosedException, OSError)):
            connection.send_frame(
                websocket.ABNF.create_frame("4" + "x" * 4096, websocket.ABNF.OPCODE_TEXT, 0)
            )
            for _ in range(200):
                connection.send_frame(continuation)
            until(lambda: drained(connection))

    def test_polling_upgrades_to_a_websocket(self, setup):
        address = f"{setup.url}/socket.io/?EIO=4&transport=polling"
        with urllib.request.urlopen(address) as response:
            sid = response.read().decode().split('"sid":"')[1].split('"')[0]
        connection = websocket.create_connection(
            f"ws://127.0.0.1:{setup.port}/socket.io/?EIO=4&transport=websocket&sid={sid}",
            timeout=10,
        )
        connection.send("2probe")
        assert connection.recv() == "3probe"
        connection.send("5")
        connection.send('40/visitor,{"shop_id": "demo", "language": "en"}')

        until(lambda: "session_ready" in connection.recv())
        connection.close()

    def test_polling_body_over_the_limit_is_refused(self, setup):
        assert posted(setup, b"4" + b"x" * 1_000_000) == 400
        until(lambda: metric(setup, "relay_connections ") == 0)

    def test_polling_body_of_unknown_length_is_ignored(self, setup):
        """Nothing of it becomes a packet: this one would end the connection."""
        assert posted(setup, iter([b"1", b"x" * 1_000_000])) == 200
        assert metric(setup, "relay_connections ") == 1


class TestSlowReader:
    def test_is_cut_off_and_nobody_else(self, setup):
        with visitor(setup) as (writer, told):
            token = told[0][1]["visitor_token"]
            assert say(writer, "hello")["ok"]
            stuck = raw(setup, sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])
            stuck.send(f'40/visitor,{{"shop_id": "demo", "language": "en", "token": "{token}"}}')
            until(lambda: metric(setup, "relay_connections ") == 2)
            before = metric(setup, 'relay_connections_cut_off_total{why="slow"}')

            def cut_off():
                for _ in range(20):
                    assert say(writer, "x" * 2000)["ok"]
                return metric(setup, 'relay_connections_cut_off_total{why="slow"}') > before

            until(cut_off, within=60)
            until(lambda: metric(setup, "relay_connections ") == 1)
            assert say(writer, "hello")["ok"]
            stuck.close(timeout=0)
