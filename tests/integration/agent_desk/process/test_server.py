"""The desk as a process that is killed, flooded or set up wrongly."""

import os
import signal

import pytest

from tests.fakes.base import BRAZIL
from tests.stack.processes import ROOT
from tests.stack.product import command
from tests.stack.served_desk import ServedDesk, introduce, read_to_the_end
from tests.stack.waiting import until


@pytest.fixture
def desk(tmp_path):
    return ServedDesk(tmp_path)


def test_acknowledged_question_is_answered_after_a_crash(desk):
    shipping = str(ROOT / "knowledge_base" / "demo" / "shipping.jsonl")
    command(desk.environment, "knowledge_base", "import", shipping)
    patient = {"RELAY_AGENT_DESK_TURNS__WAIT_SECONDS": "3"}
    with desk.running(**patient) as process, desk.visitor() as visitor:
        token = visitor.ready["visitor_token"]
        sent = visitor.say(BRAZIL)["message"]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    back = {"token": token, "conversation_id": sent["conversation_id"], "last_seq": 1}
    with desk.running(), desk.visitor(**back) as visitor:
        assert "15–25" in until(visitor.bot_lines, within=120)[0]["text"]


def test_oversized_frame_closes_its_connection_and_no_other(desk):
    with desk.running(), desk.visitor() as visitor:
        big = desk.websocket()
        introduce(big)
        big.send("4" + "x" * 200_000)

        read_to_the_end(big)
        assert visitor.say("hello")["ok"]


class TestSetUpWrongly:
    """The desk says what is wrong in a line, without a traceback."""

    def test_port_in_use_is_named_with_its_setting(self, desk):
        with desk.running():
            code, printed = desk.fails_to_start()

        assert code == 1
        assert printed.strip().splitlines()[-1].startswith("Cannot listen on 127.0.0.1")
        assert "agent_desk.port" in printed
        assert "RELAY_AGENT_DESK_PORT" in printed
        assert "Traceback" not in printed

    def test_unknown_setting_is_named_with_the_one_that_was_meant(self, desk):
        code, printed = desk.fails_to_start(RELAY_AGENT_DESK_PROT="1")

        assert code == 1
        assert "RELAY_AGENT_DESK_PROT" in printed
        assert "RELAY_AGENT_DESK_PORT" in printed
        assert "Traceback" not in printed

    def test_unusable_database_is_one_line(self, desk):
        url = "sqlite:////proc/nowhere/x.sqlite3"

        code, printed = desk.fails_to_start(RELAY_AGENT_DESK_DATABASE_URL=url)

        assert code == 1
        assert printed.strip()
        assert "Traceback" not in printed
