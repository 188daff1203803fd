"""The messages that visitors left with their contact details."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Conversation, LeftMessage
from agent_desk.storage.transaction import Transaction


def newest_left_message(session: Session, conversation: Conversation) -> LeftMessage | None:
    """The last message that was left in the conversation, answered or not."""
    if not conversation.has_left_message:
        return None
    return session.scalar(_NEWEST, {"conversation_id": conversation.id})


def open_left_message(session: Session, conversation: Conversation) -> LeftMessage | None:
    """The message that still needs an answer; a conversation has at most one."""
    if not conversation.has_left_message:
        return None
    return session.scalar(_OPEN, {"conversation_id": conversation.id})


def left_message_of_line(session: Session, message_id: str) -> LeftMessage | None:
    """The left message whose text is this line of the log."""
    return session.scalar(select(LeftMessage).where(LeftMessage.message_id == message_id))


def reference_taken(session: Session, reference: str) -> bool:
    """Whether another message has this reference number."""
    taken = select(LeftMessage.id).where(LeftMessage.reference == reference)
    return session.scalar(taken) is not None


def follow_ups(session: Session, shop_ids: Sequence[str]) -> list[Conversation]:
    """The conversations with a left message that no agent has claimed, oldest message first."""
    return list(
        session.scalars(
            select(Conversation)
            .where(
                Conversation.shop_id.in_(shop_ids),
                Conversation.state == State.LEFT_MESSAGE,
            )
            .order_by(Conversation.waiting_since, Conversation.id)
        )
    )


def settle(transaction: Transaction, conversation: Conversation) -> None:
    """Records that the conversation's left message is answered, or needs no answer."""
    left = open_left_message(transaction, conversation)
    if left is not None:
        left.settled_at = transaction.now


# These run for every message. Building such a statement takes longer than running it.
_NEWEST = (
    select(LeftMessage)
    .where(LeftMessage.conversation_id == bindparam("conversation_id"))
    .order_by(LeftMessage.left_at.desc(), LeftMessage.id)
    .limit(1)
)
_OPEN = (
    select(LeftMessage)
    .where(
        LeftMessage.conversation_id == bindparam("conversation_id"),
        LeftMessage.settled_at.is_(None),
    )
    .limit(1)
)
