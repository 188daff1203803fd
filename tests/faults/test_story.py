"""Any order of what visitors, agents and the machine may do, against a model of what must come."""

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from agent_desk.storage.models import Conversation, Message
from tests.faults.figures import state
from tests.faults.scale import SCALE
from tests.faults.screen import Screen
from tests.faults.worlds import AGENTS, SmallWorld

VISITORS = 2
visitors = st.integers(0, VISITORS - 1)
agents = st.integers(0, len(AGENTS) - 1)
# What happens to a line on its way; mostly it arrives.
fates = st.sampled_from(["arrives", "arrives", "arrives", "unacknowledged", "lost"])

VISITOR_ACTIONS = [
    *("send", "send", "send", "handoff", "handoff", "retry", "retry"),
    *("drop", "reconnect", "reload", "leave_queue"),
]
SCENES = ["bot", "queued", "assigned"]
# Newer than every line: the agent who resolves has read them all.
EVERYTHING = 2**31
STEPS = ["claim", "release", "return", "resolve", "transfer", "pass_on", "reply", "note"]


class ModelVisitor:
    """What a visitor did, what must come of it, and the number of the agent who holds the chat."""

    def __init__(self):
        self.client = None
        self.token = None
        self.screen = Screen()
        self.unsent = []
        self.acknowledged = {}
        self.state = None
        self.holder = None
        self.chat = None

    @property
    def conversation_id(self):
        return self.screen.conversation_id

    def arrives(self):
        """A line of the visitor reached the desk."""
        if self.state in (None, "resolved"):
            self.state = "bot"

    def calls(self):
        """A request for a person reached the desk."""
        self.arrives()
        if self.state == "bot":
            self.state = "queued"


