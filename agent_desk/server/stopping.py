"""How the process ends: on a signal, after the turns under way, and quickly."""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

import gevent
import structlog
from gevent.event import Event
from gevent.pywsgi import WSGIServer

from agent_desk.app import Desk
from agent_desk.server.logging import report_left_out

logger = structlog.get_logger(__name__)

# Their sum is below the five seconds within which a stop is promised.
TURNS_SECONDS = 1.5
FLUSH_SECONDS = 1.0
END_SECONDS = 0.5


def wait_for_stop_signal() -> None:
    """Returns on SIGTERM or SIGINT. From then on, a second one ends the process at once."""
    stopped = Event()

    def stop(number: int) -> None:
        if stopped.is_set():
            os._exit(128 + number)
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop, number)
    stopped.wait()


def drain(desk: Desk, server: WSGIServer, workers: list[gevent.Greenlet]) -> None:
    """Refuses new connections, lets turns under way end or releases them, cuts everybody off.

    Clients come back by themselves and get what they missed. A message that
    arrives meanwhile is stored, and answered after the next start.
    """
    logger.info("desk_stopping", connections=len(desk.socketio.server.eio.sockets))
    desk.gate.close()
    server.stop_accepting()
    desk.turns.drain(TURNS_SECONDS)
    desk.gate.cut_off_all(timeout=FLUSH_SECONDS)
    gevent.killall(workers, timeout=END_SECONDS)
    server.stop(timeout=END_SECONDS)
    desk.database.engine.dispose()
    report_left_out(at_the_end=True)
    logger.info("desk_stopped")


def exit_process() -> NoReturn:
    """Exits with 0 and without Python's clean-up, which takes seconds once torch is loaded."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # a full disk
            stream.flush()
    os._exit(0)
