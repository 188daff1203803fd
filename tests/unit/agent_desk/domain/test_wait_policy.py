"""How a wait for a person goes on when nobody comes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desk.domain.wait_policy import (
    Step,
    Wait,
    next_step,
)
from agent_desk.settings.desk import HandoffSettings

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RULES = HandoffSettings(max_wait_seconds=180, give_up_seconds=3600, gone_after_seconds=300)
WAIT = Wait(since=BEGAN, seen_at=BEGAN, is_open=True, on_duty=True, offered=None, has_message=False)


def step_after(seconds, **changes):
    now = BEGAN + timedelta(seconds=seconds)
    return next_step(replace(WAIT, **({"seen_at": now} | changes)), now, RULES)


@pytest.mark.parametrize(
    ("seconds", "changes", "expected"),
    [
        (179, {}, None),
        (180, {}, Step.TELL_LATE),
        (900, {"offered": "long_wait"}, None),
        (900, {"offered": "long_wait", "on_duty": False}, Step.TELL_NOBODY),
        (10, {"on_duty": False}, Step.TELL_NOBODY),
        (10, {"on_duty": False, "offered": "nobody_there"}, None),
        (200, {"offered": "nobody_there"}, Step.TELL_LATE),
        (10, {"is_open": False}, Step.TELL_CLOSED),
        (10, {"is_open": False, "offered": "closed"}, None),
        (10, {"is_open": False, "on_duty": False}, Step.END_CLOSED),
        (3600, {"offered": "long_wait"}, Step.TIME_OUT),
        (301, {"seen_at": BEGAN}, Step.VISITOR_LEFT),
        (301, {"seen_at": BEGAN + timedelta(seconds=2), "offered": "long_wait"}, None),
        (10, {"has_message": True}, None),
        (180, {"has_message": True}, Step.KEEP_MESSAGE),
        (10, {"has_message": True, "on_duty": False}, Step.KEEP_MESSAGE),
        (301, {"has_message": True, "seen_at": BEGAN}, Step.KEEP_MESSAGE),
    ],
)
def test_step(seconds, changes, expected):
    assert step_after(seconds, **changes) == expected


ENDS = {Step.VISITOR_LEFT, Step.KEEP_MESSAGE, Step.END_CLOSED, Step.TIME_OUT}


@given(
    st.booleans(), st.booleans(), st.booleans(),
    st.sampled_from([None, "closed", "nobody_there", "long_wait"]), st.floats(0, 3600),
)  # fmt: skip
def test_every_wait_has_ended_when_it_has_taken_too_long(open_, duty, message, offered, unseen):
    now = BEGAN + timedelta(seconds=3600)
    wait = Wait(BEGAN, now - timedelta(seconds=unseen), open_, duty, offered, message)

    assert next_step(wait, now, RULES) in ENDS
