import io
import json
import logging

import gevent
import pytest
import structlog

from agent_desk.server.logging import (
    log_greenlet_errors,
    report_left_out,
    server_log_options,
    set_up_logging,
)


@pytest.fixture
def lines():
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logging("json", stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before, level
    structlog.reset_defaults()


class TestLines:
    def test_are_json_with_time_level_and_logger(self, lines):
        structlog.get_logger("agent_desk.turns.worker").info(
            "turn_done", conversation_id="c1", seq=7
        )

        (line,) = lines()
        assert line.pop("timestamp").endswith("Z")
        assert line == {
            "event": "turn_done",
            "conversation_id": "c1",
            "seq": 7,
            "level": "info",
            "logger": "agent_desk.turns.worker",
        }

    def test_are_masked(self, lines):
        structlog.get_logger("x").info("look_up", order="RL2611200001", to=["ana@shop.example"])

        (line,) = lines()
        assert (line["order"], line["to"]) == ("<number>", ["<email>"])

    def test_of_libraries_come_in_the_same_form_and_are_masked_too(self, lines):
        logging.getLogger("a.library").warning("sent to %s", "ana@shop.example")

        (line,) = lines()
        assert (line["event"], line["level"]) == ("sent to <email>", "warning")

    def test_hold_the_traceback_of_an_error_masked(self, lines):
        try:
            raise RuntimeError("no parcel LX123456785CN")
        except RuntimeError:
            structlog.get_logger("x").exception("failed")

        (line,) = lines()
        assert "RuntimeError: no parcel <number>" in line["exception"]
        assert "LX123456785CN" not in json.dumps(line)

    def test_hold_the_error_that_was_passed_on_from_another_place(self, lines):
        structlog.get_logger("x").error("failed", exc_info=RuntimeError("13800138000"))

        (line,) = lines()
        assert "RuntimeError: <number>" in line["exception"]

    def test_keep_libraries_quiet_that_tell_of_every_frame(self, lines):
        logging.getLogger("engineio.server").info("packet")

        assert lines() == []

    def test_can_be_plain_text(self, lines):
        stream = io.StringIO()
        set_up_logging("text", stream=stream)
        structlog.get_logger("x").info("look_up", order="RL2611200001")

        assert "look_up" in stream.getvalue()
        assert "RL2611200001" not in stream.getvalue()


@pytest.fixture
def restored():
    """The root logger as it was before."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before, level
    structlog.reset_defaults()


@pytest.mark.usefixtures("restored")
class TestTooManyLines:
    def test_are_left_out_and_counted(self):
        stream = io.StringIO()
        set_up_logging("json", lines_per_minute=10, stream=stream)
        for number in range(500):
            structlog.get_logger("x").info("log_in_refused", number=number)
            logging.getLogger("a.library").warning("bad %s", number)
        structlog.get_logger("x").info("another")

        report_left_out(at_the_end=True)

        found = [json.loads(line) for line in stream.getvalue().splitlines()]
        assert [line["number"] for line in found if "number" in line] == list(range(10))
        counted = {line["of"]: line["lines"] for line in found if "of" in line}
        assert counted.pop("log_in_refused") == 490
        assert list(counted.values()) == [490]  # of the library
        assert len(found) == 10 + 10 + 1 + 2


class FullDisk(io.StringIO):
    full = True

    def write(self, text):
        if self.full:
            raise OSError(28, "No space left on device")
        return super().write(text)


@pytest.mark.usefixtures("restored")
class TestAFullDisk:
    def test_raises_nothing_and_prints_nothing_else(self, capsys):
        set_up_logging("json", stream=FullDisk())

        structlog.get_logger("x").info("look_up")

        assert capsys.readouterr() == ("", "")

    def test_is_reported_once_there_is_room_again(self):
        disk = FullDisk()
        set_up_logging("json", stream=disk)
        for _ in range(3):
            structlog.get_logger("x").info("look_up")
        report_left_out()
        disk.full = False

        report_left_out()
        report_left_out()

        (line,) = map(json.loads, disk.getvalue().splitlines())
        assert (line["event"], line["lines"], line["why"]) == ("log_lines_lost", 4, "OSError")

    def test_shows_no_argument_of_a_line_that_cannot_be_formatted(self, capsys):
        stream = io.StringIO()
        set_up_logging("json", stream=stream)

        logging.getLogger("a.library").warning("no place for %s %s", "LX123456785CN")
        report_left_out()

        assert "LX123456785CN" not in stream.getvalue() + capsys.readouterr().err
        assert json.loads(stream.getvalue())["why"] == "TypeError"


class TestTheServersOwnLines:
    def test_are_left_out(self):
        assert server_log_options() == {"log": None, "error_log": None}

    def test_of_engineio_and_socketio_have_a_level_so_that_they_add_no_handler(self, lines):
        for name in ("engineio.server", "socketio.server"):
            assert logging.getLogger(name).level == logging.ERROR


class TestErrorsOfGreenlets:
    def test_come_into_the_log_masked(self, lines, capsys):
        hub = gevent.get_hub()
        log_greenlet_errors()

        def fail():
            raise RuntimeError("no parcel LX123456785CN")

        gevent.spawn(fail).join()
        del hub.print_exception

        (line,) = lines()
        assert (line["event"], line["kind"]) == ("greenlet_failed", "RuntimeError")
        assert "no parcel <number>" in line["exception"]
        assert capsys.readouterr().err == ""
