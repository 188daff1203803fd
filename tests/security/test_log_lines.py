"""What strangers send makes no log line long, and takes no time to look at."""

import io
import logging

import pytest
import structlog

from agent_desk.server.logging import set_up_logging

HOSTILE = {
    "text": "A" * 60_000,
    "bytes": b"A" * 60_000,
    "list": ["a"] * 60_000,
    "mapping": {f"key {number}": "a" for number in range(60_000)},
    "key": {"A" * 60_000: 1},
    "texts": ["A" * 60_000] * 1_000,
    "error": ValueError("A" * 60_000),
    "number": 10**1_000,
}


@pytest.fixture
def log():
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logging("json", stream=stream)
    yield stream
    root.handlers[:], root.level = before, level
    structlog.reset_defaults()


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_value_makes_a_line_long(log, kind):
    structlog.get_logger("desk").warning("refused", value=HOSTILE[kind])

    assert 0 < len(log.getvalue()) < 15_000


def test_no_message_of_a_library_makes_a_line_long(log):
    logging.getLogger("a.library").warning("received event %s", HOSTILE["mapping"])

    assert 0 < len(log.getvalue()) < 1_000


def test_no_error_makes_a_traceback_long(log):
    try:
        raise ValueError("A" * 60_000 + "\n" * 60_000)
    except ValueError:
        structlog.get_logger("desk").exception("failed")

    assert 0 < len(log.getvalue()) < 15_000
