"""A waiting visitor sees their place in the queue and how long it is likely to take."""

import pytest


@pytest.fixture
def mei(world):
    return world.agent()


def claim_after(world, agent, *, seconds, times=5):
    """Claims so many chats, each after so long, alone in the queue."""
    for _ in range(times):
        _, chat = world.waiting_visitor()
        world.clock.advance(seconds)
        assert agent.claim(chat)["ok"]
        assert agent.resolve(chat)["ok"]


def place(conversation):
    return conversation["queue_position"], conversation["expected_wait_seconds"]


def test_no_wait_is_expected_before_enough_claims_were_measured(world, mei):
    claim_after(world, mei, seconds=60, times=4)
    visitor, _ = world.waiting_visitor()

    assert place(visitor.conversation) == (1, None)


def test_expected_wait_comes_from_measured_claims(world, mei):
    claim_after(world, mei, seconds=60)
    (first, _), (second, _) = world.waiting_visitor(), world.waiting_visitor()

    assert place(first.conversation) == (1, 60)
    assert place(second.conversation) == (2, 120)


def test_place_is_sent_again_when_the_queue_moves(world, mei):
    claim_after(world, mei, seconds=60)
    (_, chat), (second, _) = world.waiting_visitor(), world.waiting_visitor()

    mei.claim(chat)

    assert place(second.conversation) == (1, 60)


def test_place_is_sent_again_as_time_passes_and_only_when_it_changes(world, mei):
    claim_after(world, mei, seconds=180)
    visitor, _ = world.waiting_visitor()
    world.publish_places()
    before = len(visitor.received("conversation_changed"))

    assert world.publish_places(after=50) == 0
    assert world.publish_places(after=20) == 1

    assert len(visitor.received("conversation_changed")) == before + 1
    assert visitor.conversation["expected_wait_seconds"] == 110


def test_place_is_there_after_a_reload(world, mei):
    claim_after(world, mei, seconds=60)
    visitor, _ = world.waiting_visitor()

    again = world.visitor(token=visitor.token).ready

    assert place(again["conversation"]) == (1, 60)


def test_claims_are_counted_by_their_wait(world, mei):
    claim_after(world, mei, seconds=42, times=1)

    assert "relay_time_to_claim_seconds_sum 42.0" in world.metrics()


class TestChatThatComesBack:
    """It waits since its first wait, so it goes before those that came later."""

    @pytest.fixture
    def later(self, world, mei):
        """A visitor who waits while an agent holds a chat that came earlier: both."""
        _, chat = world.waiting_visitor()
        mei.claim(chat)
        visitor, _ = world.waiting_visitor()
        world.clock.advance(30)
        return visitor, chat

    def test_takes_a_place_and_the_visitor_is_told_why(self, world, mei, later):
        visitor, chat = later
        assert visitor.conversation["queue_position"] == 1
        assert visitor.conversation["returned_ahead"] == 0

        mei.release(chat)

        assert visitor.conversation["queue_position"] == 2
        assert visitor.conversation["returned_ahead"] == 1

    def test_is_still_the_reason_after_a_reload(self, world, mei, later):
        visitor, chat = later
        mei.release(chat)

        again = world.visitor(token=visitor.token).ready["conversation"]

        assert (again["queue_position"], again["returned_ahead"]) == (2, 1)

    def test_is_the_reason_until_it_is_taken_again(self, world, mei, later):
        visitor, chat = later
        mei.release(chat)

        mei.claim(chat)

        assert visitor.conversation["queue_position"] == 1
        assert visitor.conversation["returned_ahead"] == 0

    def test_is_no_reason_for_those_who_came_after_it_was_back(self, world, mei, later):
        _, chat = later
        mei.release(chat)

        newcomer, _ = world.waiting_visitor()

        assert newcomer.conversation["queue_position"] == 3
        assert newcomer.conversation["returned_ahead"] == 0

    def test_is_told_to_a_queue_as_a_whole_as_to_one_visitor(self, world, mei, later):
        visitor, chat = later
        mei.release(chat)
        world.waiting_visitor()
        told = visitor.conversation

        world.publish_places(after=1)

        assert visitor.conversation["returned_ahead"] == told["returned_ahead"] == 1
