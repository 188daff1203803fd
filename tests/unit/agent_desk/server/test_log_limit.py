import logging

import pytest

from agent_desk.server.log_limit import WINDOW_SECONDS, LogLimit, kind_of


def line(event, **more):
    return logging.makeLogRecord({"name": "x", "msg": {"event": event, **more}})


class Seconds:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def seconds():
    return Seconds()


@pytest.fixture
def limit(seconds):
    return LogLimit(2, clock=seconds)


class TestLogLimit:
    def test_allows_so_many_lines_of_each_kind(self, limit):
        assert [limit.allows(line("a")) for _ in range(4)] == [True, True, False, False]
        assert limit.allows(line("b"))

    def test_counts_the_others_once_when_the_minute_is_over(self, limit, seconds):
        for event in "aaaaab":
            limit.allows(line(event))

        assert limit.left_out() == {}
        seconds.now = WINDOW_SECONDS
        assert limit.left_out() == {"a": 3}
        assert limit.left_out() == {}

    def test_allows_as_many_again_after_that(self, limit, seconds):
        for _ in range(5):
            limit.allows(line("a"))
        seconds.now = WINDOW_SECONDS
        limit.left_out()

        assert [limit.allows(line("a")) for _ in range(3)] == [True, True, False]

    def test_can_count_before_the_minute_is_over(self, limit):
        for _ in range(5):
            limit.allows(line("a"))

        assert limit.left_out(all_windows=True) == {"a": 3}

    def test_allows_a_tenth_with_a_traceback(self, seconds):
        limit = LogLimit(20, clock=seconds)
        allowed = [limit.allows(line("failed", exc_info=True)) for _ in range(5)]

        assert allowed == [True, True, False, False, False]
        assert limit.allows(line("failed"))
        assert limit.left_out(all_windows=True) == {"failed": 3}


class TestKindOf:
    def test_is_the_event_of_a_line_of_ours(self):
        assert kind_of(line("connection_cut_off")) == "connection_cut_off"

    def test_is_the_place_of_a_line_of_a_library_whatever_it_says(self):
        records = [
            logging.makeLogRecord({"name": "engineio.server", "lineno": 7, "msg": f"bad {word}"})
            for word in ("one", "two")
        ]

        assert {kind_of(record) for record in records} == {"engineio.server:7"}
