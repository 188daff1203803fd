"""Turns the ways in which a person stops us into one exception."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable
from types import FrameType

from tools.errors import ToolError
from tools.processes import stop_all
from tools.steps import complain, say


class Stopped(BaseException):
    """Ctrl-C, a closed terminal or SIGTERM. No `except Exception` takes it for an error."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.status = 128 + number


def run_main(task: Callable[[], int]) -> None:
    """Runs a command of ours and exits with its status.

    What can be foreseen is told in a line; whatever happens, no child is left.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may know fewer letters than we
    try:
        status = task()
    except ToolError as error:
        complain(error)
        status = 1
    except OSError as error:  # a full disk, a folder that cannot be written
        complain(ToolError(str(error)))
        status = 1
    except Stopped as stopped:
        say("stopping …")
        status = stopped.status
    finally:
        _ignore_signals()
        stop_all()
    sys.exit(status)


def _stop(number: int, frame: FrameType | None) -> None:
    _ignore_signals()  # once is enough: what follows must not be cut off
    raise Stopped(number)


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
