"""Chats of agents who are gone or silent are released: no visitor talks to an empty chair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.conversation import Change
from agent_desk.domain.events import ConversationReleased
from agent_desk.services.follow_ups import answer_waits, belongs_to_follow_ups
from agent_desk.services.offer_ending import record_release
from agent_desk.services.roster import Roster
from agent_desk.services.transitions import change_state
from agent_desk.settings.desk import ConsoleSettings
from agent_desk.storage import holding
from agent_desk.storage.agents import profile_of
from agent_desk.storage.database import Database
from agent_desk.storage.models import Agent, Conversation
from agent_desk.storage.transaction import Transaction


class Absences:
    """``roster`` says who is gone, at whichever process their console was open."""

    def __init__(
        self,
        settings: ConsoleSettings,
        database: Database,
        roster: Roster,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._silent_after = timedelta(seconds=settings.silent_after_seconds)
        self._database = database
        self._roster = roster
        self._now = clock

    def release(self) -> int:
        """Ends the hold of agents who are gone, disabled or silent; of how many chats."""
        with self._database.read() as session:
            stranded = self._stranded(session, self._now())
        return sum(self._database.write(self._release, chat) for chat in stranded)

    def _stranded(
        self, session: Session, now: datetime, conversation_id: str | None = None
    ) -> Sequence[str]:
        return holding.stranded(
            session,
            gone=[agent.id for agent in holding.holders(session) if self._roster.is_gone(agent)],
            unanswered_since=now - self._silent_after,
            conversation_id=conversation_id,
        )

    def _release(self, transaction: Transaction, conversation_id: str) -> bool:
        if not self._stranded(transaction, transaction.now, conversation_id):
            return False
        conversation = transaction.get_one(Conversation, conversation_id)
        agent = transaction.get_one(Agent, conversation.agent_id)
        change = _change_for(transaction, conversation)
        change_state(transaction, conversation, change, by=profile_of(agent))
        if change == Change.RELEASE:
            record_release(transaction, conversation.id, agent.id)
        transaction.record(ConversationReleased(conversation.id, agent.id, change.value))
        return True


def _change_for(session: Session, conversation: Conversation) -> Change:
    """Where the chat goes: to the front of the queue, unless its visitor waits in no queue."""
    if belongs_to_follow_ups(session, conversation):
        return Change.KEEP_MESSAGE
    if answer_waits(session, conversation):
        return Change.RESOLVE
    return Change.RELEASE
