"""A Rasa at the other end of HTTP that answers, or fails, as the test says (bot/channel.py)."""

import json
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STEP_SECONDS = 0.05

ROUTINE = {
    "intent": {"name": "delivery_time", "confidence": 0.9},
    "messages": [{"act": "search_knowledge_base"}],
    "state": {},
}


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass  # the desk was killed, or did not wait


class FakeRasa:
    """``mode`` says what becomes of the next requests.

    - ``routine``: ``replies[text]``, or a question for the knowledge base
    - ``silent``: no answer; ``trickling``: a body that never ends; ``dripping``: headers that
      never end. Each goes on as soon as the mode is another one.
    - ``dead``: the connection is closed without an answer
    - ``empty``: an answer that says nothing
    - ``error``: status 500; ``malformed``: half a JSON; ``not_ready``: no model is loaded yet

    ``before_answer(request)`` is called before each answer and may wait.
    ``asked`` counts the requests, ``answering`` those that are open now.
    ``stop()`` and ``start()`` are a restart: in between nobody listens at the port.
    """

    MODES = ("dead", "silent", "trickling", "empty", "error", "malformed")

    def __init__(self):
        self.mode = "routine"
        self.before_answer = lambda request: None
        self.replies = {}
        self.requests = []
        self.asked = 0
        self.answering = 0
        self.closed = threading.Event()
        self._lock = threading.Lock()
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

    def lasts(self, mode):
        """Returns once the mode is another one, or nobody listens any more."""
        while self.mode == mode and not self.closed.wait(STEP_SECONDS):
            pass

    def _count(self, *, asked=0, answering=0):
        with self._lock:
            self.asked += asked
            self.answering += answering

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
                fake._count(asked=1, answering=1)
                try:
                    self._take_turn()
                finally:
                    fake._count(answering=-1)

            def _take_turn(self):
                fake.before_answer(self.asked_for)
                if fake.mode == "silent":
                    fake.lasts("silent")
                mode = fake.mode
                if mode == "dead":
                    self.close_connection = True
                elif mode == "trickling":
                    self._send_forever(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{", b" ")
                elif mode == "dripping":
                    self._send_forever(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x")
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

            def _send_forever(self, begin, byte):
                self.close_connection = True
                mode = fake.mode
                with suppress(OSError):  # the desk did not wait
                    self.wfile.write(begin)
                    while fake.mode == mode and not fake.closed.wait(STEP_SECONDS):
                        self.wfile.write(byte)

            def log_message(self, *_):
                pass

        return Handler
