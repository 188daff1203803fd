"""Agents who are gone give their chats back: a visitor must not talk to an empty chair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from agent_desk.clock import Clock, utc_now
from agent_desk.conversation import Change, State
from agent_desk.security.sessions import view_of
from agent_desk.services.publisher import Publisher
from agent_desk.services.transitions import change_state
from agent_desk.settings import ConsoleSettings
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent, Conversation

logger = structlog.get_logger(__name__)


class Absences:
    """``last_seen`` says when an agent had a console open last."""

    def __init__(
        self,
        settings: ConsoleSettings,
        database: Database,
        publisher: Publisher,
        *,
        last_seen: Callable[[str], datetime],
        clock: Clock = utc_now,
    ) -> None:
        self._patience = timedelta(seconds=settings.gone_after_seconds)
        self._database = database
        self._publisher = publisher
        self._last_seen = last_seen
        self._now = clock

    def release(self) -> int:
        """Puts the chats of agents who are gone or disabled back into the queue; how many."""
        with self._database.read() as session:
            stranded = [held for held, agent in _held(session) if self._is_gone(agent)]
        return sum(self._release(conversation.id) for conversation in stranded)

    def _release(self, conversation_id: str) -> bool:
        with self._database.write() as transaction:
            conversation = transaction.get_one(Conversation, conversation_id)
            agent = transaction.get(Agent, conversation.agent_id or "")
            if conversation.state != State.ASSIGNED or agent is None or not self._is_gone(agent):
                return False
            change_state(
                transaction,
                self._publisher,
                conversation,
                Change.RELEASE,
                now=self._now(),
                agent=view_of(agent),
            )
        logger.info("chat_released", conversation=conversation_id, agent=agent.id)
        return True

    def _is_gone(self, agent: Agent) -> bool:
        absent = self._now() - self._last_seen(agent.id)
        return agent.disabled_at is not None or absent > self._patience


def _held(session: Session) -> list[tuple[Conversation, Agent]]:
    rows = session.execute(
        select(Conversation, Agent)
        .join(Agent, Agent.id == Conversation.agent_id)
        .where(Conversation.state == State.ASSIGNED)
    )
    return [(conversation, agent) for conversation, agent in rows]
