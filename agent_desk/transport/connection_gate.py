"""Decides which connections are accepted and which are cut off, and counts both.

Engine.IO accepts everybody, keeps a connection that never joins a namespace for as
long as it answers pings, and takes any number of packets, whatever is in them.
"""

from __future__ import annotations

from typing import Any, Literal

import gevent
import structlog

from agent_desk.clock import Clock, utc_now
from agent_desk.errors import BinaryPacketError, MalformedPacketError, RateLimitedError
from agent_desk.metrics import Metrics
from agent_desk.security.addresses import client_address, is_behind_unknown_proxy
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.security.rates import Rates
from agent_desk.settings.desk import DeskSettings
from agent_desk.transport.connection_limits import ConnectionLimits
from agent_desk.transport.refusal import mark_refused
from agent_desk.transport.socketio_server import DeskServer

logger = structlog.get_logger(__name__)

Reason = Literal["slow", "unauthenticated", "stopping", "binary", "malformed", "packets"]

# These end with a line in the log, and without another byte for the client.
OFFENCES = frozenset[Reason]({"slow", "binary", "malformed", "packets"})


class ConnectionGate:
    """Handles the connects and disconnects of ``server``'s Engine.IO, before Socket.IO does.

    A connection is authenticated while it is in one of ``namespaces``, since these
    refuse everybody who does not say who they are.
    """

    def __init__(
        self,
        server: DeskServer,
        settings: DeskSettings,
        metrics: Metrics,
        rates: Rates,
        secret: DeskSecret,
        *,
        namespaces: tuple[str, ...],
        clock: Clock = utc_now,
    ) -> None:
        self._server = server
        self._engine = server.eio
        self._settings = settings
        self._metrics = metrics
        self._rates = rates
        self._secret = secret
        self._namespaces = namespaces
        self._limits = ConnectionLimits(
            per_address=settings.limits.address_sockets,
            handshake_seconds=settings.limits.handshake_seconds,
            clock=clock,
        )
        self._cutting_off: set[str] = set()
        self._closed = False
        self._warned_of_proxy = False
        self.ended = 0
        """How many connections have ended so far."""

        self._connect = self._engine.handlers["connect"]
        self._disconnect = self._engine.handlers["disconnect"]
        self._engine.on("connect", self._on_connect)
        self._engine.on("disconnect", self._on_disconnect)
        self._engine.on_packet = self._on_packet
        self._engine.on_poll = self._on_poll
        self._engine.on_malformed = self._on_malformed
        self._engine.on_slow_reader = lambda sid: self._cut_off(sid, "slow")
        metrics.connections.set_function(lambda: len(self._engine.sockets))

    def close(self) -> None:
        """From now on, every new connection is refused."""
        self._closed = True

    def cut_off_all(self, timeout: float) -> None:
        """Ends all connections. What waits for them may still be sent, within ``timeout`` s."""
        ending = [self._cut_off(sid, "stopping") for sid in list(self._engine.sockets)]
        gevent.joinall([greenlet for greenlet in ending if greenlet], timeout=timeout)

    def cut_off_unauthenticated(self) -> None:
        """Ends the connections that have been in no namespace for too long."""
        for sid in list(self._engine.sockets):
            if self._is_authenticated(sid):
                self._limits.authenticated(sid)
            else:
                self._limits.unauthenticated(sid)
        for sid in self._limits.overdue():
            self._cut_off(sid, "unauthenticated")

    def _on_connect(self, sid: str, environ: dict[str, Any]) -> Any:
        """Engine.IO accepts on None, and refuses with anything else."""
        if self._closed:
            self._metrics.refused.labels(why="stopping").inc()
            return "The desk is stopping."
        trusted_proxies = self._settings.trusted_proxies
        if is_behind_unknown_proxy(environ, trusted_proxies=trusted_proxies):
            self._warn_of_proxy()
        address = client_address(environ, trusted_proxies=trusted_proxies)
        if not self._limits.accepts(address):
            self._metrics.refused.labels(why="address").inc()
            return "Too many connections."
        refusal = self._limits.opened(sid, address) or self._packets_refusal(address)
        if refusal is not None:
            self._metrics.refused.labels(why="address").inc()
            mark_refused(environ, refusal)
        answer = self._connect(sid, environ)
        if answer is not None and answer is not True:
            self._limits.closed(sid)
        return answer

    def _on_disconnect(self, sid: str, reason: str = "") -> Any:
        self.ended += 1
        self._limits.closed(sid)
        self._rates.forget("socket_packets", sid)
        return self._disconnect(sid, reason)

    def _is_authenticated(self, sid: str) -> bool:
        names = self._namespaces
        return any(self._server.manager.sid_from_eio_sid(sid, name) for name in names)

    def _warn_of_proxy(self) -> None:
        if not self._warned_of_proxy:
            self._warned_of_proxy = True
            logger.warning(
                "unknown_proxy",
                why="A proxy on this machine passes requests on, and agent_desk.trusted_proxies is "
                "0: all visitors count as one address.",
            )

    def _packets_refusal(self, address: str) -> RateLimitedError | None:
        """The refusal, if the address has used up its packets."""
        try:
            self._rates.check("address_packets", address)
        except RateLimitedError as error:
            return error
        return None

    def _on_poll(self, sid: str) -> bool:
        """Counts it for its connection alone. Whether the connection may go on."""
        if sid in self._cutting_off:
            return False
        try:
            self._rates.hit("socket_packets", sid)
        except RateLimitedError:
            self._cut_off(sid, "packets")
            return False
        return True

    def _on_packet(self, sid: str) -> bool:
        """Counts it for its connection and its address. Whether the connection may go on.

        Many people may have one address. So what it sent too much costs only those of its
        connections that are not authenticated.
        """
        if not self._on_poll(sid):
            return False
        try:
            self._rates.hit("address_packets", self._limits.address_of(sid))
        except RateLimitedError:
            if not self._is_authenticated(sid) and self._limits.over_rate(sid):
                self._cut_off(sid, "packets")
                return False
        return True

    def _on_malformed(self, sid: str, error: MalformedPacketError) -> bool:
        """Whether the connection may go on."""
        if isinstance(error, BinaryPacketError):
            self._cut_off(sid, "binary")
        elif self._limits.malformed(sid):
            self._cut_off(sid, "malformed")
        return sid not in self._cutting_off

    def _cut_off(self, sid: str, why: Reason) -> gevent.Greenlet | None:
        """Ends a connection in a greenlet of its own, since a broadcast may be under way.

        None when a greenlet already does.
        """
        if sid in self._cutting_off:
            return None
        self._cutting_off.add(sid)
        self._metrics.cut_off.labels(why=why).inc()
        return gevent.spawn(self._end, sid, why)

    def _end(self, sid: str, why: Reason) -> None:
        try:
            address = self._limits.address_of(sid)
            self._limits.closed(sid)
            if why in OFFENCES:
                address_id = self._secret.address_id(address)
                logger.info("connection_cut_off", why=why, address=address_id)
                self._engine.abort(sid)
            else:
                self._engine.end(sid)
        finally:
            self._cutting_off.discard(sid)
