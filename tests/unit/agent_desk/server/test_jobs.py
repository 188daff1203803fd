import gevent
import pytest
import structlog
from gevent.event import Event

from agent_desk.errors import StorageUnavailableError
from agent_desk.server.jobs import Job, run_job


def run_until(done, job):
    with structlog.testing.capture_logs() as lines:
        worker = gevent.spawn(run_job, job)
        assert done.wait(timeout=5)
        worker.kill()
    return lines


def test_runs_its_first_steps_once_and_the_others_in_order():
    ran, done = [], Event()

    def second():
        ran.append("second")
        if ran.count("second") == 2:
            done.set()

    job = Job(
        "name",
        0.001,
        (lambda: ran.append("first"), second),
        first=(lambda: ran.append("before"),),
    )
    run_until(done, job)

    assert ran[:5] == ["before", "first", "second", "first", "second"]


@pytest.mark.parametrize("error", [StorageUnavailableError("Not now."), RuntimeError("?")])
def test_goes_on_after_a_step_that_fails(error):
    ran, done = [], Event()

    def fails():
        raise error

    def counts():
        ran.append(1)
        if len(ran) == 2:
            done.set()

    lines = run_until(done, Job("name", 0.001, (fails, counts)))

    assert [(line["event"], line["job"]) for line in lines[:2]] == [
        ("background_step_failed", "name")
    ] * 2
