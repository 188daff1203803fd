import pytest

from agent_desk.domain.attempt_limits import Window
from agent_desk.domain.events import GuessingAlarmRaised
from agent_desk.orders.guessing_alarm import GuessingAlarm
from agent_desk.storage.database import Database
from agent_desk.storage.models import Base
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def database(tmp_path, clock):
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=clock)
    Base.metadata.create_all(database.engine)
    database.raised = []
    database.on_commit(lambda transaction: database.raised.extend(transaction.events))
    return database


ALARM = GuessingAlarm(Window(limit=3, seconds=3600))


def guess_wrong(database, times=1, shop="demo"):
    for _ in range(times):
        database.write(ALARM.count, shop)


def is_raised(database, shop="demo"):
    with database.read() as session:
        return ALARM.is_raised(session, shop)


def test_is_raised_by_many_wrong_tries_in_this_shop_only(database):
    guess_wrong(database, 2)
    guess_wrong(database, 2, shop="other")
    assert not is_raised(database)

    guess_wrong(database)

    assert is_raised(database)
    assert not is_raised(database, "other")


def test_is_told_once(database):
    guess_wrong(database, 9)

    assert database.raised == [GuessingAlarmRaised("demo")]


def test_ends_when_the_tries_have_ended_and_can_be_raised_again(database, clock):
    guess_wrong(database, 3)
    clock.advance(3599)
    assert is_raised(database)

    clock.advance(1)
    assert not is_raised(database)
    guess_wrong(database, 3)
    assert is_raised(database)
    assert len(database.raised) == 2
