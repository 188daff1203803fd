import subprocess
import sys

import pytest

from tools import checkout_lock
from tools.errors import ToolError
from tools.paths import ROOT


@pytest.fixture
def held(tmp_path, monkeypatch):
    """Another process that holds the lock ``run``."""
    monkeypatch.setattr(checkout_lock, "VAR", tmp_path)
    code = (
        "import pathlib, sys; from tools import checkout_lock\n"
        "checkout_lock.VAR = pathlib.Path(sys.argv[1])\n"
        "with checkout_lock.checkout_lock('run'): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


class TestCheckoutLock:
    def test_refuses_a_second_process(self, held):
        with (
            pytest.raises(ToolError, match="already runs"),
            checkout_lock.checkout_lock("run", refusal="already runs"),
        ):
            pass

    def test_is_released_when_its_holder_is_killed(self, held):
        held.kill()
        held.wait()

        with checkout_lock.checkout_lock("run", refusal="already runs"):
            pass
