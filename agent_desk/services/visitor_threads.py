"""Who a visitor is to the database, and which conversation of theirs goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.conversation import (
    Change,
    State,
)
from agent_desk.domain.vocabulary import Language
from agent_desk.errors import NotAuthenticatedError, NotFoundError
from agent_desk.services.appending import append_line
from agent_desk.services.publisher import Publisher
from agent_desk.services.transitions import change_state
from agent_desk.storage import conversations
from agent_desk.storage.database import Transaction
from agent_desk.storage.models import Conversation, Message, Visitor


@dataclass(frozen=True)
class VisitorSession:
    """Who is at the other end of a visitor's socket; the database may not know them yet."""

    shop_id: str
    token_hash: str
    language: Language
    subject: str | None = None
    name: str | None = None


class VisitorThreads:
    """For the services of the visitors' side; each call is part of the caller's transaction."""

    def __init__(
        self, publisher: Publisher, *, reopen_hours: float, clock: Clock = utc_now
    ) -> None:
        self._publisher = publisher
        self._reopen_hours = reopen_hours
        self._now = clock

    def visitor(self, transaction: Transaction, session: VisitorSession, now: datetime) -> Visitor:
        """The visitor, known from now on. Raises NotAuthenticatedError for somebody else's token."""
        visitor = conversations.visitor_by_token(transaction, session.shop_id, session.token_hash)
        if visitor is None:
            visitor = Visitor(
                shop_id=session.shop_id, token_hash=session.token_hash, created_at=now
            )
            transaction.add(visitor)
        if visitor.subject not in (None, session.subject):
            raise NotAuthenticatedError("Somebody else is signed in here now; please reload.")
        if session.subject is not None:
            visitor.subject, visitor.name = session.subject, session.name
        transaction.flush()
        return visitor

    def conversation(
        self,
        transaction: Transaction,
        visitor: Visitor,
        session: VisitorSession,
        now: datetime,
    ) -> Conversation:
        """The conversation to write in: the one that goes on, reopened if need be, or a new one."""
        found = conversations.current_conversation(
            transaction, visitor.id, now=now, reopen_hours=self._reopen_hours
        )
        if found is None:
            found = Conversation(
                shop_id=visitor.shop_id,
                visitor_id=visitor.id,
                state=State.BOT,
                language=session.language,
                last_seq=0,
                epoch=0,
                answered_seq=0,
                created_at=now,
                updated_at=now,
            )
            transaction.add(found)
            transaction.flush()
        elif found.state == State.RESOLVED:
            change_state(transaction, self._publisher, found, Change.REOPEN, now=now)
        return found

    def own(self, transaction: Transaction, session: VisitorSession) -> Conversation:
        """The conversation that goes on. Raises NotFoundError when there is none."""
        visitor = conversations.visitor_by_token(transaction, session.shop_id, session.token_hash)
        if visitor is not None:
            conversation = conversations.current_conversation(
                transaction, visitor.id, now=self._now(), reopen_hours=self._reopen_hours
            )
            if conversation is not None:
                return conversation
        raise NotFoundError("There is no chat yet.")

    def append(
        self,
        transaction: Transaction,
        visitor: Visitor,
        conversation: Conversation,
        client_message_id: str,
        text: str,
        **more: Any,
    ) -> Message:
        """A line of the visitor's; everybody is told after the commit."""
        return append_line(
            transaction,
            self._publisher,
            conversation,
            author="visitor",
            now=self._now(),
            sender_id=visitor.id,
            client_message_id=client_message_id,
            text=text,
            **more,
        )
