"""Which agents are connected, by socket; kept in memory, since it dies with the sockets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AgentSocket:
    """One open console."""

    sid: str
    session_id: str
    agent_id: str
    shop_ids: tuple[str, ...]


class Presence:
    def __init__(self) -> None:
        self._sockets: dict[str, AgentSocket] = {}

    def arrived(self, socket: AgentSocket) -> None:
        self._sockets[socket.sid] = socket

    def left(self, sid: str) -> None:
        self._sockets.pop(sid, None)

    def socket(self, sid: str) -> AgentSocket | None:
        return self._sockets.get(sid)

    def of_session(self, session_id: str) -> list[str]:
        """The sids of one log-in, to be cut off when it ends."""
        return [s.sid for s in self._sockets.values() if s.session_id == session_id]

    def sessions(self) -> set[str]:
        """The log-ins that have a console open."""
        return {socket.session_id for socket in self._sockets.values()}

    def somebody_there(self, shop_id: str) -> bool:
        return any(shop_id in socket.shop_ids for socket in self._sockets.values())

    def __len__(self) -> int:
        return len(self._sockets)
