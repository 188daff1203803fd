import pytest
from sqlalchemy import func, select

from agent_desk.errors import NotAuthenticatedError
from agent_desk.security.accounts import Accounts
from agent_desk.security.sessions import AgentSessions
from agent_desk.storage.models import AgentSession
from tests.fakes.clock import FakeClock
from tests.fakes.http_desk import EMAIL, PASSWORD, cheap_passwords, open_database

HOUR = 3600


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def database(tmp_path, clock):
    return open_database(tmp_path, clock=clock)


@pytest.fixture
def accounts(database):
    return Accounts(database, cheap_passwords())


@pytest.fixture
def ana(accounts):
    return accounts.add(EMAIL, name="Ana", shop_ids=["demo"], password=PASSWORD).id


@pytest.fixture
def sessions(database, clock):
    return AgentSessions(database, hours=12, idle_hours=12)


def stored(database):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(AgentSession))


class TestSession:
    def test_is_found_by_its_token_and_no_other(self, sessions, ana):
        made = sessions.create(ana)

        assert sessions.find(made.token) == made.signed_in
        assert made.signed_in.agent.email == EMAIL
        assert sessions.find(made.signed_in.csrf_token) is None
        assert sessions.find(made.signed_in.session_id) is None
        assert sessions.find("") is None
        assert sessions.find(None) is None

    def test_is_stored_without_its_token(self, sessions, ana, tmp_path):
        token = sessions.create(ana).token

        files = [path.read_bytes() for path in tmp_path.iterdir()]
        assert files
        assert not any(token.encode() in content for content in files)

    def test_replaces_the_one_of_the_same_browser(self, sessions, ana, database):
        old = sessions.create(ana)
        new = sessions.create(ana, replaces=old.token)

        assert new.replaced == old.signed_in.session_id
        assert sessions.find(old.token) is None
        assert new.token != old.token
        assert new.signed_in.csrf_token != old.signed_in.csrf_token
        assert stored(database) == 1

    def test_ends_without_those_of_other_browsers(self, sessions, ana):
        here, there = sessions.create(ana), sessions.create(ana)

        sessions.end(here.signed_in.session_id)

        assert sessions.find(here.token) is None
        assert sessions.find(there.token) is not None

    def test_ends_after_its_hours(self, sessions, ana, clock):
        made = sessions.create(ana)

        clock.advance(12 * HOUR - 1)
        assert sessions.find(made.token) is not None
        clock.advance(1)
        assert sessions.find(made.token) is None
        with pytest.raises(NotAuthenticatedError):
            sessions.require(made.signed_in.session_id)

    def test_that_has_expired_is_deleted_by_the_next_log_in(self, sessions, ana, clock, database):
        sessions.create(ana)
        clock.advance(12 * HOUR)
        sessions.create(ana)

        assert stored(database) == 1

    def test_is_refused_to_a_disabled_or_unknown_agent(self, sessions, ana, accounts):
        accounts.disable(EMAIL)

        for agent_id in (ana, "nobody"):
            with pytest.raises(NotAuthenticatedError):
                sessions.create(agent_id)


class TestRequire:
    def test_returns_the_agent_of_the_session(self, sessions, ana):
        made = sessions.create(ana)

        assert sessions.require(made.signed_in.session_id) == made.signed_in

    def test_refuses_a_session_that_has_ended(self, sessions, ana):
        made = sessions.create(ana)
        sessions.end(made.signed_in.session_id)
        sessions.end(made.signed_in.session_id)

        with pytest.raises(NotAuthenticatedError):
            sessions.require(made.signed_in.session_id)


class TestValid:
    def test_returns_the_sessions_that_are_still_valid(self, sessions, ana, accounts, clock):
        bo = accounts.add("bo@shop.example", name="Bo", shop_ids=["demo"], password=PASSWORD)
        first = sessions.create(ana).signed_in.session_id
        clock.advance(11 * HOUR)
        second = sessions.create(ana).signed_in.session_id
        his = sessions.create(bo.id).signed_in.session_id
        clock.advance(2 * HOUR)
        accounts.disable("bo@shop.example")

        assert sessions.valid([first, second, his, "gone"]) == {second}
        assert sessions.valid([]) == set()
