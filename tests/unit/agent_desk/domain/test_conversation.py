import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.conversation import (
    Change,
    State,
    after,
    allows,
)
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

    @given(st.sampled_from(State), st.sampled_from(Change))
    def test_agrees_with_allows(self, state, change):
        if allows(state, change):
            assert after(state, change) in State
        else:
            with pytest.raises(TransitionNotAllowedError):
                after(state, change)

    def test_every_state_can_be_left(self):
        assert all(any(allows(state, change) for change in Change) for state in State)
