"""The bot says nothing once a person has the chat, whatever of it was under way."""

import pytest

from agent_desk.rasa.turn import Act, RasaTurn
from tests.fakes.dialogue import GREET, NO_MATCH

LOOK_UP = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "1234"})
WRONG_DIGITS = Act("look_up_order", {"order_number": "RL2611200001", "phone_last4": "0000"})


@pytest.fixture
def agent(world):
    return world.agent()


@pytest.fixture
def visitor(world):
    return world.visitor()


@pytest.fixture
def take(world, visitor, agent):
    """The visitor asks for a person, and the agent claims the chat."""

    def take():
        assert agent.claim(world.hand_over(visitor))["ok"]

    return take


def bot_lines_after_claim(visitor):
    claimed = next(
        line["seq"]
        for line in visitor.messages()
        if line["event"] and line["event"]["type"] == "assigned"
    )
    return [line for line in visitor.bot_lines() if line["seq"] > claimed]


def test_bot_is_silent_while_a_person_holds_the_chat(world, visitor, take):
    take()

    world.say(visitor, "hello")

    assert visitor.bot_lines() == []


def test_reply_under_way_is_dropped_when_a_person_is_called(world, visitor, agent):
    def handed_over_meanwhile():
        world.hand_over(visitor)
        return RasaTurn("greet", 0.9, texts=(GREET,))

    world.dialogue.turns["hi"] = handed_over_meanwhile
    world.say(visitor, "hi")

    assert visitor.state == "queued"
    assert not any("Hello" in line for line in visitor.lines())


@pytest.mark.parametrize(
    "turn",
    [
        RasaTurn("greet", 0.9, texts=(GREET,)),
        RasaTurn("track_order", 0.9, acts=(LOOK_UP,)),
        RasaTurn("asked", 0.9, acts=(Act("hand_off", {"reason": "complaint"}),)),
    ],
    ids=["answer", "order", "handoff"],
)
def test_reply_of_any_kind_is_dropped_when_a_person_takes_the_chat(world, visitor, take, turn):
    def taken_meanwhile():
        take()
        return turn

    world.dialogue.turns["hi"] = taken_meanwhile
    world.say(visitor, "hi")
    world.answer_turns()

    assert bot_lines_after_claim(visitor) == []


def test_second_question_to_rasa_is_dropped(world, visitor, take):
    def taken_meanwhile():
        take()
        return RasaTurn("order_mismatch", 1.0, texts=(NO_MATCH,))

    world.dialogue.turns["hi"] = RasaTurn("track_order", 0.9, acts=(WRONG_DIGITS,))
    world.dialogue.triggers["order_mismatch"] = taken_meanwhile
    world.say(visitor, "hi")

    assert bot_lines_after_claim(visitor) == []


@pytest.mark.parametrize("how", ["down", "gone"])
def test_failing_rasa_says_nothing_more(world, visitor, take, how):
    def taken_meanwhile():
        take()
        setattr(world.dialogue, how, True)
        world.dialogue.check()

    world.dialogue.turns["hi"] = taken_meanwhile
    world.say(visitor, "hi")
    for _ in range(3):
        world.answer_turns()

    assert bot_lines_after_claim(visitor) == []


def test_turn_that_crashes_says_nothing_more(world, visitor, take):
    def taken_meanwhile():
        take()
        raise RuntimeError("broken on purpose")

    world.dialogue.turns["hi"] = taken_meanwhile
    world.say(visitor, "hi")
    for _ in range(3):
        world.answer_turns()

    assert bot_lines_after_claim(visitor) == []


def test_turn_that_waits_for_rasa_says_nothing_more(world, visitor, take):
    world.dialogue.gone = True
    world.say(visitor, "hi")
    take()
    world.dialogue.gone = False
    for _ in range(3):
        world.answer_turns()

    assert bot_lines_after_claim(visitor) == []
