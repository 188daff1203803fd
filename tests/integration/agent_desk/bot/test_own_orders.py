"""A customer with a signed identity asks for their order and gives no number."""

import sqlite3

import pytest

from agent_desk.rasa.turn import Act, RasaTurn, Utterance
from tests.fakes.dialogue import ORDER_FORM
from tests.fakes.identity import signed_identity

QUESTION = "where is my order"
ASKS = RasaTurn("track_order", 0.9, texts=(Utterance("ask_order_number"),), state=ORDER_FORM)
MINE = [f"RL261120000{n}" for n in (1, 2, 3, 4, 5, 6)]


def look_up(number, topic="status"):
    act = Act("look_up_order", {"order_number": number, "phone_last4": None, "topic": topic})
    return RasaTurn("inform", 0.9, acts=(act,))


@pytest.fixture
def shop(world):
    """The shop's database, and a dialogue that asks for a number and takes every one."""
    world.dialogue.turns |= {number: look_up(number) for number in MINE}
    world.dialogue.turns[QUESTION] = ASKS
    path = world.desk.settings.shops["demo"].orders.url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as shop:
        yield shop
    shop.close()


@pytest.fixture
def buyer(world, shop):
    """Has six orders; the newest is the last one."""
    for day, number in enumerate(MINE, start=1):
        shop.execute(
            "UPDATE orders SET customer_subject = 'customer-6', placed_at = ? "
            "WHERE order_number = ?",
            (f"2026-11-{day:02} 10:00:00.000000", number),
        )
    shop.commit()
    return world.visitor(identity=signed_identity("customer-6"))


def chips(visitor):
    return visitor.messages()[-1]["choices"]


class TestSeveralOrders:
    def test_the_newest_five_are_offered_and_another_one(self, world, buyer):
        world.say(buyer, QUESTION)

        assert [(chip["kind"], chip["id"]) for chip in chips(buyer)] == [
            *(("order", number) for number in reversed(MINE[1:])),
            ("other_order", "other_order"),
        ]
        assert chips(buyer)[0]["label"].startswith("RL2611200006 · Nov 6 · ")
        assert "Which order" in buyer.lines()[-1]

    def test_chosen_one_is_shown_at_once(self, world, buyer):
        world.say(buyer, QUESTION)

        assert buyer.choose(buyer.messages()[-1], "RL2611200004")["ok"]
        world.answer_turns()

        assert "RL2611200004" in buyer.lines()[-1]
        assert world.dialogue.asked[-1]["text"] == "RL2611200004"
        assert world.dialogue.asked[-1]["state"] == ORDER_FORM

    def test_number_may_be_typed_instead(self, world, buyer):
        world.say(buyer, QUESTION)

        world.say(buyer, "RL2611200001")

        assert "RL2611200001" in buyer.lines()[-1]

    def test_another_one_is_asked_for_by_its_number(self, world, buyer):
        world.say(buyer, QUESTION)

        buyer.choose(buyer.messages()[-1], "other_order")
        world.answer_turns()

        assert "order number" in buyer.lines()[-1]
        world.say(buyer, "RL2611200001")
        assert "RL2611200001" in buyer.lines()[-1]

    def test_what_was_not_offered_cannot_be_chosen(self, world, buyer):
        world.say(buyer, QUESTION)

        refused = buyer.choose(buyer.messages()[-1], "RL2611200001")

        assert refused["error"]["code"] == "not_found"


class TestOneOrder:
    def test_is_shown_at_once(self, world, shop):
        visitor = world.visitor(identity=signed_identity("customer-6"))

        world.say(visitor, QUESTION)

        assert "RL2611200006" in visitor.lines()[-1]
        assert visitor.messages()[-1]["choices"] == []


class TestNoList:
    def test_customer_without_orders_is_asked_for_the_number(self, world, shop):
        visitor = world.visitor(identity=signed_identity("customer-7"))

        world.say(visitor, QUESTION)

        assert "order number" in visitor.lines()[-1]

    def test_guest_is_asked_for_the_number(self, world, shop):
        visitor = world.visitor()

        world.say(visitor, QUESTION)

        assert "order number" in visitor.lines()[-1]
        assert chips(visitor) == []

    def test_source_that_fails_leads_to_the_question_for_the_number(self, world, shop, tmp_path):
        (tmp_path / "shop.sqlite3").write_bytes(b"not a database at all" * 100)
        visitor = world.visitor(identity=signed_identity("customer-6"))

        world.say(visitor, QUESTION)

        assert "order number" in visitor.lines()[-1]
        assert visitor.state == "bot"


class TestAnotherNumberInPlaceOfAProof:
    def test_own_order_is_shown_without_one(self, world, buyer):
        form = {"active_form": "proof_form", "requested_slot": "proof"}
        asks = Utterance("ask_phone_last4", {"number": "RL2611200199"})
        state = form | {"slots": {"order_number": "RL2611200199"}}
        world.dialogue.turns["RL2611200199"] = RasaTurn("inform", 0.9, texts=(asks,), state=state)
        world.say(buyer, "RL2611200199")
        still = RasaTurn(
            "inform", 0.9, texts=(asks,), state=form | {"slots": {"order_number": MINE[2]}}
        )
        turns = iter([still, look_up(MINE[2])])
        world.dialogue.turns[MINE[2]] = lambda: next(turns)

        world.say(buyer, MINE[2])

        assert MINE[2] in buyer.lines()[-1]
        verified = [asked["slots"]["identity_verified"] for asked in world.dialogue.asked[-2:]]
        assert verified == [False, True]
