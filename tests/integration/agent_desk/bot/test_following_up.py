"""The bot follows a conversation: what was asked before, and what was shown."""

from dataclasses import replace

import pytest

from agent_desk.rasa.turn import Act, RasaTurn
from tests.fakes.base import stored
from tests.integration.agent_desk.bot.test_own_orders import buyer, shop  # noqa: F401

BRAZIL, PERU = "how long to Brazil", "how long to peru"
WRONG = RasaTurn("wrong_answer", 0.95, acts=(Act("offer_others"),))


@pytest.fixture
def visitor(world):
    """Has been told how long it takes to Brazil."""
    world.base.knows(BRAZIL, stored(), stored("shipping-general", 0.2))
    world.base.knows(PERU, stored("shipping-peru", answer="14–22 working days."))
    world.dialogue.turns["no, that is not it"] = WRONG
    visitor = world.visitor()
    world.say(visitor, BRAZIL)
    return visitor


def sources(visitor):
    return [line["source"] and line["source"]["entry"] for line in visitor.messages()[1:]]


class TestLineThatLeans:
    def test_is_answered_as_completed(self, world, visitor):
        world.say(visitor, "and to Peru?")

        assert visitor.lines()[-1] == "14–22 working days."

    def test_agents_see_how_it_was_read(self, world, visitor):
        world.say(visitor, "and to Peru?")
        world.hand_over(visitor)

        agent = world.agent()
        lines = agent.open(visitor.conversation["id"])["messages"]

        read = [line["explanation"]["read_as"] for line in lines if line["explanation"]]
        assert PERU in read

    @pytest.mark.parametrize("forgotten", ["time", "person"])
    def test_stands_alone_once_the_topic_is_forgotten(self, world, visitor, forgotten):
        if forgotten == "time":
            world.clock.advance(11 * 60)
        else:
            world.hand_over(visitor)
            visitor.request("queue_leave")
        world.say(visitor, "and to Peru?")

        assert "14–22" not in visitor.lines()[-1]


class TestWrongAnswer:
    def test_others_are_offered_and_then_a_person_comes(self, world, visitor):
        world.say(visitor, "no, that is not it")

        assert "Sorry" in visitor.lines()[-1]
        chips = [chip["id"] for chip in visitor.messages()[-1]["choices"]]
        assert chips == ["shipping-general", "person"]

        world.say(visitor, "no, that is not it")

        assert visitor.event_types() == ["handed_off"]

    def test_same_answer_is_not_given_twice_running(self, world, visitor):
        text = "tell me the number of days until it gets to Brazil"
        world.base.knows(text, replace(stored(), confidence=0.95))
        world.say(visitor, text)

        assert "my answer above" in visitor.lines()[-1]

    def test_choice_is_taken_in_words(self, world, visitor):
        world.say(visitor, "no, that is not it")
        world.say(visitor, "yes")

        assert visitor.messages()[-1]["source"]["entry"] == "shipping-general"


class TestOrderInHand:
    @pytest.fixture
    def shown(self, world, buyer):  # noqa: F811
        """The buyer was offered six orders, and took the newest."""
        world.say(buyer, "where is my order")
        world.say(buyer, "the first one")
        return buyer

    def test_one_of_the_offered_is_taken_by_its_place(self, shown):
        assert "RL2611200006" in shown.lines()[-1]

    def test_not_that_one_is_the_next(self, world, shown):
        world.say(shown, "not that one")

        assert "RL2611200005" in shown.lines()[-1]
