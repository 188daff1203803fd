"""Answers hold fields of the visitor's order, which only its owner gets to read."""

import pytest

from agent_desk.rasa.turn import Act, RasaTurn, Utterance
from tests.fakes.base import stored
from tests.fakes.dialogue import SEARCH
from tests.fakes.identity import signed_identity

QUESTION = "when does it come"
STATUS = "Your order {{order.number}} is {{order.status}}."


@pytest.fixture
def status_is_asked(world):
    world.base.knows(QUESTION, stored(answer=STATUS))


def in_hand(world, number):
    """The dialogue is about this order after the visitor's first line."""
    state = {"slots": {"order_number": number}, "active_form": None, "requested_slot": None}
    world.dialogue.turns["hello"] = RasaTurn("greet", 0.9, texts=(Utterance("greet"),), state=state)
    world.dialogue.turns[QUESTION] = RasaTurn("delivery_time", 0.9, acts=(SEARCH,), state=state)
    return state


def prove(world, visitor, number, digits):
    """The visitor is shown the order, which the dialogue is about then."""
    act = Act("look_up_order", {"order_number": number, "phone_last4": digits})
    world.dialogue.turns["where is it"] = RasaTurn(
        "track_order", 0.9, acts=(act,), state=in_hand(world, number)
    )
    world.say(visitor, "where is it")


def ask(world, visitor):
    world.say(visitor, "hello")
    world.say(visitor, QUESTION)
    return visitor.lines()[-1]


@pytest.mark.usefixtures("status_is_asked")
class TestOrderOfTheVisitor:
    def test_fills_the_answer_for_a_guest_who_has_proved_it(self, world):
        visitor = world.visitor()
        prove(world, visitor, "RL2611200001", "1234")
        assert ask(world, visitor) == "Your order RL2611200001 is on its way."

    def test_fills_the_answer_for_its_signed_buyer(self, world):
        in_hand(world, "RL2611200006")
        visitor = world.visitor(identity=signed_identity("customer-6"))
        assert ask(world, visitor).startswith("Your order RL2611200006 is ")

    def test_is_not_used_for_a_guest_who_has_shown_nothing(self, world):
        in_hand(world, "RL2611200001")
        assert "RL2611200001" not in ask(world, world.visitor())

    def test_is_not_used_for_another_customer(self, world):
        in_hand(world, "RL2611200006")
        visitor = world.visitor(identity=signed_identity("customer-7"))
        assert "RL2611200006" not in ask(world, visitor)

    def test_another_order_is_not_proved_with_it(self, world):
        visitor = world.visitor()
        prove(world, visitor, "RL2611200001", "1234")
        in_hand(world, "RL2611200002")
        assert "RL2611200002" not in ask(world, visitor)

    def test_asking_costs_no_try(self, world):
        in_hand(world, "RL2611200001")
        for _ in range(6):
            ask(world, world.visitor())
        visitor = world.visitor()
        prove(world, visitor, "RL2611200001", "1234")
        assert ask(world, visitor) == "Your order RL2611200001 is on its way."


class TestFallback:
    def test_stands_in_for_what_is_not_known(self, world):
        world.base.knows(QUESTION, stored(answer="It arrives {{order.eta|in a few days}}."))
        visitor = world.visitor()
        world.say(visitor, QUESTION)
        assert visitor.lines()[-1] == "It arrives in a few days."


class TestVisitorName:
    def test_comes_from_the_signed_identity(self, world):
        world.base.knows(QUESTION, stored(answer="Hello {{visitor.name|there}}!"))
        signed = world.visitor(identity=signed_identity("customer-6", name="Ana"))
        guest = world.visitor()
        for visitor in (signed, guest):
            world.say(visitor, QUESTION)
        assert signed.lines()[-1] == "Hello Ana!"
        assert guest.lines()[-1] == "Hello there!"


def test_what_a_visitor_types_is_never_filled(world):
    visitor = world.visitor(identity=signed_identity("customer-6", name="Ana"))
    world.say(visitor, "{{visitor.name}} {{order.number}}")
    assert visitor.messages()[0]["text"] == "{{visitor.name}} {{order.number}}"
    assert not any("Ana" in line for line in visitor.lines())
