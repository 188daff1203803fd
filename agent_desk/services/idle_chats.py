"""Reminds visitors who have fallen silent, once, and closes their chats."""

from __future__ import annotations

import structlog
from sqlalchemy.orm import Session

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.conversation import (
    Change,
    State,
)
from agent_desk.domain.idle_policy import (
    Silence,
    idle_step,
    shortest_silence,
)
from agent_desk.metrics import Metrics
from agent_desk.services.appending import append_line
from agent_desk.services.follow_ups import answer_waits
from agent_desk.services.publisher import Publisher
from agent_desk.services.transitions import change_state
from agent_desk.settings.desk import IdleSettings
from agent_desk.storage import log
from agent_desk.storage.database import Database, Transaction
from agent_desk.storage.left_messages import open_left_message
from agent_desk.storage.models import Conversation
from agent_desk.storage.silence import quiet_chats

logger = structlog.get_logger(__name__)

# The loop that serves everybody waits meanwhile; the next look takes the next ones.
AT_ONCE = 100


class IdleChats:
    """Of the bot and of agents. The reminder is a line of the log that each client words."""

    def __init__(
        self,
        settings: IdleSettings,
        database: Database,
        publisher: Publisher,
        metrics: Metrics,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._database = database
        self._publisher = publisher
        self._metrics = metrics
        self._now = clock

    def sweep(self) -> int:
        """Reminds and closes what is due; how many it were."""
        patience = shortest_silence(self._settings)
        if patience is None:
            return 0
        with self._database.read() as session:
            quiet = quiet_chats(session, self._settings, self._now(), patience)
            due = [chat.id for chat in quiet if self._step(session, chat)]
        return sum(self._take(conversation_id) for conversation_id in due[:AT_ONCE])

    def _take(self, conversation_id: str) -> bool:
        now = self._now()
        with self._database.write() as transaction:
            conversation = transaction.get_one(Conversation, conversation_id)
            step = self._step(transaction, conversation)
            if step is None:
                return False
            if step == "remind":
                self._remind(transaction, conversation)
            else:
                change_state(
                    transaction,
                    self._publisher,
                    conversation,
                    Change.RESOLVE,
                    now=now,
                    facts={"type": "closed_idle"},
                )
            transaction.after_commit(lambda: self._metrics.idle.labels(step=step).inc())
        logger.info("idle_chat", conversation=conversation_id, step=step)
        return True

    def _remind(self, transaction: Transaction, conversation: Conversation) -> None:
        now = self._now()
        conversation.reminded_at = now
        append_line(
            transaction,
            self._publisher,
            conversation,
            author="system",
            kind="event",
            now=now,
            event={"type": "reminded"},
        )
        transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))

    def _step(self, session: Session, conversation: Conversation) -> str | None:
        silence = _silence(session, conversation)
        return idle_step(silence, self._now(), self._settings) if silence else None


def _silence(session: Session, conversation: Conversation) -> Silence | None:
    """None while somebody owes the visitor a line, or nobody ever asked anything."""
    if conversation.state not in (State.BOT, State.ASSIGNED):
        return None
    asked = log.newest_line(session, conversation.id, "visitor")
    newest = log.newest_line(session, conversation.id, *log.SPEAKERS)
    if asked is None or newest is None or conversation.turn_due_at is not None:
        return None
    if conversation.state == State.ASSIGNED:
        # A message that was left, and its answer, wait however long the visitor is away.
        waits = open_left_message(session, conversation.id) or answer_waits(session, conversation)
        if newest.author != "agent" or waits:
            return None
    return Silence(newest.created_at, conversation.reminded_at)
