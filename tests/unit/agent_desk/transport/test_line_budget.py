import pytest

from agent_desk.transport.line_budget import LineBudget
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


def test_first_line_after_a_full_minute_says_how_many_were_left_out(clock):
    budget = LineBudget(2, clock=clock)

    assert [budget.take() for _ in range(5)] == [0, 0, None, None, None]
    clock.advance(60)
    assert [budget.take() for _ in range(3)] == [3, 0, None]


def test_quiet_minutes_are_not_saved_up(clock):
    budget = LineBudget(1, clock=clock)
    clock.advance(600)

    assert [budget.take() for _ in range(2)] == [0, None]
