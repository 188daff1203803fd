"""The desk as a process that is asked to end: within five seconds, and nothing is lost by it."""

import signal
import sqlite3
import sys
import time
from contextlib import contextmanager

import pytest
import socketio

from tests.fakes.rasa_server import FakeRasa
from tests.integration.agent_desk.test_server import Setup, payloads, say, until, visitor
from tests.stack.processes import running

DESK = [sys.executable, "-m", "tests.faults.stub_desk"]


@pytest.fixture
def rasa():
    with FakeRasa().running() as fake:
        yield fake


@pytest.fixture
def setup(tmp_path, rasa):
    made = Setup(tmp_path)
    made.environment |= {"RELAY_AGENT_DESK_RASA__URL": rasa.url}
    return made


@contextmanager
def desk(setup):
    log, ready = setup.folder / "desk.log", f"{setup.url}/healthz"
    with running(DESK, env=setup.environment, log=log, ready=ready) as process:
        yield process


def ask(client, rasa):
    """Sends a question, and waits until Rasa has been asked for it."""
    sent = say(client, "hello")["message"]
    until(lambda: rasa.asked)
    return sent


def stop(process):
    """How it exits, and after how many seconds."""
    started = time.monotonic()
    process.terminate()
    return process.wait(20), time.monotonic() - started


def bot_lines(lines):
    return [line for line in lines if line["author"] == "bot"]


def test_turn_under_way_is_finished_and_sent(setup, rasa):
    rasa.delay = lambda: 0.7
    with desk(setup) as process, visitor(setup) as (client, told):
        ask(client, rasa)

        code, seconds = stop(process)

        assert code == 0
        assert seconds < 5
        assert len(bot_lines(payloads(told, "message_created"))) == 1


def test_turn_that_takes_longer_is_released_and_answered_after_the_restart(setup, rasa):
    rasa.mode = "slow"
    with desk(setup) as process, visitor(setup) as (client, told):
        token = payloads(told, "session_ready")[0]["visitor_token"]
        sent = ask(client, rasa)

        code, seconds = stop(process)

    assert code == 0
    assert seconds < 5
    with sqlite3.connect(setup.folder / "desk.sqlite3") as database:
        row = "SELECT turn_due_at IS NULL, turn_lease_until, turn_attempts FROM conversations"
        assert database.execute(row).fetchone() == (0, None, 0)
    rasa.mode = "routine"
    back = {"token": token, "conversation_id": sent["conversation_id"], "last_seq": sent["seq"]}
    with desk(setup), visitor(setup, **back) as (_, told):

        def answers():
            ready = payloads(told, "session_ready")[0]["messages"]
            return bot_lines([*ready, *payloads(told, "message_created")])

        assert len(until(answers, within=10)) == 1


def test_new_connections_are_refused_and_all_others_cut_off(setup, rasa):
    rasa.mode = "slow"
    with desk(setup) as process, visitor(setup) as (client, _):
        ask(client, rasa)
        process.terminate()
        assert say(client, "still taken")["ok"]

        late = socketio.Client(reconnection=False)
        with pytest.raises(socketio.exceptions.ConnectionError):
            late.connect(setup.url, namespaces=["/visitor"], transports=["websocket"])
        assert process.wait(20) == 0
        until(lambda: not client.connected)


def test_second_signal_ends_it_at_once(setup, rasa):
    rasa.mode = "slow"
    with desk(setup) as process, visitor(setup) as (client, _):
        ask(client, rasa)
        process.terminate()
        time.sleep(0.3)

        code, seconds = stop(process)

        assert code == 128 + signal.SIGTERM
        assert seconds < 1
