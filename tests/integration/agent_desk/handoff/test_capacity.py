"""Nobody holds more chats than their capacity, rung or claimed."""

import pytest

from tests.fakes.world import BO, MEI


@pytest.fixture
def mei(world):
    return world.agent()


def test_nothing_rings_beyond_the_capacity(world, mei):
    world.desk.accounts.set_work(MEI, capacity=2)
    chats = [world.waiting_visitor()[1] for _ in range(3)]

    assert world.ring() == 2
    assert world.ring(after=1) == 0
    assert mei.offered() == chats[:2]


def test_claim_beyond_the_capacity_is_refused(world, mei):
    world.desk.accounts.set_work(MEI, capacity=1)
    (_, first), (_, more) = world.waiting_visitor(), world.waiting_visitor()
    assert mei.claim(first)["ok"]

    refused = mei.claim(more)

    assert refused["error"]["code"] == "capacity_reached"
    assert refused["error"]["limit"] == 1
    assert mei.resolve(first)["ok"]
    assert mei.claim(more)["ok"]


def test_claim_that_fills_an_agent_withdraws_the_offers_that_no_longer_fit(world, mei):
    world.desk.accounts.set_work(MEI, capacity=1)
    (_, rung), (_, taken) = world.waiting_visitor(), world.waiting_visitor()
    world.ring()
    assert mei.offered() == [rung]

    assert mei.claim(taken)["ok"]

    assert mei.received("offer_ended")[-1] == {"conversation_id": rung, "outcome": "withdrawn"}


def test_capacity_holds_over_two_desks(world, mei):
    there = world.another_desk().agent()
    world.desk.accounts.set_work(MEI, capacity=2)
    chats = [world.waiting_visitor()[1] for _ in range(4)]

    acks = [client.claim(chat) for chat, client in zip(chats, [mei, there] * 2, strict=True)]

    assert [ack["ok"] for ack in acks] == [True, True, False, False]


def test_only_one_agent_gets_a_chat_with_two_desks(world, mei):
    bo = world.another_desk().agent(BO, "Bo")
    _, chat = world.waiting_visitor()

    acks = [mei.claim(chat), bo.claim(chat)]

    assert [ack["ok"] for ack in acks] == [True, False]
    assert "Mei" in acks[1]["error"]["message"]
