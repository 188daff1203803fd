"""Reminds visitors who have fallen silent, and closes their chats."""

from __future__ import annotations

from sqlalchemy.orm import Session

from agent_desk.domain.conversation import Change, State
from agent_desk.domain.events import ConversationChanged, IdleStepTaken
from agent_desk.domain.idle_policy import Silence, idle_step, shortest_silence
from agent_desk.domain.lines import NewLine
from agent_desk.services.follow_ups import answer_waits
from agent_desk.services.outcomes import visitor_fell_silent
from agent_desk.services.transitions import change_state
from agent_desk.settings.desk import IdleSettings
from agent_desk.storage import log
from agent_desk.storage.database import Database
from agent_desk.storage.left_messages import open_left_message
from agent_desk.storage.models import Conversation
from agent_desk.storage.silence import quiet_chats
from agent_desk.storage.transaction import Snapshot, Transaction

# Steps of one sweep, since they block the event loop. The next sweep takes the next ones.
STEPS_PER_SWEEP = 100


class IdleChats:
    """Chats with the bot or an agent. The reminder is an event in the log; each client words it."""

    def __init__(self, settings: IdleSettings, database: Database) -> None:
        self._settings = settings
        self._database = database

    def sweep(self) -> int:
        """Reminds and closes the chats that are due; returns how many."""
        patience = shortest_silence(self._settings)
        if patience is None:
            return 0
        with self._database.read() as session:
            quiet = quiet_chats(session, self._settings, session.now, patience)
            due = [chat.id for chat in quiet if self._step(session, chat)]
        return sum(self._database.write(self._apply, chat) for chat in due[:STEPS_PER_SWEEP])

    def _apply(self, transaction: Transaction, conversation_id: str) -> bool:
        conversation = transaction.get_one(Conversation, conversation_id)
        step = self._step(transaction, conversation)
        if step is None:
            return False
        if step == "remind":
            _remind(transaction, conversation)
        else:
            if conversation.state == State.BOT:
                visitor_fell_silent(transaction, conversation)
            change_state(transaction, conversation, Change.RESOLVE, facts={"type": "closed_idle"})
        transaction.record(IdleStepTaken(conversation.id, step))
        return True

    def _step(self, session: Snapshot, conversation: Conversation) -> str | None:
        silence = _silence(session, conversation)
        return idle_step(silence, session.now, self._settings) if silence else None


def _remind(transaction: Transaction, conversation: Conversation) -> None:
    conversation.reminded_at = transaction.now
    line = NewLine("system", kind="event", event={"type": "reminded"})
    log.append(transaction, conversation, line)
    transaction.record(ConversationChanged(conversation.id))


def _silence(session: Session, conversation: Conversation) -> Silence | None:
    """None while the visitor waits for a reply, or has never written."""
    if conversation.state not in (State.BOT, State.ASSIGNED):
        return None
    asked = log.newest_line(session, conversation.id, "visitor")
    newest = log.newest_line(session, conversation.id, *log.SPEAKERS)
    if asked is None or newest is None or conversation.turn_due_at is not None:
        return None
    if conversation.state == State.ASSIGNED:
        # A left message and its answer stay however long the visitor is away.
        stays = open_left_message(session, conversation) or answer_waits(session, conversation)
        if newest.author != "agent" or stays:
            return None
    return Silence(newest.created_at, conversation.reminded_at)
