"""A visitor leaves a message with contact details, and comes back to its answer."""

from __future__ import annotations

from agent_desk.domain.contact import is_same_contact, read_contact
from agent_desk.domain.events import MessageLeft
from agent_desk.domain.lines import NewLine
from agent_desk.domain.message_text import checked_text
from agent_desk.errors import IdConflictError
from agent_desk.services.attendance import Attendance
from agent_desk.services.follow_ups import check_can_leave, keep_left_message
from agent_desk.services.source_limits import SourceLimits
from agent_desk.services.visitor_threads import VisitorSession, VisitorThreads
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import log
from agent_desk.storage.left_messages import left_message_of_line, newest_left_message
from agent_desk.storage.models import LeftMessage, Message
from agent_desk.storage.transaction import Transaction
from agent_desk.wording.wording import Wordings


class MessageLeaving:
    """Every method is the work of one transaction (``Database.write``)."""

    def __init__(
        self,
        settings: DeskSettings,
        attendance: Attendance,
        wordings: Wordings,
        limits: SourceLimits,
        threads: VisitorThreads,
    ) -> None:
        self._settings = settings
        self._attendance = attendance
        self._wordings = wordings
        self._limits = limits
        self._threads = threads

    def leave(
        self,
        transaction: Transaction,
        session: VisitorSession,
        client_message_id: str,
        contact: str,
        text: str,
    ) -> tuple[Message, LeftMessage]:
        """Stores a message; its conversation joins the follow-ups.

        The same id again gives the first result. Raises TextRefusedError,
        ContactRefusedError, IdConflictError, TooManyMessagesError, and
        TransitionNotAllowedError while an agent has the chat or an earlier message has
        no answer.
        """
        text = checked_text(text, self._settings.limits.text_length)
        visitor = self._threads.visitor(transaction, session)
        known = log.sent_before(transaction, visitor.id, client_message_id)
        if known is not None:
            kept = left_message_of_line(transaction, known.id)
            if kept is None or known.text != text or not is_same_contact(kept.contact, contact):
                raise IdConflictError
            return known, kept
        parsed = read_contact(contact)
        conversation = self._threads.conversation(transaction, visitor, session)
        check_can_leave(conversation)
        self._limits.count_left_message(
            transaction, self._limits.source(session.shop_id, session.subject, session.address)
        )
        conversation.hear(text)
        line = NewLine(
            "visitor",
            text=text,
            language=conversation.language,
            sender_id=visitor.id,
            client_message_id=client_message_id,
        )
        message = log.append(transaction, conversation, line)
        left = keep_left_message(
            transaction,
            self._attendance,
            conversation,
            self._wordings.of(conversation.shop_id, conversation.language),
            message,
            parsed,
            within_hours=self._settings.handoff.answer_within_hours,
        )
        transaction.record(MessageLeft(conversation.id, left.reason))
        return message, left

    def see_answer(self, transaction: Transaction, session: VisitorSession) -> None:
        """Stores that the visitor has seen the answer to their message, if there is one.

        From then on the chat ends like any other. Raises NotFoundError if there is no chat.
        """
        conversation = self._threads.own(transaction, session)
        left = newest_left_message(transaction, conversation)
        if left is not None and left.settled_at is not None and left.seen_at is None:
            left.seen_at = transaction.now
