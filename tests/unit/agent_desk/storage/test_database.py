from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from agent_desk.domain.events import DutyChanged
from agent_desk.errors import StorageUnavailableError
from agent_desk.storage.database import Database
from agent_desk.storage.models import Base, Visitor
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def published():
    return []


@pytest.fixture
def database(tmp_path, clock, published):
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}", clock=clock)
    Base.metadata.create_all(database.engine)
    database.on_commit(lambda transaction: published.append(transaction.events))
    return database


def add_visitor(transaction, name, *, fails=None):
    transaction.add(Visitor(shop_id="demo", token_hash=name, name=name, created_at=transaction.now))
    transaction.record(DutyChanged(name))
    if fails is not None:
        raise fails
    return transaction.now


def names(database):
    with database.read() as session:
        return list(session.scalars(select(Visitor.name)))


class TestWrite:
    def test_gives_back_what_the_work_returned_once_it_is_committed(self, database, clock):
        assert database.write(add_visitor, "Ana") == clock.now
        assert names(database) == ["Ana"]

    def test_every_transaction_has_a_moment_of_its_own(self, database, clock):
        first = database.write(add_visitor, "Ana")
        clock.advance(60)

        assert database.write(add_visitor, "Bo") - first == timedelta(seconds=60)

    def test_publishes_what_was_recorded_after_the_commit(self, database, published):
        seen = []
        database.on_commit(lambda _: seen.append(names(database)))

        database.write(add_visitor, "Ana")

        assert seen == [["Ana"]]

    def test_an_error_takes_everything_back_and_publishes_nothing(self, database, published):
        with pytest.raises(KeyError):
            database.write(add_visitor, "Ana", fails=KeyError("a bug"))

        assert names(database) == []
        assert published == []

    def test_what_cannot_be_committed_is_not_published(self, database, published, tmp_path):
        database.engine.dispose()
        (tmp_path / "desk.sqlite3").unlink()
        (tmp_path / "desk.sqlite3").mkdir()

        with pytest.raises(StorageUnavailableError):
            database.write(add_visitor, "Ana")

        assert published == []

    def test_a_statement_that_is_wrong_is_no_outage(self, database):
        database.write(add_visitor, "Ana")

        with pytest.raises(IntegrityError):
            database.write(add_visitor, "Ana")
