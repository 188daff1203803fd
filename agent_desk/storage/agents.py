"""The agents' rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from agent_desk.domain.agent import AgentProfile
from agent_desk.domain.plain_text import storable
from agent_desk.storage.models import Agent
from agent_desk.storage.transaction import Transaction


def profile_of(agent: Agent) -> AgentProfile:
    """The agent of this row, for services and clients."""
    return AgentProfile(agent.id, agent.email, agent.name, tuple(str(s) for s in agent.shop_ids))


def normal_email(email: str) -> str:
    """The form in which e-mail addresses are stored and compared."""
    return storable(email).strip().lower()


def find_agent(session: Session, email: str) -> Agent | None:
    """The agent with this e-mail address, disabled or not."""
    return session.scalar(select(Agent).where(Agent.email == normal_email(email)))


def enabled_agents(session: Session) -> Sequence[Agent]:
    """All agents who are not disabled, by name."""
    return session.scalars(
        select(Agent).where(Agent.disabled_at.is_(None)).order_by(Agent.name, Agent.id)
    ).all()


def mark_seen(transaction: Transaction, agent_ids: Sequence[str]) -> None:
    """Records that these agents have a console open now."""
    seen = update(Agent).where(Agent.id.in_(agent_ids)).values(seen_at=transaction.now)
    transaction.execute(seen)