class Story(RuleBasedStateMachine):
    """Counts what it did over all sequences: ``granted`` by request of agents."""

    sequences = 0
    steps = 0
    granted: ClassVar = Counter()

    @initialize(scenes=st.tuples(*[st.sampled_from(SCENES)] * VISITORS))
    def begin(self, scenes):
        type(self).sequences += 1
        self.folder = Path(tempfile.mkdtemp(prefix="relay-story-"))
        self.world = SmallWorld(self.folder)
        self.visitors = [ModelVisitor() for _ in range(VISITORS)]
        self.consoles = [self.world.agent(number) for number in range(len(AGENTS))]
        self.ids = [console.ready["agent"]["id"] for console in self.consoles]
        for visitor, scene in zip(self.visitors, scenes, strict=True):
            self._connect(visitor)
            self._send(visitor, "arrives")
            self._read(visitor)
            if scene != "bot":
                self._handoff(visitor, "arrives")
            if scene == "assigned":
                self._claim(0, visitor)

    def teardown(self):
        if not hasattr(self, "world"):
            return
        try:
            self._everybody_comes_back()
        finally:
            self.world.close()
            shutil.rmtree(self.folder)

    # Three rules and no more: Hypothesis switches rules off for whole sequences. With a rule for
    # each action, few sequences would hand a chat over, claim it and give it away.

    # --- what a visitor does ------------------------------------------------------------

    @rule(number=visitors, action=st.sampled_from(VISITOR_ACTIONS), fate=fates)
    def visitor_acts(self, number, action, fate):
        getattr(self, f"_{action}")(self.visitors[number], fate)

    def _send(self, visitor, fate):
        sent = {"client_message_id": uuid4().hex, "text": f"question {uuid4().hex}"}
        self._put(visitor, "message_send", sent, fate)

    def _handoff(self, visitor, fate):
        self._put(visitor, "handoff_request", {"client_message_id": uuid4().hex}, fate)

    def _retry(self, visitor, _fate):
        if visitor.client is None:
            self._connect(visitor)
        self._flush(visitor)

    def _drop(self, visitor, _fate):
        self._disconnect(visitor)

    def _reconnect(self, visitor, _fate):
        self._disconnect(visitor)
        self._connect(visitor)

    def _reload(self, visitor, _fate):
        self._disconnect(visitor)
        visitor.screen = Screen()
        self._connect(visitor)

    def _leave_queue(self, visitor, _fate):
        if visitor.client is None or visitor.unsent:
            return
        ack = visitor.client.request("queue_leave", {})
        assert ack["ok"] is (visitor.state == "queued"), ack
        if ack["ok"]:
            visitor.state = "bot"

    # --- what an agent does ---------------------------------------------------------------

    @rule(
        agent=agents,
        number=visitors,
        step=st.sampled_from(STEPS),
        astray=st.sampled_from([False, False, False, True]),
    )
    def agent_acts(self, agent, number, step, astray):
        """Mostly what makes sense at that moment; now and then anything, by anybody."""
        visitor = self.visitors[number]
        if not astray and visitor.state == "queued":
            step = "claim"
        elif not astray and visitor.state == "assigned":
            agent = visitor.holder
        getattr(self, f"_{step}")(agent, visitor)

    def _claim(self, agent, visitor):
        ack = self._ask(agent, "conversation_claim", visitor)
        assert ack["ok"] is (visitor.state == "queued" or visitor.holder == agent), ack
        if ack["ok"]:
            visitor.state, visitor.holder = "assigned", agent
        elif visitor.state == "assigned":
            assert AGENTS[visitor.holder] in ack["error"]["message"]

    def _release(self, agent, visitor):
        self._gives_away(agent, visitor, "release", "queued")

    def _return(self, agent, visitor):
        self._gives_away(agent, visitor, "return", "bot")

    def _resolve(self, agent, visitor):
        self._gives_away(agent, visitor, "resolve", "resolved", last_seq=EVERYTHING)

    def _pass_on(self, agent, visitor):
        self._gives_away(agent, visitor, "transfer", "queued", note="", language="en")

    def _transfer(self, agent, visitor):
        colleague = 1 - agent
        self._gives_away(
            agent, visitor, "transfer", "assigned", colleague, note="", agent_id=self.ids[colleague]
        )

    def _gives_away(self, agent, visitor, step, becomes, to=None, **payload):
        ack = self._ask(agent, f"conversation_{step}", visitor, **payload)
        assert ack["ok"] is (visitor.holder == agent), ack
        if ack["ok"]:
            visitor.state, visitor.holder = becomes, to

    def _reply(self, agent, visitor):
        self._writes(agent, visitor, note=False)

    def _note(self, agent, visitor):
        self._writes(agent, visitor, note=True)

    def _writes(self, agent, visitor, *, note):
        """Sent twice, as after a lost acknowledgement."""
        sent = {"client_message_id": uuid4().hex, "text": f"reply {uuid4().hex}", "note": note}
        acks = [self._ask(agent, "message_send", visitor, **sent) for _ in range(2)]
        assert [ack["ok"] for ack in acks] == [note or visitor.holder == agent] * 2, acks
        if acks[0]["ok"]:
            assert acks[0]["message"]["seq"] == acks[1]["message"]["seq"]

    # --- what the machine does ---------------------------------------------------------------

    @rule(
        action=st.sampled_from(["answers", "answers", "is_interrupted", "restarts"]),
        number=visitors,
    )
    def machine_acts(self, action, number):
        if action == "restarts":
            self._restarts()
            return
        visitor = self.visitors[number]
        if action == "is_interrupted" and visitor.client is not None:
            self.world.dialogue.meanwhile = lambda: self._is_interrupted(visitor)
        self.world.answer_turns()
        self.world.dialogue.meanwhile = None

    def _restarts(self):
        self.world.restart()
        for visitor in self.visitors:
            visitor.client = None
        self.consoles = [self.world.agent(number) for number in range(len(AGENTS))]

    def _is_interrupted(self, visitor):
        """While the bot thinks, a person is called and comes."""
        self.world.dialogue.meanwhile = None
        self._handoff(visitor, "arrives")
        if visitor.state == "queued":
            self._claim(0, visitor)

    # --- what must hold after each step ----------------------------------------------------------

    @precondition(lambda self: hasattr(self, "world"))
    @invariant()
    def promises_hold(self):
        type(self).steps += 1
        for visitor in self.visitors:
            self._read(visitor)
            if visitor.conversation_id:
                self._check(visitor)

    def _check(self, visitor):
        with self.world.desk.database.read() as session:
            conversation = session.get_one(Conversation, visitor.conversation_id)
            log = list(
                session.scalars(
                    select(Message)
                    .where(Message.conversation_id == conversation.id)
                    .order_by(Message.seq)
                )
            )
            others = list(session.scalars(select(Conversation.id)))
        assert len(others) <= VISITORS, "one visitor has two conversations"
        assert conversation.state == visitor.state
        stored = {line.client_message_id: line.seq for line in log if line.client_message_id}
        assert visitor.acknowledged.items() <= stored.items()
        texts = [line.text for line in log if line.text.startswith(("question ", "reply "))]
        assert len(texts) == len(set(texts)), "a line is in the log twice"
        assert_one_voice(log)
        if visitor.client is not None:
            shown = [line["id"] for line in visitor.screen.lines]
            assert shown == [line.id for line in log if line.kind != "note"]

    # --- doing it ------------------------------------------------------------------------------

    def _put(self, visitor, event, sent, fate):
        """Writes a line: it arrives, it is lost, or its acknowledgement is."""
        visitor.unsent.append((event, sent))
        if visitor.client is None:
            if fate == "arrives":
                self._retry(visitor, fate)
            return
        if fate == "arrives":
            self._flush(visitor)
            return
        if fate == "unacknowledged" and len(visitor.unsent) == 1:
            ack = visitor.client.request(event, sent)
            assert ack["ok"], ack
            self._arrived(visitor, event, sent)
        visitor.client.disconnect()
        visitor.client = None

    def _flush(self, visitor):
        """Sends the outbox, line by line. A line that is stored already changes nothing."""
        if visitor.client is None:
            return
        while visitor.unsent:
            event, sent = visitor.unsent[0]
            ack = visitor.client.request(event, sent)
            assert ack["ok"], ack
            self._arrived(visitor, event, sent)
            visitor.acknowledged[sent["client_message_id"]] = ack["message"]["seq"]
            visitor.unsent.pop(0)

    def _arrived(self, visitor, event, sent):
        stored = getattr(visitor, "stored", set())
        if sent["client_message_id"] not in stored:
            visitor.stored = stored | {sent["client_message_id"]}
            visitor.calls() if event == "handoff_request" else visitor.arrives()

    def _connect(self, visitor):
        visitor.client = self.world.visitor(
            token=visitor.token,
            conversation_id=visitor.screen.conversation_id,
            last_seq=visitor.screen.last_seq,
        )
        ready = visitor.client.ready
        if ready["visitor_token"]:
            assert visitor.state is None, "a visitor who has written was forgotten"
            visitor.token = ready["visitor_token"]
        if ready["reset"]:
            held = ready["conversation"] and ready["conversation"]["id"]
            visitor.screen.replace(held, ready["messages"], ready["more"])
        else:
            visitor.screen.merge(ready["messages"])
        visitor.read = 0

    def _disconnect(self, visitor):
        if visitor.client is not None:
            visitor.client.disconnect()
            visitor.client = None

    def _read(self, visitor):
        """Takes in what came live since the last time."""
        if visitor.client is None:
            return
        lines = visitor.client.messages()
        for line in lines[visitor.read :]:
            assert visitor.screen.accept(line), "a gap on a connection that was never lost"
        visitor.read = len(lines)

    def _ask(self, agent, event, visitor, **payload):
        sent = {"conversation_id": self._chat_of(visitor), **payload}
        ack = self.consoles[agent].request(event, sent)
        Story.granted[event] += ack["ok"]
        return ack

    def _chat_of(self, visitor):
        """The id of the chat, also while its visitor is away: agents have it in their lists."""
        if visitor.conversation_id:
            visitor.chat = visitor.conversation_id
        return visitor.chat

    def _everybody_comes_back(self):
        """In the end every line is acknowledged, shown and answered."""
        for visitor in self.visitors:
            self._disconnect(visitor)
            self._connect(visitor)
            self._flush(visitor)
        for _ in range(3):
            self.world.answer_turns()
        self.promises_hold()
        for visitor in self.visitors:
            lines = visitor.screen.lines
            if visitor.state == "bot":
                asked = [line["seq"] for line in lines if line["author"] == "visitor"]
                answered = [line["seq"] for line in lines if line["author"] in ("bot", "agent")]
                events = [line["seq"] for line in lines if line["kind"] == "event"]
                assert max([0, *asked]) < max([0, *answered, *events]), "nobody answered"


