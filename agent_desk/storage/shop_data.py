"""All that the desk holds of a shop: to write it to a file, and to delete it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from agent_desk.storage.models import (
    Agent,
    AgentSession,
    Base,
    Claim,
    Conversation,
    LeftMessage,
    Message,
    Offer,
    Proof,
    Visitor,
)
from agent_desk.storage.transaction import Transaction

# What opens a chat, or tells where somebody was, is no part of what was said.
_KEPT_OUT = frozenset(
    {"token_hash", "written_from", "waiting_source", "dialogue_state", "dialogue_memory"}
)


def chats_of(session: Session, shop_id: str) -> Iterator[dict[str, Any]]:
    """Every conversation of a shop, the oldest first, as values for JSON.

    ``visitor``, ``messages`` and ``left_messages`` are inside of it.
    """
    chats = select(Conversation).where(Conversation.shop_id == shop_id)
    for chat in session.scalars(chats.order_by(Conversation.created_at, Conversation.id)):
        lines = select(Message).where(Message.conversation_id == chat.id).order_by(Message.seq)
        left = select(LeftMessage).where(LeftMessage.conversation_id == chat.id)
        yield {
            **_values(chat),
            "visitor": _values(session.get_one(Visitor, chat.visitor_id)),
            "messages": [_values(line) for line in session.scalars(lines)],
            "left_messages": [_values(one) for one in session.scalars(left)],
        }


def size_of(session: Session, shop_id: str) -> tuple[int, int]:
    """How many conversations a shop has, and how many lines there are in them."""
    chats = select(func.count()).select_from(Conversation).where(Conversation.shop_id == shop_id)
    lines = select(func.count()).select_from(Message).where(_in_chats_of(shop_id, Message))
    return session.scalar(chats) or 0, session.scalar(lines) or 0


def delete_shop(transaction: Transaction, shop_id: str) -> list[str]:
    """Deletes a shop's conversations and visitors, and takes it from its agents.

    Returns the e-mail addresses of agents who answer for no shop any more; they are disabled.
    """
    for table in (Offer, LeftMessage, Message):
        transaction.execute(delete(table).where(_in_chats_of(shop_id, table)))
    for owned in (Claim, Conversation, Visitor, Proof):
        transaction.execute(delete(owned).where(owned.shop_id == shop_id))
    without = []
    for agent in transaction.scalars(select(Agent)):
        if shop_id not in agent.shop_ids:
            continue
        agent.shop_ids = [other for other in agent.shop_ids if other != shop_id]
        if not agent.shop_ids and agent.disabled_at is None:
            agent.disabled_at = transaction.now
            transaction.execute(delete(AgentSession).where(AgentSession.agent_id == agent.id))
            without.append(agent.email)
    return without


def _in_chats_of(
    shop_id: str, table: type[Offer] | type[LeftMessage] | type[Message]
) -> ColumnElement[bool]:
    chats = select(Conversation.id).where(Conversation.shop_id == shop_id)
    return table.conversation_id.in_(chats)


def _values(row: Base) -> dict[str, Any]:
    columns = (column.key for column in row.__table__.columns if column.key not in _KEPT_OUT)
    return {name: _plain(getattr(row, name)) for name in columns}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
