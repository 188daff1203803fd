from datetime import timedelta

import pytest

from agent_desk.events.visitor_sockets import VisitorSockets
from agent_desk.services.visitor_threads import VisitorSession
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def ended():
    """The connections that were ended, in order."""
    return []


@pytest.fixture
def sockets(clock, ended):
    return VisitorSockets(ended.append, clock)


def guest(token="token"):
    return VisitorSession("demo", token, "en", "address")


def customer(clock, token="token", subject="customer-6", seconds=60):
    ends_at = clock.now + timedelta(seconds=seconds)
    return VisitorSession("demo", token, "en", "address", subject, None, ends_at)


class TestCutOffEnded:
    def test_ends_a_connection_when_its_identity_ends_and_not_before(self, sockets, clock, ended):
        sockets.arrived("a", customer(clock))
        sockets.arrived("b", guest())
        clock.advance(59)
        sockets.cut_off_ended()
        assert ended == []

        clock.advance(1)
        sockets.cut_off_ended()

        assert ended == ["a"]
        assert sockets.session("a") is None

    def test_can_be_for_one_token(self, sockets, clock, ended):
        sockets.arrived("a", customer(clock))
        sockets.arrived("b", customer(clock, token="another"))
        clock.advance(60)

        sockets.cut_off_ended("another")

        assert ended == ["b"]


class TestCutOffOthers:
    def test_leaves_only_those_of_the_subject(self, sockets, clock, ended):
        sockets.arrived("a", guest())
        sockets.arrived("b", customer(clock))
        sockets.arrived("c", guest(token="another"))

        sockets.cut_off_others("token", "customer-6")

        assert ended == ["a"]


class TestConnections:
    def test_visitor_is_connected_until_the_last_one_closes(self, sockets):
        sockets.arrived("a", guest())
        sockets.arrived("b", guest())
        assert sockets.connections("token") == 2

        sockets.left("a")
        assert sockets.is_connected("token")
        sockets.left("b")
        sockets.left("b")

        assert not sockets.is_connected("token")
