from functools import partial

import gevent
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from agent_desk.errors import StorageUnavailableError
from agent_desk.storage import group_commit
from agent_desk.storage.database import Database
from agent_desk.storage.models import Base, Visitor


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    Base.metadata.create_all(database.engine)
    return database


@pytest.fixture
def commits(database):
    """The connections that were committed."""
    counted = []
    event.listen(database.engine, "commit", counted.append)
    return counted


def add(transaction, name, *, fails=None):
    transaction.add(Visitor(shop_id="demo", token_hash=name, name=name, created_at=transaction.now))
    transaction.flush()
    if fails is not None:
        raise fails


def names(database):
    with database.read() as session:
        return set(session.execute(text("SELECT name FROM visitors")).scalars())


def write_together(database, *works):
    """Runs the works in greenlets; returns what each ended with: None, or its error."""
    writers = [gevent.spawn(database.write, work) for work in works]
    gevent.joinall(writers)
    return [writer.exception for writer in writers]


@pytest.fixture(autouse=True)
def patient_groups(monkeypatch):
    """On a busy machine a group would close before all have joined it."""
    monkeypatch.setattr(group_commit, "LONGEST_GATHERING_SECONDS", 60.0)


class TestGroups:
    def test_one_commit_for_all_who_write_at_the_same_time(self, database, commits):
        write_together(database, *(partial(add, name=f"n{index}") for index in range(20)))

        assert names(database) == {f"n{index}" for index in range(20)}
        assert len(commits) == 1

    def test_who_comes_while_a_commit_runs_is_in_the_next_group(self, database, commits):
        later = []

        def first(transaction):
            add(transaction, "first")

        def join_during_commit(_connection):
            if not later:
                later.append(None)
                hub.loop.run_callback_threadsafe(
                    lambda: later.append(gevent.spawn(database.write, partial(add, name="later")))
                )

        hub = gevent.get_hub()
        event.listen(database.engine, "commit", join_during_commit)
        database.write(first)
        while len(later) < 2:
            gevent.sleep(0)
        later[1].get()

        assert names(database) == {"first", "later"}
        assert len(commits) == 2

    def test_a_group_does_not_grow_for_ever(self, database, commits, monkeypatch):
        monkeypatch.setattr(group_commit, "LONGEST_GATHERING_SECONDS", 0.0)

        write_together(database, *(partial(add, name=f"n{index}") for index in range(3)))

        assert len(names(database)) == 3
        assert len(commits) == 3


class TestErrors:
    def test_the_error_of_a_work_is_its_own(self, database):
        bug = KeyError("a bug")

        errors = write_together(
            database,
            partial(add, name="before"),
            partial(add, name="broken", fails=bug),
            partial(add, name="after"),
        )

        assert errors == [None, bug, None]
        assert names(database) == {"before", "after"}

    def test_an_error_alone_leaves_nothing_open(self, database, commits):
        with pytest.raises(KeyError):
            database.write(partial(add, name="broken", fails=KeyError("a bug")))
        assert not commits

        database.write(partial(add, name="next"))

        assert names(database) == {"next"}

    def test_nobody_is_told_of_success_when_the_commit_fails(self, database):
        def refuse(_connection):
            raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

        event.listen(database.engine, "commit", refuse)
        errors = write_together(database, partial(add, name="a"), partial(add, name="b"))
        event.remove(database.engine, "commit", refuse)

        assert [type(error) for error in errors] == [StorageUnavailableError] * 2
        assert names(database) == set()
        database.write(partial(add, name="next"))
        assert names(database) == {"next"}

    def test_a_group_that_sqlite_has_rolled_back_fails_as_a_whole(self, database):
        def fill_the_disk(transaction):
            transaction.execute(text("ROLLBACK"))  # what SQLite does by itself on a full disk
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))

        errors = write_together(database, partial(add, name="a"), fill_the_disk)

        assert [type(error) for error in errors] == [StorageUnavailableError] * 2
        assert names(database) == set()
        database.write(partial(add, name="next"))
        assert names(database) == {"next"}

    def test_a_writer_who_is_killed_takes_nobody_along(self, database):
        def kill_the_first(transaction):
            add(transaction, "second")
            first.kill(block=False)

        first = gevent.spawn(database.write, partial(add, name="first"))
        second = gevent.spawn(database.write, kill_the_first)
        gevent.joinall([first, second])

        assert "second" in names(database)
        database.write(partial(add, name="next"))
        assert "next" in names(database)

    def test_one_wait_for_a_lock_of_another_process_is_enough(self, database, monkeypatch):
        monkeypatch.setattr("agent_desk.storage.database.LOCK_SECONDS", 0.1)
        tries = []
        with database.engine.connect().execution_options(relay_write=True) as other:
            other.begin()
            event.listen(database.engine, "checkout", lambda *_: tries.append(None))
            errors = write_together(database, *(partial(add, name=f"n{i}") for i in range(5)))
            other.rollback()

        assert [type(error) for error in errors] == [StorageUnavailableError] * 5
        assert len(tries) == 1
        database.write(partial(add, name="next"))
        assert names(database) == {"next"}
