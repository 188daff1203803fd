"""Who waits for a person: in the order in which they are served, and with whom it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Row, exists, func, or_, select, update
from sqlalchemy.orm import Session

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Conversation, LeftMessage, Visitor
from agent_desk.storage.transaction import Transaction


def waiting(
    session: Session, shop_ids: Sequence[str], *, limit: int | None = None
) -> list[Conversation]:
    """Who waits for a person of these shops, or the first ``limit`` of them; longest first."""
    return list(
        session.scalars(
            select(Conversation)
            .where(Conversation.shop_id.in_(shop_ids), Conversation.state == State.QUEUED)
            .order_by(Conversation.waiting_since, Conversation.id)
            .limit(limit)
        )
    )


def waiting_everywhere(session: Session) -> list[Conversation]:
    """Every chat that waits for a person, of all shops."""
    return list(session.scalars(select(Conversation).where(Conversation.state == State.QUEUED)))


def waiting_visitors(session: Session) -> Iterable[Row[Conversation, Visitor, bool]]:
    """Every chat that waits, with its visitor and whether a message of theirs wants an answer."""
    has_message = exists().where(
        LeftMessage.conversation_id == Conversation.id, LeftMessage.settled_at.is_(None)
    )
    return session.execute(
        select(Conversation, Visitor, has_message)
        .join(Visitor, Visitor.id == Conversation.visitor_id)
        .where(Conversation.state == State.QUEUED)
    )


def mark_seen(transaction: Transaction, visitor_ids: Sequence[str]) -> None:
    """A page of each of these visitors is open now. A statement takes some ten thousand ids."""
    seen = update(Visitor).where(Visitor.id.in_(visitor_ids)).values(seen_at=transaction.now)
    transaction.execute(seen)


def queue_position(session: Session, conversation: Conversation) -> int | None:
    """1 for the next one in the shop's queue; None when it does not wait."""
    if conversation.state != State.QUEUED or conversation.waiting_since is None:
        return None
    ahead = session.scalar(
        select(func.count())
        .select_from(Conversation)
        .where(
            Conversation.shop_id == conversation.shop_id,
            Conversation.state == State.QUEUED,
            or_(
                Conversation.waiting_since < conversation.waiting_since,
                (Conversation.waiting_since == conversation.waiting_since)
                & (Conversation.id < conversation.id),
            ),
        )
    )
    return (ahead or 0) + 1
