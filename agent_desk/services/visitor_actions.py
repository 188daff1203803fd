"""What a visitor can do: write, choose, ask for a person, leave the queue, rate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from agent_desk.domain.conversation import Change, State, allows
from agent_desk.domain.events import ConversationChanged, MessageChanged
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.lines import NewLine
from agent_desk.domain.message_text import checked_text
from agent_desk.domain.shown_texts import shown_chips
from agent_desk.errors import IdConflictError, NotFoundError, TransitionNotAllowedError
from agent_desk.services import outcomes
from agent_desk.services.follow_ups import visitor_added
from agent_desk.services.handoff import Handoffs
from agent_desk.services.source_limits import SourceLimits
from agent_desk.services.transitions import change_state
from agent_desk.services.visitor_threads import VisitorSession, VisitorThreads
from agent_desk.settings.desk import DeskSettings
from agent_desk.storage import log
from agent_desk.storage.left_messages import open_left_message
from agent_desk.storage.models import Conversation, Message, Visitor
from agent_desk.storage.transaction import Transaction
from agent_desk.storage.turns import plan_turn
from agent_desk.wording.wording import Wordings
from bot.wishes import withdraws
from knowledge_base.content.outcomes import NotHelpfulReason
from knowledge_base.language.scripts import to_simplified


class VisitorActions:
    """Every method is the work of one transaction (``Database.write``)."""

    def __init__(
        self,
        settings: DeskSettings,
        handoffs: Handoffs,
        limits: SourceLimits,
        threads: VisitorThreads,
        wordings: Wordings,
    ) -> None:
        self._settings = settings
        self._handoffs = handoffs
        self._limits = limits
        self._threads = threads
        self._wordings = wordings

    # --- writing -----------------------------------------------------------------------

    def write(
        self, transaction: Transaction, session: VisitorSession, client_message_id: str, text: str
    ) -> Message:
        """Stores a message and marks a turn as due.

        The same id again gives the first result. Raises TextRefusedError, and
        IdConflictError if the id came with another text.
        """
        text = checked_text(text, self._settings.limits.text_length)
        visitor = self._threads.visitor(transaction, session)
        known = log.sent_before(transaction, visitor.id, client_message_id)
        if known is not None:
            return _repeated(known, known.choice is None and known.text == text)
        conversation = self._threads.conversation(transaction, visitor, session)
        conversation.hear(text)
        message = _append(transaction, visitor, conversation, client_message_id, text)
        self._go_on(transaction, session, conversation, text)
        return message

    def choose(
        self,
        transaction: Transaction,
        session: VisitorSession,
        client_message_id: str,
        message_id: str,
        choice_id: str,
    ) -> Message:
        """Stores a click on a chip as the visitor's message, and marks a turn as due.

        Raises NotFoundError if the visitor's chats have no such line or chip, and
        IdConflictError as ``write``.
        """
        visitor = self._threads.visitor(transaction, session)
        line, chip = _chip(transaction, visitor, message_id, choice_id)
        choice = _choice(chip)
        known = log.sent_before(transaction, visitor.id, client_message_id)
        if known is not None:
            return _repeated(known, known.choice == choice)
        conversation = self._threads.conversation(transaction, visitor, session)
        message = _append(
            transaction, visitor, conversation, client_message_id, chip["label"], choice
        )
        if line.conversation_id == conversation.id:
            outcomes.visitor_chose(transaction, conversation, line, chip["id"])
        self._go_on(transaction, session, conversation, chip["label"])
        return message

    def request_person(
        self, transaction: Transaction, session: VisitorSession, client_message_id: str
    ) -> Message:
        """Stores the request as the visitor's message, and hands the chat over at once.

        Raises IdConflictError as ``write``.
        """
        choice = {"person": True}
        visitor = self._threads.visitor(transaction, session)
        known = log.sent_before(transaction, visitor.id, client_message_id)
        if known is not None:
            return _repeated(known, known.choice == choice)
        conversation = self._threads.conversation(transaction, visitor, session)
        wording = self._wordings.of(conversation.shop_id, conversation.language)
        text = wording.say(wording.texts.talk_to_person)
        message = _append(transaction, visitor, conversation, client_message_id, text, choice)
        outcomes.visitor_called_person(transaction, conversation, message.seq)
        self._call_person(transaction, session, conversation)
        return message

    def _go_on(
        self,
        transaction: Transaction,
        session: VisitorSession,
        conversation: Conversation,
        text: str,
    ) -> None:
        """What follows when the visitor has written: a turn of the bot, or more for their message.

        Who waits for a person, and writes that they want nothing any more, waits no longer.
        """
        if conversation.state == State.LEFT_MESSAGE:
            self._add_to_message(transaction, session, conversation, asks_for_person=False)
        elif conversation.state == State.BOT:
            self._mark_turn(transaction, conversation)
        elif conversation.state == State.QUEUED and withdraws(to_simplified(text)):
            self._leave(transaction, conversation)
            if conversation.state == State.BOT:
                self._mark_turn(transaction, conversation)
        transaction.record(ConversationChanged(conversation.id))

    def _call_person(
        self, transaction: Transaction, session: VisitorSession, conversation: Conversation
    ) -> None:
        if conversation.state == State.LEFT_MESSAGE:
            self._add_to_message(transaction, session, conversation, asks_for_person=True)
        elif allows(State(conversation.state), Change.HAND_OFF):
            # A person will answer the earlier questions.
            conversation.answered_seq = conversation.last_seq
            conversation.forget_turn()
            source = self._source(session)
            self._handoffs.hand_off(
                transaction,
                conversation,
                Explanation(decision="hand_off", reason="asked"),
                absence=self._handoffs.absence(transaction, conversation.shop_id, source),
                source=source,
            )
        transaction.record(ConversationChanged(conversation.id))

    def _add_to_message(
        self,
        transaction: Transaction,
        session: VisitorSession,
        conversation: Conversation,
        *,
        asks_for_person: bool,
    ) -> None:
        visitor_added(
            transaction,
            self._handoffs,
            conversation,
            self._wordings.of(conversation.shop_id, conversation.language),
            source=self._source(session),
            asks_for_person=asks_for_person,
        )

    def _source(self, session: VisitorSession) -> str:
        return self._limits.source(session.shop_id, session.subject, session.address)

    def _mark_turn(self, transaction: Transaction, conversation: Conversation) -> None:
        """Marks a turn as due, a little later each time the visitor adds a line, up to a limit."""
        turns, now = self._settings.turns, transaction.now
        since = conversation.turn_since or now
        conversation.turn_since = since
        at = min(
            now + timedelta(seconds=turns.wait_seconds),
            max(now, since + timedelta(seconds=turns.wait_max_seconds)),
        )
        plan_turn(transaction, conversation, at)

    # --- the rest ----------------------------------------------------------------------

    def leave_queue(self, transaction: Transaction, session: VisitorSession) -> None:
        """Gives the chat back to the bot, or to the follow-ups if it has a left message.

        Raises NotFoundError if there is no chat, TransitionNotAllowedError if it is not queued.
        """
        conversation = self._threads.own(transaction, session)
        self._leave(transaction, conversation)

    def _leave(self, transaction: Transaction, conversation: Conversation) -> None:
        queued = conversation.state == State.QUEUED
        follow_up = queued and open_left_message(transaction, conversation) is not None
        change = Change.KEEP_MESSAGE if follow_up else Change.LEAVE_QUEUE
        change_state(transaction, conversation, change)

    def rate_answer(
        self,
        transaction: Transaction,
        session: VisitorSession,
        message_id: str,
        helpful: bool,
        reason: NotHelpfulReason | None = None,
    ) -> None:
        """Stores whether a stored answer helped, and why not; a second rating replaces the first.

        Raises NotFoundError unless the line is a stored answer in the visitor's chat.
        """
        conversation = self._threads.own(transaction, session)
        line = transaction.get(Message, message_id)
        if line is None or line.conversation_id != conversation.id or line.source is None:
            raise NotFoundError("There is no such answer.")
        line.helpful, line.not_helpful_reason = helpful, None if helpful else reason
        outcomes.visitor_rated(transaction, conversation, line, helpful, line.not_helpful_reason)
        transaction.record(MessageChanged(conversation.id, line.id))

    def rate(
        self, transaction: Transaction, session: VisitorSession, score: int, comment: str
    ) -> None:
        """Stores the rating (1–5) of a resolved conversation; a second one replaces it.

        The log has one line for it, whose score changes. A comment over the limit for texts is
        cut. Raises NotFoundError if there is no chat, TransitionNotAllowedError if it has not ended.
        """
        conversation = self._threads.own(transaction, session)
        if conversation.state != State.RESOLVED:
            raise TransitionNotAllowedError("A chat can be rated once it has ended.")
        conversation.rating = score
        comment = comment.strip()[: self._settings.limits.text_length]
        conversation.rating_comment = comment or None
        event = {"type": "rated", "score": score}
        line = log.last_event(transaction, conversation.id, "rated")
        if line is None:
            log.append(transaction, conversation, NewLine("system", kind="event", event=event))
        else:
            line.event = event
            transaction.record(MessageChanged(conversation.id, line.id))
        transaction.record(ConversationChanged(conversation.id))


def _append(
    transaction: Transaction,
    visitor: Visitor,
    conversation: Conversation,
    client_message_id: str,
    text: str,
    choice: dict[str, Any] | None = None,
) -> Message:
    line = NewLine(
        "visitor",
        text=text,
        language=conversation.language,
        sender_id=visitor.id,
        client_message_id=client_message_id,
        choice=choice,
    )
    message = log.append(transaction, conversation, line)
    conversation.reminded_at = None
    if conversation.state == State.BOT:  # the visitor did not want to leave a message
        conversation.message_offer = None
    if conversation.state == State.ASSIGNED:
        conversation.awaiting_reply_since = conversation.awaiting_reply_since or transaction.now
    return message


def _repeated(known: Message, same: bool) -> Message:
    if not same:
        raise IdConflictError
    return known


def _choice(chip: dict[str, Any]) -> dict[str, Any]:
    match chip["kind"]:
        case "order":
            return {"order": chip["id"]}
        case "other_order":
            return {"other_order": True}
        case _:
            return {"entry": chip["id"]}


def _chip(
    transaction: Transaction, visitor: Visitor, message_id: str, choice_id: str
) -> tuple[Message, dict[str, Any]]:
    """The line and its chip, if the line is in one of the visitor's chats and the chip calls no
    person: its stored id, and the label as it is shown.

    Raises NotFoundError.
    """
    line = transaction.get(Message, message_id)
    owner = transaction.get(Conversation, line.conversation_id) if line else None
    if line is None or owner is None or owner.visitor_id != visitor.id:
        raise NotFoundError("There is no such question.")
    chips = line.choices or []
    for chip, shown in zip(chips, shown_chips(chips), strict=True):
        if choice_id in (chip["id"], shown["id"]) and chip["kind"] not in ("person", "link"):
            return line, shown | {"id": chip["id"]}
    raise NotFoundError("There is no such choice.")
