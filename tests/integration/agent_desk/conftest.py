from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from agent_desk.app import Desk, create_desk
from agent_desk.demo.orders import fill_when_empty
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from tests.fakes.base import FakeBase
from tests.fakes.dialogue import FakeDialogue

SHOP = {
    "name": {"zh": "灯笼巷", "en": "Lantern Lane"},
    "greeting": {"zh": "您好", "en": "Hello"},
    "suggestions": [{"zh": "怎么退货？", "en": "How do I return it?"}],
    "identity_secret": "0123456789abcdef0123456789abcdef",
}


class Clock:
    """Stands still until a test moves it."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def advance(self, seconds):
        self.now += timedelta(seconds=seconds)


class Client:
    """One socket; keeps what it was told by event."""

    def __init__(self, socketio, app, namespace, auth, flask_client=None):
        self.namespace = namespace
        self._client = socketio.test_client(
            app, namespace=namespace, auth=auth, flask_test_client=flask_client
        )
        self.facts = []

    @property
    def connected(self):
        return self._client.is_connected(self.namespace)

    def request(self, event, payload=None):
        return self._client.emit(event, payload, namespace=self.namespace, callback=True)

    def told(self, event):
        """The payloads of all ``event`` facts so far, oldest first."""
        self.facts += [
            (fact["name"], fact["args"][0]) for fact in self._client.get_received(self.namespace)
        ]
        return [payload for name, payload in self.facts if name == event]

    def lines(self):
        return [line["text"] for line in self.told("message_created") if line["kind"] == "text"]

    def disconnect(self):
        self._client.disconnect(self.namespace)


@dataclass
class World:
    desk: Desk
    dialogue: FakeDialogue
    base: FakeBase
    clock: Clock

    def visitor(self, **auth):
        auth = {"shop_id": "demo", "language": "en"} | auth
        return Client(self.desk.socketio, self.desk.app, "/visitor", auth)

    def agent(self, email="mei@shop.example", name="Mei", shops=("demo",)):
        """Logs in over HTTP, as the console does, and connects."""
        if self.desk.accounts.find(email) is None:
            self.desk.accounts.add(email, name=name, shop_ids=shops, password="correct horse")
        http = self.desk.app.test_client()
        csrf = http.get("/api/session").json["csrf_token"]
        answer = http.post(
            "/api/login",
            json={"email": email, "password": "correct horse"},
            headers={"X-CSRF-Token": csrf, "Origin": "http://localhost"},
        )
        assert answer.status_code == 200, answer.json
        client = Client(
            self.desk.socketio,
            self.desk.app,
            "/agent",
            {"csrf_token": answer.json["csrf_token"]},
            http,
        )
        client.http, client.csrf_token = http, answer.json["csrf_token"]
        return client

    def say(self, visitor, text):
        """Sends and lets the bot answer."""
        ack = visitor.request("message_send", {"client_message_id": uuid4().hex, "text": text})
        assert ack["ok"], ack
        self.answer_turns()
        return ack["message"]

    def answer_turns(self):
        self.clock.advance(5)
        return self.desk.turns.run_due()

    def hand_over(self, visitor):
        ack = visitor.request("handoff_request", {"client_message_id": uuid4().hex})
        assert ack["ok"], ack
        return ack["message"]["conversation_id"]


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setenv("RELAY_CONFIG", str(tmp_path / "config.yml"))
    (tmp_path / "config.yml").write_text("agent_desk: {}\n")
    orders = f"sqlite:///{tmp_path / 'shop.sqlite3'}"
    fill_when_empty(orders)
    settings = DeskSettings(
        database_url=f"sqlite:///{tmp_path / 'desk.sqlite3'}",
        shops={
            "demo": SHOP | {"orders": {"kind": "sql", "url": orders}},
            "other": SHOP,
        },
    )
    migrate(Database(settings.database_url))
    dialogue, base, clock = FakeDialogue(), FakeBase(), Clock()
    desk = create_desk(settings, knowledge_base=base, dialogue=dialogue, clock=clock)
    return World(desk, dialogue, base, clock)
