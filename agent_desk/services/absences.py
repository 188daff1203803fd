"""Agents who are gone or silent give chats back: a visitor must not talk to an empty chair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from agent_desk.clock import Clock, utc_now
from agent_desk.conversation import Change, State
from agent_desk.security.sessions import view_of
from agent_desk.services.follow_ups import belongs_to_follow_ups
from agent_desk.services.publisher import Publisher
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.settings import ConsoleSettings
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent, Conversation, Message

logger = structlog.get_logger(__name__)


class Absences:
    """``roster`` says who is gone, whichever process their console was open at."""

    def __init__(
        self,
        settings: ConsoleSettings,
        database: Database,
        publisher: Publisher,
        roster: Roster,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._silent_after = timedelta(seconds=settings.silent_after_seconds)
        self._database = database
        self._publisher = publisher
        self._roster = roster
        self._now = clock

    def release(self) -> int:
        """Puts the chats of agents who are gone, disabled or silent back to the queue's front;
        how many."""
        with self._database.read() as session:
            stranded = self._stranded(session)
        return sum(self._release(conversation_id) for conversation_id in stranded)

    def _stranded(self, session: Session, *of: ColumnElement[bool]) -> Sequence[str]:
        holders = session.scalars(select(Agent).where(Agent.id.in_(_HOLDERS)))
        gone = [agent.id for agent in holders if self._roster.is_gone(agent)]
        silent = and_(_OWED, self._now() - self._silent_after >= _LAST_DONE_AT)
        stranded = or_(Conversation.agent_id.in_(gone), silent)
        return session.scalars(_HELD.where(stranded, *of)).all()

    def _release(self, conversation_id: str) -> bool:
        with self._database.write() as transaction:
            if not self._stranded(transaction, Conversation.id == conversation_id):
                return False
            conversation = transaction.get_one(Conversation, conversation_id)
            agent = transaction.get_one(Agent, conversation.agent_id)
            follow_up = belongs_to_follow_ups(transaction, conversation)
            change_state(
                transaction,
                self._publisher,
                conversation,
                Change.KEEP_MESSAGE if follow_up else Change.RELEASE,
                now=self._now(),
                agent=view_of(agent),
            )
        logger.info("chat_released", conversation=conversation_id, agent=agent.id)
        return True


_HELD = select(Conversation.id).where(Conversation.state == State.ASSIGNED)
_HOLDERS = select(Conversation.agent_id).where(Conversation.state == State.ASSIGNED)
_NEWEST = (
    select(Message)
    .where(Message.conversation_id == Conversation.id)
    .order_by(Message.seq.desc())
    .limit(1)
)
# The next line is the agent's: whoever wrote last is somebody else.
_OWED = (
    func.coalesce(
        _NEWEST.with_only_columns(Message.sender_id)
        .where(Message.kind == "text")
        .scalar_subquery(),
        "",
    )
    != Conversation.agent_id
)
# When they took the chat, wrote a line or a note: the newest that is not the visitor's.
_LAST_DONE_AT = (
    _NEWEST.with_only_columns(Message.created_at)
    .where(Message.author != "visitor")
    .scalar_subquery()
)
