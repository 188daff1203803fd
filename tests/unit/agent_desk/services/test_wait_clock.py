from datetime import timedelta

import pytest

from agent_desk.domain.conversation import State
from agent_desk.services.wait_clock import measured_claim, update_wait
from tests.fakes.rows import add_conversation, begin_transaction


@pytest.fixture
def transaction():
    return begin_transaction()


@pytest.fixture
def conversation(transaction):
    return add_conversation(transaction)


@pytest.fixture
def move(transaction, conversation):
    """The conversation is in this state after so many seconds."""

    def move(state, after=0):
        transaction.now += timedelta(seconds=after)
        conversation.state = state
        update_wait(transaction, conversation)

    return move


class TestKeepWait:
    def test_wait_begins_with_the_queue(self, transaction, conversation, move):
        move(State.QUEUED)

        assert conversation.waiting_since == conversation.queued_at == transaction.now
        assert conversation.queued_place == 1

    def test_released_chat_waits_since_its_first_wait(self, transaction, conversation, move):
        move(State.QUEUED)
        began = transaction.now
        move(State.ASSIGNED, after=60)
        assert conversation.waiting_since is None
        move(State.QUEUED, after=60)

        assert conversation.waiting_since == began
        assert conversation.queued_at == transaction.now

    @pytest.mark.parametrize("state", [State.BOT, State.RESOLVED, State.LEFT_MESSAGE])
    def test_wait_that_is_over_is_forgotten(self, transaction, conversation, move, state):
        move(State.QUEUED)
        conversation.wanted_team = "returns"
        move(state, after=60)
        assert (conversation.wait_began_at, conversation.wanted_team) == (None, None)

        move(State.QUEUED, after=60)

        assert conversation.waiting_since == transaction.now


class TestMeasured:
    def test_claim_measures_the_time_in_the_queue(self, transaction, conversation, move):
        move(State.QUEUED)
        transaction.now += timedelta(seconds=42)

        claim = measured_claim(transaction, conversation, "mei", agents=3)

        assert (claim.wait_seconds, claim.place, claim.agents) == (42, 1, 3)
        assert claim.claimed_at == transaction.now

    def test_chat_that_did_not_wait_is_not_measured(self, transaction, conversation):
        assert measured_claim(transaction, conversation, "mei", agents=3) is None

    def test_clock_that_was_set_back_gives_no_negative_wait(self, transaction, conversation, move):
        move(State.QUEUED)
        transaction.now -= timedelta(seconds=10)

        claim = measured_claim(transaction, conversation, "mei", agents=0)

        assert (claim.wait_seconds, claim.agents) == (0, 1)
