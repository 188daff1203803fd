"""The shops whose data a database holds."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from agent_desk.storage.models import Agent, Visitor


def stored_shops(session: Session) -> set[str]:
    """Ids of the shops that have visitors or agents."""
    visited = set(session.scalars(select(Visitor.shop_id).distinct()))
    return visited.union(*session.scalars(select(Agent.shop_ids)))
