"""The head of an HTTP request, within bounds that gevent does not set; and what is refused.

gevent takes a hundred lines of 64 kB each, as slowly as they come. Whatever it takes, the
application parses, and Socket.IO keeps it as long as the connection.
"""

from __future__ import annotations

import io
from http.client import HTTPMessage
from typing import Protocol

HEAD_BYTES = 16_384
"""Of the request line and all header lines together."""

ENDS = (b"\r\n", b"\n", b"")


class RefusedRequestError(Exception):
    """``status`` is what the client reads; the connection ends with it."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class Reader(Protocol):
    def readline(self, size: int, /) -> bytes: ...


def read_headers(reader: Reader, most_bytes: int) -> io.BytesIO:
    """The header lines with the line that ends them. Raises RefusedRequestError above the bound."""
    head = io.BytesIO()
    while True:
        line = reader.readline(most_bytes - head.tell() + 1)
        head.write(line)
        if head.tell() > most_bytes:
            raise RefusedRequestError("431 Request Header Fields Too Large")
        if line in ENDS:
            head.seek(0)
            return head


def check_body(headers: HTTPMessage) -> None:
    """Raises RefusedRequestError unless the length of the body is known before it comes.

    gevent reads chunks byte by byte, in any number, and nobody else has a turn. No client of
    ours sends them.
    """
    if "Transfer-Encoding" in headers:
        raise RefusedRequestError("411 Length Required")


def refusal(error: Exception) -> tuple[str, bytes]:
    """The status, and the whole answer, to a request that cannot be read."""
    status = error.status if isinstance(error, RefusedRequestError) else "400 Bad Request"
    head = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    return status, head.encode("ascii")
