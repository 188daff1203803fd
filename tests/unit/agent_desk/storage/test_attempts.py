import pytest
from sqlalchemy import func, select

from agent_desk.domain.attempt_limits import AttemptLimit, Window
from agent_desk.errors import RateLimitedError
from agent_desk.storage.attempts import (
    count_attempt,
    drop_forgotten_attempts,
    forget_attempts,
    forget_attempts_below,
    give_back,
    is_counted,
    record_attempt,
    seconds_to_wait,
)
from agent_desk.storage.database import Database
from agent_desk.storage.models import Attempt, Base
from tests.fakes.clock import FakeClock

TWICE = Window(limit=2, seconds=60)
ADDRESS = AttemptLimit("log-in", "address", TWICE)
ACCOUNT = AttemptLimit("log-in", "account", TWICE)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def database(tmp_path, clock):
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=clock)
    Base.metadata.create_all(database.engine)
    return database


def counted(database):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Attempt))


def wait(database, limit):
    with database.read() as session:
        return seconds_to_wait(session, limit)


def test_refuses_beyond_the_limit_and_says_for_how_long(database, clock):
    database.write(count_attempt, ADDRESS)
    clock.advance(20)
    database.write(count_attempt, ADDRESS)
    with pytest.raises(RateLimitedError) as refused:
        database.write(count_attempt, ADDRESS)

    assert refused.value.retry_after_seconds == 40
    clock.advance(40)
    database.write(count_attempt, ADDRESS)


def test_counts_under_all_limits_or_none(database):
    for _ in range(2):
        database.write(count_attempt, ACCOUNT)
    with pytest.raises(RateLimitedError):
        database.write(count_attempt, ADDRESS, ACCOUNT)

    assert counted(database) == 2
    assert wait(database, ADDRESS) == 0


def test_records_without_refusing(database):
    for _ in range(3):
        database.write(record_attempt, ADDRESS)

    assert counted(database) == 3
    assert wait(database, ADDRESS) == 60


def test_what_is_given_back_does_not_count(database):
    attempts = [database.write(count_attempt, ADDRESS, ACCOUNT) for _ in range(2)]
    database.write(give_back, attempts[0])

    assert wait(database, ADDRESS) == wait(database, ACCOUNT) == 0
    assert counted(database) == 2


def test_forgets_one_key_and_no_other(database):
    for _ in range(2):
        database.write(count_attempt, ADDRESS, ACCOUNT)
    database.write(forget_attempts, "log-in", "account")

    assert wait(database, ACCOUNT) == 0
    assert wait(database, ADDRESS) == 60


def test_forgets_every_key_below_one(database):
    here, there = AttemptLimit("log-in", "ab12", TWICE), AttemptLimit("log-in", "ac12", TWICE)
    database.write(record_attempt, here, there)
    database.write(forget_attempts_below, "other", "ab")
    assert counted(database) == 2

    database.write(forget_attempts_below, "log-in", "ab")
    with database.read() as session:
        assert not is_counted(session, here)
        assert is_counted(session, there)


def test_says_whether_any_counts(database, clock):
    database.write(record_attempt, ADDRESS)
    clock.advance(60)
    with database.read() as session:
        assert not is_counted(session, ADDRESS)


def test_another_desk_on_the_same_database_counts_them_too(database, clock, tmp_path):
    for _ in range(2):
        database.write(count_attempt, ADDRESS)
    other = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=clock)

    with pytest.raises(RateLimitedError):
        other.write(count_attempt, ADDRESS)


def test_drops_only_what_counts_nowhere(database, clock):
    database.write(count_attempt, ADDRESS)
    clock.advance(59)
    database.write(drop_forgotten_attempts)
    assert counted(database) == 1

    clock.advance(1)
    database.write(drop_forgotten_attempts)
    assert counted(database) == 0


def test_drops_a_heap_in_parts(database, clock, monkeypatch):
    monkeypatch.setattr("agent_desk.storage.attempts.DROPPED_AT_ONCE", 2)
    for _ in range(3):
        database.write(record_attempt, ADDRESS)
    clock.advance(60)

    assert database.write(drop_forgotten_attempts)
    assert counted(database) == 1
    assert not database.write(drop_forgotten_attempts)
    assert counted(database) == 0
