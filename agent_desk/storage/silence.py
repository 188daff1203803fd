"""Chats in which nobody has written for a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from agent_desk.domain.conversation import State
from agent_desk.settings.desk import IdleSettings
from agent_desk.storage import log
from agent_desk.storage.models import Conversation, Message


def quiet_chats(
    session: Session, settings: IdleSettings, now: datetime, patience: timedelta
) -> Iterable[Conversation]:
    """Chats that may be due for a reminder or a close, longest silence first.

    They have been silent for ``patience`` at least. ``domain.idle_policy`` decides
    whether they are due; this leaves out most of the others, since many
    thousands of chats may be silent.
    """
    spoke_last = (
        select(Message.author)
        .where(Message.conversation_id == Conversation.id, log.written_by(*log.SPEAKERS))
        .order_by(Message.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    quiet = select(Conversation).where(
        Conversation.state.in_((State.BOT, State.ASSIGNED)),
        Conversation.updated_at <= now - patience,
        Conversation.turn_due_at.is_(None),
        or_(Conversation.state == State.BOT, spoke_last == "agent"),
    )
    closing = timedelta(seconds=settings.close_seconds)
    if not closing:
        quiet = quiet.where(Conversation.reminded_at.is_(None))
    elif settings.reminder_seconds:
        over = Conversation.reminded_at <= now - closing
        quiet = quiet.where(or_(Conversation.reminded_at.is_(None), over))
    return session.scalars(quiet.order_by(Conversation.updated_at))
