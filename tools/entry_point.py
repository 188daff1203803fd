"""The frame of every command of ours: signals, errors, exit status."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable
from types import FrameType

from tools.errors import ToolError
from tools.private_files import keep_files_private
from tools.processes import stop_all
from tools.terminal import print_error, print_line


class Stopped(BaseException):
    """Ctrl-C, a closed terminal or SIGTERM. No `except Exception` catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.status = 128 + number


def run_main(task: Callable[[], int]) -> None:
    """Runs a command of ours and exits with its status.

    A ToolError or OSError becomes one line on stderr. No child process survives.
    """
    keep_files_private()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may lack some of our letters
    try:
        status = task()
    except ToolError as error:
        print_error(error)
        status = 1
    except OSError as error:  # a full disk, a folder that cannot be written
        print_error(ToolError(str(error)))
        status = 1
    except Stopped as stopped:
        print_line("stopping …")
        status = stopped.status
    finally:
        _ignore_signals()
        stop_all()
    sys.exit(status)


def _stop(number: int, frame: FrameType | None) -> None:
    _ignore_signals()  # a second signal must not cut off the clean-up
    raise Stopped(number)


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
