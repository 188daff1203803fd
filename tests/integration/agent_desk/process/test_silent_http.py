"""A plain HTTP connection that stops talking is closed, wherever in its request it stops."""

from contextlib import contextmanager

import pytest
from gevent import socket
from gevent.pywsgi import WSGIServer

from agent_desk.server.listener import DeskHandler


class ImpatientHandler(DeskHandler):
    silent_seconds = 0.3


@pytest.fixture
def address():
    def application(environ, start_response):
        body = environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"got %d" % len(body)]

    server = WSGIServer(("127.0.0.1", 0), application, handler_class=ImpatientHandler, log=None)
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
        b"POST / HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
    ],
    ids=["nothing", "line", "headers", "no body", "half a body", "half a chunk"],
)
def test_connection_that_stops_in_the_middle_of_a_request_is_closed(address, begun):
    with connected(address) as connection:
        connection.sendall(begun)

        assert b"200 OK" not in rest(connection)


def test_connection_that_asks_no_more_is_closed(address):
    with connected(address) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: desk\r\nContent-Length: 4\r\n\r\nbody")

        assert b"got 4" in rest(connection)
