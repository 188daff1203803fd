"""Runs the desk in one process: HTTP and sockets, the turn worker, and the base's refresh."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial

import gevent
import structlog
from gevent import get_hub
from gevent.event import Event
from gevent.pywsgi import WSGIHandler, WSGIServer

from agent_desk.app import Desk
from agent_desk.errors import DeskError, StartError
from agent_desk.events.broadcast import AGENTS, VISITORS
from agent_desk.logging import log_greenlet_errors, server_log_options
from knowledge_base import KnowledgeBaseError

logger = structlog.get_logger(__name__)

REFRESH_SECONDS = 1.0
AGENTS_WATCHED_SECONDS = 5.0
DRAIN_SECONDS = 4.0


class DeskHandler(WSGIHandler):
    """Does not look for another request on a connection that was a WebSocket."""

    def run_application(self) -> None:
        super().run_application()
        if self.environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            self.close_connection = True


def serve(desk: Desk) -> None:
    """Serves until SIGTERM or SIGINT, then drains: clients are cut off and come back elsewhere.

    The desk takes and acknowledges messages at once; the encoder loads beside it.
    Raises StartError when the address cannot be bound.
    """
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
            "Is another desk running? PORT=… chooses another port."
        ) from error
    workers = [
        gevent.spawn(desk.turns.run_forever),
        gevent.spawn(_keep_base_fresh, desk),
        gevent.spawn(_watch_agents, desk),
    ]
    logger.info("desk_started", host=desk.settings.host, port=desk.settings.port)
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopped.set)
    stopped.wait()
    logger.info("desk_stopping")
    server.stop_accepting()
    _cut_off_everybody(desk)
    gevent.killall(workers, timeout=DRAIN_SECONDS / 2)
    server.stop(timeout=DRAIN_SECONDS / 2)


def _keep_base_fresh(desk: Desk) -> None:
    pool = get_hub().threadpool
    _tolerate(partial(pool.apply, desk.base.warm))
    while True:
        gevent.sleep(REFRESH_SECONDS)
        for shop_id in desk.settings.shops:
            _tolerate(partial(pool.apply, desk.base.refresh, (shop_id,)))


def _watch_agents(desk: Desk) -> None:
    while True:
        gevent.sleep(AGENTS_WATCHED_SECONDS)
        _tolerate(desk.agents.cut_off_ended)
        _tolerate(desk.absences.release)


def _tolerate(step: Callable[[], object]) -> None:
    """What fails now is tried again the next time round; a loop that ended would never be."""
    try:
        step()
    except (KnowledgeBaseError, DeskError) as error:
        logger.error("background_step_failed", why=str(error))
    except Exception:  # see above
        logger.exception("background_step_failed")


def _cut_off_everybody(desk: Desk) -> None:
    server = desk.socketio.server
    for namespace in (VISITORS, AGENTS):
        for sid, _ in list(server.manager.get_participants(namespace, None)):
            server.disconnect(sid, namespace=namespace)
