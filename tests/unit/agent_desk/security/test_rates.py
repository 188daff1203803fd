import pytest

from agent_desk.domain.attempt_limits import Window
from agent_desk.errors import RateLimitedError, StartError
from agent_desk.security.rates import Rates, window_of
from agent_desk.settings.limits import LimitSettings
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def rates(clock):
    limits = LimitSettings(visitor_messages="3/minute", address_connects="2/hour")
    return Rates(limits, clock=clock.seconds)


def hits(rates, name, key, times):
    for _ in range(times):
        rates.hit(name, key)


class TestHit:
    def test_accepts_as_many_as_the_setting_says(self, rates):
        hits(rates, "visitor_messages", "v1", 3)

        with pytest.raises(RateLimitedError):
            rates.hit("visitor_messages", "v1")

    def test_says_when_the_next_one_is_accepted(self, rates, clock):
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
        rates.hit("address_connects", "v1")

    def test_counts_again_from_zero_after_forgetting(self, rates):
        hits(rates, "visitor_messages", "v1", 3)
        rates.forget("visitor_messages", "v1")

        hits(rates, "visitor_messages", "v1", 3)

    def test_does_not_count_what_it_refuses(self, rates, clock):
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


class TestWindowOf:
    def test_is_the_rate_of_the_setting(self):
        assert window_of("order_attempts", "5/hour") == Window(limit=5, seconds=3600)
        assert window_of("order_attempts", "9 per 2 minutes") == Window(limit=9, seconds=120)

    @pytest.mark.parametrize("rate", ["often", "", "0/hour"])
    def test_stops_the_desk_and_names_the_setting(self, rate):
        with pytest.raises(StartError, match=r"limits\.order_attempts"):
            window_of("order_attempts", rate)


class TestInvalidRate:
    def test_stops_the_desk_and_names_the_setting(self):
        with pytest.raises(StartError, match="limits.visitor_messages"):
            Rates(LimitSettings(visitor_messages="often"))
