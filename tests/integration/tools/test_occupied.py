import socket
import subprocess
import sys

import pytest

from tools import occupied
from tools.errors import PortTakenError, ToolError
from tools.occupied import check_port, free_port, only_one
from tools.paths import ROOT


class TestCheckPort:
    def test_refuses_a_port_in_use_in_one_line_that_says_what_to_do(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]

            with pytest.raises(PortTakenError) as error:
                check_port("127.0.0.1", port)

        assert f"port {port} on 127.0.0.1" in str(error.value)
        assert "make run PORT=" in str(error.value)
        assert "\n" not in str(error.value)

    def test_accepts_a_free_one(self):
        check_port("127.0.0.1", free_port())

    def test_refuses_an_address_that_is_not_this_machine(self):
        with pytest.raises(PortTakenError):
            check_port("192.0.2.1", free_port())


@pytest.fixture
def held(tmp_path, monkeypatch):
    """Another process that holds the lock ``run``."""
    monkeypatch.setattr(occupied, "VAR", tmp_path)
    code = (
        "import pathlib, sys; from tools import occupied\n"
        "occupied.VAR = pathlib.Path(sys.argv[1])\n"
        "with occupied.only_one('run'): print('held', flush=True); sys.stdin.read()"
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


class TestOnlyOne:
    def test_refuses_a_second_one_with_the_given_words(self, held):
        with pytest.raises(ToolError, match="already runs"), only_one("run", taken="already runs"):
            pass

    def test_is_free_again_when_the_other_is_killed(self, held):
        held.kill()
        held.wait()

        with only_one("run", taken="already runs"):
            pass
