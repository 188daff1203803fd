"""Where the bot is not sure, it asks back with chips."""

import pytest

from tests.fakes.base import stored


@pytest.fixture
def visitor(world):
    """Was asked which of two questions they meant."""
    customs = stored("customs-brazil", 0.3, answer="You pay it.")
    world.base.knows("brazil?", stored(confidence=0.5), customs, band="clarify")
    visitor = world.visitor()
    world.say(visitor, "brazil?")
    return visitor


def test_last_chip_is_a_person(visitor):
    kinds = [choice["kind"] for choice in visitor.messages()[-1]["choices"]]

    assert kinds == ["question", "question", "person"]


def test_chosen_question_gets_its_answer(world, visitor):
    assert visitor.choose(visitor.messages()[-1], "customs-brazil")["ok"]

    world.answer_turns()

    assert visitor.lines()[-1] == "You pay it."


def test_what_was_not_offered_cannot_be_chosen(visitor):
    refused = visitor.choose(visitor.messages()[-1], "secret")

    assert refused["error"]["code"] == "not_found"


def test_words_that_were_typed_before_a_click_are_answered_with_it(world, visitor):
    asked = visitor.messages()[-1]
    visitor.write("and cancel it")
    visitor.choose(asked, "shipping-brazil")

    world.answer_turns()

    assert world.dialogue.asked[-1]["text"].startswith("and cancel it\n")
