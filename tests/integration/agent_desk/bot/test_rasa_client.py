"""The client of Rasa: what it sends and reads, and that it never waits for ever."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import SecretStr

from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.client import RasaClient
from agent_desk.rasa.engine import DialogueRequest, OrderProof, ShopRules, TurnedOff
from agent_desk.rasa.turn import Act, Entity, Utterance
from agent_desk.settings.desk import RasaSettings
from tests.fakes.rasa_server import FakeRasa
from tests.stack.processes import ROOT

GOOD = {
    "intent": {"name": "track_order", "confidence": 0.9},
    "ranking": [{"name": "track_order", "confidence": 0.9}],
    "entities": [{"entity": "order_number", "value": "RL2611200001", "start": 0, "end": 12}],
    "messages": [
        {"say": "ask_phone_last4", "number": "RL2611200001"},
        {"act": "look_up_order", "order_number": "RL2611200001"},
    ],
    "state": {"slots": {"order_number": "RL2611200001"}, "active_form": None},
}


class Rasa:
    """Answers every turn with ``status`` and ``body``, while ``answers`` is set."""

    def __init__(self):
        self.status, self.body = 200, json.dumps(GOOD)
        self.answers = threading.Event()
        self.answers.set()
        self.asked = []


@pytest.fixture
def rasa():
    fake = Rasa()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            fake.asked.append((self.path, self.headers["Authorization"], json.loads(body)))
            fake.answers.wait()
            answer = fake.body.encode()
            try:
                self.send_response(fake.status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    yield fake
    fake.answers.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def client(rasa):
    return RasaClient(
        RasaSettings(url=rasa.url, secret=SecretStr("the-secret"), timeout_seconds=0.3)
    )


def ask(client):
    slots = {"identity_verified": False}
    return client.turn(
        DialogueRequest(
            "c1",
            {},
            slots,
            text="where is it",
            shop=ShopRules(
                order_numbers=("#{4-6}",),
                parcel_numbers=("KX-{5}",),
                order_proof=OrderProof(("email", "surname"), 2, ("#1001",)),
                turned_off=TurnedOff(("membership",)),
            ),
        )
    )


class TestTurn:
    def test_sends_text_state_and_secret(self, client, rasa):
        ask(client)

        path, secret, request = rasa.asked[0]
        assert path == "/webhooks/relay/turn"
        assert secret == "Bearer the-secret"
        assert request == {
            "conversation_id": "c1",
            "text": "where is it",
            "trigger": None,
            "slots": {"identity_verified": False},
            "state": None,
            "order_numbers": ["#{4-6}"],
            "turned_off": {"intents": ["membership"], "acts": []},
            "parcel_numbers": ["KX-{5}"],
            "order_proof": {"kinds": ["email", "surname"], "needed": 2, "proved": ["#1001"]},
        }

    def test_reads_everything_that_rasa_produced(self, client):
        turn = ask(client)

        assert (turn.intent, turn.confidence) == ("track_order", 0.9)
        assert turn.entities == (Entity("order_number", "RL2611200001"),)
        assert turn.texts == (Utterance("ask_phone_last4", {"number": "RL2611200001"}),)
        assert turn.acts == (Act("look_up_order", {"order_number": "RL2611200001"}),)
        assert turn.state == GOOD["state"]


class TestFailure:
    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (200, "not json"),
            (200, "[]"),
            (200, json.dumps(GOOD | {"messages": []})),
            (200, json.dumps(GOOD | {"messages": [{"say": "a_newer_text"}]})),
            (200, json.dumps(GOOD | {"messages": [{"say": "talk_to_person"}]})),
            (200, json.dumps(GOOD | {"messages": [{"say": "ask_phone_last4"}]})),
            (200, json.dumps(GOOD | {"messages": [{"say": "greet", "name": "Ana"}]})),
            (200, json.dumps({key: GOOD[key] for key in GOOD if key != "intent"})),
            (401, "{}"),
            (500, "{}"),
            (302, ""),
        ],
    )
    def test_every_malformed_answer_is_one_error(self, client, rasa, status, body):
        rasa.status, rasa.body = status, body

        with pytest.raises(BotUnavailableError):
            ask(client)

    def test_rasa_that_does_not_answer_is_given_up(self, client, rasa):
        rasa.answers.clear()

        with pytest.raises(BotUnavailableError, match="Timeout"):
            ask(client)

    def test_unreachable_rasa_is_given_up(self):
        client = RasaClient(RasaSettings(url="http://127.0.0.1:9", timeout_seconds=0.3))

        with pytest.raises(BotUnavailableError):
            ask(client)
        with pytest.raises(BotUnavailableError):
            client.check()


ONE_TURN = """
from agent_desk.server.gevent_patch import patch
patch()
import sys
from agent_desk.errors import BotUnavailableError
from agent_desk.rasa.client import RasaClient
from agent_desk.rasa.engine import DialogueRequest
from agent_desk.settings.desk import RasaSettings

url, timeout_seconds = sys.argv[1:]
client = RasaClient(RasaSettings(url=url, secret="a-secret", timeout_seconds=timeout_seconds))
try:
    client.turn(DialogueRequest("c1", {}, {}, text="where is it"))
except BotUnavailableError as error:
    print("unreachable" if error.unreachable else "failed")
"""


class TestOnTheEventLoop:
    """As the desk runs."""

    @pytest.mark.parametrize("mode", ["silent", "trickling", "dripping"])
    def test_turn_that_would_never_end_fails_at_its_deadline(self, mode):
        fake = FakeRasa()
        fake.mode = mode
        with fake.running():
            assert turn_on_the_loop(fake.url, timeout_seconds="0.5") == "failed"

        assert fake.asked == 1

    @pytest.mark.parametrize(
        ("mode", "outcome"),
        [
            ("error", "failed"),
            ("malformed", "failed"),
            ("empty", "failed"),
            ("dead", "unreachable"),
            ("not_ready", "unreachable"),
        ],
    )
    def test_turn_fails_after_one_try(self, mode, outcome):
        fake = FakeRasa()
        fake.mode = mode
        with fake.running():
            assert turn_on_the_loop(fake.url) == outcome

        assert fake.asked == 1

    def test_port_where_nobody_listens_is_unreachable(self):
        assert turn_on_the_loop("http://127.0.0.1:9") == "unreachable"


def turn_on_the_loop(url, timeout_seconds="20"):
    command = [sys.executable, "-c", ONE_TURN, url, timeout_seconds]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout, done.stderr[-2000:]
    return done.stdout.strip()
