"""Guests who must compute before they write, while the desk asks for that."""

import pytest

from agent_desk.storage.models import Conversation
from agent_desk.storage.proofs import use_up_proofs
from tests.fakes.identity import signed_identity
from tests.fakes.proofs import give_proof

BITS = 8


@pytest.fixture
def world(world):
    """The desk asks every guest."""
    world.agent()
    settings = world.desk.settings.proof_of_work
    settings.always, settings.bits = True, BITS
    return world


def challenge_of(ack):
    assert ack["error"]["code"] == "proof_required"
    assert ack["error"]["challenge"]["bits"] == BITS
    return ack["error"]["challenge"]["text"]


def prove(visitor):
    """Has the visitor asked for a proof and give it; returns the challenge."""
    challenge = challenge_of(visitor.write("hello"))
    assert give_proof(visitor, challenge, BITS)["ok"]
    return challenge


WRITES = {
    "message_send": lambda visitor: visitor.write("hello", "same-id-1"),
    "choice_select": lambda visitor: visitor.choose({"id": "none"}, "none"),
    "handoff_request": lambda visitor: visitor.ask_for_person(),
    "message_leave": lambda visitor: visitor.leave_message("My lamp", "eve@customer.example"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_no_guest_writes_in_any_way_without_a_proof(world, write):
    visitor = world.visitor()

    challenge_of(write(visitor))

    assert visitor.messages() == []
    prove(visitor)
    assert write(visitor).get("error", {}).get("code") in (None, "not_found")


def test_a_client_that_knows_no_proofs_is_told_what_to_do(world):
    assert world.visitor().write("hello")["error"]["message"] == (
        "A proof of work is required first: solve the challenge, and send it as proof_send."
    )


def test_reading_and_leaving_the_queue_need_no_proof(world):
    visitor = world.visitor()
    prove(visitor)
    world.hand_over(visitor)
    world.clock.advance(3600)

    assert visitor.request("messages_fetch", {})["messages"]
    assert visitor.request("queue_leave")["ok"]


def test_a_signed_customer_is_never_asked(world):
    customer = world.visitor(identity=signed_identity("ada"))

    assert all(customer.write(f"line {number}")["ok"] for number in range(3))


def test_a_proof_holds_for_the_next_connection_and_after_a_restart(world):
    visitor = world.visitor()
    prove(visitor)
    assert visitor.write("hello")["ok"]
    token = visitor.token
    visitor.disconnect()

    assert world.visitor(token=token).write("hello")["ok"]
    assert world.another_desk().visitor(token=token).write("hello")["ok"]


def use_up(world, visitor):
    """As a wrong guess of an order does (test_order_guessing.py)."""
    chat = visitor.write("hello")["message"]["conversation_id"]
    with world.desk.database.read() as session:
        visitor_id = session.get(Conversation, chat).visitor_id
    world.desk.database.write(use_up_proofs, visitor_id)


class TestRefusal:
    def test_of_one_proof_for_two_guests(self, world):
        challenge = prove(world.visitor())
        eve = world.visitor()

        assert challenge_of(give_proof(eve, challenge, BITS)) != challenge
        challenge_of(eve.write("hello"))

    def test_of_a_proof_for_another_shop(self, world):
        visitor = world.visitor()
        challenge = challenge_of(visitor.write("hello"))
        elsewhere = world.visitor(shop_id="other", token=visitor.token)

        challenge_of(give_proof(elsewhere, challenge, BITS))

    def test_of_a_proof_that_was_used_up(self, world):
        visitor = world.visitor()
        challenge = prove(visitor)
        use_up(world, visitor)

        challenge_of(give_proof(visitor, challenge, BITS))
        challenge_of(give_proof(world.another_desk().visitor(token=visitor.token), challenge, BITS))

    def test_of_a_challenge_that_the_guest_made_easier(self, world):
        visitor = world.visitor()
        challenge = challenge_of(visitor.write("hello"))
        easy = "0." + challenge.partition(".")[2]

        challenge_of(visitor.request("proof_send", {"challenge": easy, "nonce": 0}))

    def test_of_a_challenge_that_has_expired(self, world):
        visitor = world.visitor()
        challenge = challenge_of(visitor.write("hello"))
        world.clock.advance(600)

        challenge_of(give_proof(visitor, challenge, BITS))

    @pytest.mark.parametrize("nonce", [-1, 2**53, 2**64, 10**90, 1.5, "1" * 60000, None, [1]])
    def test_of_a_nonce_that_is_no_short_number(self, world, nonce):
        visitor = world.visitor()
        challenge = challenge_of(visitor.write("hello"))
        ack = visitor.request("proof_send", {"challenge": challenge, "nonce": nonce})

        assert ack["error"]["code"] == "invalid_payload"

    def test_of_a_challenge_that_is_huge(self, world):
        ack = world.visitor().request("proof_send", {"challenge": "1" * 60000, "nonce": 1})

        assert ack["error"]["code"] == "invalid_payload"


def test_proofs_are_counted(world):
    visitor = world.visitor()
    challenge = prove(visitor)
    give_proof(visitor, challenge, BITS)

    metrics = world.metrics()
    for outcome in ("asked", "accepted", "replayed"):
        assert f'relay_proofs_total{{outcome="{outcome}"}} 1.0' in metrics
