"""A JSON API on a free port, with the faults that servers have."""

import json
import threading
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

DRIPPING = {"Content-Length": "900000"}


@dataclass
class Asked:
    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


class FakeApi:
    """``answer(asked)`` of a subclass returns a status, JSON and headers.

    ``faults`` come first, each once: ``silent``, ``cut``, ``html``, ``huge``, ``malformed``,
    ``dripping`` (it never ends), or a status with headers. ``asked`` holds all requests.
    """

    def __init__(self):
        self.asked = []
        self.faults = deque()
        self.closed = threading.Event()

    def answer(self, asked):
        raise NotImplementedError

    def reply(self, asked):
        self.asked.append(asked)
        fault = self.faults.popleft() if self.faults else None
        if fault == "silent":
            self.closed.wait()
        if fault == "html":
            return 200, b"<!DOCTYPE html><title>Log in</title>", {}
        if fault == "malformed":
            return 200, b'{"data": ', {}
        if fault == "huge":
            return 200, b" " * 5_000_000, {}
        if fault == "dripping":
            return 200, b"", DRIPPING
        if fault == "cut":
            return 200, b'{"data"', {"Content-Length": "1000"}
        if fault is not None:
            status, headers = fault if isinstance(fault, tuple) else (fault, {})
            return status, b"{}", headers
        status, sent, headers = self.answer(asked)
        return status, json.dumps(sent).encode(), headers


@dataclass
class Routes(FakeApi):
    """Answers by path, with the JSON of ``pages``; any other path is unknown."""

    pages: dict = field(default_factory=dict)
    token: tuple = ("Authorization", "Bearer shop-token")

    def __post_init__(self):
        super().__init__()

    def answer(self, asked):
        header, value = self.token
        if asked.headers.get(header) != value:
            return 401, {}, {}
        target = asked.path + (
            "?" + "&".join(f"{k}={v}" for k, v in asked.query.items()) if asked.query else ""
        )
        return (200, self.pages[target], {}) if target in self.pages else (404, {}, {})


@contextmanager
def serve(api):
    """Yields the address of ``api`` while it serves."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with suppress(ConnectionError):
                self.respond()

        do_POST = do_GET

        def respond(self):
            self.close_connection = True
            url = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            asked = Asked(
                self.command,
                url.path,
                {name: values[0] for name, values in parse_qs(url.query).items()},
                dict(self.headers),
                self.rfile.read(length),
            )
            status, body, headers = api.reply(asked)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            while headers is DRIPPING and not api.closed.wait(0.02):
                self.wfile.write(b" ")

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        api.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()
