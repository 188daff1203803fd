"""Lines in a language that the assistant does not speak."""

import pytest

from agent_desk.rasa.turn import Entity, RasaTurn
from agent_desk.texts.other_languages import SPEAKS_CHINESE_AND_ENGLISH
from tests.fakes.base import stored
from tests.fakes.dialogue import ASK_PROOF, ORDER_FORM

QUESTION = "Сколько стоит доставка?"


@pytest.fixture
def visitor(world):
    world.agent()
    return world.visitor()


def test_get_one_sentence_in_it_and_the_offer_of_a_person(world, visitor):
    world.base.knows(QUESTION, stored())  # a chance hit: its words mean nothing to the base

    world.say(visitor, QUESTION)

    (line,) = visitor.bot_lines()
    assert line["text"] == SPEAKS_CHINESE_AND_ENGLISH["ru"]
    assert [choice["kind"] for choice in line["choices"]] == ["person"]


def test_call_a_person_when_they_go_on(world, visitor):
    world.say(visitor, QUESTION)
    world.say(visitor, "где мой заказ?")

    assert visitor.state == "queued"


def test_are_answered_again_once_they_are_in_one_that_it_speaks(world, visitor):
    world.base.knows("how much is shipping", stored())
    world.say(visitor, QUESTION)

    world.say(visitor, "how much is shipping")

    assert visitor.lines()[-1] == "15–25 working days."
    assert visitor.state == "bot"


def test_with_a_number_are_looked_up(world, visitor):
    text = "где мой заказ RL2611200001"
    found = (Entity("order_number", "RL2611200001"),)
    world.dialogue.turns[text] = RasaTurn(
        "inform", 0.9, entities=found, texts=(ASK_PROOF,), acts=(), state=ORDER_FORM
    )

    world.say(visitor, text)

    assert "RL2611200001" in visitor.lines()[-1]
