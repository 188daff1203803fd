"""Races for a chat: the bot against an agent, and an agent against another."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.faults.console import Console
from tests.faults.crowd import QUESTION
from tests.faults.desk_process import DeskProcess
from tests.faults.figures import state
from tests.faults.scale import SCALE
from tests.faults.widget import Widget
from tests.faults.wire import RefusedError, Wire
from tests.stack.processes import free_port
from tests.stack.waiting import until

AT_ONCE = 8
SETTINGS = {
    "RELAY_AGENT_DESK_TURNS__WAIT_SECONDS": "0.02",
    # Rasa is held for as long as a test wants.
    "RELAY_AGENT_DESK_RASA__TIMEOUT_SECONDS": "60",
    "RELAY_AGENT_DESK_TURNS__LEASE_SECONDS": "120",
}
# When the visitor calls a person, and when Rasa's answer comes.
MOMENTS = ("before Rasa is asked", "with the answer", "before the answer", "the agent came first")


class Thought:
    """Rasa has one visitor's question, and answers when it may."""

    def __init__(self, number):
        self.question = f"{QUESTION} {number}"
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def last(self):
        self.begun.set()
        self.may_end.wait()


@pytest.fixture
def thoughts(rasa):
    """One for each race, by its number."""
    thoughts = [Thought(number) for number in range(SCALE.races)]
    by_question = {thought.question: thought for thought in thoughts}
    rasa.before_answer = lambda request: by_question[request["text"]].last()
    yield thoughts
    rasa.before_answer = lambda request: None
    for thought in thoughts:
        thought.may_end.set()


@pytest.fixture
def hasty(tmp_path, rasa):
    """A desk whose bot turns to a question at once."""
    with DeskProcess(tmp_path, rasa.url, settings=SETTINGS) as desk:
        yield desk


class Eager(Console):
    """Claims every chat that begins to wait, and says a word."""

    def on_event(self, name, payload):
        super().on_event(name, payload)
        if name == "conversation_queued":
            chat = payload["conversation"]["id"]
            self.step("claim", chat)
            self.reply(chat, "Hello, I am a person.")


def call_a_person_while_the_bot_answers(port, number, thought):
    """A visitor who asks, changes their mind, and reads on. Returns their widget."""
    moment = MOMENTS[number % len(MOMENTS)]
    widget = Widget(port, f"visitor{number}").start()
    widget.say(thought.question)
    until(lambda: widget.acknowledged)
    if moment == "before Rasa is asked":
        thought.may_end.set()
    else:
        until(thought.begun.is_set)
    if moment == "with the answer":
        thought.may_end.set()
    widget.ask_for_person()
    if moment == "before the answer":
        until(lambda: len(widget.acknowledged) == 2)
        thought.may_end.set()
    until(lambda: any(line["author"] == "agent" for line in widget.screen.lines))
    thought.may_end.set()
    return widget


def test_bot_is_silent_once_a_person_has_taken_over(hasty, rasa, thoughts):
    asked_before = rasa.asked
    agent = Eager(hasty.port, hasty.log_in(*hasty.add_agents(1))).start()
    until(lambda: agent.agent)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        widgets = list(
            pool.map(
                lambda number: call_a_person_while_the_bot_answers(
                    hasty.port, number, thoughts[number]
                ),
                range(SCALE.races),
            )
        )
    # Every reply that was on its way has come, or was dropped.
    until(lambda: rasa.answering == 0)
    until(lambda: hasty.metric("relay_turns_total") == rasa.asked - asked_before)
    for client in (agent, *widgets):
        client.stop()

    for widget in widgets:
        for lines in (hasty.lines_of(widget.screen.conversation_id), widget.screen.lines):
            assert "bot" not in authors_after_the_claim(lines)
    dropped = hasty.metric("relay_turns_total", label='"dropped"')
    assert dropped >= SCALE.races // len(MOMENTS), "the agent came first, and the reply was kept"
    state(
        "takeover",
        f"{SCALE.races} takeovers with the bot asked just before: {dropped:g} replies came too"
        " late and were dropped, 0 bot lines after a claim in the log or on a screen",
    )


def authors_after_the_claim(lines):
    """Who wrote each line that follows the first claim."""
    claimed = next(line["seq"] for line in lines if "assigned" in str(line["event"]))
    return [line["author"] for line in lines if line["seq"] > claimed]


def test_one_of_two_agents_gets_the_chat(desk):
    """Each agent is at a desk process of their own; only the database is shared."""
    emails = desk.add_agents(2)
    port = free_port()
    with DeskProcess(desk.folder, desk.rasa_url, port=port) as other:
        logins = [at.log_in(email) for at, email in zip((desk, other), emails, strict=True)]
        names = ("Agent 0", "Agent 1")
        agents = [
            Wire(
                at.port,
                "/agent",
                {"csrf_token": login.csrf_token},
                on_event=lambda *_: None,
                headers=[f"Cookie: {login.cookies}"],
            )
            for at, login in zip((desk, other), logins, strict=True)
        ]
        visitor = Wire(
            desk.port, "/visitor", {"shop_id": "demo", "language": "en"}, on_event=lambda *_: None
        )
        won = Counter()
        for _ in range(SCALE.races):
            asked = visitor.request("handoff_request", {"client_message_id": uuid4().hex})
            chat = {"conversation_id": asked["message"]["conversation_id"]}
            winner = race(agents, chat, names)
            won[winner] += 1
            seen = {"last_seq": asked["message"]["seq"]}
            agents[winner].request("conversation_resolve", chat | seen)
        for wire in (*agents, visitor):
            wire.close()

    claims = desk.rows("SELECT event FROM messages WHERE event LIKE '%assigned%'")
    assert len(claims) == SCALE.races
    state(
        "claims",
        f"{SCALE.races} chats claimed by two agents at once at two desk processes: always one"
        f" got it ({won[0]} : {won[1]}) and the other got their name",
    )


def race(agents, chat, names):
    """Which of the two agents got the chat. The other must be refused with the winner's name."""
    start = threading.Barrier(2)

    def claim(agent):
        start.wait()
        try:
            return agent.request("conversation_claim", chat)
        except RefusedError as refused:
            return refused

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(claim, agents))
    losers = [index for index, outcome in enumerate(outcomes) if isinstance(outcome, RefusedError)]
    assert len(losers) == 1, outcomes
    winner, refusal = 1 - losers[0], outcomes[losers[0]]
    assert refusal.code == "transition_not_allowed"
    assert names[winner] in refusal.error["message"]
    return winner
