"""The messages that visitors left with their contact, and which of them nobody has answered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Conversation, LeftMessage
from agent_desk.storage.transaction import Transaction


def newest_left_message(session: Session, conversation_id: str) -> LeftMessage | None:
    """The last message left in a conversation, answered or not."""
    return session.scalar(_NEWEST, {"conversation_id": conversation_id})


def open_left_message(session: Session, conversation_id: str) -> LeftMessage | None:
    """The message that still wants an answer; a conversation has at most one."""
    return session.scalar(_OPEN, {"conversation_id": conversation_id})


def left_message_of_line(session: Session, message_id: str) -> LeftMessage | None:
    """What was left with this line of the log."""
    return session.scalar(select(LeftMessage).where(LeftMessage.message_id == message_id))


def reference_taken(session: Session, reference: str) -> bool:
    """Whether a message has this number already."""
    taken = select(LeftMessage.id).where(LeftMessage.reference == reference)
    return session.scalar(taken) is not None


def follow_ups(session: Session, shop_ids: Sequence[str]) -> list[Conversation]:
    """The conversations whose message nobody has taken, longest left first."""
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


def settle(transaction: Transaction, conversation_id: str) -> None:
    """The conversation's message has its answer, or needs none."""
    left = open_left_message(transaction, conversation_id)
    if left is not None:
        left.settled_at = transaction.now


# Asked with every message: to put such a statement together takes longer than to run it.
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
