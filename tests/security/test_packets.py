"""Packets that no honest client sends: each connection pays for its own, and nobody else."""

import socket
import threading
import urllib.request
from contextlib import suppress

import pytest

from tests.stack.raw_client import (
    ENDED,
    RawPolling,
    RawWebSocket,
    raw_request,
    upgrade_request,
)
from tests.stack.served_desk import STUB, ServedDesk
from tests.stack.waiting import until

SOCKET_PATH = "/socket.io/?EIO=4&transport=websocket"

MALFORMED = {
    "no type of Engine.IO": "x",
    "a type that only the desk sends": "0{}",
    "no packet of Socket.IO": "4",
    "JSON in place of a packet": '4{"a":1}',
    "unknown type of Socket.IO": "49/visitor,",
    "an error, which only the desk sends": "44/visitor,{}",
    "an acknowledgement that nobody asked for": "43/visitor,1[]",
    "namespace that nobody has": "40/nowhere,",
    "the default namespace": "40",
    "broken JSON": '42/visitor,1["message_send",',
    "nested too deep": "42/visitor," + "[" * 20_000,
    "an object in place of a list": '42/visitor,{"a":1}',
    "an empty list": "42/visitor,[]",
    "a name that is an object": '42/visitor,1[{"a":"' + "A" * 60_000 + '"},{}]',
    "a name that is a number": "42/visitor,1[7,{}]",
    "a name of 60,000 characters": '42/visitor,1["' + "A" * 60_000 + '",{}]',
    "an id of 4,000 digits": "42/visitor," + "1" * 4000 + '["typing_set",{}]',
    "an integer of 4,000 digits": '42/visitor,["typing_set",{"typing":' + "1" * 4000 + "}]",
    "an integer over 2^63": '42/visitor,["typing_set",{"typing":9223372036854775808}]',
    "a number beyond all bounds": '42/visitor,["typing_set",{"typing":1e400}]',
    "NaN": '42/visitor,["typing_set",{"typing":NaN}]',
    "10,000 keys": '42/visitor,["typing_set",{'
    + ",".join(f'"{number}":1' for number in range(6000))
    + "}]",
}
BINARY = {
    "attachments that are to follow": "4599999-/visitor,0[" + '{"_placeholder":true,"num":0}]',
    "an acknowledgement with attachments": "461-/visitor,0[]",
    "a binary frame": b"\0" * 60_000,
    "base64": "b" + "A" * 60_000,
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    desk = ServedDesk(tmp_path_factory.mktemp("packets"))
    with desk.running(STUB, RELAY_AGENT_DESK_LIMITS__ADDRESS_PACKETS="100000/minute"):
        yield desk


@pytest.fixture
def unguarded(tmp_path):
    """A desk that takes any number of packets."""
    desk = ServedDesk(tmp_path)
    rates = {"SOCKET_PACKETS": "100000000/minute", "ADDRESS_PACKETS": "100000000/minute"}
    limits = {f"RELAY_AGENT_DESK_LIMITS__{name}": rate for name, rate in rates.items()}
    with desk.running(STUB, **limits):
        yield desk


@pytest.fixture
def desk(served):
    """Nobody is connected, and ``written()`` is what the log got since."""
    until(lambda: served.metric("relay_connections ") == 0)
    before = len(served.log())
    served.written = lambda: served.log()[before:]
    return served


def cut_off(desk, why):
    return desk.metric(f'relay_connections_cut_off_total{{why="{why}"}}')


def send_until_closed(connection, packet, times=50):
    """How many times ``packet`` could be sent."""
    for number in range(times):
        try:
            connection.send(packet)
        except ENDED:
            return number
    return times


class TestMalformed:
    @pytest.mark.parametrize("packet", MALFORMED.values(), ids=MALFORMED)
    def test_few_end_the_connection_with_one_short_line(self, desk, packet):
        before = cut_off(desk, "malformed")
        with RawWebSocket(desk.port) as connection:
            send_until_closed(connection, packet)
            connection.read_to_the_end()
        until(lambda: cut_off(desk, "malformed") == before + 1)

        assert_one_short_line(desk)

    @pytest.mark.parametrize("name", ["broken JSON", "a name that is an object", "NaN"])
    def test_count_after_a_welcome_too(self, desk, name):
        with RawWebSocket(desk.port) as connection:
            connection.join()
            send_until_closed(connection, MALFORMED[name])
            connection.read_to_the_end()

        assert_one_short_line(desk)

    def test_count_by_polling_too(self, desk):
        before = cut_off(desk, "malformed")
        with RawPolling(desk.port) as client:
            answers = [client.post("x").status for _ in range(10)]
        until(lambda: cut_off(desk, "malformed") == before + 1)

        assert set(answers) == {400}
        assert_one_short_line(desk)

    @pytest.mark.parametrize(
        ("body", "headers"),
        [
            (b"\xff\xfe", {}),
            ("\x1e".join(["3"] * 17), {}),
            ("d=4", {}),
            ("3", {"Content-Length": "+1"}),
        ],
        ids=["no UTF-8", "too many packets", "JSONP", "a length that is no number"],
    )
    def test_body_of_polling_that_nobody_can_read_is_refused(self, desk, body, headers):
        with RawPolling(desk.port) as client:
            assert client.post(body, headers).status == 400
        assert desk.written() == ""

    def test_body_that_ends_early_is_refused(self, desk):
        with RawPolling(desk.port) as client:
            head = f"POST /socket.io/?EIO=4&transport=polling&sid={client.sid} HTTP/1.1"
            request = f"{head}\r\nHost: x\r\nContent-Length: 100\r\n\r\n3"

            assert b"400 BAD REQUEST" in raw_request(desk.port, request.encode())
        assert desk.written() == ""

    def test_handshake_that_is_none_is_refused(self, desk):
        answer = raw_request(desk.port, upgrade_request(SOCKET_PATH, Sec_WebSocket_Key=None))

        assert b"400 BAD REQUEST" in answer
        until(lambda: desk.metric("relay_connections ") == 0)
        assert desk.written() == ""

    def test_event_that_can_be_answered_is_refused_with_invalid_payload(self, desk):
        with RawWebSocket(desk.port) as connection:
            connection.join()
            connection.send('42/visitor,7["messages_fetch",{"after_seq":1e400}]')
            answer = connection.read_until("43/visitor,7")
            connection.send('42/visitor,8["messages_fetch",{"after_seq":0}]')

            assert '"invalid_payload"' in answer
            assert '"ok":true' in connection.read_until("43/visitor,8")


def assert_one_short_line(desk):
    until(lambda: desk.written().endswith("\n"))
    assert desk.written().count("\n") == 1
    assert "connection_cut_off" in desk.written()
    assert len(desk.written()) < 200


class TestBinary:
    @pytest.mark.parametrize("packet", BINARY.values(), ids=BINARY)
    def test_first_one_ends_the_connection(self, desk, packet):
        before = cut_off(desk, "binary")
        with RawWebSocket(desk.port) as connection:
            connection.join()
            send_until_closed(connection, packet, times=1)
            connection.read_to_the_end()

        assert cut_off(desk, "binary") == before + 1
        assert_one_short_line(desk)

    @pytest.mark.parametrize("packet", ["b" + "A" * 1000, BINARY["attachments that are to follow"]])
    def test_by_polling_too(self, desk, packet):
        before = cut_off(desk, "binary")
        client = RawPolling(desk.port)
        client.post('40/visitor,{"shop_id":"demo"}')
        client.post(packet)
        until(lambda: cut_off(desk, "binary") == before + 1)

        assert client.post("3").status == 400


class TestFloods:
    @pytest.mark.parametrize(
        "packet",
        ["3", '42/visitor,["typing_set",{"typing":true}]', '42/agent,["x"]'],
        ids=["pongs", "events before a connect", "events of another namespace"],
    )
    def test_nameless_connection_is_cut_off_above_its_rate(self, desk, packet):
        before = cut_off(desk, "packets")
        with RawWebSocket(desk.port) as connection:
            send_until_closed(connection, packet, times=3000)
            connection.read_to_the_end()
        until(lambda: cut_off(desk, "packets") == before + 1)

        assert_one_short_line(desk)

    def test_frames_without_a_message_count(self, desk):
        before = cut_off(desk, "packets")
        ping = bytes([0x89, 0x80, 0, 0, 0, 0])
        with RawWebSocket(desk.port) as connection:
            with suppress(*ENDED):
                for _ in range(300):
                    connection.send_bytes(ping * 10)
            until(lambda: cut_off(desk, "packets") == before + 1)

    def test_requests_of_polling_count(self, desk):
        before = cut_off(desk, "packets")
        client = RawPolling(desk.port)
        while client.post("\x1e".join(["5"] * 16)).status == 200:
            pass

        assert cut_off(desk, "packets") == before + 1


class TestSharedAddress:
    """Many people have one address behind a NAT."""

    @pytest.fixture
    def desk(self, tmp_path):
        desk = ServedDesk(tmp_path)
        with desk.running(STUB, RELAY_AGENT_DESK_LIMITS__ADDRESS_PACKETS="500/minute"):
            yield desk

    def test_flood_of_a_stranger_does_not_cut_off_a_visitor_there(self, desk):
        with RawWebSocket(desk.port) as visitor:
            visitor.join()
            with RawWebSocket(desk.port) as stranger:
                send_until_closed(stranger, "3", times=1000)
                until(lambda: cut_off(desk, "packets") == 1)

            visitor.send('42/visitor,1["typing_set",{"typing":true}]')
            assert '"ok":true' in visitor.read_until("43/visitor,1")

            with RawWebSocket(desk.port) as other:
                other.send('40/visitor,{"shop_id":"demo","language":"en"}')
                assert "rate_limited" in other.read_until("44/visitor,")


class TestOrder:
    def test_packet_after_the_good_bye_does_nothing(self, desk):
        with RawWebSocket(desk.port) as connection:
            frame = text_frame("1") + text_frame('40/visitor,{"shop_id":"demo"}')
            connection.send_bytes(frame)
            connection.read_to_the_end()
        client = RawPolling(desk.port)
        client.post('1\x1e40/visitor,{"shop_id":"demo"}')

        assert client.post("3").status == 400
        assert desk.written() == ""

    @pytest.mark.parametrize("first", ["2probe", "x", "4", "2nothing", "40/visitor,{}", ""])
    def test_upgrade_that_fails_leaves_the_polling_connection(self, desk, first):
        with RawPolling(desk.port) as client:
            with RawWebSocket(desk.port, f"transport=websocket&sid={client.sid}") as connection:
                connection.send(first)
            until(lambda: client.post("3").status == 200)

        assert desk.written() == ""

    def test_connection_has_one_upgrade_at_a_time(self, desk):
        with RawPolling(desk.port) as client:
            query = f"transport=websocket&sid={client.sid}"
            with RawWebSocket(desk.port, query):
                path = f"/socket.io/?EIO=4&{query}"
                answer = raw_request(desk.port, upgrade_request(path))

        assert b" 400 " in answer.split(b"\r\n")[0]


def text_frame(text):
    data = text.encode()
    assert len(data) < 126
    return bytes([0x81, 0x80 | len(data), 0, 0, 0, 0]) + data


class TestSendingWithoutAPause:
    """One client that never waits does not keep the others from being served."""

    @pytest.mark.parametrize(
        "request_or_frame",
        [
            b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 50,
            bytes([0x89, 0x80, 0, 0, 0, 0]) * 20_000,
        ],
        ids=["requests", "pings"],
    )
    def test_leaves_time_for_others(self, unguarded, request_or_frame):
        flood = upgrade_request(SOCKET_PATH) if request_or_frame[0] == 0x89 else b""
        with socket.create_connection(("127.0.0.1", unguarded.port)) as attacker:
            attacker.sendall(flood)
            for does in (
                lambda: attacker.sendall(request_or_frame),
                lambda: attacker.recv(65536),
            ):
                threading.Thread(target=again_and_again, args=(does,), daemon=True).start()
            for _ in range(10):
                with urllib.request.urlopen(f"{unguarded.url}/healthz", timeout=20) as answer:
                    assert answer.status == 200


def again_and_again(does):
    with suppress(OSError):
        while True:
            does()


def test_engine_io_answers_with_our_headers_and_knows_no_jsonp(desk):
    with RawPolling(desk.port) as client:
        answers = [client.opened, client.post("3"), client.post("x"), client.get("sid=nobody")]
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    assert client.get("j=0").status == 400
    assert client.get("j=0").text == '"Bad Request"'


def test_nothing_of_a_query_string_is_logged(desk):
    for query in ("sid=secret-of-somebody", "transport=secret", "j=secret", "EIO=secret"):
        for method in ("GET", "POST", "SECRET"):
            RawPolling(desk.port).request(method, query)
    RawPolling(desk.port).request("GET", "", headers={"Origin": "https://secret.example"})

    assert "secret" not in desk.written().lower()
