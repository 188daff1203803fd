"""A plain HTTP connection that stops talking is closed, wherever in its request it stops."""

from contextlib import contextmanager

import pytest
from gevent import Timeout, socket

from agent_desk.server.http_connection import DeskHandler
from agent_desk.server.listener import DeskServer
from tests.stack.waiting import until


class ImpatientHandler(DeskHandler):
    silent_seconds = 0.3
    head_seconds = 0.6


@pytest.fixture
def address():
    def application(environ, start_response):
        body = environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"got %d" % len(body)]

    server = DeskServer(
        ("127.0.0.1", 0), application, body_bytes=1000, handler_class=ImpatientHandler
    )
    server.start()
    yield server.address
    server.stop(timeout=0)


@contextmanager
def connected(address):
    connection = socket.create_connection(address, timeout=20)
    try:
        yield connection
    finally:
        connection.close()


def rest(connection):
    """Everything until the other side ends it; raises TimeoutError when it never does."""
    received = b""
    while more := connection.recv(4096):
        received += more
    return received


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"POST /hea",
        b"POST / HTTP/1.1\r\nHost: desk\r\n",
        b"POST / HTTP/1.1\r\nHost: desk\r\nContent-Length: 10\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: desk\r\nContent-Length: 10\r\n\r\nhalf",
    ],
    ids=["nothing", "line", "headers", "no body", "half a body"],
)
def test_connection_that_stops_in_the_middle_of_a_request_is_closed(address, begun):
    with connected(address) as connection:
        connection.sendall(begun)

        assert b"200 OK" not in rest(connection)


def test_connection_that_asks_no_more_is_closed(address):
    with connected(address) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: desk\r\nContent-Length: 4\r\n\r\nbody")

        assert b"got 4" in rest(connection)


@pytest.mark.parametrize("begun", [b"G", b"GET / HTTP/1.1\r\nX: "], ids=["line", "headers"])
def test_head_that_comes_byte_by_byte_is_cut_off_without_a_word(address, begun, capfd):
    with connected(address) as connection:
        connection.sendall(begun)

        assert until(lambda: closed_after(connection, b"x"))
    assert capfd.readouterr() == ("", "")


def closed_after(connection, data):
    """Whether the other side has ended the connection when this was sent."""
    try:
        connection.sendall(data)
        with Timeout(0.05, False):
            return not connection.recv(1)
    except ConnectionError:
        return True
