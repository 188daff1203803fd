"""The chats that agents hold, and those in which their visitor has waited too long for a reply."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from agent_desk.domain.conversation import State
from agent_desk.storage.models import Agent, Conversation


def holders(session: Session) -> Sequence[Agent]:
    """Everybody who holds a chat."""
    held = select(Conversation.agent_id).where(Conversation.state == State.ASSIGNED)
    return session.scalars(select(Agent).where(Agent.id.in_(held))).all()


def stranded(
    session: Session,
    *,
    gone: Collection[str],
    unanswered_since: datetime,
    conversation_id: str | None = None,
) -> Sequence[str]:
    """Ids of the chats, or of this one, whose agent is ``gone``, or has left the visitor without a reply since then."""
    chats = select(Conversation.id).where(
        Conversation.state == State.ASSIGNED,
        or_(Conversation.agent_id.in_(gone), Conversation.awaiting_reply_since <= unanswered_since),
    )
    if conversation_id is not None:
        chats = chats.where(Conversation.id == conversation_id)
    return session.scalars(chats).all()
