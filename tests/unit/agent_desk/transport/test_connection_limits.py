import pytest

from agent_desk.transport.connection_limits import Connections
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def connections(clock):
    return Connections(per_address=2, handshake_seconds=10, clock=clock)


class TestPerAddress:
    def test_lets_in_as_many_as_the_limit(self, connections):
        assert [connections.arrived(name, "192.0.2.1") for name in "ab"] == [None, None]

    def test_tells_the_next_ones_the_limit_and_when_to_come_back(self, connections):
        for name in "ab":
            connections.arrived(name, "192.0.2.1")

        refusal = connections.arrived("c", "192.0.2.1")

        assert (refusal.code, refusal.limit) == ("too_many_connections", 2)
        assert refusal.retry_after_seconds > 0

    def test_beyond_twice_the_limit_takes_none_at_all(self, connections):
        for name in "abcd":
            assert connections.takes("192.0.2.1")
            connections.arrived(name, "192.0.2.1")

        assert not connections.takes("192.0.2.1")
        assert connections.takes("192.0.2.2")

    def test_one_that_left_makes_room(self, connections):
        for name in "ab":
            connections.arrived(name, "192.0.2.1")
        connections.left("a")
        connections.left("a")

        assert connections.arrived("c", "192.0.2.1") is None
        assert len(connections) == 2


class TestHandshake:
    def test_who_never_says_who_they_are_is_overdue(self, connections, clock):
        connections.arrived("a", "192.0.2.1")
        clock.advance(9)
        assert connections.overdue() == []
        clock.advance(1)

        assert connections.overdue() == ["a"]

    def test_who_said_it_is_not(self, connections, clock):
        connections.arrived("a", "192.0.2.1")
        connections.named("a")
        clock.advance(60)

        assert connections.overdue() == []

    def test_who_left_their_namespace_has_as_long_again(self, connections, clock):
        connections.arrived("a", "192.0.2.1")
        connections.named("a")
        clock.advance(60)
        connections.nameless("a")
        clock.advance(9)
        connections.nameless("a")
        assert connections.overdue() == []
        clock.advance(1)

        assert connections.overdue() == ["a"]

    def test_one_that_is_gone_is_forgotten(self, connections, clock):
        connections.arrived("a", "192.0.2.1")
        connections.left("a")
        connections.nameless("a")
        clock.advance(60)

        assert connections.overdue() == []
