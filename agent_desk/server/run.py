"""Runs the desk in one process: HTTP and sockets, the turn worker, and the background jobs."""

from __future__ import annotations

import sys
from typing import NoReturn

import structlog

from agent_desk.app import Desk
from agent_desk.server import descriptors, garbage_collector
from agent_desk.server.jobs import start_jobs
from agent_desk.server.listener import listen
from agent_desk.server.logging import log_greenlet_errors
from agent_desk.server.stopping import drain, exit_process, wait_for_stop_signal

logger = structlog.get_logger(__name__)

# How long another thread (the encoder while it loads, a search) may keep the event loop from
# going on. The loop has to wait after every statement of SQLite, which releases the lock.
SWITCH_SECONDS = 0.0005


def serve(desk: Desk) -> NoReturn:
    """Serves until SIGTERM or SIGINT, then drains and ends the process with 0.

    The desk stores and acknowledges messages at once, while the encoder still loads.
    Raises StartError when the address cannot be bound.
    """
    descriptors.raise_limit()
    sys.setswitchinterval(SWITCH_SECONDS)
    log_greenlet_errors()
    server = listen(desk.app, desk.settings)
    garbage_collector.freeze()
    workers = start_jobs(desk)
    logger.info("desk_started", host=desk.settings.host, port=desk.settings.port)
    wait_for_stop_signal()
    drain(desk, server, workers)
    exit_process()
