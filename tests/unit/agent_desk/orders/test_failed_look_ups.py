import pytest

from agent_desk.errors import OrderSourceError, StartError
from agent_desk.orders.failed_look_ups import FailedLookUps
from agent_desk.orders.guesses import Asker
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.settings.limits import LimitSettings
from agent_desk.storage.attempts import give_back
from agent_desk.storage.database import Database
from agent_desk.storage.models import Attempt, Base
from tests.fakes.clock import FakeClock

ADDRESS = "a" * 64


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def database(tmp_path, clock):
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=clock)
    Base.metadata.create_all(database.engine)
    return database


def failures(**limits):
    return FailedLookUps(LimitSettings(**limits), DeskSecret(b"k" * 32))


def test_what_is_given_back_does_not_count(database):
    limit = failures(failed_look_ups="1/minute")
    database.write(give_back, database.write(limit.count, Asker("demo", "v1")))

    database.write(limit.count, Asker("demo", "v1"))


def test_ends_with_time(database, clock):
    limit = failures(failed_look_ups="1/minute")
    database.write(limit.count, Asker("demo", "v1"))
    with pytest.raises(OrderSourceError):
        database.write(limit.count, Asker("demo", "v1"))

    clock.advance(60)

    database.write(limit.count, Asker("demo", "v1"))


def test_an_address_in_another_shop_has_a_count_of_its_own(database):
    limit = failures(address_failed_look_ups="1/minute")
    database.write(limit.count, Asker("demo", "v1", address=ADDRESS))

    database.write(limit.count, Asker("other", "v2", address=ADDRESS))

    with database.read() as session:
        assert all(len(attempt.key) <= 64 for attempt in session.query(Attempt))


@pytest.mark.parametrize("name", ["failed_look_ups", "address_failed_look_ups"])
def test_rate_that_is_none_stops_the_start_and_is_named(name):
    with pytest.raises(StartError, match=rf"limits\.{name}"):
        failures(**{name: "lots"})
