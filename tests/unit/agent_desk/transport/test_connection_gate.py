import gevent
import pytest
from structlog.testing import capture_logs

from agent_desk.errors import (
    BinaryPacketError,
    MalformedPacketError,
    RateLimitedError,
    TooManyConnectionsError,
)
from agent_desk.metrics import Metrics
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.rates import Rates
from agent_desk.settings.desk import DeskSettings
from agent_desk.transport.connection_gate import ConnectionGate
from agent_desk.transport.connection_limits import INTRODUCTORY_PACKETS
from agent_desk.transport.refusal import raise_if_refused
from agent_desk.transport.socketio_server import DeskServer

SECRET = DeskSecret(b"k" * 32)
LIMITS = {
    "address_sockets": 1,
    "handshake_seconds": 10,
    "socket_packets": "3/minute",
    "address_packets": "5/minute",
}


@pytest.fixture
def server():
    return DeskServer(async_mode="gevent", send_queue_bytes=1000)


@pytest.fixture
def metrics():
    return Metrics()


def create_gate(server, metrics, **limits):
    settings = DeskSettings(limits=LIMITS | limits)
    return ConnectionGate(
        server,
        settings,
        metrics,
        Rates(settings.limits),
        SECRET,
        namespaces=("/visitor", "/agent"),
    )


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch, tmp_path):
    monkeypatch.setenv("RELAY_CONFIG", str(tmp_path / "config.yml"))
    (tmp_path / "config.yml").write_text("agent_desk: {}\n")


@pytest.fixture
def gate(server, metrics):
    return create_gate(server, metrics)


@pytest.fixture
def wide_gate(server, metrics):
    """Has room for many connections and for many packets of each."""
    return create_gate(server, metrics, address_sockets=10, socket_packets="100/minute")


@pytest.fixture
def nat(server, wide_gate):
    """The server. Its customer and a nameless connection share an address, which has used up its rate."""
    for sid in ("nameless", "customer"):
        connect(server, sid)
    server.manager.connect("customer", "/visitor")
    assert all(send(server, "nameless", 5))
    return server


def send(server, sid, packets):
    """What the gate says to each packet."""
    return [server.eio.on_packet(sid) for _ in range(packets)]


def connect(server, sid, **headers):
    """The answer of the server to a connect; None when it is accepted."""
    environ = {"REMOTE_ADDR": "192.0.2.1"} | headers
    return server.eio.handlers["connect"](sid, environ), environ


class TestAccepting:
    def test_within_the_limit_reaches_socketio(self, server, gate):
        answer, environ = connect(server, "a")

        assert answer is None
        raise_if_refused(environ)
        assert server.environ["a"] is environ

    def test_over_the_limit_is_accepted_and_marked(self, server, gate, metrics):
        connect(server, "a")

        answer, environ = connect(server, "b")

        assert answer is None
        with pytest.raises(TooManyConnectionsError):
            raise_if_refused(environ)
        assert metrics.refused.labels(why="address")._value.get() == 1

    def test_far_over_the_limit_is_refused(self, server, gate):
        connect(server, "a")
        connect(server, "b")

        assert connect(server, "c")[0] == "Too many connections."

    def test_ended_makes_room(self, server, gate):
        connect(server, "a")
        server.eio.handlers["disconnect"]("a", "gone")

        _, environ = connect(server, "b")

        raise_if_refused(environ)
        assert gate.ended == 1

    def test_closed_refuses_everybody(self, server, gate, metrics):
        gate.close()

        assert connect(server, "a")[0] == "The desk is stopping."
        assert metrics.refused.labels(why="stopping")._value.get() == 1


def test_warns_once_of_a_proxy_that_no_setting_names(server, gate):
    with capture_logs() as lines:
        for sid in "abc":
            connect(server, sid, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1")

    assert [(line["event"], line["log_level"]) for line in lines] == [("unknown_proxy", "warning")]
    assert "192.0.2.1" not in str(lines)


def test_slow_reader_is_aborted_once(server, gate, metrics, monkeypatch):
    aborted = []
    monkeypatch.setattr(server.eio, "abort", aborted.append)

    server.eio.on_slow_reader("a")
    server.eio.on_slow_reader("a")
    gevent.idle()

    assert aborted == ["a"]
    assert metrics.cut_off.labels(why="slow")._value.get() == 1


@pytest.fixture
def aborted(server, monkeypatch):
    """The connections that were ended at once."""
    ended = []
    monkeypatch.setattr(server.eio, "abort", ended.append)
    return ended


class TestPackets:
    def test_of_one_connection_have_a_rate(self, server, gate, metrics, aborted):
        connect(server, "a")

        assert [server.eio.on_packet("a") for _ in range(5)] == [True] * 3 + [False] * 2
        gevent.idle()
        assert aborted == ["a"]
        assert metrics.cut_off.labels(why="packets")._value.get() == 1

    def test_of_one_address_have_a_rate_over_all_its_connections(self, nat, aborted):
        assert not send(nat, "nameless", INTRODUCTORY_PACKETS + 1)[-1]
        gevent.idle()

        assert aborted == ["nameless"]

    def test_above_it_do_not_end_an_authenticated_connection(self, nat, aborted):
        assert send(nat, "customer", INTRODUCTORY_PACKETS + 1)[-1]

        assert aborted == []

    def test_above_it_refuse_a_new_connection_with_the_reason(self, nat):
        answer, environ = connect(nat, "new")

        assert answer is None
        assert all(send(nat, "new", INTRODUCTORY_PACKETS))
        with pytest.raises(RateLimitedError):
            raise_if_refused(environ)

    def test_polling_does_not_use_up_the_rate_of_the_address(self, server, wide_gate):
        connect(server, "a")
        assert all(server.eio.on_poll("a") for _ in range(20))

        _, environ = connect(server, "b")

        raise_if_refused(environ)

    def test_that_are_malformed_end_the_connection_after_a_few(self, server, gate, aborted):
        connect(server, "a")
        error = MalformedPacketError("No.")

        assert [server.eio.on_malformed("a", error) for _ in range(4)] == [True] * 3 + [False]
        assert not server.eio.on_packet("a")
        gevent.idle()
        assert aborted == ["a"]

    def test_log_line_of_a_cut_off_tells_addresses_apart_and_names_none(
        self, server, gate, aborted
    ):
        connect(server, "a")
        with capture_logs() as lines:
            server.eio.on_malformed("a", BinaryPacketError())
            gevent.idle()

        (line,) = lines
        assert line["address"] == SECRET.address_id("192.0.2.1")
        assert "192.0.2.1" not in str(lines)

    def test_that_are_binary_end_it_at_once(self, server, gate, metrics, aborted):
        connect(server, "a")

        assert not server.eio.on_malformed("a", BinaryPacketError())
        gevent.idle()
        assert aborted == ["a"]
        assert metrics.cut_off.labels(why="binary")._value.get() == 1
