import pytest

from agent_desk.events.presence import AgentSocket, Presence
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def presence(clock):
    return Presence(clock)


def console(sid, session="s1", agent="mei"):
    return AgentSocket(sid, session, agent, ("demo",))


class TestPresence:
    def test_agent_with_a_console_is_there_now(self, presence, clock):
        presence.arrived(console("a"))
        clock.advance(60)

        assert presence.agents() == {"mei"}
        assert presence.last_seen("mei", clock.now) == clock.now

    def test_agent_is_there_until_the_last_console_closes(self, presence, clock):
        presence.arrived(console("a"))
        presence.arrived(console("b"))
        presence.left("a")
        clock.advance(5)
        left_at = clock.now
        presence.left("b")
        clock.advance(60)

        assert presence.agents() == set()
        assert presence.last_seen("mei", clock.now) == left_at

    def test_agent_who_never_had_a_console_was_never_seen(self, presence, clock):
        assert presence.last_seen("mei", clock.now) is None

    def test_consoles_are_found_by_their_session(self, presence):
        for sid, session in (("a", "s1"), ("b", "s2"), ("c", "s1")):
            presence.arrived(console(sid, session))

        assert presence.of_session("s1") == ["a", "c"]
        assert presence.sessions() == {"s1", "s2"}

    def test_console_that_left_is_forgotten(self, presence):
        presence.arrived(console("a"))

        assert presence.left("a") == console("a")
        assert presence.left("a") is None
        assert presence.socket("a") is None
        assert len(presence) == 0
