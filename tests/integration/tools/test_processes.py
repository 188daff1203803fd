import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stack.waiting import until
from tools.paths import ROOT
from tools.processes import Child, stop

# Starts a child of its own, prints both process ids, and does not end by itself.
FAMILY = """\
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), child.pid, flush=True)
time.sleep(600)
"""

STUBBORN = """\
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(600)
"""


def alive(pid):
    """Whether a process runs. A zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture
def start(tmp_path):
    children = []

    def start(code):
        output = tmp_path / f"output{len(children)}"
        with output.open("wb") as file:
            children.append(Child([sys.executable, "-c", code], output=file))
        return children[-1], output

    yield start
    stop(children, grace_seconds=0)


class TestStop:
    def test_ends_a_child_and_what_it_started(self, start):
        child, output = start(FAMILY)
        until(lambda: output.read_text().endswith("\n"))
        family = [int(pid) for pid in output.read_text().split()]

        stop([child])

        assert child.status is not None
        until(lambda: not any(alive(pid) for pid in family))

    def test_does_not_wait_for_a_stubborn_child(self, start):
        child, output = start(STUBBORN)
        until(lambda: output.read_text() == "ready\n")

        stop([child], grace_seconds=0.1)

        assert child.status == -signal.SIGKILL


class TestChild:
    def test_has_an_exit_status(self, start):
        child, _ = start("raise SystemExit(7)")

        assert child.wait() == 7

    def test_leaves_nothing_behind_when_it_ends_by_itself(self, start):
        child, output = start(FAMILY)
        until(lambda: output.read_text().endswith("\n"))
        grandchild = int(output.read_text().split()[1])
        os.kill(child.pid, signal.SIGKILL)

        child.wait()

        until(lambda: not alive(grandchild))

    def test_fails_and_names_a_missing_program(self, tmp_path):
        output = tmp_path / "output"
        with output.open("wb") as file:
            child = Child(["no-such-program"], output=file)

        assert child.wait() != 0
        assert "no-such-program cannot be run" in output.read_text()

    def test_dies_with_a_parent_that_is_killed(self, tmp_path):
        code = (
            "import sys, time; from tools.processes import Child\n"
            "child = Child([sys.executable, '-c', 'import time; time.sleep(600)'],"
            " output=sys.stderr.buffer)\n"
            "print(child.pid, flush=True); time.sleep(600)"
        )
        parent = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        with parent:
            pid = int(parent.stdout.readline())
            # Only the command itself dies with its parent, not the wrapper that becomes it.
            command = Path(f"/proc/{pid}/cmdline")
            until(lambda: b"die_with_parent" not in command.read_bytes())

            parent.kill()

        until(lambda: not alive(pid))
