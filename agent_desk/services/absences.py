"""Agents who are gone or silent give chats back: a visitor must not talk to an empty chair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.conversation import Change
from agent_desk.services.follow_ups import answer_waits, belongs_to_follow_ups
from agent_desk.services.offer_ending import gave_back
from agent_desk.services.publisher import Publisher
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.settings.desk import ConsoleSettings
from agent_desk.storage import holding
from agent_desk.storage.agents import profile_of
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent, Conversation

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
        """Ends the hold of agents who are gone, disabled or silent; of how many chats."""
        with self._database.read() as session:
            stranded = self._stranded(session)
        return sum(self._release(conversation_id) for conversation_id in stranded)

    def _stranded(self, session: Session, conversation_id: str | None = None) -> Sequence[str]:
        return holding.stranded(
            session,
            gone=[agent.id for agent in holding.holders(session) if self._roster.is_gone(agent)],
            owed_before=self._now() - self._silent_after,
            conversation_id=conversation_id,
        )

    def _release(self, conversation_id: str) -> bool:
        now = self._now()
        with self._database.write() as transaction:
            if not self._stranded(transaction, conversation_id):
                return False
            conversation = transaction.get_one(Conversation, conversation_id)
            agent = transaction.get_one(Agent, conversation.agent_id)
            change = _change_for(transaction, conversation)
            change_state(
                transaction, self._publisher, conversation, change, now=now, agent=profile_of(agent)
            )
            if change == Change.RELEASE:
                gave_back(transaction, conversation.id, agent.id, now=now)
        logger.info("chat_released", conversation=conversation_id, agent=agent.id, change=change)
        return True


def _change_for(session: Session, conversation: Conversation) -> Change:
    """Where the chat goes: to the front of the queue, unless its visitor waits in no queue."""
    if belongs_to_follow_ups(session, conversation):
        return Change.KEEP_MESSAGE
    if answer_waits(session, conversation):
        return Change.RESOLVE
    return Change.RELEASE
