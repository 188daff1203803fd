import pytest

from agent_desk.security.windows import MovingWindows
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


def test_expired_keys_are_forgotten(clock):
    windows = MovingWindows(clock.seconds)
    for number in range(1000):
        windows.acquire_entry(f"visitor-{number}", 3, 60)
    clock.advance(61)

    for number in range(500):
        windows.acquire_entry("the one who is still there", 10_000, 60)
        assert len(windows) <= 1001 - number

    assert len(windows) == 1


def test_long_windows_stay_while_short_ones_are_forgotten(clock):
    windows = MovingWindows(clock.seconds)
    windows.acquire_entry("guesser", 1, 3600)
    for number in range(100):
        windows.acquire_entry(f"visitor-{number}", 3, 60)
        clock.advance(30)

    assert windows.get_moving_window("guesser", 1, 3600)[1] == 1
    assert not windows.acquire_entry("guesser", 1, 3600)


def test_reset_forgets_everything(clock):
    windows = MovingWindows(clock.seconds)
    windows.acquire_entry("a", 1, 60)
    windows.acquire_entry("b", 1, 3600)

    assert windows.reset() == 2
    assert windows.acquire_entry("a", 1, 60)
