import pytest

from agent_desk.circuit_breaker import CircuitBreaker, CircuitState
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def breaker(clock):
    return CircuitBreaker(failures=3, pause_seconds=5, clock=clock)


def fail(breaker, times=3):
    for _ in range(times):
        assert breaker.admits()
        breaker.failed()


class TestClosed:
    def test_stays_closed_below_the_number_of_failures(self, breaker):
        fail(breaker, times=2)

        assert breaker.state is CircuitState.CLOSED
        assert breaker.admits()

    def test_a_success_resets_the_count(self, breaker):
        fail(breaker, times=2)
        breaker.succeeded()
        fail(breaker, times=2)

        assert breaker.state is CircuitState.CLOSED

    def test_opens_after_enough_failures_in_a_row(self, breaker):
        fail(breaker)

        assert breaker.state is CircuitState.OPEN
        assert not breaker.admits()


class TestOpen:
    def test_failures_of_calls_that_began_before_do_not_prolong_it(self, breaker, clock):
        fail(breaker)
        clock.advance(4)
        breaker.failed()
        clock.advance(1)

        assert breaker.state is CircuitState.HALF_OPEN

    def test_a_success_of_a_call_that_began_before_closes_it(self, breaker):
        fail(breaker)
        breaker.succeeded()

        assert breaker.state is CircuitState.CLOSED

    def test_says_since_when_it_failed_and_not_since_when_it_is_open(self, breaker, clock):
        for _ in range(3):
            breaker.failed()
            clock.advance(2)

        assert breaker.failing_seconds == 6
        breaker.succeeded()
        assert breaker.failing_seconds is None

    def test_a_clock_that_is_set_back_does_not_keep_it_open(self, breaker, clock):
        fail(breaker)
        clock.advance(-3600)

        assert breaker.admits()
        assert breaker.failing_seconds == 0


class TestHalfOpen:
    @pytest.fixture(autouse=True)
    def paused(self, breaker, clock):
        fail(breaker)
        clock.advance(5)

    def test_one_probe_goes_through_and_no_other(self, breaker):
        assert breaker.state is CircuitState.HALF_OPEN
        assert breaker.admits()
        assert not breaker.admits()

    def test_success_of_the_probe_closes_it(self, breaker):
        breaker.admits()
        breaker.succeeded()

        assert breaker.state is CircuitState.CLOSED

    def test_failure_of_the_probe_opens_it_for_another_pause(self, breaker, clock):
        breaker.admits()
        clock.advance(3)
        breaker.failed()
        clock.advance(4.9)
        assert not breaker.admits()
        clock.advance(0.1)

        assert breaker.admits()
