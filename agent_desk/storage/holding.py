"""The chats that agents hold, and those in which a line of theirs has been owed for too long."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from agent_desk.conversation import State
from agent_desk.storage.models import Agent, Conversation, Message


def holders(session: Session) -> Sequence[Agent]:
    """Everybody who holds a chat."""
    held = select(Conversation.agent_id).where(Conversation.state == State.ASSIGNED)
    return session.scalars(select(Agent).where(Agent.id.in_(held))).all()


def stranded(
    session: Session,
    *,
    gone: Collection[str],
    owed_before: datetime,
    conversation_id: str | None = None,
) -> Sequence[str]:
    """Ids of the chats, or of this one, whose agent is ``gone`` or has owed a line since then."""
    chats = select(Conversation.id).where(
        Conversation.state == State.ASSIGNED,
        or_(Conversation.agent_id.in_(gone), _owed_since(owed_before)),
    )
    if conversation_id is not None:
        chats = chats.where(Conversation.id == conversation_id)
    return session.scalars(chats).all()


def _owed_since(moment: datetime) -> ColumnElement[bool]:
    """The visitor asked before it, and the agent has done nothing in the chat after it.

    The time counts from the first line that waits, not from the newest, and begins
    anew when the agent takes the chat or writes a note.
    """
    return and_(moment >= _ASKED_AT, moment >= _DONE_AT)


_OF_CHAT = Message.conversation_id == Conversation.id
_Own = aliased(Message)
_OWN_LAST_LINE = (
    select(_Own.seq)
    .where(
        _Own.conversation_id == Conversation.id,
        _Own.kind == "text",
        _Own.sender_id == Conversation.agent_id,
    )
    .order_by(_Own.seq.desc())
    .limit(1)
    .correlate(Conversation)
    .scalar_subquery()
)
_ASKED_AT = (
    select(Message.created_at)
    .where(
        _OF_CHAT,
        Message.kind == "text",
        Message.author == "visitor",
        Message.seq > func.coalesce(_OWN_LAST_LINE, 0),
    )
    .order_by(Message.seq)
    .limit(1)
    .correlate(Conversation)
    .scalar_subquery()
)
_DONE_AT = (
    select(Message.created_at)
    .where(
        _OF_CHAT,
        or_(
            Message.sender_id == Conversation.agent_id,
            Message.event["type"].as_string().in_(("assigned", "transferred")),
        ),
    )
    .order_by(Message.seq.desc())
    .limit(1)
    .scalar_subquery()
)
