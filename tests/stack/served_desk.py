"""The desk as a process of its own, and visitors who connect to it over the network."""

import json
import os
import subprocess
import sys
import urllib.request
from contextlib import contextmanager, suppress
from uuid import uuid4

import socketio
import websocket

from tests.stack.processes import ROOT, free_port, running
from tests.stack.product import environment_of
from tests.stack.waiting import until

REAL = (sys.executable, "-m", "agent_desk", "serve")
STUB = (sys.executable, "-m", "tests.faults.stub_desk")
"""The same desk over a knowledge base in memory: for what has nothing to do with searching."""


class ServedDesk:
    """The data and settings of a desk in ``folder``. No Rasa is there unless its URL is given."""

    def __init__(self, folder, *, rasa_url=None):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment_of(
            folder, rasa_url=rasa_url or f"http://127.0.0.1:{free_port()}", port=self.port
        )

    def running(self, command=REAL, **environment):
        """Yields the process while it serves."""
        return running(
            list(command),
            env=self.environment | environment,
            log=self.folder / "desk.log",
            ready=f"{self.url}/healthz",
        )

    def fails_to_start(self, **environment):
        """The exit status of a start that must fail, and what it printed."""
        done = subprocess.run(
            REAL,
            cwd=ROOT,
            env=os.environ | self.environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    def log(self):
        return (self.folder / "desk.log").read_text(errors="replace")

    def metric(self, name):
        """The sum of the samples that begin with ``name``."""
        with urllib.request.urlopen(f"{self.url}/metrics") as response:
            lines = response.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    def websocket(self, **options):
        """A WebSocket without a client behind it; the desk has accepted it."""
        address = f"ws://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket"
        connection = websocket.create_connection(address, timeout=30, **options)
        connection.recv()
        return connection

    @contextmanager
    def visitor(self, **auth):
        """Yields a connected visitor."""
        visitor = Visitor()
        visitor.connect(self.url, {"shop_id": "demo", "language": "en"} | auth)
        try:
            yield visitor
        finally:
            visitor.client.disconnect()


def introduce(connection, **auth):
    """Says on a WebSocket that it is a visitor's, and reads up to the welcome."""
    connection.send(f"40/visitor,{json.dumps({'shop_id': 'demo', 'language': 'en'} | auth)}")
    while "session_ready" not in connection.recv():
        pass


def read_to_the_end(connection):
    """Returns once the desk has closed ``connection``; fails when the desk pings it instead."""
    closed = (websocket.WebSocketConnectionClosedException, ConnectionError)
    with suppress(*closed):
        while packet := connection.recv():
            assert packet != "2", "the desk keeps it"


class Visitor:
    """``received`` holds every event that came, as (name, payload)."""

    def __init__(self):
        self.client = socketio.Client(reconnection=False)
        self.received = []
        self.client.on("*", self._keep, namespace="/visitor")

    def connect(self, url, auth):
        """Returns once the desk has welcomed them."""
        self.client.connect(url, namespaces=["/visitor"], transports=["websocket"], auth=auth)
        until(lambda: self.payloads("session_ready"))

    def _keep(self, event, payload):
        self.received.append((event, payload))

    @property
    def connected(self):
        return self.client.connected

    @property
    def ready(self):
        return self.payloads("session_ready")[0]

    def payloads(self, event):
        return [payload for name, payload in list(self.received) if name == event]

    def say(self, text):
        """The acknowledgement of a line."""
        line = {"client_message_id": uuid4().hex, "text": text}
        return self.client.call("message_send", line, namespace="/visitor")

    def bot_lines(self):
        """The lines of the bot, those that were missed first."""
        lines = [*self.ready["messages"], *self.payloads("message_created")]
        return [line for line in lines if line["author"] == "bot"]
