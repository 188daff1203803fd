import sys

import pytest

from tools import supervisor
from tools.errors import StartFailedError
from tools.supervisor import STABLE_SECONDS, Service


@pytest.fixture
def service(tmp_path, monkeypatch):
    """Makes services that write their logs into a folder of the test."""
    monkeypatch.setattr(supervisor, "LOGS", tmp_path)
    services = []

    def service(code, max_restarts=0):
        services.append(
            Service("part", [sys.executable, "-c", code], {}, max_restarts=max_restarts)
        )
        return services[-1]

    yield service
    for each in services:
        each.stop()


class TestService:
    def test_that_ended_raises_with_the_end_of_its_log(self, service):
        part = service("print('no model'); raise SystemExit(3)")
        part.start()
        part.child.wait()

        with pytest.raises(StartFailedError, match=r"part ended \(exit 3\)") as error:
            part.raise_if_ended()

        assert error.value.details == ("no model",)

    def test_without_restarts_raises_when_it_ends(self, service):
        part = service("pass")
        part.start()
        part.child.wait()

        with pytest.raises(StartFailedError):
            part.restart_if_ended(part.started_at + 1)

    def test_is_restarted_after_growing_waits_and_then_given_up(self, service):
        part = service("pass", max_restarts=2)
        part.start()
        waits = []
        for _ in range(2):
            part.child.wait()
            died_at = part.started_at + 1
            part.restart_if_ended(died_at)
            waits.append(part.restart_at - died_at)
            part.restart_if_ended(part.restart_at)
        part.child.wait()

        with pytest.raises(StartFailedError):
            part.restart_if_ended(part.started_at + 1)

        assert waits == [1, 2]

    def test_is_not_restarted_before_the_wait_is_over(self, service):
        part = service("pass", max_restarts=1)
        part.start()
        first = part.child
        first.wait()
        part.restart_if_ended(part.started_at)

        part.restart_if_ended(part.restart_at - 0.1)

        assert part.child is first

    def test_that_ran_long_may_die_as_often_as_before(self, service):
        part = service("pass", max_restarts=1)
        part.start()
        for _ in range(3):
            part.child.wait()
            part.restart_if_ended(part.started_at + STABLE_SECONDS)
            part.restart_if_ended(part.restart_at)

        assert part.child.wait() == 0

    def test_keeps_the_log_of_the_previous_start(self, service, tmp_path):
        for word in ("first", "second"):
            part = service(f"print('{word}')")
            part.start()
            part.child.wait()

        assert (tmp_path / "part.log").read_text() == "second\n"
        assert (tmp_path / "part.log.1").read_text() == "first\n"
