"""Agents' log-ins. The browser has a random token, the database its hash (docs/adr/0009)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from agent_desk.domain.agent import AgentProfile
from agent_desk.errors import NotAuthenticatedError
from agent_desk.security.tokens import hash_token, new_token
from agent_desk.storage.agents import profile_of
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent, AgentSession
from agent_desk.storage.transaction import Transaction

# How exactly ``last_used_at`` is kept: a write of every console once in this time.
MARK_USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SignedIn:
    """A log-in that is valid now."""

    session_id: str
    csrf_token: str
    expires_at: datetime
    agent: AgentProfile


@dataclass(frozen=True)
class NewSession:
    """``token`` goes into the cookie and is stored nowhere else.

    ``replaced`` is the id of the session that the browser had before; it has ended.
    """

    token: str
    signed_in: SignedIn
    replaced: str | None


class AgentSessions:
    """The table ``agent_sessions``.

    A log-in ends ``hours`` after it began, when no console of it has been open for
    ``idle_hours``, or when its row is deleted.

    All methods raise StorageUnavailableError if the database cannot be reached.
    """

    def __init__(self, database: Database, *, hours: float, idle_hours: float) -> None:
        self._database = database
        self._lifetime = timedelta(hours=hours)
        self._patience = timedelta(hours=idle_hours)

    @property
    def lifetime_seconds(self) -> int:
        return int(self._lifetime.total_seconds())

    def create(self, agent_id: str, *, replaces: str | None = None) -> NewSession:
        """A new log-in. The one with the token ``replaces`` ends in the same transaction.

        Raises NotAuthenticatedError if the agent is unknown or disabled.
        """
        return self._database.write(self._create, agent_id, replaces)

    def _create(self, transaction: Transaction, agent_id: str, replaces: str | None) -> NewSession:
        now, token = transaction.now, new_token()
        agent = transaction.get(Agent, agent_id)
        if agent is None or agent.disabled_at is not None:
            raise NotAuthenticatedError("This account cannot log in.")
        replaced = _by_token(transaction, replaces)
        if replaced is not None:
            transaction.delete(replaced)
        ended = or_(
            AgentSession.expires_at <= now, AgentSession.last_used_at <= now - self._patience
        )
        transaction.execute(delete(AgentSession).where(ended))
        session = AgentSession(
            token_hash=hash_token(token),
            csrf_token=new_token(),
            agent_id=agent_id,
            created_at=now,
            expires_at=now + self._lifetime,
            last_used_at=now,
        )
        transaction.add(session)
        transaction.flush()
        return NewSession(token, _signed_in(session, agent), replaced.id if replaced else None)

    def find(self, token: str | None) -> SignedIn | None:
        """The log-in with this token, or None."""
        if not token:
            return None
        # By its hash, so that the time of the look-up does not help to guess a token.
        return self._find_valid(AgentSession.token_hash == hash_token(token))

    def require(self, session_id: str) -> SignedIn:
        """The log-in as it is now. Every socket event calls this.

        Raises NotAuthenticatedError if it has ended or the agent is disabled.
        """
        signed_in = self._find_valid(AgentSession.id == session_id)
        if signed_in is None:
            raise NotAuthenticatedError("Your log-in has ended. Please log in again.")
        return signed_in

    def valid(self, session_ids: Collection[str]) -> set[str]:
        """Those of ``session_ids`` that are valid now.

        Another process may have ended the others, by a log-out, a new password or
        a disabled account.
        """
        with self._database.read() as session:
            return set(
                session.scalars(
                    select(AgentSession.id)
                    .join(Agent, Agent.id == AgentSession.agent_id)
                    .where(AgentSession.id.in_(session_ids), self._is_valid(session.now))
                )
            )

    def mark_used(self, session_ids: Collection[str]) -> None:
        """These log-ins are in use now. Writes at most once in MARK_USED_EVERY for each."""
        if session_ids:
            self._database.write(_mark_used, tuple(session_ids))

    def end(self, session_id: str) -> None:
        """Ends the log-in, if it has not ended already."""
        self._database.write(_delete, session_id)

    def _find_valid(self, condition: ColumnElement[bool]) -> SignedIn | None:
        with self._database.read() as session:
            row = session.execute(
                select(AgentSession, Agent)
                .join(Agent, Agent.id == AgentSession.agent_id)
                .where(condition, self._is_valid(session.now))
            ).one_or_none()
        return None if row is None else _signed_in(row[0], row[1])

    def _is_valid(self, now: datetime) -> ColumnElement[bool]:
        return and_(
            AgentSession.expires_at > now,
            AgentSession.last_used_at > now - self._patience,
            Agent.disabled_at.is_(None),
        )


def end_sessions_of(transaction: Transaction, agent_id: str) -> list[str]:
    """Ends every log-in of the agent; returns their ids."""
    ended = transaction.scalars(
        delete(AgentSession).where(AgentSession.agent_id == agent_id).returning(AgentSession.id)
    )
    return list(ended)


def _delete(transaction: Transaction, session_id: str) -> None:
    transaction.execute(delete(AgentSession).where(AgentSession.id == session_id))


def _mark_used(transaction: Transaction, session_ids: tuple[str, ...]) -> None:
    transaction.execute(
        update(AgentSession)
        .where(
            AgentSession.id.in_(session_ids),
            AgentSession.last_used_at <= transaction.now - MARK_USED_EVERY,
        )
        .values(last_used_at=transaction.now)
    )


def _by_token(session: Session, token: str | None) -> AgentSession | None:
    if not token:
        return None
    return session.scalar(select(AgentSession).where(AgentSession.token_hash == hash_token(token)))


def _signed_in(session: AgentSession, agent: Agent) -> SignedIn:
    return SignedIn(session.id, session.csrf_token, session.expires_at, profile_of(agent))
