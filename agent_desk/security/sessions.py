"""Agents' log-ins. The browser holds a random token, the database its hash (docs/adr/0009)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.agent import AgentProfile
from agent_desk.errors import NotAuthenticatedError
from agent_desk.security.tokens import hash_token, new_token
from agent_desk.storage.agents import profile_of
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent, AgentSession
from agent_desk.storage.transaction import Transaction

SESSION_COOKIE = "relay_session"


@dataclass(frozen=True)
class SignedIn:
    """A log-in that holds at this moment."""

    session_id: str
    csrf_token: str
    expires_at: datetime
    agent: AgentProfile


@dataclass(frozen=True)
class NewSession:
    """``token`` goes into the cookie and is kept nowhere else.

    ``replaced`` is the session that the browser had before; it has ended.
    """

    token: str
    signed_in: SignedIn
    replaced: str | None


class AgentSessions:
    """Log-ins in the table ``agent_sessions``: a row that is gone or expired holds no longer.

    All methods raise StorageUnavailableError when the database cannot be reached.
    """

    def __init__(self, database: Database, *, hours: float, clock: Clock = utc_now) -> None:
        self._database = database
        self._lifetime = timedelta(hours=hours)
        self._clock = clock

    @property
    def lifetime_seconds(self) -> int:
        return int(self._lifetime.total_seconds())

    def create(self, agent_id: str, *, replaces: str | None = None) -> NewSession:
        """A fresh log-in; the one whose token is ``replaces`` ends in the same transaction.

        Raises NotAuthenticatedError when the agent is unknown or disabled.
        """
        return self._database.write(self._create, agent_id, replaces)

    def _create(self, transaction: Transaction, agent_id: str, replaces: str | None) -> NewSession:
        now, token = self._clock(), new_token()
        agent = transaction.get(Agent, agent_id)
        if agent is None or agent.disabled_at is not None:
            raise NotAuthenticatedError("This account cannot log in.")
        replaced = _by_token(transaction, replaces)
        if replaced is not None:
            transaction.delete(replaced)
        transaction.execute(delete(AgentSession).where(AgentSession.expires_at <= now))
        session = AgentSession(
            token_hash=hash_token(token),
            csrf_token=new_token(),
            agent_id=agent_id,
            created_at=now,
            expires_at=now + self._lifetime,
        )
        transaction.add(session)
        transaction.flush()
        return NewSession(token, _signed_in(session, agent), replaced.id if replaced else None)

    def find(self, token: str | None) -> SignedIn | None:
        """The log-in that a cookie's token opens, or None."""
        if not token:
            return None
        # By its hash: what the time of an index look-up tells is of no use to a guesser.
        return self._holding(AgentSession.token_hash == hash_token(token))

    def require(self, session_id: str) -> SignedIn:
        """The log-in as it is now: asked again on every socket event.

        Raises NotAuthenticatedError once it was ended, expired, or the agent was disabled.
        """
        signed_in = self._holding(AgentSession.id == session_id)
        if signed_in is None:
            raise NotAuthenticatedError("Your log-in has ended. Please log in again.")
        return signed_in

    def holding(self, session_ids: Collection[str]) -> set[str]:
        """Those of ``session_ids`` that hold now.

        For cutting off consoles that only listen: an account may be disabled,
        or a password changed, by another process.
        """
        asked = (
            select(AgentSession.id)
            .join(Agent, Agent.id == AgentSession.agent_id)
            .where(AgentSession.id.in_(session_ids))
            .where(AgentSession.expires_at > self._clock(), Agent.disabled_at.is_(None))
        )
        with self._database.read() as session:
            return set(session.scalars(asked))

    def end(self, session_id: str) -> None:
        """Ends one log-in; one that has ended already is no error."""
        self._database.write(_delete, session_id)

    def _holding(self, condition: ColumnElement[bool]) -> SignedIn | None:
        asked = (
            select(AgentSession, Agent)
            .join(Agent, Agent.id == AgentSession.agent_id)
            .where(condition, AgentSession.expires_at > self._clock(), Agent.disabled_at.is_(None))
        )
        with self._database.read() as session:
            row = session.execute(asked).one_or_none()
        return None if row is None else _signed_in(row[0], row[1])


def end_sessions_of(transaction: Session, agent_id: str) -> list[str]:
    """Ends every log-in of an agent in a transaction that is open already; returns their ids."""
    ended = transaction.scalars(
        delete(AgentSession).where(AgentSession.agent_id == agent_id).returning(AgentSession.id)
    )
    return list(ended)


def _delete(transaction: Transaction, session_id: str) -> None:
    transaction.execute(delete(AgentSession).where(AgentSession.id == session_id))


def _by_token(session: Session, token: str | None) -> AgentSession | None:
    if not token:
        return None
    return session.scalar(select(AgentSession).where(AgentSession.token_hash == hash_token(token)))


def _signed_in(session: AgentSession, agent: Agent) -> SignedIn:
    return SignedIn(session.id, session.csrf_token, session.expires_at, profile_of(agent))
