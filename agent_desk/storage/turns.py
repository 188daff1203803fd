"""The turns of the bot: which are due, and the leases of the workers that answer them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from agent_desk.storage.models import Conversation
from agent_desk.storage.transaction import Transaction


def due_turns(session: Session, now: datetime) -> list[str]:
    """Ids of conversations whose turn is due and under no lease."""
    return list(
        session.scalars(
            select(Conversation.id)
            .where(
                Conversation.turn_due_at <= now,
                or_(
                    Conversation.turn_lease_until.is_(None),
                    Conversation.turn_lease_until <= now,
                ),
            )
            .order_by(Conversation.turn_due_at)
        )
    )


def next_turn_at(session: Session, now: datetime) -> datetime | None:
    """When, after now, a turn falls due or an abandoned lease ends."""
    unleased = session.scalar(
        select(func.min(Conversation.turn_due_at)).where(
            Conversation.turn_lease_until.is_(None), Conversation.turn_due_at > now
        )
    )
    leased = session.scalar(
        select(func.min(Conversation.turn_lease_until)).where(
            Conversation.turn_due_at.is_not(None), Conversation.turn_lease_until > now
        )
    )
    return min((at for at in (unleased, leased) if at is not None), default=None)


def drop_turn_leases(transaction: Transaction) -> None:
    """Nobody works on a turn any more."""
    transaction.execute(
        update(Conversation)
        .where(Conversation.turn_lease_until.is_not(None))
        .values(turn_lease_until=None)
    )
