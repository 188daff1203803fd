"""The chats that wait for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Row, Select, exists, func, or_, select, update
from sqlalchemy.orm import Session

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Conversation, LeftMessage, Visitor
from agent_desk.storage.transaction import Transaction


def waiting(
    session: Session, shop_ids: Sequence[str], *, limit: int | None = None
) -> list[Conversation]:
    """The waiting chats of these shops, longest wait first; at most ``limit``."""
    return list(
        session.scalars(
            select(Conversation)
            .where(Conversation.shop_id.in_(shop_ids), Conversation.state == State.QUEUED)
            .order_by(Conversation.waiting_since, Conversation.id)
            .limit(limit)
        )
    )


def waiting_everywhere(session: Session) -> list[Conversation]:
    """The waiting chats of all shops, in no order."""
    return list(session.scalars(select(Conversation).where(Conversation.state == State.QUEUED)))


def waiting_visitors(session: Session) -> Iterable[Row[Conversation, Visitor, bool]]:
    """Every waiting chat, its visitor, and whether it has a left message without an answer."""
    has_message = exists().where(
        LeftMessage.conversation_id == Conversation.id, LeftMessage.settled_at.is_(None)
    )
    return session.execute(
        select(Conversation, Visitor, has_message)
        .join(Visitor, Visitor.id == Conversation.visitor_id)
        .where(Conversation.state == State.QUEUED)
    )


def waiting_from(session: Session, shop_id: str, source: str) -> int:
    """How many chats from ``source`` wait at this shop."""
    waits = select(func.count()).where(
        Conversation.shop_id == shop_id,
        Conversation.state == State.QUEUED,
        Conversation.waiting_source == source,
    )
    return session.scalar(waits) or 0


def mark_seen(transaction: Transaction, visitor_ids: Sequence[str]) -> None:
    """Records that these visitors have a page open now; at most some ten thousand at once."""
    seen = update(Visitor).where(Visitor.id.in_(visitor_ids)).values(seen_at=transaction.now)
    transaction.execute(seen)


def queue_position(session: Session, conversation: Conversation) -> int | None:
    """The chat's place in its shop's queue, 1 for the next; None if it does not wait."""
    if conversation.state != State.QUEUED or conversation.waiting_since is None:
        return None
    return (session.scalar(_count_ahead(conversation)) or 0) + 1


def returned_ahead(session: Session, conversation: Conversation) -> int:
    """How many chats have come back to the queue, in front of this chat, since it waits."""
    came_back = Conversation.queued_at > conversation.queued_at
    return session.scalar(_count_ahead(conversation).where(came_back)) or 0


def _count_ahead(conversation: Conversation) -> Select[int]:
    return (
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
