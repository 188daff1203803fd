"""Takes chats from agents who are gone or silent, so that their visitors find somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

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
from agent_desk.storage.transaction import Snapshot, Transaction


class Absences:
    """``roster`` says which agents are gone, with the consoles at all processes."""

    def __init__(
        self,
        settings: ConsoleSettings,
        database: Database,
        roster: Roster,
    ) -> None:
        self._silent_after = timedelta(seconds=settings.silent_after_seconds)
        self._database = database
        self._roster = roster

    def release(self) -> int:
        """Releases the chats of agents who are gone, disabled or silent; returns how many."""
        with self._database.read() as session:
            stranded = self._stranded(session)
        return sum(self._database.write(self._release, chat) for chat in stranded)

    def _stranded(self, session: Snapshot, conversation_id: str | None = None) -> Sequence[str]:
        holders = holding.holders(session)
        return holding.stranded(
            session,
            gone=[agent.id for agent in holders if self._roster.is_gone(agent, session.now)],
            unanswered_since=session.now - self._silent_after,
            conversation_id=conversation_id,
        )

    def _release(self, transaction: Transaction, conversation_id: str) -> bool:
        if not self._stranded(transaction, conversation_id):
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
    """The change that takes the chat from its agent.

    Usually it goes to the front of the queue. A chat with a left message goes back
    to the follow-ups; if the message has its answer, the chat is resolved.
    """
    if belongs_to_follow_ups(session, conversation):
        return Change.KEEP_MESSAGE
    if answer_waits(session, conversation):
        return Change.RESOLVE
    return Change.RELEASE
