"""Who a visitor is to the database, and which conversation of theirs goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from agent_desk.domain.conversation import Change, State
from agent_desk.domain.vocabulary import Language
from agent_desk.errors import NotAuthenticatedError, NotFoundError
from agent_desk.services.transitions import change_state
from agent_desk.storage import conversations
from agent_desk.storage.models import Conversation, Visitor
from agent_desk.storage.transaction import Transaction


@dataclass(frozen=True)
class VisitorSession:
    """Who is at the other end of a visitor's socket; the database may not know them yet."""

    shop_id: str
    token_hash: str
    language: Language
    subject: str | None = None
    name: str | None = None


class VisitorThreads:
    """A resolved chat goes on if its visitor comes back within ``reopen_hours``."""

    def __init__(self, *, reopen_hours: float) -> None:
        self._reopen_hours = reopen_hours

    def visitor(self, transaction: Transaction, session: VisitorSession) -> Visitor:
        """The visitor, known from now on. Raises NotAuthenticatedError for somebody else's token."""
        visitor = conversations.visitor_by_token(transaction, session.shop_id, session.token_hash)
        if visitor is None:
            visitor = Visitor(
                shop_id=session.shop_id, token_hash=session.token_hash, created_at=transaction.now
            )
            transaction.add(visitor)
        if visitor.subject not in (None, session.subject):
            raise NotAuthenticatedError("Somebody else is signed in here now; please reload.")
        if session.subject is not None:
            visitor.subject, visitor.name = session.subject, session.name
        transaction.flush()
        return visitor

    def conversation(
        self, transaction: Transaction, visitor: Visitor, session: VisitorSession
    ) -> Conversation:
        """The conversation to write in: the one that goes on, reopened if need be, or a new one."""
        found = self.current(transaction, visitor, transaction.now)
        if found is None:
            found = Conversation(
                shop_id=visitor.shop_id,
                visitor_id=visitor.id,
                state=State.BOT,
                language=session.language,
                last_seq=0,
                epoch=0,
                answered_seq=0,
                created_at=transaction.now,
                updated_at=transaction.now,
            )
            transaction.add(found)
            transaction.flush()
        elif found.state == State.RESOLVED:
            change_state(transaction, found, Change.REOPEN)
        return found

    def current(
        self, session: Session, visitor: Visitor | None, now: datetime
    ) -> Conversation | None:
        """The visitor's conversation that goes on, if there is one."""
        if visitor is None:
            return None
        return conversations.current_conversation(
            session, visitor.id, now=now, reopen_hours=self._reopen_hours
        )

    def find(
        self, session: Session, visitor_session: VisitorSession, now: datetime
    ) -> Conversation | None:
        """The same for who is at the other end of a socket."""
        visitor = conversations.visitor_by_token(
            session, visitor_session.shop_id, visitor_session.token_hash
        )
        return self.current(session, visitor, now)

    def own(self, transaction: Transaction, session: VisitorSession) -> Conversation:
        """The conversation that goes on. Raises NotFoundError when there is none."""
        conversation = self.find(transaction, session, transaction.now)
        if conversation is None:
            raise NotFoundError("There is no chat yet.")
        return conversation
