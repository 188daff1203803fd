"""The turns of the bot: which are due, and the leases of the workers that answer them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from agent_desk.domain.events import TurnDue
from agent_desk.storage.models import Conversation
from agent_desk.storage.transaction import Snapshot, Transaction


def plan_turn(transaction: Transaction, conversation: Conversation, at: datetime) -> None:
    """The conversation's turn falls due ``at`` that time, and whoever answers turns is told.

    No turn may be under a lease.
    """
    conversation.turn_due_at = at
    transaction.record(TurnDue(conversation.id, conversation.shop_id, at))


def planned_turns(session: Snapshot) -> list[TurnDue]:
    """All turns that are due or will be, and under no lease that holds."""
    rows = session.execute(
        select(Conversation.id, Conversation.shop_id, Conversation.turn_due_at).where(
            Conversation.turn_due_at.is_not(None),
            or_(
                Conversation.turn_lease_until.is_(None),
                Conversation.turn_lease_until <= session.now,
            ),
        )
    )
    return [
        TurnDue(conversation_id, shop_id, at)
        for conversation_id, shop_id, at in rows
        if at is not None
    ]


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


def drop_turn_leases(transaction: Transaction) -> None:
    """Ends all leases, so that any due turn can be taken."""
    transaction.execute(
        update(Conversation)
        .where(Conversation.turn_lease_until.is_not(None))
        .values(turn_lease_until=None)
    )
