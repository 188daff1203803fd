"""Which agents and visitors are connected to this process. In memory, like the sockets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent_desk.clock import Clock, utc_now


@dataclass(frozen=True)
class AgentSocket:
    """One open console."""

    sid: str
    session_id: str
    agent_id: str
    shop_ids: tuple[str, ...]


class Presence:
    """The open consoles, and when an agent's last one closed."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self._now = clock
        self.started_at = clock()
        self._sockets: dict[str, AgentSocket] = {}
        self._left_at: dict[str, datetime] = {}

    def arrived(self, socket: AgentSocket) -> None:
        self._sockets[socket.sid] = socket

    def left(self, sid: str) -> AgentSocket | None:
        """Removes a socket; returns it if it was known."""
        socket = self._sockets.pop(sid, None)
        if socket is not None:
            self._left_at[socket.agent_id] = self._now()
        return socket

    def socket(self, sid: str) -> AgentSocket | None:
        return self._sockets.get(sid)

    def of_session(self, session_id: str) -> list[str]:
        """The sids of the consoles of one log-in."""
        return [s.sid for s in self._sockets.values() if s.session_id == session_id]

    def sessions(self) -> set[str]:
        """The log-ins that have a console open."""
        return {socket.session_id for socket in self._sockets.values()}

    def last_seen(self, agent_id: str, now: datetime) -> datetime | None:
        """``now`` while a console is open, else when the last one closed; None if none was open."""
        if any(socket.agent_id == agent_id for socket in self._sockets.values()):
            return now
        return self._left_at.get(agent_id)

    def agents(self) -> set[str]:
        """Ids of the agents who have a console open."""
        return {socket.agent_id for socket in self._sockets.values()}

    def __len__(self) -> int:
        return len(self._sockets)
