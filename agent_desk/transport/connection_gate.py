"""Who may connect, and who is cut off: the limits of ``connections`` at the Engine.IO layer.

Engine.IO accepts whoever comes, and keeps a connection that never joins a
namespace for as long as it answers pings.
"""

from __future__ import annotations

from typing import Any

import gevent
import structlog
from flask_socketio import SocketIO

from agent_desk.metrics import Metrics
from agent_desk.security.addresses import client_address
from agent_desk.settings.desk import DeskSettings
from agent_desk.transport.connection_limits import Connections
from agent_desk.transport.send_queue import bound_outgoing

logger = structlog.get_logger(__name__)

# Under this name a connection's environ holds the refusal that its namespace is to tell.
REFUSAL = "relay.refusal"


class Gate:
    """Stands at the Engine.IO server of ``socketio`` from its making on."""

    def __init__(
        self,
        socketio: SocketIO,
        settings: DeskSettings,
        connections: Connections,
        metrics: Metrics,
        *,
        namespaces: tuple[str, ...],
    ) -> None:
        self._server = socketio.server
        self._engine = socketio.server.eio
        self._settings = settings
        self._connections = connections
        self._metrics = metrics
        self._namespaces = namespaces
        self._closing: set[str] = set()
        self._closed = False
        # How many connections have ended so far.
        self.ended = 0
        self._connect = self._engine.handlers["connect"]
        self._disconnect = self._engine.handlers["disconnect"]
        self._engine.handlers["connect"] = self._arrives
        self._engine.handlers["disconnect"] = self._leaves
        bound_outgoing(
            socketio,
            settings.limits.outgoing_bytes,
            fell_behind=lambda sid: self._cut_off(sid, "slow"),
        )
        metrics.connections.set_function(lambda: len(self._engine.sockets))

    def close(self) -> None:
        """Nobody comes in any more."""
        self._closed = True

    def cut_off_everybody(self, seconds: float) -> None:
        """Ends all connections. What waits for them may still be sent, within ``seconds``."""
        ending = [self._cut_off(sid, "stopping") for sid in list(self._engine.sockets)]
        gevent.joinall([greenlet for greenlet in ending if greenlet], timeout=seconds)

    def sweep(self) -> None:
        """Cuts off who is connected and has not said who they are."""
        for sid in list(self._engine.sockets):
            if any(self._server.manager.sid_from_eio_sid(sid, name) for name in self._namespaces):
                self._connections.named(sid)
            else:
                self._connections.nameless(sid)
        for sid in self._connections.overdue():
            self._cut_off(sid, "nameless")

    # --- coming and going ------------------------------------------------------------

    def _arrives(self, sid: str, environ: dict[str, Any]) -> Any:
        """As Engine.IO expects: None lets it in, anything else is what it is refused with."""
        address = client_address(environ, trusted_proxies=self._settings.trusted_proxies)
        if self._closed or not self._connections.takes(address):
            self._metrics.refused.labels(why="stopping" if self._closed else "address").inc()
            return "The desk is stopping." if self._closed else "Too many connections."
        refusal = self._connections.arrived(sid, address)
        if refusal is not None:
            self._metrics.refused.labels(why="address").inc()
            environ[REFUSAL] = refusal
        refused = self._connect(sid, environ)
        if refused is not None and refused is not True:
            self._connections.left(sid)
        return refused

    def _leaves(self, sid: str, reason: str = "") -> Any:
        self.ended += 1
        socket = self._engine.sockets.get(sid)
        if socket is not None:
            # Engine.IO's ping sleeps on for half a minute with its socket in hand.
            vars(socket).pop("cut_off", None)
        self._connections.left(sid)
        return self._disconnect(sid, reason)

    def _cut_off(self, sid: str, why: str) -> gevent.Greenlet | None:
        """Soon, and not within whatever loop found it out; None when that is under way already."""
        if sid in self._closing:
            return None
        self._closing.add(sid)
        self._metrics.cut_off.labels(why=why).inc()
        return gevent.spawn(self._end, sid, why)

    def _end(self, sid: str, why: str) -> None:
        socket = self._engine.sockets.pop(sid, None)
        try:
            self._connections.left(sid)
            if socket is None:
                return
            if why != "slow":
                # What waits is sent, then a packet that says so; the writer ends the rest.
                socket.close(wait=False)
                return
            logger.info("connection_cut_off", why=why)
            end = getattr(socket, "cut_off", None)
            socket.queue.drop()
            socket.close(wait=False, abort=True)
            if end is not None:
                end()
        finally:
            self._closing.discard(sid)
