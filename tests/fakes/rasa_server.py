"""A Rasa at the other end of HTTP that answers, or fails, as the test says (bot/channel.py)."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROUTINE = {
    "intent": {"name": "delivery_time", "confidence": 0.9},
    "messages": [{"act": "search_knowledge_base"}],
    "state": {},
}


def asks_for(slot, question):
    """What Rasa answers when a form goes on to wait for ``slot``."""
    state = {"slots": {}, "active_form": "order_form", "requested_slot": slot}
    return ROUTINE | {"messages": [{"text": question}], "state": state}


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass  # the desk was killed, or did not wait


class FakeRasa:
    """``mode`` is what becomes of the next requests; ``delay()`` is waited before each answer.

    ``dead`` closes the connection unanswered, ``slow`` answers after ten seconds, ``trickling``
    sends a byte now and then for as long, ``empty`` says nothing, ``error`` answers with 500,
    ``malformed`` with half a JSON, ``routine`` with ``replies[text]`` or a question for the base,
    ``not_ready`` as one whose model is still loading, ``dripping`` trickles from the first byte on.

    ``stop()`` and ``start()`` are a restart: in between nobody listens at the port.
    """

    MODES = ("dead", "slow", "trickling", "empty", "error", "malformed")

    def __init__(self):
        self.mode = "routine"
        self.delay = lambda: 0.0
        self.replies = {}
        self.requests = []
        self.asked = 0
        self.answering = 0
        self.closed = threading.Event()
        self._server = _QuietServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self):
        self._serve()
        try:
            yield self
        finally:
            self.stop()

    def stop(self):
        """What it was answering is cut off, and nobody listens any more."""
        self.closed.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def start(self):
        """Listens again at the same port."""
        self.closed.clear()
        self._server = _QuietServer(("127.0.0.1", int(self.url.split(":")[-1])), self._handler())
        self._serve()

    def _serve(self):
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def _handler(self):
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self._answer(503 if fake.mode == "not_ready" else 200, b'{"ok": true}')

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.asked_for = json.loads(body)
                fake.requests.append((self.path, self.headers["Authorization"], self.asked_for))
                fake.asked += 1
                fake.answering += 1
                try:
                    self._take_turn()
                finally:
                    fake.answering -= 1

            def _take_turn(self):
                mode, delay = fake.mode, fake.delay()
                if delay:
                    fake.closed.wait(delay)
                if mode == "slow":
                    fake.closed.wait(10)
                if mode == "dead":
                    self.close_connection = True
                elif mode == "trickling":
                    self._trickle()
                elif mode == "dripping":
                    self._drip()
                elif mode == "not_ready":
                    self._answer(503, b'{"error": "no model is loaded"}')
                elif mode == "error":
                    self._answer(500, b'{"error": "boom"}')
                elif mode == "malformed":
                    self._answer(200, b'{"intent": {"name": "delive')
                elif mode == "empty":
                    self._answer(200, json.dumps(ROUTINE | {"messages": []}).encode())
                else:
                    reply = fake.replies.get(self.asked_for.get("text"), ROUTINE)
                    self._answer(200, json.dumps(reply).encode())

            def _answer(self, status, body):
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True  # the desk did not wait

            def _drip(self):
                try:
                    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        if fake.closed.wait(0.05):
                            break
                except OSError:
                    pass
                self.close_connection = True

            def _trickle(self):
                body = json.dumps(ROUTINE).encode()
                until = time.monotonic() + 10
                try:
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    for byte in body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        if time.monotonic() > until or fake.closed.wait(10 / len(body)):
                            break
                except OSError:
                    pass
                self.close_connection = True

            def log_message(self, *_):
                pass

        return Handler
