"""Rasa is there and fails: the knowledge base answers, or a person is called."""

import pytest

from agent_desk.rasa.turn import RasaTurn
from tests.fakes.base import BRAZIL, stored
from tests.fakes.dialogue import ASK_NUMBER, ORDER_FORM


@pytest.fixture(autouse=True)
def agent(world):
    world.dialogue.down = True
    return world.agent()


def handoff_reason(world):
    """Why the only waiting chat was handed over, as a console shows it."""
    return world.agent().ready["waiting"][0]["reason"]


class TestWithoutRasa:
    def test_base_alone_answers_where_it_is_sure(self, world):
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()

        world.say(visitor, BRAZIL)

        assert visitor.lines()[-1] == "15–25 working days."
        assert visitor.state == "bot"

    @pytest.mark.parametrize("band", ["clarify", "hand_off"])
    def test_everything_else_is_handed_over_with_the_reason(self, world, band):
        world.base.knows("brazil?", stored(confidence=0.5), band=band)
        visitor = world.visitor()

        world.say(visitor, "brazil?")

        assert visitor.state == "queued"
        assert handoff_reason(world) == "bot_unavailable"

    def test_request_for_a_person_is_understood(self, world):
        world.base.knows("can I talk to a person", stored())
        visitor = world.visitor()

        world.say(visitor, "can I talk to a person")

        assert visitor.state == "queued"
        assert handoff_reason(world) == "asked"

    def test_yes_to_the_offer_of_a_person_is_understood(self, world):
        world.dialogue.down = False
        visitor = world.visitor()
        world.say(visitor, "do you know a joke")
        world.dialogue.down = True

        world.say(visitor, "yes please")

        assert handoff_reason(world) == "asked"

    def test_chat_with_an_open_form_is_handed_over_even_where_the_base_is_sure(self, world):
        world.dialogue.down = False
        world.dialogue.turns["where is it"] = RasaTurn(
            "track_order", 0.95, texts=(ASK_NUMBER,), state=ORDER_FORM
        )
        world.base.knows(BRAZIL, stored())
        visitor = world.visitor()
        world.say(visitor, "where is it")
        world.dialogue.down = True

        world.say(visitor, BRAZIL)

        assert visitor.state == "queued"
        assert handoff_reason(world) == "bot_unavailable"

    def test_chip_is_answered(self, world):
        world.dialogue.down = False
        world.base.knows("brazil?", stored(confidence=0.5), band="clarify")
        visitor = world.visitor()
        world.say(visitor, "brazil?")
        world.dialogue.down = True

        visitor.choose(visitor.messages()[-1], "shipping-brazil")
        world.answer_turns()

        assert visitor.lines()[-1] == "15–25 working days."


class TestCircuitBreaker:
    @pytest.fixture(autouse=True)
    def opened(self, world):
        """Three turns in a row have failed."""
        for _ in range(3):
            world.say(world.visitor(), "hello")

    def test_rasa_is_left_alone_for_a_while(self, world):
        asked = len(world.dialogue.asked)
        visitor = world.visitor()
        visitor.write("hello")

        world.answer_turns(after=1)

        assert len(world.dialogue.asked) == asked
        assert visitor.state == "queued"

    def test_rasa_is_tried_again_after_the_pause(self, world):
        asked = len(world.dialogue.asked)
        world.dialogue.down = False

        world.say(world.visitor(), "hello")

        assert len(world.dialogue.asked) == asked + 1

    def test_readyz_and_metrics_show_it(self, world):
        world.dialogue.down = False

        answer = world.desk.app.test_client().get("/readyz")

        assert answer.status_code == 503
        assert answer.json["rasa"]["ok"] is False
        assert "its turns have failed for" in answer.json["rasa"]["detail"]
        assert "relay_rasa_breaker 1.0" in world.metrics()
