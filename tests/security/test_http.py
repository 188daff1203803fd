"""Requests that no browser sends, below everything else: they cost others nothing."""

import socket
import struct

import pytest

from agent_desk.server.request_head import HEAD_BYTES
from tests.stack.raw_client import raw_request
from tests.stack.served_desk import STUB, ServedDesk

GET = b"GET /healthz HTTP/1.1\r\nHost: desk\r\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    desk = ServedDesk(tmp_path_factory.mktemp("http"))
    with desk.running(STUB):
        yield desk


@pytest.fixture
def desk(served):
    """``written()`` is what the log got since."""
    before = len(served.log())
    served.written = lambda: served.log()[before:]
    return served


def answer_to(desk, request):
    return raw_request(desk.port, request)


def status_of(desk, request):
    """The status, once the desk has ended the connection."""
    return int(answer_to(desk, request).split()[1])


class TestABody:
    def test_in_chunks_is_refused_before_it_comes(self, desk):
        request = b"POST /api/login HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: %s\r\n\r\n"

        for coding in (b"chunked", b"Chunked", b"gzip, chunked", b"x"):
            assert status_of(desk, request % coding + b"1\r\nx\r\n0\r\n\r\n") == 411

    def test_over_the_bound_ends_its_connection_and_is_not_read(self, desk):
        head = GET + b"Content-Length: 100000000000\r\n\r\n"
        with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as connection:
            connection.sendall(head)

            # It ends although it was promised more, and does not wait for that.
            answer = b"".join(iter(lambda: connection.recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 200")

    def test_within_the_bound_is_followed_by_the_next_request(self, desk):
        first = GET + b"Content-Length: 60000\r\n\r\n" + b"x" * 60_000
        last = GET + b"Connection: close\r\n\r\n"

        assert answer_to(desk, first + last).count(b"HTTP/1.1 200") == 2


class TestAHead:
    def test_over_the_bound_is_refused(self, desk):
        long = GET + b"X: " + b"a" * HEAD_BYTES + b"\r\n\r\n"
        many = GET + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 400) for n in range(90)) + b"\r\n"
        folded = GET + b"X: a\r\n" + b" b\r\n" * 6000 + b"\r\n"

        assert [status_of(desk, head) for head in (long, many, folded)] == [431, 431, 431]

    def test_within_the_bound_is_served(self, desk):
        cookie = b"Cookie: " + b"a" * (HEAD_BYTES - 500) + b"\r\n"

        assert status_of(desk, GET + cookie + b"Connection: close\r\n\r\n") == 200

    def test_of_megabytes_is_not_read(self, desk):
        line = b"X: " + b"a" * 60_000 + b"\r\n"
        with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as connection:
            connection.sendall(GET)
            with pytest.raises(ConnectionError):
                for _ in range(90):
                    connection.sendall(line)
                assert connection.recv(1) == b""

    def test_that_cannot_be_read_leaves_no_traceback_and_a_few_lines(self, desk):
        beginnings = [b"GET / HTTP/1.1\r\nX: a", b"GET / HT", GET, b"POST /api/login HTTP/1.1\r\n"]
        for beginning in beginnings * 10:
            reset_after(desk, beginning)
        assert status_of(desk, b"GET / HTTP/1.1\r\n" + b"A: secret\r\n" * 101 + b"\r\n") == 400
        for line in (b"secret", b"GET / secret", b"GET / HTTP/secret", b"GET / HTTP/1"):
            assert status_of(desk, line + b"\r\n\r\n") == 400
        assert status_of(desk, GET + b"Content-Length: secret\r\n\r\n") == 400

        assert "Traceback" not in desk.written()
        assert "secret" not in desk.written()
        assert len(desk.written().splitlines()) == 6


def reset_after(desk, request):
    """The desk has read this when the connection is reset."""
    with socket.create_connection(("127.0.0.1", desk.port)) as connection:
        connection.sendall(request)
        assert status_of(desk, GET + b"Connection: close\r\n\r\n") == 200  # it came later
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
