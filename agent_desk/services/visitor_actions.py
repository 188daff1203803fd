"""What a visitor can do: write, choose, ask for a person, leave the queue, rate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from agent_desk.clock import Clock, utc_now
from agent_desk.domain.conversation import (
    Change,
    State,
    allows,
)
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.language import language_of
from agent_desk.domain.message_text import checked_text
from agent_desk.domain.vocabulary import Language
from agent_desk.errors import (
    IdConflictError,
    NotFoundError,
    TransitionNotAllowedError,
)
from agent_desk.services.appending import append_line
from agent_desk.services.attendance import Attendance
from agent_desk.services.follow_ups import visitor_added
from agent_desk.services.handoff import hand_off
from agent_desk.services.publisher import Publisher
from agent_desk.services.transitions import change_state
from agent_desk.services.visitor_threads import VisitorSession, VisitorThreads
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import conversations, log
from agent_desk.storage.database import Database, Transaction
from agent_desk.storage.left_messages import open_left_message
from agent_desk.storage.models import Conversation, Message
from agent_desk.texts import desk_texts, in_script


class VisitorSide:
    """Every method is one transaction and returns what was committed."""

    def __init__(
        self,
        settings: DeskSettings,
        database: Database,
        publisher: Publisher,
        attendance: Attendance,
        threads: VisitorThreads,
        *,
        turn_due: Callable[[], None],
        clock: Clock = utc_now,
    ) -> None:
        self._settings = settings
        self._database = database
        self._publisher = publisher
        self._attendance = attendance
        self._threads = threads
        self._turn_due = turn_due
        self._now = clock

    def write(self, session: VisitorSession, client_message_id: str, text: str) -> Message:
        """Stores a message and marks a turn as due.

        The same id again gives the first result. Raises TextRefusedError for an
        empty or over-long text, IdConflictError when the id came with another.
        """
        text = checked_text(text, self._settings.limits.text_length)
        return self._store(session, client_message_id, text)

    def choose(
        self,
        session: VisitorSession,
        client_message_id: str,
        message_id: str,
        choice_id: str,
    ) -> Message:
        """Stores a click on a chip of one of the visitor's own lines as their message.

        Raises NotFoundError when the line or its chip is not theirs.
        """
        with self._database.read() as reading:
            visitor = conversations.visitor_by_token(reading, session.shop_id, session.token_hash)
            asked = reading.get(Message, message_id) if visitor else None
            owner = reading.get(Conversation, asked.conversation_id) if asked else None
            if asked is None or owner is None or visitor is None or owner.visitor_id != visitor.id:
                raise NotFoundError("There is no such question.")
            chosen = next(
                (
                    c
                    for c in asked.choices or []
                    if c["id"] == choice_id and c["kind"] == "question"
                ),
                None,
            )
            if chosen is None:
                raise NotFoundError("There is no such choice.")
        return self._store(
            session, client_message_id, chosen["label"], choice={"entry": chosen["id"]}
        )

    def request_person(self, session: VisitorSession, client_message_id: str) -> Message:
        """Stores the wish as the visitor's message and hands the chat over at once."""
        return self._store(session, client_message_id, None, choice={"person": True})

    def leave_queue(self, session: VisitorSession) -> None:
        """Back to the bot, or among the follow-ups where a message of the visitor's waits.

        Raises TransitionNotAllowedError when the visitor is not waiting.
        """
        with self._database.write() as transaction:
            conversation = self._threads.own(transaction, session)
            left = open_left_message(transaction, conversation.id)
            change_state(
                transaction,
                self._publisher,
                conversation,
                Change.KEEP_MESSAGE if left and _waits(conversation) else Change.LEAVE_QUEUE,
                now=self._now(),
            )
            transaction.after_commit(self._turn_due)

    def rate_answer(self, session: VisitorSession, message_id: str, helpful: bool) -> None:
        """Keeps what the visitor says of a stored answer; they may change their mind."""
        with self._database.write() as transaction:
            conversation = self._threads.own(transaction, session)
            line = transaction.get(Message, message_id)
            if line is None or line.conversation_id != conversation.id or line.source is None:
                raise NotFoundError("There is no such answer.")
            line.helpful = helpful
            transaction.after_commit(lambda: self._publisher.message_created(conversation, line))

    def rate(self, session: VisitorSession, score: int, comment: str) -> None:
        """Keeps the rating (1–5) of a resolved conversation; a second one replaces it."""
        comment = comment.strip()[: self._settings.limits.text_length]
        with self._database.write() as transaction:
            conversation = self._threads.own(transaction, session)
            if conversation.state != State.RESOLVED:
                raise TransitionNotAllowedError("A chat can be rated once it has ended.")
            conversation.rating = score
            conversation.rating_comment = comment or None
            append_line(
                transaction,
                self._publisher,
                conversation,
                author="system",
                kind="event",
                now=self._now(),
                event={"type": "rated", "score": score},
            )
            transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))

    # --- storing ---------------------------------------------------------------

    def _store(
        self,
        session: VisitorSession,
        client_message_id: str,
        text: str | None,
        choice: dict[str, Any] | None = None,
    ) -> Message:
        now = self._now()
        with self._database.write() as transaction:
            visitor = self._threads.visitor(transaction, session, now)
            known = log.sent_before(transaction, visitor.id, client_message_id)
            if known is not None:
                return _repeated(known, text, choice)
            conversation = self._threads.conversation(transaction, visitor, session, now)
            language = cast(Language, conversation.language)
            if text is None:
                text = in_script(desk_texts(language).talk_to_person, language)
            elif choice is None:
                conversation.language = language = language_of(text, language)
            message = self._threads.append(
                transaction,
                visitor,
                conversation,
                client_message_id,
                text,
                language=language,
                choice=choice,
            )
            conversation.reminded_at = None
            state = State(conversation.state)
            if state == State.BOT:  # they go on with the bot
                conversation.message_offer = None
            if state == State.ASSIGNED:
                conversation.owed_since = conversation.owed_since or now
            if state == State.LEFT_MESSAGE:
                visitor_added(
                    transaction,
                    self._publisher,
                    self._attendance,
                    conversation,
                    asks_for_person=bool(choice and choice.get("person")),
                    language=language,
                    now=now,
                )
            elif choice and choice.get("person"):
                if allows(state, Change.HAND_OFF):
                    # What was asked so far is a person's to answer.
                    conversation.answered_seq = conversation.last_seq
                    conversation.forget_turn()
                    hand_off(
                        transaction,
                        self._publisher,
                        self._attendance,
                        conversation,
                        Explanation(decision="hand_off", reason="asked"),
                        language=language,
                        now=now,
                    )
                    return message
            elif state == State.BOT:
                self._due(transaction, conversation, now)
            transaction.after_commit(lambda: self._publisher.conversation_changed(conversation))
        return message

    def _due(self, transaction: Transaction, conversation: Conversation, now: datetime) -> None:
        turns = self._settings.turns
        since = conversation.turn_since or now
        conversation.turn_since = since
        conversation.turn_due_at = min(
            now + timedelta(seconds=turns.wait_seconds),
            max(now, since + timedelta(seconds=turns.wait_max_seconds)),
        )
        transaction.after_commit(self._turn_due)


def _repeated(known: Message, text: str | None, choice: dict[str, Any] | None) -> Message:
    if known.choice != choice or (choice is None and known.text != text):
        raise IdConflictError("This message id was used for another message.")
    return known


def _waits(conversation: Conversation) -> bool:
    return conversation.state == State.QUEUED
