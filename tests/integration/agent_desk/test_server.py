"""The desk as a process: what holds when it is killed, stopped, flooded or set up wrongly."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from uuid import uuid4

import pytest
import socketio
import websocket

from tests.stack.processes import ROOT, free_port, running
from tests.stack.product import command, environment_of

SERVE = [sys.executable, "-m", "agent_desk", "serve"]
QUESTION = "How long does shipping to Brazil take?"


class Setup:
    """A desk's data and settings, with no Rasa behind it."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment_of(
            folder, rasa_url=f"http://127.0.0.1:{free_port()}", port=self.port
        )

    def desk(self, **environment):
        return running(
            SERVE,
            env=self.environment | environment,
            log=self.folder / "desk.log",
            ready=f"{self.url}/healthz",
        )

    def fails(self, **environment):
        """What a start that must fail says, and how it exits."""
        done = subprocess.run(
            SERVE,
            cwd=ROOT,
            env=os.environ | self.environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def setup(tmp_path):
    return Setup(tmp_path)


@contextmanager
def visitor(setup, **auth):
    """Yields a connected client and the list of what it is told."""
    client, told = socketio.Client(reconnection=False), []

    def remember(event, payload):
        told.append((event, payload))

    client.on("*", remember, namespace="/visitor")
    client.connect(
        setup.url,
        namespaces=["/visitor"],
        transports=["websocket"],
        auth={"shop_id": "demo", "language": "en"} | auth,
    )
    until(lambda: [event for event, _ in told if event == "session_ready"])
    try:
        yield client, told
    finally:
        client.disconnect()


def until(found, within=30):
    """What ``found`` returns once it is true."""
    give_up = time.monotonic() + within
    while time.monotonic() < give_up:
        result = found()
        if result:
            return result
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def payloads(told, event):
    return [payload for name, payload in told if name == event]


def say(client, text):
    request = {"client_message_id": uuid4().hex, "text": text}
    return client.call("message_send", request, namespace="/visitor")


class TestCrash:
    def test_acknowledged_question_is_answered_after_a_restart(self, setup):
        shipping = str(ROOT / "knowledge_base" / "demo" / "shipping.jsonl")
        command(setup.environment, "knowledge_base", "import", shipping)
        patient = {"RELAY_AGENT_DESK_TURNS__WAIT_SECONDS": "3"}
        with setup.desk(**patient) as process, visitor(setup) as (client, told):
            token = payloads(told, "session_ready")[0]["visitor_token"]
            sent = say(client, QUESTION)["message"]
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

        back = {"token": token, "conversation_id": sent["conversation_id"], "last_seq": 1}
        with setup.desk(), visitor(setup, **back) as (_, told):

            def answers():
                ready = payloads(told, "session_ready")[0]["messages"]
                lines = [*ready, *payloads(told, "message_created")]
                return [line for line in lines if line["author"] == "bot"]

            assert "15–25" in until(answers, within=120)[0]["text"]

    def test_sigterm_ends_it_within_five_seconds_with_clients_connected(self, setup):
        with setup.desk() as process, visitor(setup) as (client, _):
            started = time.monotonic()
            process.terminate()
            assert process.wait(10) == 0
            assert time.monotonic() - started < 5
            until(lambda: not client.connected)


def drained(socket):
    """Reads on; raises once the other side has closed, which also an empty frame tells."""
    if not socket.recv():
        raise ConnectionError("closed by the desk")


class TestFlood:
    def test_oversized_frame_closes_its_connection_and_no_other(self, setup):
        with setup.desk(), visitor(setup) as (client, _):
            address = f"ws://127.0.0.1:{setup.port}/socket.io/?EIO=4&transport=websocket"
            big = websocket.create_connection(address, timeout=10)
            big.recv()
            big.send("4" + "x" * 200_000)
            closed = (websocket.WebSocketConnectionClosedException, ConnectionError)
            with pytest.raises(closed):
                until(lambda: drained(big))

            assert say(client, "hello")["ok"]


class TestSetUpWrongly:
    def test_port_in_use_is_one_line(self, setup):
        with setup.desk():
            code, told = setup.fails()

        assert code == 1
        assert told.strip().splitlines()[-1].startswith("Cannot listen on 127.0.0.1")
        assert "agent_desk.port" in told
        assert "RELAY_AGENT_DESK_PORT" in told
        assert "Traceback" not in told

    def test_unknown_setting_is_one_line_that_names_it(self, setup):
        code, told = setup.fails(RELAY_AGENT_DESK_PROT="1")

        assert code == 1
        assert "RELAY_AGENT_DESK_PROT" in told
        assert "RELAY_AGENT_DESK_PORT" in told
        assert "Traceback" not in told

    def test_unusable_database_is_one_line(self, setup):
        code, told = setup.fails(RELAY_AGENT_DESK_DATABASE_URL="sqlite:////proc/nowhere/x.sqlite3")

        assert code == 1
        assert "Traceback" not in told
