"""A visitor whose message waits writes more."""

import pytest

from tests.fakes.hours import MONDAY_MORNING
from tests.integration.agent_desk.messages.conftest import EMAIL, TEXT


def test_lines_join_the_message_and_the_visitor_hears_it_once(world, leave):
    left = leave()

    world.say(left.visitor, "It is the blue one.")
    world.say(left.visitor, "Order RL2611200001.")

    joined = f"Added to your message {left.reference}."
    assert left.visitor.lines()[-3:] == ["It is the blue one.", joined, "Order RL2611200001."]
    assert left.visitor.state == "left_message"


class TestOpen:
    """It is Monday morning, and an agent is there."""

    @pytest.fixture
    def left(self, leave):
        return leave()

    @pytest.fixture
    def agent(self, world, left):
        world.clock.now = MONDAY_MORNING
        return world.agent()

    @pytest.fixture
    def visitor(self, world, left, agent):
        """Writes again."""
        world.say(left.visitor, "Is anybody there?")
        return left.visitor

    def test_chat_goes_to_the_queue_when_somebody_is_there(self, visitor, agent):
        assert visitor.state == "queued"
        queued = agent.received("conversation_queued")[-1]["conversation"]
        assert queued["reason"] == "wrote_again"

    def test_visitor_who_leaves_the_queue_keeps_their_message(self, visitor, agent):
        assert visitor.request("queue_leave")["ok"]

        assert visitor.state == "left_message"
        listed = [row["id"] for row in agent.listed("messages")]
        assert listed == [visitor.conversation["id"]]

    def test_visitor_who_found_the_queue_too_slow_is_not_put_back_into_it(self, world, agent):
        visitor, _ = world.waiting_visitor()
        world.end_waits(after=180)
        assert visitor.conversation["message_offer"] == "long_wait"
        visitor.leave_message(TEXT, EMAIL)

        world.say(visitor, "And the shade is cracked.")
        assert visitor.state == "left_message"
        world.hand_over(visitor)
        assert visitor.state == "queued"
