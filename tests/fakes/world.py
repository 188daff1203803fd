"""A desk in the process of the test: its edges are fakes, its clock stands still.

Its background jobs run when a test says so, each by a method of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from agent_desk.app import Desk, create_desk
from agent_desk.demo.orders import fill_when_empty
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate
from tests.fakes.base import FakeBase
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import FakeDialogue
from tests.fakes.sockets import AgentClient, VisitorClient

SHOP = {
    "name": {"zh": "灯笼巷", "en": "Lantern Lane"},
    "greeting": {"zh": "您好", "en": "Hello"},
    "suggestions": [{"zh": "怎么退货？", "en": "How do I return it?"}],
    "identity_secret": "0123456789abcdef0123456789abcdef",
    "order_numbers": [{"pattern": "RL{10}", "example": "RL1234567890"}],
}
MEI, BO, ANA = "mei@shop.example", "bo@shop.example", "ana@shop.example"
METRICS_TOKEN = "a token of the tests, 32 bytes long"
PASSWORD = "correct horse battery"


def no_pause(_seconds: float) -> None:
    """What a test waits for."""


def create_world(folder: Path, *, trusted_proxies: int = 0) -> World:
    """A desk for two shops, ``demo`` (with orders) and ``other``, in an empty database."""
    orders = f"sqlite:///{folder / 'shop.sqlite3'}"
    fill_when_empty(orders)
    settings = DeskSettings(
        database_url=f"sqlite:///{folder / 'desk.sqlite3'}",
        secret_file=str(folder / "desk_secret"),
        trusted_proxies=trusted_proxies,
        metrics_token=METRICS_TOKEN,
        shops={"demo": SHOP | {"orders": {"kind": "sql", "url": orders}}, "other": SHOP},
    )
    migrate(Database(settings.database_url))
    dialogue, base, clock = FakeDialogue(), FakeBase(), FakeClock()
    desk = create_desk(
        settings, knowledge_base=base, dialogue=dialogue, clock=clock, pause=no_pause
    )
    return World(desk, dialogue, base, clock)


@dataclass
class World:
    desk: Desk
    dialogue: FakeDialogue
    base: FakeBase
    clock: FakeClock

    def another_desk(self, **settings) -> World:
        """Another desk process on the same database; also the same desk after a restart.

        It knows nothing of the sockets of this one. Its ``settings`` may differ.
        """
        desk = create_desk(
            self.desk.settings.model_copy(update=settings),
            knowledge_base=self.base,
            dialogue=self.dialogue,
            clock=self.clock,
            pause=no_pause,
        )
        return replace(self, desk=desk)

    # --- people -----------------------------------------------------------------------

    def visitor(self, *, address=None, **auth) -> VisitorClient:
        auth = {"shop_id": "demo", "language": "en"} | auth
        return VisitorClient(self.desk, auth, address=address)

    def agent(self, email=MEI, name="Mei", shops=("demo",)) -> AgentClient:
        """Logs in over HTTP, as the console does, and connects."""
        if self.desk.accounts.find(email) is None:
            self.desk.accounts.add(email, name=name, shop_ids=shops, password=PASSWORD)
        http = self.desk.app.test_client()
        answer = http.post(
            "/api/login",
            json={"email": email, "password": PASSWORD},
            headers={
                "X-CSRF-Token": http.get("/api/session").json["csrf_token"],
                "Origin": "http://localhost",
            },
        )
        assert answer.status_code == 200, answer.json
        return AgentClient(self.desk, answer.json["csrf_token"], http)

    def say(self, visitor, text):
        """The visitor writes, and the bot answers. Returns the visitor's line."""
        ack = visitor.write(text)
        assert ack["ok"], ack
        self.answer_turns()
        return ack["message"]

    def hand_over(self, visitor):
        """The visitor asks for a person. Returns the id of the chat."""
        ack = visitor.ask_for_person()
        assert ack["ok"], ack
        return ack["message"]["conversation_id"]

    def waiting_visitor(self, **auth):
        """A new visitor who asks for a person, after all others: their client and the chat."""
        self.clock.advance(0.01)
        visitor = self.visitor(**auth)
        return visitor, self.hand_over(visitor)

    def held_chat(self, agent, **auth):
        """A new visitor whose chat ``agent`` has claimed: their client and the chat."""
        visitor = self.visitor(**auth)
        chat = self.hand_over(visitor)
        ack = agent.claim(chat)
        assert ack["ok"], ack
        return visitor, chat

    # --- the jobs of the desk -----------------------------------------------------------

    def answer_turns(self, after=5.0):
        """Runs the turns of the bot that are due by then; returns how many."""
        self.clock.advance(after)
        return self.desk.turns.run_due()

    def ring(self, after=0.0):
        """Offers waiting chats to agents; returns how many rang."""
        self.clock.advance(after)
        return self.desk.offers.run()

    def release_chats(self, after=0.0):
        """Takes chats from agents who are away or silent; returns how many."""
        self.clock.advance(after)
        return self.desk.absences.release()

    def outcomes(self):
        """What became of questions: kind, and whether the best entry was right."""
        self.desk.outcomes.store()
        return [(outcome.kind, outcome.right) for outcome in self.base.outcomes]

    def end_waits(self, after=0.0):
        self.clock.advance(after)
        self.desk.wait_monitor.sweep()

    def close_idle_chats(self):
        self.desk.idle_chats.sweep()

    def publish_places(self, after=0.0):
        """Sends changed places in the queue; returns how many changed."""
        self.clock.advance(after)
        return self.desk.place_updates.send_changed()

    def heartbeat(self):
        """Notes that the agents with an open console are there, and that their log-ins are in use."""
        self.desk.roster.heartbeat()
        self.desk.agents.keep_sessions()

    def pass_time(self, seconds, *, step=10):
        """Runs the watching jobs every ``step`` seconds. Consoles stay open."""
        for _ in range(0, seconds, step):
            self.clock.advance(step)
            self.heartbeat()
            self.release_chats()
            self.end_waits()
            self.close_idle_chats()

    def metrics(self):
        """The page that Prometheus reads."""
        headers = {"Authorization": f"Bearer {METRICS_TOKEN}"}
        return self.desk.app.test_client().get("/metrics", headers=headers).get_data(as_text=True)
