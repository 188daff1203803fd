"""Runs the desk in one process: HTTP and sockets, the turn worker, and the base's refresh."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

import gevent
import structlog
from gevent import get_hub
from gevent.event import Event
from gevent.pywsgi import WSGIHandler, WSGIServer

from agent_desk.app import Desk
from agent_desk.errors import DeskError, StartError
from agent_desk.server import garbage_collector
from agent_desk.server.logging import (
    log_greenlet_errors,
    server_log_options,
)
from agent_desk.transport.connection_gate import ConnectionGate
from knowledge_base import KnowledgeBaseError

logger = structlog.get_logger(__name__)

# Loading the index, and an encoder that needs torch, keeps the event loop from running. Before that,
# whoever was cut off by the stop before comes back, and has what they sent acknowledged.
ANSWERS_AFTER_SECONDS = 0.5
REFRESH_SECONDS = 1.0
AGENTS_WATCHED_SECONDS = 5.0
VISITORS_WATCHED_SECONDS = 2.0
OFFERS_SECONDS = 0.5
GATE_SECONDS = 2.0
CHECKPOINT_SECONDS = 2.0

# Together less than the five seconds in which a stop is promised.
TURNS_SECONDS = 1.5
FLUSH_SECONDS = 1.0
END_SECONDS = 0.5

# How long another thread (the encoder while it loads, a search) may keep the event loop from
# going on. The loop asks anew after every statement of SQLite, which lets go of the lock.
SWITCH_SECONDS = 0.0005

# An HTTP connection that asks nothing, or stops in the middle of asking, is closed after this.
SILENT_HTTP_SECONDS = 60.0


class DeskHandler(WSGIHandler):
    """Does not wait for ever, nor for another request on a connection that was a WebSocket."""

    def __init__(self, sock: Any, address: Any, server: WSGIServer) -> None:
        sock.settimeout(SILENT_HTTP_SECONDS)
        # An acknowledgement follows the facts of its commit; with Nagle's algorithm it would wait
        # until the client has confirmed these, which clients put off for 40 ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().__init__(sock, address, server)

    def run_application(self) -> None:
        super().run_application()
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.close_connection = True


def serve(desk: Desk) -> NoReturn:
    """Serves until SIGTERM or SIGINT, then drains (``_drain``) and ends the process with 0.

    A second signal ends it at once.

    The desk takes and acknowledges messages at once; the encoder loads beside it.
    Raises StartError when the address cannot be bound.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    server = WSGIServer(
        (desk.settings.host, desk.settings.port),
        desk.app,
        handler_class=DeskHandler,
        **server_log_options(),
    )
    log_greenlet_errors()
    try:
        server.start()
    except OSError as error:
        raise StartError(
            f"Cannot listen on {desk.settings.host}:{desk.settings.port}: {error.strerror}. "
            "Is another desk running? The setting agent_desk.port chooses another port; its "
            "variable is RELAY_AGENT_DESK_PORT, and for `make run` PORT."
        ) from error
    garbage_collector.settle()
    workers = [
        gevent.spawn_later(ANSWERS_AFTER_SECONDS, desk.turns.run_forever),
        gevent.spawn_later(ANSWERS_AFTER_SECONDS, _keep_base_fresh, desk),
        gevent.spawn(_watch_gate, desk),
        gevent.spawn(_watch_agents, desk),
        gevent.spawn(_watch_visitors, desk),
        gevent.spawn(_ring, desk),
        gevent.spawn(_sweep_garbage, desk.gate),
        gevent.spawn(_checkpoint, desk),
    ]
    logger.info("desk_started", host=desk.settings.host, port=desk.settings.port)
    stopped = Event()

    def stop(number: int) -> None:
        if stopped.is_set():
            os._exit(128 + number)
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop, number)
    stopped.wait()
    _drain(desk, server, workers)


def _drain(desk: Desk, server: WSGIServer, workers: list[gevent.Greenlet]) -> NoReturn:
    """Nobody comes in; turns under way end or are given back; then everybody is cut off.

    Whoever is cut off comes back by itself and is sent what it missed. A message
    that arrives until then is stored, and answered after the next start.
    """
    logger.info("desk_stopping", connections=len(desk.socketio.server.eio.sockets))
    desk.gate.close()
    server.stop_accepting()
    desk.turns.drain(TURNS_SECONDS)
    desk.gate.cut_off_all(FLUSH_SECONDS)
    gevent.killall(workers, timeout=END_SECONDS)
    server.stop(timeout=END_SECONDS)
    desk.database.engine.dispose()
    logger.info("desk_stopped")
    _leave()


def _leave() -> NoReturn:
    """Ends the process without taking it apart, which takes seconds once torch is loaded."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(0)


def _keep_base_fresh(desk: Desk) -> None:
    pool = get_hub().threadpool
    _tolerate(partial(pool.apply, desk.base.warm))
    garbage_collector.settle()
    while True:
        gevent.sleep(REFRESH_SECONDS)
        for shop_id in desk.settings.shops:
            _tolerate(partial(pool.apply, desk.base.refresh, (shop_id,)))


def _watch_gate(desk: Desk) -> None:
    while True:
        gevent.sleep(GATE_SECONDS)
        _tolerate(desk.gate.cut_off_unauthenticated)


def _watch_agents(desk: Desk) -> None:
    while True:
        gevent.sleep(AGENTS_WATCHED_SECONDS)
        _tolerate(desk.roster.heartbeat)
        _tolerate(desk.agents.cut_off_ended)
        _tolerate(desk.absences.release)
        _tolerate(desk.places.tell)


def _watch_visitors(desk: Desk) -> None:
    while True:
        gevent.sleep(VISITORS_WATCHED_SECONDS)
        _tolerate(desk.endings.sweep)
        _tolerate(desk.idle.sweep)


def _ring(desk: Desk) -> None:
    while True:
        gevent.sleep(OFFERS_SECONDS)
        _tolerate(desk.offers.run)


def _checkpoint(desk: Desk) -> None:
    pool = get_hub().threadpool
    while True:
        gevent.sleep(CHECKPOINT_SECONDS)
        _tolerate(partial(pool.apply, desk.database.checkpoint))


def _sweep_garbage(gate: ConnectionGate) -> None:
    while True:
        ended, until = gate.ended, time.monotonic() + garbage_collector.SWEEP_SECONDS
        while time.monotonic() < until and gate.ended - ended < garbage_collector.SWEEP_CONNECTIONS:
            gevent.sleep(GATE_SECONDS)
        garbage_collector.sweep()


def _tolerate(step: Callable[[], object]) -> None:
    """What fails now is tried again the next time round; a loop that ended would never be."""
    try:
        step()
    except (KnowledgeBaseError, DeskError) as error:
        logger.error("background_step_failed", why=str(error))
    except Exception:  # see above
        logger.exception("background_step_failed")
