import threading

import pytest

from tools.errors import ToolError
from tools.install import run_parallel


class TestRunParallel:
    def test_runs_lanes_at_the_same_time_and_their_steps_in_order(self):
        both = threading.Barrier(2, timeout=5)
        done = []

        run_parallel([both.wait, lambda: done.append("a1"), lambda: done.append("a2")], [both.wait])

        assert done == ["a1", "a2"]

    def test_an_error_ends_its_lane_and_not_the_other(self):
        done = []

        def fail():
            raise ToolError("no network")

        with pytest.raises(ToolError, match="no network"):
            run_parallel(
                [fail, lambda: done.append("after the error")], [lambda: done.append("other")]
            )

        assert done == ["other"]