def assert_one_voice(log):
    """Between a claim and the end of it the bot says nothing."""
    held = False
    for line in log:
        kind = (line.event or {}).get("type")
        if kind == "assigned":
            held = True
        elif kind in ("released", "returned", "resolved", "passed_on"):
            held = False
        assert not (held and line.author == "bot"), "the bot talks over a person"


def test_every_story_keeps_the_promises():
    Story.sequences = Story.steps = 0
    Story.granted.clear()
    run_state_machine_as_test(
        Story,
        settings=settings(
            max_examples=SCALE.story_sequences,
            stateful_step_count=SCALE.story_steps,
            deadline=None,
            database=None,
            # What fails is shown as it was found: shrinking it would take minutes.
            phases=[Phase.generate],
            derandomize=SCALE.name == "short",
            suppress_health_check=list(HealthCheck),
        ),
    )
    granted = ", ".join(
        f"{count} × {event.removeprefix('conversation_')}"
        for event, count in sorted(Story.granted.items())
    )
    state(
        "stories",
        f"{Story.sequences} sequences, {Story.steps} steps of sending, losing, retrying, dropping,"
        " coming back, handing over, claiming, transferring, releasing, returning, resolving and"
        f" restarting (agents: {granted}): the model was right after each",
    )
    assert Story.sequences >= SCALE.story_sequences


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    (tmp_path / "config.yml").write_text("agent_desk: {}\n")
    monkeypatch.setenv("RELAY_CONFIG", str(tmp_path / "config.yml"))
