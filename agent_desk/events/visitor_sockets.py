"""The open connections of visitors to this process, and when they must end."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agent_desk.clock import Clock
from agent_desk.services.visitor_threads import VisitorSession


class VisitorSockets:
    """Who is at each connection. ``disconnect`` ends one, by its sid.

    A connection ends when its signed identity does, and when somebody signs in
    with the visitor's token elsewhere. Its client reconnects, and shows who it is.
    """

    def __init__(self, disconnect: Callable[[str], None], clock: Clock) -> None:
        self._disconnect = disconnect
        self._now = clock
        self._sessions: dict[str, VisitorSession] = {}
        self._sids: dict[str, set[str]] = {}

    def arrived(self, sid: str, session: VisitorSession) -> None:
        self._sessions[sid] = session
        self._sids.setdefault(session.token_hash, set()).add(sid)

    def left(self, sid: str) -> None:
        session = self._sessions.pop(sid, None)
        if session is None:
            return
        sids = self._sids[session.token_hash]
        sids.discard(sid)
        if not sids:
            del self._sids[session.token_hash]

    def session(self, sid: str) -> VisitorSession | None:
        return self._sessions.get(sid)

    def connections(self, token_hash: str) -> int:
        """How many connections the visitor has open."""
        return len(self._sids.get(token_hash, ()))

    def is_connected(self, token_hash: str) -> bool:
        """Whether the visitor has a page open."""
        return self.connections(token_hash) > 0

    def has_ended(self, session: VisitorSession) -> bool:
        """Whether the visitor's signed identity has expired."""
        return session.ends_at is not None and session.ends_at <= self._now()

    def cut_off(self, sid: str) -> None:
        # First, because the disconnect itself could fail.
        self.left(sid)
        self._disconnect(sid)

    def cut_off_ended(self, token_hash: str | None = None) -> None:
        """Ends the connections whose identity has expired: those with this token, or all."""
        self._cut_off_if(self.has_ended, self._sids.get(token_hash, ()) if token_hash else None)

    def cut_off_others(self, token_hash: str, subject: str) -> None:
        """Ends the connections with this token that are not ``subject``'s."""
        self._cut_off_if(lambda session: session.subject != subject, self._sids.get(token_hash, ()))

    def _cut_off_if(
        self, must_end: Callable[[VisitorSession], bool], sids: Iterable[str] | None
    ) -> None:
        # A copy: cutting off changes the tables.
        for sid in tuple(self._sessions if sids is None else sids):
            session = self._sessions.get(sid)
            if session is not None and must_end(session):
                self.cut_off(sid)
