"""The desk as a process that is asked to end: nothing is lost by it."""

import signal
import sqlite3

import pytest
import socketio

from tests.stack.served_desk import STUB, ServedDesk
from tests.stack.waiting import until

EXIT_SECONDS = 30


@pytest.fixture
def desk(tmp_path, rasa):
    return ServedDesk(tmp_path, rasa_url=rasa.url)


@pytest.fixture
def process(desk):
    with desk.running(STUB) as process:
        yield process


def ask(visitor, rasa):
    """Sends a question. Returns its line once Rasa has it."""
    sent = visitor.say("hello")["message"]
    until(lambda: rasa.answering)
    return sent


def begin_to_stop(desk, process):
    process.terminate()
    until(lambda: "desk_stopping" in desk.log(), why=desk.log)


def test_desk_ends_with_clients_connected(desk, process):
    with desk.visitor() as visitor:
        process.terminate()

        assert process.wait(EXIT_SECONDS) == 0
        until(lambda: not visitor.connected)


def test_turn_under_way_is_finished_and_its_answer_sent(desk, process, rasa):
    rasa.mode = "silent"
    with desk.visitor() as visitor:
        ask(visitor, rasa)
        begin_to_stop(desk, process)
        rasa.mode = "routine"

        assert process.wait(EXIT_SECONDS) == 0
        assert len(visitor.bot_lines()) == 1


def test_turn_that_does_not_end_is_answered_after_the_restart(desk, rasa):
    rasa.mode = "silent"
    with desk.running(STUB) as process, desk.visitor() as visitor:
        sent = ask(visitor, rasa)
        process.terminate()
        assert process.wait(EXIT_SECONDS) == 0
        token = visitor.ready["visitor_token"]
        assert visitor.bot_lines() == []

    with sqlite3.connect(desk.folder / "desk.sqlite3") as database:
        row = "SELECT turn_due_at IS NULL, turn_lease_until, turn_attempts FROM conversations"
        assert database.execute(row).fetchone() == (0, None, 0)
    rasa.mode = "routine"
    back = {"token": token, "conversation_id": sent["conversation_id"], "last_seq": sent["seq"]}
    with desk.running(STUB), desk.visitor(**back) as visitor:
        assert len(until(visitor.bot_lines)) == 1


def test_line_that_comes_meanwhile_is_stored_and_nobody_is_let_in(desk, process, rasa):
    rasa.mode = "silent"
    with desk.visitor() as visitor:
        ask(visitor, rasa)
        begin_to_stop(desk, process)
        assert visitor.say("still taken")["ok"]

        late = socketio.Client(reconnection=False)
        with pytest.raises(socketio.exceptions.ConnectionError):
            late.connect(desk.url, namespaces=["/visitor"], transports=["websocket"])
        assert process.wait(EXIT_SECONDS) == 0
        until(lambda: not visitor.connected)


def test_second_signal_ends_the_desk_without_waiting_for_the_turn(desk, process, rasa):
    rasa.mode = "silent"
    with desk.visitor() as visitor:
        ask(visitor, rasa)
        begin_to_stop(desk, process)
        process.terminate()

        assert process.wait(EXIT_SECONDS) == 128 + signal.SIGTERM
        assert "desk_stopped" not in desk.log()
