import pytest

from agent_desk.transport.connection_limits import ConnectionLimits
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def limits(clock):
    return ConnectionLimits(per_address=2, handshake_seconds=10, clock=clock)


class TestPerAddress:
    def test_accepts_as_many_as_the_limit(self, limits):
        assert [limits.opened(name, "192.0.2.1") for name in "ab"] == [None, None]

    def test_gives_the_next_ones_the_limit_and_when_to_try_again(self, limits):
        for name in "ab":
            limits.opened(name, "192.0.2.1")

        refusal = limits.opened("c", "192.0.2.1")

        assert (refusal.code, refusal.limit) == ("too_many_connections", 2)
        assert refusal.retry_after_seconds > 0

    def test_beyond_twice_the_limit_accepts_none(self, limits):
        for name in "abcd":
            assert limits.accepts("192.0.2.1")
            limits.opened(name, "192.0.2.1")

        assert not limits.accepts("192.0.2.1")
        assert limits.accepts("192.0.2.2")

    def test_one_that_closed_makes_room(self, limits):
        for name in "ab":
            limits.opened(name, "192.0.2.1")
        limits.closed("a")
        limits.closed("a")

        assert limits.opened("c", "192.0.2.1") is None
        assert len(limits) == 2


class TestHandshake:
    def test_one_that_never_says_who_it_is_is_overdue(self, limits, clock):
        limits.opened("a", "192.0.2.1")
        clock.advance(9)
        assert limits.overdue() == []
        clock.advance(1)

        assert limits.overdue() == ["a"]

    def test_one_that_said_it_is_not(self, limits, clock):
        limits.opened("a", "192.0.2.1")
        limits.authenticated("a")
        clock.advance(60)

        assert limits.overdue() == []

    def test_one_that_left_its_namespace_has_as_long_again(self, limits, clock):
        limits.opened("a", "192.0.2.1")
        limits.authenticated("a")
        clock.advance(60)
        limits.unauthenticated("a")
        clock.advance(9)
        limits.unauthenticated("a")
        assert limits.overdue() == []
        clock.advance(1)

        assert limits.overdue() == ["a"]

    def test_one_that_closed_is_forgotten(self, limits, clock):
        limits.opened("a", "192.0.2.1")
        limits.closed("a")
        limits.unauthenticated("a")
        clock.advance(60)

        assert limits.overdue() == []


class TestMalformedPackets:
    def test_of_which_a_few_pass(self, limits):
        limits.opened("a", "192.0.2.1")

        assert [limits.malformed("a") for _ in range(4)] == [False] * 3 + [True]

    def test_of_a_connection_that_closed_are_not_kept(self, limits):
        limits.opened("a", "192.0.2.1")
        limits.malformed("a")
        limits.closed("a")

        assert not any(limits.malformed("a") for _ in range(10))
        assert limits._malformed == {}
