"""A database that cannot be written: nothing is acknowledged, and the desk goes on by itself."""

import sqlite3
import subprocess
import sys
from contextlib import suppress
from uuid import uuid4

import pytest
from sqlalchemy import event

from agent_desk.errors import StorageUnavailableError
from agent_desk.storage.models import Message
from tests.stack.processes import ROOT


def send(visitor, text="hello", client_message_id=None):
    sent = {"client_message_id": client_message_id or uuid4().hex, "text": text}
    return visitor.request("message_send", sent)


class Disk:
    """What every connection to the database is told from now on, since such limits are theirs."""

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
    """No page more for the database than it has: what is less than that is raised to that."""

    full, well = "PRAGMA max_page_count=1", "PRAGMA max_page_count=1000000"


class ReadOnly(Disk):
    """As when the file system was mounted anew after an error."""

    full, well = "PRAGMA query_only=1", "PRAGMA query_only=0"


@pytest.fixture(params=[FullDisk, ReadOnly])
def disk(world, request):
    return request.param(world)


def stored(world):
    with world.desk.database.read() as session:
        return [line.text for line in session.query(Message).order_by(Message.seq)]


class TestUnwritable:
    def test_acknowledges_nothing_that_it_did_not_store_and_recovers(self, world, disk):
        visitor = world.visitor()
        long, key = "x" * 2000, uuid4().hex
        assert send(visitor)["ok"]
        disk.fill()

        acks = [send(visitor, long) for _ in range(4)] + [send(visitor, long, key)]
        acknowledged = sum(ack["ok"] for ack in acks)
        assert not acks[-1]["ok"]
        assert acks[-1]["error"]["code"] == "storage_unavailable"
        assert len(stored(world)) == 1 + acknowledged
        disk.free()

        assert send(visitor, long, key)["ok"]
        assert len(stored(world)) == 2 + acknowledged

    def test_readyz_tells_until_something_can_be_written(self, world, disk):
        http = world.desk.app.test_client()
        assert http.get("/readyz").json["database"]["ok"]
        visitor = world.visitor()
        send(visitor)
        disk.fill()
        for _ in range(5):
            send(visitor, "x" * 2000)

        with pytest.raises(StorageUnavailableError):
            world.desk.database.check()
        disk.free()

        world.desk.database.check()
        world.desk.database.check()

    def test_turn_waits_and_is_answered_once_it_can_be(self, world, disk):
        visitor = world.visitor()
        send(visitor)
        disk.fill()
        world.clock.advance(5)
        for _ in range(3):
            with suppress(StorageUnavailableError):
                world.desk.turns.run_due()
            world.clock.advance(40)
        disk.free()

        world.answer_turns()

        assert len([m for m in visitor.told("message_created") if m["author"] == "bot"]) == 1


class TestUnreadable:
    def test_connect_is_refused_for_a_while_and_leaves_nothing_behind(self, world, tmp_path):
        token = world.visitor().told("session_ready")[0]["visitor_token"]
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
import sqlite3, sys, time
import gevent
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate

database = Database(f"sqlite:///{sys.argv[1]}")
migrate(database)
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
beats = []

def beat():
    while True:
        beats.append(time.monotonic())
        gevent.sleep(0.01)

def write():
    try:
        database.check()
        return "written"
    except Exception as error:
        return type(error).__name__

gevent.spawn(beat)
waiting = [gevent.spawn(write) for _ in range(40)]
gevent.sleep(float(sys.argv[2]))
other.execute("ROLLBACK")
gevent.joinall(waiting)
print({job.get() for job in waiting})
print(max(after - before for before, after in zip(beats, beats[1:])))
"""


class TestLocked:
    """Another process holds the write lock, as a backup or a repair by hand may."""

    @pytest.mark.parametrize(
        ("seconds", "outcome"), [(0.5, "{'written'}"), (3, "{'StorageUnavailableError'}")]
    )
    def test_writers_wait_and_nobody_else_does(self, tmp_path, seconds, outcome):
        done = subprocess.run(
            [sys.executable, "-c", LOCKED, str(tmp_path / "desk.sqlite3"), str(seconds)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )

        told, longest = done.stdout.splitlines()
        assert told == outcome, done.stderr[-2000:]
        assert float(longest) < 0.4

    def test_lock_is_told_to_the_visitor(self, world, tmp_path):
        visitor = world.visitor()
        other = sqlite3.connect(tmp_path / "desk.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        refused = send(visitor)
        other.execute("ROLLBACK")
        other.close()

        assert refused["error"]["code"] == "storage_unavailable"
        assert send(visitor)["ok"]


def test_fact_that_cannot_be_told_costs_neither_the_line_nor_other_facts(world, monkeypatch):
    agent, visitor = world.agent(), world.visitor()
    id_ = world.hand_over(visitor)
    assert agent.request("conversation_open", {"conversation_id": id_})["ok"]

    def breaks(*_):
        raise KeyError("a bug")

    monkeypatch.setattr("agent_desk.events.views.message_for_agent", breaks)
    ack = send(visitor, "Are you there?")

    assert ack["ok"]
    assert "Are you there?" in stored(world)
    # The row of the list was told all the same.
    assert agent.told("conversation_changed")[-1]["last_line"] == "Are you there?"
