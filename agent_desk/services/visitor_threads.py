"""Finds or makes the visitor's row, and the conversation that they continue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent_desk.domain.conversation import Change, State
from agent_desk.domain.events import VisitorSignedIn
from agent_desk.domain.vocabulary import Language
from agent_desk.errors import NotAuthenticatedError, NotFoundError, ShopOffError
from agent_desk.services.transitions import change_state
from agent_desk.storage import conversations
from agent_desk.storage.models import Conversation, Visitor
from agent_desk.storage.shops import is_off
from agent_desk.storage.transaction import Snapshot, Transaction

WITH_PEOPLE = (State.QUEUED, State.ASSIGNED, State.LEFT_MESSAGE)


@dataclass(frozen=True)
class VisitorSession:
    """The visitor at the other end of a socket. The database may have no row for them yet.

        ``address`` is a keyed hash of their network address. ``subject``, ``name`` and
    ``ends_at`` are of the signed identity; a guest has none.
    """

    shop_id: str
    token_hash: str
    language: Language
    address: str
    subject: str | None = None
    name: str | None = None
    ends_at: datetime | None = None


class VisitorThreads:
    """A visitor continues a resolved chat if they come back within ``reopen_hours``."""

    def __init__(self, *, reopen_hours: float) -> None:
        self._reopen_hours = reopen_hours

    def visitor(self, transaction: Transaction, session: VisitorSession) -> Visitor:
        """The visitor's row, which is made if there is none.

        The first signed identity becomes the row's own. Raises NotAuthenticatedError as ``known``.
        """
        visitor = self.known(transaction, session)
        if visitor is None:
            visitor = Visitor(
                shop_id=session.shop_id, token_hash=session.token_hash, created_at=transaction.now
            )
            transaction.add(visitor)
        is_first = visitor.subject is None
        if session.subject is not None:
            visitor.subject, visitor.name = session.subject, session.name
        transaction.flush()
        if is_first and session.subject is not None:
            transaction.record(VisitorSignedIn(visitor.id))
        return visitor

    def known(self, session: Snapshot, visitor_session: VisitorSession) -> Visitor | None:
        """The visitor's row, if there is one.

        Raises NotAuthenticatedError if it has another signed identity: then the
        chat is not this visitor's any more.
        """
        visitor = conversations.visitor_by_token(
            session, visitor_session.shop_id, visitor_session.token_hash
        )
        if visitor is not None and visitor.subject not in (None, visitor_session.subject):
            raise NotAuthenticatedError("Somebody else is signed in here now; please reconnect.")
        return visitor

    def conversation(
        self, transaction: Transaction, visitor: Visitor, session: VisitorSession
    ) -> Conversation:
        """The conversation to write in: the current one, reopened if it was resolved, or a new one.

        It keeps the address of ``session`` for the look-ups of its next turn.
        """
        found = self.current(transaction, visitor)
        if found is None:
            found = Conversation(
                shop_id=visitor.shop_id,
                visitor_id=visitor.id,
                state=State.BOT,
                last_seq=0,
                epoch=0,
                answered_seq=0,
                created_at=transaction.now,
                updated_at=transaction.now,
            )
            found.speak(session.language)
            visitor.conversations += 1
            transaction.add(found)
            transaction.flush()
        elif found.state == State.RESOLVED:
            change_state(transaction, found, Change.REOPEN)
        found.written_from = session.address
        return found

    def current(self, session: Snapshot, visitor: Visitor | None) -> Conversation | None:
        """The conversation that the visitor continues, if there is one."""
        if visitor is None:
            return None
        return conversations.current_conversation(
            session, visitor.id, now=session.now, reopen_hours=self._reopen_hours
        )

    def find(self, session: Snapshot, visitor_session: VisitorSession) -> Conversation | None:
        """The current conversation of the visitor at a socket, if there is one.

        Raises NotAuthenticatedError as ``known``.
        """
        return self.current(session, self.known(session, visitor_session))

    def check_shop_is_on(self, session: Snapshot, visitor_session: VisitorSession) -> None:
        """Raises ShopOffError if the shop is switched off, unless people have the visitor's chat.

        Raises NotAuthenticatedError as ``known``.
        """
        if is_off(session, visitor_session.shop_id):
            conversation = self.find(session, visitor_session)
            if conversation is None or conversation.state not in WITH_PEOPLE:
                raise ShopOffError

    def own(self, transaction: Transaction, session: VisitorSession) -> Conversation:
        """As ``find``, but raises NotFoundError if there is none."""
        conversation = self.find(transaction, session)
        if conversation is None:
            raise NotFoundError("There is no chat yet.")
        return conversation
