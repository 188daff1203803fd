from datetime import UTC, datetime, timedelta

import pytest

from agent_desk.domain.idle_policy import (
    Silence,
    idle_step,
    shortest_silence,
)
from agent_desk.settings.desk import IdleSettings

SAID = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def step(seconds, *, reminded=None, reminder=600, close=1200):
    at = None if reminded is None else SAID + timedelta(seconds=reminded)
    settings = IdleSettings(reminder_seconds=reminder, close_seconds=close)
    return idle_step(Silence(SAID, at), SAID + timedelta(seconds=seconds), settings)


@pytest.mark.parametrize(
    ("seconds", "changes", "expected"),
    [
        (599, {}, None),
        (600, {}, "remind"),
        (5000, {}, "remind"),  # after a pause of the desk too: never closed unwarned
        (700, {"reminded": 600}, None),
        (1799, {"reminded": 600}, None),
        (1800, {"reminded": 600}, "close"),
        (9999, {"reminded": 600, "close": 0}, None),
        (1200, {"reminder": 0}, "close"),
        (9999, {"reminder": 0, "close": 0}, None),
    ],
)
def test_step(seconds, changes, expected):
    assert step(seconds, **changes) == expected


def test_nothing_is_looked_at_when_both_are_off():
    assert shortest_silence(IdleSettings(reminder_seconds=0, close_seconds=0)) is None
