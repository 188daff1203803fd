"""The people who answer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from agent_desk.domain.agent import AgentProfile
from agent_desk.storage.models import Agent
from agent_desk.storage.transaction import Transaction


def profile_of(agent: Agent) -> AgentProfile:
    """The row as services and clients know it."""
    return AgentProfile(agent.id, agent.email, agent.name, tuple(str(s) for s in agent.shop_ids))


def enabled_agents(session: Session) -> Sequence[Agent]:
    """Everybody who is not disabled, by name."""
    return session.scalars(
        select(Agent).where(Agent.disabled_at.is_(None)).order_by(Agent.name, Agent.id)
    ).all()


def mark_seen(transaction: Transaction, agent_ids: Sequence[str]) -> None:
    """A console of each of these agents is open now."""
    seen = update(Agent).where(Agent.id.in_(agent_ids)).values(seen_at=transaction.now)
    transaction.execute(seen)
