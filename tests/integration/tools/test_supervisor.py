import sys

import pytest

from tools import supervisor
from tools.errors import StartFailedError
from tools.supervisor import STEADY_SECONDS, Service


@pytest.fixture
def service(tmp_path, monkeypatch):
    """Makes services whose logs are in a folder of the test."""
    monkeypatch.setattr(supervisor, "LOGS", tmp_path)
    services = []

    def service(code, restarts=0):
        services.append(Service("part", [sys.executable, "-c", code], {}, restarts=restarts))
        return services[-1]

    yield service
    for each in services:
        each.stop()


class TestService:
    def test_that_ends_is_an_error_with_the_end_of_its_log(self, service):
        part = service("print('no model'); raise SystemExit(3)")
        part.start()
        part.child.wait()

        with pytest.raises(StartFailedError, match=r"part ended \(exit 3\)") as error:
            part.check()

        assert error.value.details == ("no model",)

    def test_that_must_not_end_is_not_started_again(self, service):
        part = service("pass")
        part.start()
        part.child.wait()

        with pytest.raises(StartFailedError):
            part.tend(part.started_at + 1)

    def test_is_started_again_later_each_time_and_then_given_up(self, service):
        part = service("pass", restarts=2)
        part.start()
        waits = []
        for _ in range(2):
            part.child.wait()
            died_at = part.started_at + 1
            part.tend(died_at)
            waits.append(part.due_at - died_at)
            part.tend(part.due_at)
        part.child.wait()

        with pytest.raises(StartFailedError):
            part.tend(part.started_at + 1)

        assert waits == [1, 2]

    def test_is_not_started_before_its_time(self, service):
        part = service("pass", restarts=1)
        part.start()
        first = part.child
        first.wait()
        part.tend(part.started_at)

        part.tend(part.due_at - 0.1)

        assert part.child is first

    def test_that_ran_well_is_forgiven_its_earlier_deaths(self, service):
        part = service("pass", restarts=1)
        part.start()
        for _ in range(3):
            part.child.wait()
            part.tend(part.started_at + STEADY_SECONDS)
            part.tend(part.due_at)

        assert part.child.wait() == 0

    def test_keeps_the_log_of_the_start_before(self, service, tmp_path):
        for word in ("first", "second"):
            part = service(f"print('{word}')")
            part.start()
            part.child.wait()

        assert (tmp_path / "part.log").read_text() == "second\n"
        assert (tmp_path / "part.log.old").read_text() == "first\n"
