"""How well the desk knows a visitor, and for how long an order stays proved."""

import sqlite3

import pytest

from agent_desk.rasa.turn import Act, RasaTurn
from agent_desk.texts.en import EN
from tests.fakes.dialogue import NO_MATCH
from tests.fakes.identity import signed_identity

NUMBER, OTHER, WITHOUT_PHONE = "RL2611200001", "RL2611200002", "RL2611200003"
REFUSAL = EN.order_mismatch
MISMATCH = RasaTurn("order_mismatch", 1.0, texts=(NO_MATCH,))


@pytest.fixture(autouse=True)
def orders(world, tmp_path):
    with sqlite3.connect(tmp_path / "shop.sqlite3") as shop:
        shop.execute("UPDATE orders SET phone = '' WHERE order_number = ?", [WITHOUT_PHONE])
    world.dialogue.triggers["order_mismatch"] = MISMATCH


@pytest.fixture
def visitor(world):
    return world.visitor()


def ask(world, visitor, number=NUMBER, digits=None):
    """The visitor asks for an order. Returns the bot's last line."""
    act = Act("look_up_order", {"order_number": number, "phone_last4": digits})
    text = f"where is {number}, {digits}"
    world.dialogue.turns[text] = RasaTurn("track_order", 0.9, acts=(act,))
    world.say(visitor, text)
    return visitor.bot_lines()[-1]


def chat_of(visitor):
    return visitor.messages()[0]["conversation_id"]


def customer(world, visitor):
    """What agents see of the visitor, in the list and in the chat's head alike."""
    agent = world.agent()
    opened = agent.open(chat_of(visitor))["conversation"]
    (listed,) = agent.listed("all")
    assert listed["customer"] == opened["customer"]
    return opened["customer"]


class TestLevel:
    def test_of_a_guest(self, world, visitor):
        world.say(visitor, "hello")

        seen = customer(world, visitor)

        assert (seen["trust"], seen["proved_orders"]) == ("guest", [])

    def test_of_who_has_proved_an_order(self, world, visitor):
        ask(world, visitor, digits="1234")

        seen = customer(world, visitor)
        (proved,) = seen["proved_orders"]

        assert seen["trust"] == "order_proved"
        assert (proved["order_number"], proved["kinds"]) == (NUMBER, ["phone"])

    def test_of_a_signed_visitor(self, world):
        visitor = world.visitor(identity=signed_identity("customer-6"))
        world.say(visitor, "hello")

        assert customer(world, visitor)["trust"] == "signed"

    def test_wrong_digits_prove_nothing(self, world, visitor):
        ask(world, visitor, digits="0000")

        assert customer(world, visitor)["trust"] == "guest"

    def test_two_orders_are_both_kept(self, world, visitor):
        for number, digits in ((NUMBER, "1234"), (OTHER, "5678")):
            ask(world, visitor, number, digits)

        proved = customer(world, visitor)["proved_orders"]

        assert [order["order_number"] for order in proved] == [NUMBER, OTHER]

    def test_agents_hear_of_a_proof_at_once(self, world, visitor):
        world.say(visitor, "hello")
        agent = world.agent()
        agent.open(chat_of(visitor))

        ask(world, visitor, digits="1234")

        assert agent.conversation["customer"]["trust"] == "order_proved"

    def test_chat_that_begins_anew_begins_as_a_guests(self, world, visitor):
        ask(world, visitor, digits="1234")
        visitor.ask_for_person()
        agent = world.agent()
        agent.claim(chat_of(visitor))
        agent.resolve(chat_of(visitor))

        world.say(visitor, "hello again")

        assert customer(world, visitor)["trust"] == "guest"

    def test_visitors_are_told_nothing_of_it(self, world, visitor):
        ask(world, visitor, digits="1234")

        assert "trust" not in str(visitor.conversation)


class TestProvedOrder:
    def test_needs_no_second_proof(self, world, visitor):
        ask(world, visitor, digits="1234")

        assert NUMBER in ask(world, visitor)["text"]
        assert NUMBER in world.dialogue.asked[-1]["order_proof"]["proved"]

    def test_needs_one_after_a_while(self, world, visitor):
        ask(world, visitor, digits="1234")
        world.clock.advance(1800)

        assert ask(world, visitor)["text"] == REFUSAL

    def test_is_not_proved_again_by_what_the_dialogue_remembers(self, world, visitor):
        slots = {"order_number": NUMBER, "phone_last4": "1234"}
        state = {"slots": slots, "active_form": None, "requested_slot": None}
        world.dialogue.turns["hello"] = RasaTurn("greet", 0.9, texts=(NO_MATCH,), state=state)
        for text in ("hello", "hello", "once more"):
            world.say(visitor, text)
            world.clock.advance(900)

        states = [asked["state"] for asked in world.dialogue.asked]
        assert states[:2] == [{}, state]
        assert states[2]["slots"] == {"order_number": NUMBER}

    def test_proves_no_other_order(self, world, visitor):
        ask(world, visitor, digits="1234")

        assert ask(world, visitor, OTHER)["text"] == REFUSAL

    def test_proves_nothing_to_another_visitor(self, world, visitor):
        ask(world, visitor, digits="1234")

        assert ask(world, world.visitor())["text"] == REFUSAL


class TestOrderWithoutAPhone:
    def test_is_answered_like_wrong_digits_and_like_no_order(self, world):
        lines = [
            ask(world, world.visitor(), number, digits)
            for number, digits in (
                (WITHOUT_PHONE, "4321"),
                (NUMBER, "0000"),
                ("RL9999999999", "1234"),
            )
        ]

        said = [(line["text"], [chip["kind"] for chip in line["choices"]]) for line in lines]
        assert said == [(REFUSAL, ["person"])] * 3

    def test_agents_see_why(self, world):
        reasons = []
        for number, digits in ((WITHOUT_PHONE, "4321"), (NUMBER, "0000")):
            visitor = world.visitor()
            ask(world, visitor, number, digits)
            lines = world.agent().open(chat_of(visitor))["messages"]
            reasons.append(lines[-1]["explanation"]["reason"])

        assert reasons == ["order_not_provable", "order_mismatch"]

    def test_a_try_at_it_counts(self, world, visitor):
        for _ in range(5):
            ask(world, visitor, WITHOUT_PHONE, "4321")
        ask(world, visitor, digits="1234")

        assert visitor.state == "queued"


class TestLogs:
    def test_hold_nothing_of_what_was_given(self, world, visitor, tmp_path, capsys):
        given = {"email": "anna@example.com", "postal_code": "SW1A 1AA", "surname": "Ferreira"}
        act = Act("look_up_order", {"order_number": NUMBER, "phone_last4": "9876"} | given)
        world.dialogue.turns["where is it"] = RasaTurn("track_order", 0.9, acts=(act,))
        world.say(visitor, "where is it")
        (tmp_path / "shop.sqlite3").write_bytes(b"not a database at all" * 100)
        world.say(visitor, "where is it")

        logged = "".join(capsys.readouterr())

        assert "order_source_failed" in logged
        assert not [value for value in given.values() if value in logged]
