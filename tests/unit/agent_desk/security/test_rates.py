import pytest

from agent_desk.errors import RateLimitedError, StartError
from agent_desk.security.rates import Rates
from agent_desk.security.windows import MovingWindows
from agent_desk.settings.desk import LimitSettings
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def rates(clock):
    limits = LimitSettings(visitor_messages="3/minute", order_attempts="2/hour")
    return Rates(limits, clock=clock.seconds)


def hits(rates, name, key, times):
    for _ in range(times):
        rates.hit(name, key)


class TestHit:
    def test_lets_as_many_through_as_the_setting_says(self, rates):
        hits(rates, "visitor_messages", "v1", 3)

        with pytest.raises(RateLimitedError):
            rates.hit("visitor_messages", "v1")

    def test_says_when_the_next_one_would_be_let_through(self, rates, clock):
        rates.hit("visitor_messages", "v1")
        clock.advance(20)
        hits(rates, "visitor_messages", "v1", 2)

        with pytest.raises(RateLimitedError) as caught:
            rates.hit("visitor_messages", "v1")

        assert caught.value.retry_after_seconds == 40
        clock.advance(caught.value.retry_after_seconds)
        rates.hit("visitor_messages", "v1")
        with pytest.raises(RateLimitedError):
            rates.hit("visitor_messages", "v1")

    def test_counts_each_key_and_each_name_apart(self, rates):
        hits(rates, "visitor_messages", "v1", 3)

        rates.hit("visitor_messages", "v2")
        rates.hit("order_attempts", "v1")

    def test_counts_nothing_for_what_it_refuses(self, rates, clock):
        hits(rates, "visitor_messages", "v1", 3)
        for _ in range(50):
            with pytest.raises(RateLimitedError):
                rates.hit("visitor_messages", "v1")

        clock.advance(60)
        hits(rates, "visitor_messages", "v1", 3)

    def test_has_no_edge_at_which_twice_as_many_pass(self, rates, clock):
        clock.advance(59)
        hits(rates, "visitor_messages", "v1", 3)
        clock.advance(2)

        with pytest.raises(RateLimitedError):
            rates.hit("visitor_messages", "v1")


class TestCheckAndForget:
    def test_check_refuses_only_what_hit_would_and_counts_nothing(self, rates):
        rates.hit("order_attempts", "o1")
        for _ in range(5):
            rates.check("order_attempts", "o1")
        rates.hit("order_attempts", "o1")

        with pytest.raises(RateLimitedError):
            rates.check("order_attempts", "o1")

    def test_forget_starts_the_count_anew_for_that_key_only(self, rates):
        hits(rates, "order_attempts", "o1", 2)
        hits(rates, "order_attempts", "o2", 2)

        rates.forget("order_attempts", "o1")

        hits(rates, "order_attempts", "o1", 2)
        with pytest.raises(RateLimitedError):
            rates.hit("order_attempts", "o2")


class TestARateThatCannotBeRead:
    def test_stops_the_desk_and_names_the_setting(self):
        with pytest.raises(StartError, match="limits.login_attempts"):
            Rates(LimitSettings(login_attempts="often"))


class TestMovingWindows:
    def test_lets_go_of_keys_that_have_run_out(self, clock):
        windows = MovingWindows(clock.seconds)
        for number in range(1000):
            windows.acquire_entry(f"visitor-{number}", 3, 60)
        clock.advance(61)

        for number in range(500):
            windows.acquire_entry("the one who is still there", 10_000, 60)
            assert len(windows) <= 1001 - number

        assert len(windows) == 1

    def test_keeps_long_windows_while_it_sweeps_short_ones(self, clock):
        windows = MovingWindows(clock.seconds)
        windows.acquire_entry("guesser", 1, 3600)
        for number in range(100):
            windows.acquire_entry(f"visitor-{number}", 3, 60)
            clock.advance(30)

        assert windows.get_moving_window("guesser", 1, 3600)[1] == 1
        assert not windows.acquire_entry("guesser", 1, 3600)

    def test_reset_forgets_everything(self, clock):
        windows = MovingWindows(clock.seconds)
        windows.acquire_entry("a", 1, 60)
        windows.acquire_entry("b", 1, 3600)

        assert windows.reset() == 2
        assert windows.acquire_entry("a", 1, 60)
