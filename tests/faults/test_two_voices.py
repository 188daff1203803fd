"""Races for a chat: the bot against an agent, and an agent against another."""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.faults.console import Console
from tests.faults.crowd import QUESTION
from tests.faults.desk_process import DeskProcess, until
from tests.faults.figures import state
from tests.faults.scale import SCALE
from tests.faults.widget import Widget
from tests.faults.wire import RefusedError, Wire
from tests.stack.processes import free_port

AT_ONCE = 8
LONGEST_REPLY_SECONDS = 0.12
HASTY = {"RELAY_AGENT_DESK_TURNS__WAIT_SECONDS": "0.02"}


@pytest.fixture
def hasty(tmp_path, rasa):
    """A desk whose bot answers at once, and a Rasa that takes a while, each time another."""
    chance = random.Random(1)
    rasa.delay = lambda: chance.uniform(0, LONGEST_REPLY_SECONDS)
    with DeskProcess(tmp_path, rasa.url, settings=HASTY) as desk:
        yield desk
    rasa.delay = lambda: 0.0


class Eager(Console):
    """Claims whatever begins to wait, and says a word."""

    def told(self, name, payload):
        super().told(name, payload)
        if name == "conversation_queued":
            chat = payload["conversation"]["id"]
            self.step("claim", chat)
            self.reply(chat, "Hello, I am a person.")


def call_a_person_while_the_bot_answers(port, number):
    """A visitor who asks, changes their mind, and reads on. Returns their widget."""
    chance = random.Random(number)
    widget = Widget(port, f"visitor{number}").start()
    widget.say(f"{QUESTION} {number}")
    until(lambda: widget.acknowledged)
    time.sleep(chance.uniform(0, 1.3 * LONGEST_REPLY_SECONDS))
    widget.ask_for_person()
    until(lambda: any(line["author"] == "agent" for line in widget.screen.lines))
    return widget


def test_bot_is_silent_once_a_person_has_taken_over(hasty, rasa):
    asked_before = rasa.asked
    agent = Eager(hasty.port, hasty.log_in(*hasty.add_agents(1))).start()
    until(lambda: agent.agent)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        widgets = list(
            pool.map(
                lambda number: call_a_person_while_the_bot_answers(hasty.port, number),
                range(SCALE.races),
            )
        )
    # Whatever was on its way has come, or was dropped.
    until(lambda: rasa.answering == 0)
    until(lambda: hasty.metric("relay_turns_total") == rasa.asked - asked_before)
    for client in (agent, *widgets):
        client.stop()

    for widget in widgets:
        for lines in (hasty.lines_of(widget.screen.conversation_id), widget.screen.lines):
            assert "bot" not in after_the_claim(lines)
    dropped = hasty.metric("relay_turns_total", label='"dropped"')
    assert dropped > 0, "no reply was on its way when a person took over: nothing was tried"
    state(
        "takeover",
        f"{SCALE.races} takeovers with the bot asked just before: {dropped:g} replies came too"
        " late and were dropped, 0 bot lines after a claim in the log or on a screen",
    )


def after_the_claim(lines):
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
                on_fact=lambda *_: None,
                headers=[f"Cookie: {login.cookies}"],
            )
            for at, login in zip((desk, other), logins, strict=True)
        ]
        visitor = Wire(
            desk.port, "/visitor", {"shop_id": "demo", "language": "en"}, on_fact=lambda *_: None
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
        f" got it ({won[0]} : {won[1]}) and the other was told their name",
    )


def race(agents, chat, names):
    """Which of the two agents got the chat; the other must be told who did."""
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
    winner, told = 1 - losers[0], outcomes[losers[0]]
    assert told.code == "transition_not_allowed"
    assert names[winner] in told.error["message"]
    return winner
