import pytest
from sqlalchemy import select

from agent_desk.domain.attempt_limits import Window
from agent_desk.errors import StartError
from agent_desk.orders.guesses import Asker, Guesses
from agent_desk.orders.guessing_alarm import GuessingAlarm
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.settings.limits import LimitSettings
from agent_desk.storage.attempts import give_back
from agent_desk.storage.database import Database
from agent_desk.storage.models import Attempt, Base
from tests.fakes.clock import FakeClock

GUEST = Asker("demo", "v1", address="a" * 64)


@pytest.fixture
def database(tmp_path):
    clock = FakeClock()
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=clock)
    database.clock = clock
    Base.metadata.create_all(database.engine)
    return database


def guesses(**limits):
    return Guesses(LimitSettings(**limits), DeskSecret(b"k" * 32), GuessingAlarm(Window(100, 3600)))


def counted(database):
    with database.read() as session:
        return session.scalars(select(Attempt)).all()


def guess_wrong(database, tries, asker=GUEST, number="RL1"):
    counted = database.write(tries.count, asker)
    database.write(tries.was_wrong, asker, number)
    return counted


def is_locked(database, tries, asker, number="RL1"):
    with database.read() as session:
        return tries.is_locked(session, asker, number)


def test_counts_a_try_for_the_asker_first_and_a_wrong_one_for_order_and_shop(database):
    ids = guess_wrong(database, guesses())

    assert sorted(attempt.name for attempt in counted(database)) == [
        "address_order_attempts", "order_attempts", "order_attempts", "shop_order_attempts"
    ]  # fmt: skip
    database.write(give_back, ids)
    assert sorted(attempt.name for attempt in counted(database)) == [
        "order_attempts", "shop_order_attempts"
    ]  # fmt: skip


def test_stores_no_order_number(database):
    guess_wrong(database, guesses(), number="RL2611200001")

    assert not any("RL2611200001" in attempt.key for attempt in counted(database))


def test_the_same_number_in_another_shop_is_another_order(database):
    tries = guesses(order_attempts="1/hour")
    guess_wrong(database, tries, Asker("demo", "v1"))

    assert is_locked(database, tries, Asker("demo", "v2"))
    assert not is_locked(database, tries, Asker("other", "v2"))


def test_a_lock_does_not_grow(database):
    tries = guesses(order_attempts="1/hour")
    guess_wrong(database, tries, Asker("demo", "v1"))
    database.clock.advance(1800)
    guess_wrong(database, tries, Asker("demo", "v2"))

    database.clock.advance(1800)

    assert not is_locked(database, tries, Asker("demo", "v3"))


def test_tells_who_made_the_wrong_guess(database):
    told = []
    tries = Guesses(
        LimitSettings(),
        DeskSecret(b"k" * 32),
        GuessingAlarm(Window(100, 3600)),
        on_wrong_guess=lambda transaction, visitor_id: told.append(visitor_id),
    )
    database.write(tries.count, GUEST)
    assert told == []

    database.write(tries.was_wrong, GUEST, "RL1")
    assert told == ["v1"]


@pytest.mark.parametrize("name", ["order_attempts", "address_order_attempts"])
def test_rate_that_is_none_stops_the_start_and_is_named(name):
    with pytest.raises(StartError, match=rf"limits\.{name}"):
        guesses(**{name: "lots"})
