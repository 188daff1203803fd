import pytest

from agent_desk.server.garbage_collector import (
    COLLECT_CONNECTIONS,
    COLLECT_SECONDS,
    GarbageCollector,
)


class Process:
    """A process whose time and ended connections a test sets."""

    def __init__(self):
        self.seconds = 1000.0
        self.ended = 7
        self.collected = 0
        self.collector = GarbageCollector(
            lambda: self.ended, collect=self._collect, clock=lambda: self.seconds
        )

    def _collect(self):
        self.collected += 1

    def collections(self):
        self.collector.collect_if_due()
        return self.collected


@pytest.fixture
def process():
    return Process()


def test_waits_for_its_time(process):
    process.seconds += COLLECT_SECONDS - 1
    assert process.collections() == 0
    process.seconds += 1
    assert process.collections() == 1
    assert process.collections() == 1


def test_collects_earlier_when_many_connections_have_ended(process):
    process.ended += COLLECT_CONNECTIONS - 1
    assert process.collections() == 0
    process.ended += 1
    assert process.collections() == 1
    assert process.collections() == 1
