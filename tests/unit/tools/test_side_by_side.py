import threading

import pytest

from tools.errors import ToolError
from tools.install import side_by_side


class TestSideBySide:
    def test_runs_the_lanes_at_once_and_each_in_order(self):
        both = threading.Barrier(2, timeout=5)
        done = []

        side_by_side([both.wait, lambda: done.append("a1"), lambda: done.append("a2")], [both.wait])

        assert done == ["a1", "a2"]

    def test_an_error_ends_its_lane_and_not_the_other(self):
        done = []

        def fail():
            raise ToolError("no network")

        with pytest.raises(ToolError, match="no network"):
            side_by_side(
                [fail, lambda: done.append("after the error")], [lambda: done.append("other")]
            )

        assert done == ["other"]
