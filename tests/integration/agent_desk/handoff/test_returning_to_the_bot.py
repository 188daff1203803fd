"""A chat goes back from a person to the bot: what is open is answered, what is done is not."""

import pytest

from tests.fakes.base import BRAZIL, stored


@pytest.fixture
def agent(world):
    return world.agent()


def test_question_that_the_agent_did_not_answer_is_answered_by_the_bot(world, agent):
    world.base.knows(BRAZIL, stored())
    visitor, chat = world.held_chat(agent)
    world.say(visitor, BRAZIL)

    assert agent.return_to_bot(chat)["ok"]
    world.answer_turns()

    assert visitor.lines()[-1] == "15–25 working days."


def test_burst_that_the_agent_did_not_answer_gets_one_answer(world, agent):
    visitor, chat = world.held_chat(agent)
    for text in ("one", "two", "three"):
        visitor.write(text)

    agent.return_to_bot(chat)
    world.answer_turns()

    assert len([line for line in visitor.bot_lines() if line["seq"] > 5]) == 1


def test_request_for_a_person_is_not_answered_again_after_leaving_the_queue(world, agent):
    visitor, _ = world.waiting_visitor()

    assert visitor.request("queue_leave")["ok"]

    assert world.answer_turns() == 0
    assert visitor.state == "bot"


def test_question_asked_in_the_queue_is_answered_after_leaving_it(world):
    world.base.knows("How long?", stored())
    visitor, _ = world.waiting_visitor()
    world.say(visitor, "How long?")
    world.pass_time(10)

    assert visitor.request("queue_leave")["ok"]
    world.answer_turns()

    assert visitor.lines()[-1] == "15–25 working days."


def test_handoff_under_way_does_not_come_back_after_a_return(world, agent):
    """The turn fails while a person takes and returns the chat, so that it would hand over."""
    visitor = world.visitor()

    def returned_meanwhile():
        chat = world.hand_over(visitor)
        assert agent.claim(chat)["ok"]
        assert agent.return_to_bot(chat)["ok"]
        world.dialogue.turns.pop("call somebody")
        raise RuntimeError("broken on purpose")

    world.dialogue.turns["call somebody"] = returned_meanwhile
    world.say(visitor, "call somebody")

    assert visitor.state == "bot"
    assert visitor.event_types() == ["handed_off", "assigned", "returned"]
    assert world.ring() == 0
