"""A shop's own order API on a free port, well-behaved or not."""

import json
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

TOKEN = "shop-token"


class ShopApi:
    """``orders`` by number; ``behaviour`` is ok, silent, dripping, error, malformed, redirect or huge.

    A silent one answers nobody until it is closed; a dripping one sends headers that never end.
    ``before_answer()`` is called before each answer and may wait. ``answering`` counts the requests
    that are open now.
    """

    def __init__(self, *orders):
        self.orders = {order.order_number: order for order in orders}
        self.behaviour = "ok"
        self.paths = []
        self.answering = 0
        self.before_answer = lambda: None
        self.closed = threading.Event()
        self._lock = threading.Lock()

    def answer(self, path, token):
        self.paths.append(path)
        self.before_answer()
        if self.behaviour == "silent":
            self.closed.wait()
        if self.behaviour == "error":
            return 500, b"{}", {}
        if self.behaviour == "malformed":
            return 200, b'{"order_number": 1', {}
        if self.behaviour == "redirect":
            return 302, b"", {"Location": "http://127.0.0.1:9/elsewhere"}
        if self.behaviour == "huge":
            return 200, b" " * 5_000_000, {}
        if token != f"Bearer {TOKEN}":
            return 401, b"{}", {}
        found = self._find([unquote(part) for part in path.split("/")])
        if found is None:
            return 404, b"{}", {}
        return 200, json.dumps(found.model_dump(mode="json") | {"more": 1}).encode(), {}

    @contextmanager
    def counted(self):
        with self._lock:
            self.answering += 1
        try:
            yield
        finally:
            with self._lock:
                self.answering -= 1

    def _find(self, parts):
        if parts[-1] == "order":
            return next((o for o in self.orders.values() if o.parcel(parts[-2])), None)
        return self.orders.get(parts[-1])


@contextmanager
def serve(api):
    """Yields the address of ``api`` while it serves."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with api.counted(), suppress(ConnectionError):
                if api.behaviour == "dripping":
                    self.drip()
                else:
                    self.answer()

        def drip(self):
            api.paths.append(self.path)
            self.close_connection = True
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not api.closed.wait(0.05):
                self.wfile.write(b"x")

        def answer(self):
            self.close_connection = True
            status, body, headers = api.answer(self.path, self.headers.get("Authorization"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        api.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()
