"""No request of any bytes costs more than a refusal: no 500, and no traceback in the log."""

import json
import re
import socket
from contextlib import suppress

import pytest

from tests.stack.served_desk import STUB, ServedDesk

PATHS = [
    "/", "/healthz", "/readyz", "/metrics", "/console", "/widget?shop=demo", "/widget.js",
    "/assets/x.js", "/favicon.ico", "/api/session", "/api/demo/orders", "/nowhere",
    "/socket.io/?EIO=4&transport=polling", "/socket.io/?EIO=4&transport=websocket",
]  # fmt: skip
POSTS = ["/api/login", "/api/logout", "/socket.io/?EIO=4&transport=polling"]
QUERIES = [b"%", b"%ff", b"shop=%ff%00&%", b"\xff=\xfe", b"&" * 2000, b"shop[]=1;=", b"sid=%ff"]
NAMES = [
    "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization",
    "Cache-Control", "Content-Encoding", "Content-Length", "Content-MD5", "Content-Type", "Cookie",
    "Date", "Expect", "Forwarded", "From", "Host", "If-Match", "If-Modified-Since",
    "If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Origin", "Pragma",
    "Proxy-Authorization", "Range", "Referer", "Sec-WebSocket-Key", "Sec-WebSocket-Version",
    "Transfer-Encoding", "Upgrade", "User-Agent", "X-CSRF-Token", "X-Forwarded-For",
    "X-Forwarded-Host", "X-Forwarded-Proto",
]  # fmt: skip
FRAMING = ("Content-Length", "Expect", "Host", "Transfer-Encoding", "Upgrade")
"""What the server reads to find where a request ends and who answers it."""

VALUES = [
    b"", b"\xff", b"Basic \xff", b"Basic /////w==", b"Basic " + b"A" * 4000, b"Digest a=\xff",
    b"Bearer \xff", b"Bearer ", b"-1", b"9" * 5000, b"bytes=" + b"9" * 5000 + b"-", b"0x10",
    b"bytes=-,-1,\xff", b'"', b"relay_session=\xff; relay_csrf=\"\\377\"; =; ;;", b"[::1",
    b"http://[", b"http://a:99999999", b"a;q=9e999", b"a;q=nan", b"a" * 3000, b";" * 3000,
    b"," * 3000, b"Thu, 99 Foo 99999 99:99:99 GMT", b"W/\"\xff", b"text/html;charset=\xff",
    b"application/json; charset=nonsense", b"multipart/form-data", b"websocket", b"chunked",
    "１２３".encode(), b"\x7f\x01", b"a@b:c@d",
]  # fmt: skip
BODIES = {
    "application/json": [
        b"", b"{", b"\xff", b"null", b"[" * 3000 + b"]" * 3000, b'{"a":' * 3000 + b"1" + b"}" * 3000,
        b"9" * 9000, b"1e999", b"NaN", b'{"email":"\\ud800","password":"\\ud800"}', b"\xef\xbb\xbf{}",
    ],
    "application/x-www-form-urlencoded": [b"%", b"\xff=%ff", b"&" * 5000],
    "multipart/form-data; boundary=x": [b"--x", b"--x\r\nContent-Disposition: \xff\r\n\r\n\r\n--x--"],
    "multipart/form-data": [b"--"],
    "text/plain": [b"4" * 5000],
}  # fmt: skip
CHUNKS = [
    b"\xff\r\n",
    b"-1\r\n",
    b"fffffffffffffffff\r\n",
    b"5\r\nab",
    b"5;\xff\r\nabcde\r\n0\r\n\r\n",
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    served = ServedDesk(tmp_path_factory.mktemp("desk"))
    limits = {"RELAY_AGENT_DESK_LIMITS__LOGIN_REQUESTS": "1000000/second"}
    with served.running(STUB, **limits):
        yield served
        assert json.loads(ask(served, "GET", "/healthz").partition(b"\r\n\r\n")[2]) == {"ok": True}
    assert "Traceback" not in served.log()
    assert "http_request_crashed" not in served.log()


def ask(desk, method, path, headers=(), body=b""):
    """The bytes of the answer. ``headers`` are lines, and win over those that a client needs."""
    request = b"%s %s HTTP/1.1\r\n" % (
        method.encode(),
        path if isinstance(path, bytes) else path.encode(),
    )
    own = {b"host": b"Host: localhost", b"connection": b"Connection: close"}
    if body:
        own[b"content-length"] = b"Content-Length: %d" % len(body)
    for header in headers:
        own.pop(header.partition(b":")[0].lower(), None)
    with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as connection:
        answer = bytearray()
        with suppress(OSError):  # the desk may answer, and end the connection, before it read all
            head = b"\r\n".join([*own.values(), *headers])
            connection.sendall(request + head + b"\r\n\r\n" + body)
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            while part := connection.recv(65536):
                answer += part
        return bytes(answer)


def crashed(answer):
    return re.match(rb"HTTP/1\.[01] 500", answer) is not None


def page_token(desk):
    """A CSRF token, and the headers of the desk's own page that belong to it."""
    token = json.loads(ask(desk, "GET", "/api/session").partition(b"\r\n\r\n")[2])["csrf_token"]
    origin = f"http://127.0.0.1:{desk.port}"
    return [
        f"Host: 127.0.0.1:{desk.port}".encode(),
        f"Origin: {origin}".encode(),
        f"X-CSRF-Token: {token}".encode(),
        f"Cookie: relay_csrf={token}".encode(),
    ]


def hostile_headers():
    """Lists of header lines: those that frame a request one by one, and all others at once."""
    others = [name for name in NAMES if name not in FRAMING]
    for value in VALUES:
        for names in (*([name] for name in FRAMING), others):
            yield [name.encode() + b": " + value for name in names]


@pytest.mark.parametrize("path", PATHS)
def test_hostile_header_is_no_crash(desk, path):
    for headers in hostile_headers():
        assert not crashed(ask(desk, "GET", path, headers)), headers[0][:80]


def test_hostile_header_of_a_log_in_is_no_crash(desk):
    page = page_token(desk)
    for headers in hostile_headers():
        named = [header.partition(b":")[0] for header in page]
        rest = [header for header in headers if header.partition(b":")[0] not in named]
        assert not crashed(ask(desk, "POST", "/api/login", [*page, *rest], b"{}")), rest


@pytest.mark.parametrize("path", PATHS)
def test_hostile_query_is_no_crash(desk, path):
    for query in QUERIES:
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "\x7f"):
            joined = path.encode() + (b"&" if "?" in path else b"?") + query
            assert not crashed(ask(desk, method, joined)), (method, query)


@pytest.mark.parametrize("path", POSTS)
def test_hostile_body_is_no_crash(desk, path):
    page = page_token(desk)
    for kind, bodies in BODIES.items():
        for body in bodies:
            answer = ask(desk, "POST", path, [*page, f"Content-Type: {kind}".encode()], body)
            assert not crashed(answer), (kind, body[:40])
    chunked = [*page, b"Content-Type: application/json", b"Transfer-Encoding: chunked"]
    for chunk in CHUNKS:
        assert not crashed(ask(desk, "POST", path, chunked, chunk)), chunk
    for length in (b"-1", b"x", b"9" * 30, b"100"):
        headers = [*page, b"Content-Type: application/json", b"Content-Length: " + length]
        assert not crashed(ask(desk, "POST", path, headers, b"{}")), length
