"""What the desk tells two clients of one conversation: one who was there, one who comes later."""

from dataclasses import dataclass, field
from uuid import uuid4

from tests.fakes.base import FakeBase, stored
from tests.faults.worlds import SmallWorld

QUESTION = "How long does shipping to Brazil take?"
VAGUE = "brazil?"


class Cast:
    """A visitor and two agents in a world of their own, and what was asked for by whom."""

    def __init__(self, folder, **settings):
        base = FakeBase()
        base.knows(QUESTION, stored())
        base.knows(VAGUE, stored(confidence=0.5), stored("customs", 0.3), band="clarify")
        self.world = SmallWorld(folder, base=base, **settings)
        self.world.base = base
        self.visitor = self.world.visitor()
        self.token = self.visitor.told("session_ready")[0]["visitor_token"]
        self.mei, self.bo = self.world.agent(0), self.world.agent(1)
        self.chat = None
        self.requested = set()

    def ask(self, client, event, /, **payload):
        """The granted acknowledgement of a request."""
        self.requested.add((client.namespace, event))
        ack = client.request(event, payload)
        assert ack["ok"], (event, ack)
        if client is self.visitor and "message" in ack:
            self.chat = ack["message"]["conversation_id"]
        return ack

    def says(self, text=QUESTION):
        """The visitor writes and the bot answers."""
        self.ask(self.visitor, "message_send", client_message_id=uuid4().hex, text=text)
        self.world.answer_turns()

    def calls(self):
        return self.ask(self.visitor, "handoff_request", client_message_id=uuid4().hex)

    def is_taken(self, agent=None):
        self.calls()
        self.step("claim", agent)

    def step(self, name, agent=None, **payload):
        return self.ask(
            agent or self.mei, f"conversation_{name}", conversation_id=self.chat, **payload
        )

    def reply(self, text="Hello", **payload):
        return self.ask(
            self.mei,
            "message_send",
            conversation_id=self.chat,
            client_message_id=uuid4().hex,
            text=text,
            **payload,
        )

    def last_line(self):
        return self.visitor.told("message_created")[-1]


@dataclass
class Watcher:
    """A second tab of the visitor's, or a second console of an agent's."""

    welcome: dict
    client: object
    opened: dict | None = None
    seen: int = field(default=0)

    def facts(self):
        self.client.told("")
        return [
            fact for fact in self.client.facts if fact[0] not in ("session_ready", "console_ready")
        ]


def watch_visitor(cast):
    if cast.chat is None:  # the desk knows a token from its first line on; a second tab has another
        return Watcher(cast.visitor.told("session_ready")[0], cast.visitor)
    client = cast.world.visitor(token=cast.token)
    return Watcher(client.told("session_ready")[0], client)


def watch_agent(cast):
    """Mei's second console, with the chat open where there is one."""
    client = cast.world.agent(0)
    welcome = client.told("console_ready")[0]
    opened = None
    if cast.chat:
        opened = client.request("conversation_open", {"conversation_id": cast.chat, "last_seq": 0})
        assert opened["ok"], opened
    return Watcher(welcome, client, opened)


def record(cast, name, deed):
    """Both recordings of ``deed(cast)``, and the names of the facts that were told."""
    stale = {"visitor": watch_visitor(cast), "agent": watch_agent(cast)}
    deed(cast)
    facts = {side: watcher.facts() for side, watcher in stale.items()}
    fresh = {"visitor": watch_visitor(cast), "agent": watch_agent(cast)}
    recordings = {
        side: {
            "name": name,
            "stale": watcher.welcome,
            "facts": facts[side],
            "fresh": fresh[side].welcome,
        }
        for side, watcher in stale.items()
    }
    recordings["agent"]["opened"] = {
        "stale": stale["agent"].opened,
        "fresh": fresh["agent"].opened,
    }
    told = {(f"/{side}", fact) for side, all_facts in facts.items() for fact, _ in all_facts}
    return recordings, told
