"""Agents who are gone give their chats back: a visitor must not talk to an empty chair."""

from __future__ import annotations

import structlog
from sqlalchemy import select

from agent_desk.clock import Clock, utc_now
from agent_desk.conversation import Change, State
from agent_desk.security.sessions import view_of
from agent_desk.services.follow_ups import belongs_to_follow_ups
from agent_desk.services.publisher import Publisher
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent, Conversation

logger = structlog.get_logger(__name__)


class Absences:
    """``roster`` says who is gone, whichever process their console was open at."""

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        roster: Roster,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._roster = roster
        self._now = clock

    def release(self) -> int:
        """Puts the chats of agents who are gone or disabled back to the queue's front; how many."""
        with self._database.read() as session:
            holders = session.scalars(select(Agent).where(Agent.id.in_(_HOLDERS)))
            gone = [agent.id for agent in holders if self._roster.is_gone(agent)]
            stranded = session.scalars(_HELD.where(Conversation.agent_id.in_(gone))).all()
        return sum(self._release(conversation_id) for conversation_id in stranded)

    def _release(self, conversation_id: str) -> bool:
        with self._database.write() as transaction:
            conversation = transaction.get_one(Conversation, conversation_id)
            agent = transaction.get(Agent, conversation.agent_id or "")
            if (
                conversation.state != State.ASSIGNED
                or agent is None
                or not self._roster.is_gone(agent)
            ):
                return False
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
