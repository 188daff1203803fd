"""Leaving a message for when somebody is there, and coming back to its answer."""

from __future__ import annotations

from typing import cast

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.contact import read_contact
from agent_desk.domain.language import language_of
from agent_desk.domain.message_text import checked_text
from agent_desk.domain.vocabulary import Language
from agent_desk.errors import IdConflictError
from agent_desk.metrics import Metrics
from agent_desk.services.attendance import Attendance
from agent_desk.services.follow_ups import check_can_leave, keep_left_message
from agent_desk.services.publisher import Publisher
from agent_desk.services.visitor_threads import VisitorSession, VisitorThreads
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import log
from agent_desk.storage.database import Database
from agent_desk.storage.left_messages import left_message_of_line, newest_left_message
from agent_desk.storage.models import LeftMessage, Message


class MessageLeaving:
    """Every method is one transaction."""

    def __init__(
        self,
        settings: DeskSettings,
        database: Database,
        publisher: Publisher,
        attendance: Attendance,
        threads: VisitorThreads,
        metrics: Metrics,
        *,
        clock: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._database = database
        self._publisher = publisher
        self._attendance = attendance
        self._threads = threads
        self._metrics = metrics
        self._now = clock

    def leave(
        self, session: VisitorSession, client_message_id: str, contact: str, text: str
    ) -> tuple[Message, LeftMessage]:
        """Keeps a message; its conversation joins the follow-ups.

        The same id again gives the first receipt. Raises TextRefusedError,
        ContactRefusedError, IdConflictError, and TransitionNotAllowedError
        while a person has the chat or another message of it waits.
        """
        text = checked_text(text, self._settings.limits.text_length)
        reached = read_contact(contact)
        now = self._now()
        with self._database.write() as transaction:
            visitor = self._threads.visitor(transaction, session, now)
            known = log.sent_before(transaction, visitor.id, client_message_id)
            if known is not None:
                kept = left_message_of_line(transaction, known.id)
                if kept is None or (known.text, kept.contact) != (text, reached.value):
                    raise IdConflictError("This message id was used for another message.")
                return known, kept
            conversation = self._threads.conversation(transaction, visitor, session, now)
            check_can_leave(conversation)
            language = language_of(text, cast(Language, conversation.language))
            conversation.language = language
            message = self._threads.append(
                transaction, visitor, conversation, client_message_id, text, language=language
            )
            left = keep_left_message(
                transaction,
                self._publisher,
                self._attendance,
                conversation,
                message,
                reached,
                within_hours=self._settings.handoff.answer_within_hours,
                language=language,
                now=now,
            )
            counter = self._metrics.left_messages.labels(reason=left.reason or "unasked")
            transaction.after_commit(counter.inc)
        return message, left

    def answer_seen(self, session: VisitorSession) -> None:
        """The visitor has looked at the answer to their message: from now on it is an ended chat.

        Without an answer that waits nothing is changed. Raises NotFoundError when there is no chat.
        """
        with self._database.write() as transaction:
            conversation = self._threads.own(transaction, session)
            left = newest_left_message(transaction, conversation.id)
            if left is not None and left.settled_at is not None and left.seen_at is None:
                left.seen_at = self._now()
