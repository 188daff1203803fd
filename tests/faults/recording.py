"""What two clients get of one conversation: one who was there, and one who comes later."""

from dataclasses import dataclass, field
from uuid import uuid4

from tests.fakes.base import BRAZIL, FakeBase, stored
from tests.faults.worlds import SmallWorld

VAGUE = "brazil?"
WELCOMES = ("session_ready", "console_ready")


class Cast:
    """A visitor and two agents in a world of their own, and who asked for what."""

    def __init__(self, folder, **settings):
        base = FakeBase()
        base.knows(BRAZIL, stored())
        base.knows(VAGUE, stored(confidence=0.5), stored("customs", 0.3), band="clarify")
        self.world = SmallWorld(folder, base=base, **settings)
        self.visitor = self.world.visitor()
        self.token = self.visitor.token
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

    def says(self, text=BRAZIL):
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
        return self.visitor.messages()[-1]


@dataclass
class Watcher:
    """A second tab of the visitor, or a second console of an agent."""

    welcome: dict
    client: object
    opened: dict | None = None
    seen: int = field(default=0)

    def facts(self):
        """Every event after the welcome, as (name, payload)."""
        self.client.received("")
        return [one for one in self.client.events if one[0] not in WELCOMES]


def watch_visitor(cast):
    """Another tab of the visitor. Before their first line that would be another visitor."""
    client = cast.visitor if cast.chat is None else cast.world.visitor(token=cast.token)
    return Watcher(client.ready, client)


def watch_agent(cast):
    """Mei's second console, with the chat open where there is one."""
    client = cast.world.agent(0)
    opened = None
    if cast.chat:
        opened = client.request("conversation_open", {"conversation_id": cast.chat, "last_seq": 0})
        assert opened["ok"], opened
    return Watcher(client.ready, client, opened)


def record(cast, name, action):
    """The recordings of ``action(cast)`` for both sides, and which events came to whom."""
    stale = {"visitor": watch_visitor(cast), "agent": watch_agent(cast)}
    action(cast)
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
    came = {(f"/{side}", event) for side, events in facts.items() for event, _ in events}
    return recordings, came
