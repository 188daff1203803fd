"""Starts processes for tests, waits until they answer, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests.stack.waiting import until

ROOT = Path(__file__).parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command, *, env, log, ready, within=120, cwd=ROOT):
    """Yields the process when ``ready`` answers 200; ends its whole group afterwards."""
    with open(log, "ab") as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=os.environ | env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_ready(process, ready, log, within)
        yield process
    finally:
        stop(process)


def wait_until_ready(process, address, log, within):
    def printed():
        return Path(log).read_text(errors="replace")[-3000:]

    until(lambda: process.poll() is not None or answers(address), within=within, why=printed)
    if process.poll() is not None:
        raise RuntimeError(f"{process.args[:3]} ended before it was ready:\n{printed()}")


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def stop(process):
    """SIGTERM to the group, SIGKILL if it does not end within five seconds."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            continue
