"""A database that cannot be written: nothing is acknowledged, and the desk goes on by itself."""

import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from agent_desk.errors import StorageUnavailableError
from agent_desk.storage.models import Message
from tests.stack.processes import ROOT


class Disk:
    """Every new connection to the database gets ``pragma``, since such limits are its own."""

    full, well = "", ""

    def __init__(self, world):
        self.engine = world.desk.database.engine
        self.pragma = self.well
        event.listen(self.engine, "connect", lambda raw, _record: raw.execute(self.pragma))

    def fill(self):
        self.engine.dispose()
        self.pragma = self.full

    def free(self):
        self.engine.dispose()
        self.pragma = self.well


class FullDisk(Disk):
    """No more pages for the database than it has: SQLite raises a lower limit to that."""

    full, well = "PRAGMA max_page_count=1", "PRAGMA max_page_count=1000000"


class ReadOnly(Disk):
    """As when a file system is mounted read-only after an error."""

    full, well = "PRAGMA query_only=1", "PRAGMA query_only=0"


@pytest.fixture(params=[FullDisk, ReadOnly])
def disk(world, request):
    return request.param(world)


def stored(world):
    """The texts of all lines."""
    with world.desk.database.read() as session:
        return list(session.scalars(select(Message.text).order_by(Message.seq)))


class TestUnwritable:
    def test_desk_acknowledges_nothing_that_it_did_not_store_and_recovers(self, world, disk):
        visitor = world.visitor()
        long, key = "x" * 2000, uuid4().hex
        assert visitor.write("hello")["ok"]
        disk.fill()

        acks = [visitor.write(long) for _ in range(4)] + [visitor.write(long, key)]
        acknowledged = sum(ack["ok"] for ack in acks)
        assert not acks[-1]["ok"]
        assert acks[-1]["error"]["code"] == "storage_unavailable"
        assert len(stored(world)) == 1 + acknowledged
        disk.free()

        assert visitor.write(long, key)["ok"]
        assert len(stored(world)) == 2 + acknowledged

    def test_desk_is_not_ready_until_something_can_be_written(self, world, disk):
        http = world.desk.app.test_client()
        assert http.get("/readyz").json["database"]["ok"]
        visitor = world.visitor()
        visitor.write("hello")
        disk.fill()
        for _ in range(5):
            visitor.write("x" * 2000)

        with pytest.raises(StorageUnavailableError):
            world.desk.database.check()
        disk.free()

        world.desk.database.check()
        world.desk.database.check()

    def test_turn_is_answered_once_it_can_be_stored(self, world, disk):
        visitor = world.visitor()
        visitor.write("hello")
        disk.fill()
        for seconds in (5, 40, 40):
            with suppress(StorageUnavailableError):
                world.answer_turns(after=seconds)
        disk.free()

        world.answer_turns(after=45)

        assert len(visitor.bot_lines()) == 1

    def test_line_is_refused_while_its_table_is_missing(self, world):
        visitor = world.visitor()
        world.desk.database.engine.dispose()
        with closing(sqlite3.connect(world.desk.database.engine.url.database)) as database:
            database.execute("ALTER TABLE messages RENAME TO gone")

        assert visitor.write("hello")["error"]["code"] == "storage_unavailable"


class TestUnreadable:
    def test_connect_is_refused_for_a_while_and_leaves_nothing_behind(self, world, tmp_path):
        token = world.visitor().token
        world.desk.database.engine.dispose()
        (tmp_path / "desk.sqlite3").rename(tmp_path / "away.sqlite3")
        (tmp_path / "desk.sqlite3").mkdir()

        refused = [world.visitor(token=token) for _ in range(20)]
        assert not any(client.connected for client in refused)
        world.desk.database.engine.dispose()
        (tmp_path / "desk.sqlite3").rmdir()
        (tmp_path / "away.sqlite3").rename(tmp_path / "desk.sqlite3")

        assert world.visitor(token=token).connected


LOCKED = """
from agent_desk.server.gevent_patch import patch
patch()
import sqlite3, sys
import gevent
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate

BEATS = 20
path, wait_for = sys.argv[1:]
database = Database(f"sqlite:///{path}")
migrate(database)
other = sqlite3.connect(path, isolation_level=None)
other.execute("BEGIN IMMEDIATE")
beats = 0

def beat():
    global beats
    while True:
        beats += 1
        gevent.sleep(0.01)

def write():
    try:
        database.check()
        return "written"
    except Exception as error:
        return type(error).__name__

writers = [gevent.spawn(write) for _ in range(40)]
beating = gevent.spawn(beat)
if wait_for == "beats":
    while beats < BEATS:
        gevent.sleep(0.01)
    assert not any(writer.ready() for writer in writers), "the writers did not wait"
else:
    gevent.joinall(writers)
    assert beats >= BEATS, f"the loop ran {beats} times while the writers waited"
other.execute("ROLLBACK")
gevent.joinall(writers)
print({writer.get() for writer in writers})
"""


class TestLocked:
    """Another process holds the write lock, as a backup or a repair by hand may."""

    @pytest.mark.parametrize(
        ("released_after", "outcome"),
        [("beats", "{'written'}"), ("writers", "{'StorageUnavailableError'}")],
    )
    def test_writers_wait_and_the_event_loop_goes_on(self, tmp_path, released_after, outcome):
        done = subprocess.run(
            [sys.executable, "-c", LOCKED, str(tmp_path / "desk.sqlite3"), released_after],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )

        assert done.stdout.strip() == outcome, done.stderr[-2000:]

    def test_visitor_hears_that_nothing_can_be_stored(self, world, tmp_path):
        visitor = world.visitor()
        other = sqlite3.connect(tmp_path / "desk.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        refused = visitor.write("hello")
        other.execute("ROLLBACK")
        other.close()

        assert refused["error"]["code"] == "storage_unavailable"
        assert visitor.write("hello")["ok"]


def test_event_that_cannot_be_published_costs_neither_the_line_nor_other_events(world, monkeypatch):
    agent = world.agent()
    visitor, chat = world.waiting_visitor()
    assert agent.open(chat)["ok"]

    def breaks(*_):
        raise KeyError("a bug")

    monkeypatch.setattr("agent_desk.events.views.message_for_agent", breaks)
    ack = visitor.write("Are you there?")

    assert ack["ok"]
    assert "Are you there?" in stored(world)
    # The row of the list was published all the same.
    assert agent.conversation["last_line"] == "Are you there?"
