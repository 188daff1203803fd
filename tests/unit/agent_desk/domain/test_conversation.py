import pytest

from agent_desk.domain.conversation import Change, State, after, allows
from agent_desk.errors import TransitionNotAllowedError


class TestAfter:
    @pytest.mark.parametrize(
        ("state", "change", "expected"),
        [
            (State.BOT, Change.HAND_OFF, State.QUEUED),
            (State.QUEUED, Change.CLAIM, State.ASSIGNED),
            (State.QUEUED, Change.LEAVE_QUEUE, State.BOT),
            (State.ASSIGNED, Change.RELEASE, State.QUEUED),
            (State.ASSIGNED, Change.RETURN_TO_BOT, State.BOT),
            (State.ASSIGNED, Change.RESOLVE, State.RESOLVED),
            (State.RESOLVED, Change.REOPEN, State.BOT),
        ],
    )
    def test_follows_the_life_of_a_conversation(self, state, change, expected):
        assert after(state, change) is expected

    @pytest.mark.parametrize(
        ("state", "change"),
        [
            (State.RESOLVED, Change.CLAIM),
            (State.ASSIGNED, Change.CLAIM),
            (State.BOT, Change.CLAIM),
            (State.QUEUED, Change.HAND_OFF),
            (State.RESOLVED, Change.RESOLVE),
        ],
    )
    def test_refuses_what_is_not_in_the_table(self, state, change):
        with pytest.raises(TransitionNotAllowedError, match=state.value):
            after(state, change)


class TestTable:
    """What holds for the states as a whole, whatever single changes there are."""

    def test_every_state_is_reached_from_the_bot(self):
        assert reachable_from(State.BOT) == set(State)

    def test_every_state_can_come_back_to_the_bot_and_to_its_end(self):
        assert all({State.BOT, State.RESOLVED} <= reachable_from(state) for state in State)

    def test_resolved_chat_can_only_be_reopened(self):
        assert changes_from(State.RESOLVED) == {Change.REOPEN: State.BOT}

    def test_agent_gets_a_chat_only_by_a_claim_or_a_transfer(self):
        leading = {
            change
            for state in State
            for change, to in changes_from(state).items()
            if to is State.ASSIGNED
        }

        assert leading == {Change.CLAIM, Change.TRANSFER}

    def test_change_leads_to_the_same_state_from_wherever_it_is_allowed(self):
        for change in Change:
            assert len({after(state, change) for state in State if allows(state, change)}) == 1


def changes_from(state):
    """The allowed changes, and where each leads."""
    return {change: after(state, change) for change in Change if allows(state, change)}


def reachable_from(state):
    """The states that one or more changes lead to."""
    found, new = set(), set(changes_from(state).values())
    while new:
        found |= new
        new = {to for one in new for to in changes_from(one).values()} - found
    return found
