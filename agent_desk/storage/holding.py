"""The chats that agents hold, and those that they should hold no longer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Agent, Conversation


def holders(session: Session) -> Sequence[Agent]:
    """The agents who hold a chat."""
    held = select(Conversation.agent_id).where(Conversation.state == State.ASSIGNED)
    return session.scalars(select(Agent).where(Agent.id.in_(held))).all()


def stranded(
    session: Session,
    *,
    gone: Collection[str],
    unanswered_since: datetime,
    conversation_id: str | None = None,
) -> Sequence[str]:
    """Ids of the chats whose agent is ``gone``, or has not replied since ``unanswered_since``.

    With ``conversation_id``, only this chat is considered.
    """
    chats = select(Conversation.id).where(
        Conversation.state == State.ASSIGNED,
        or_(Conversation.agent_id.in_(gone), Conversation.awaiting_reply_since <= unanswered_since),
    )
    if conversation_id is not None:
        chats = chats.where(Conversation.id == conversation_id)
    return session.scalars(chats).all()
