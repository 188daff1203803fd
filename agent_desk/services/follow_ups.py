"""A message that a visitor leaves: its receipt, and what the visitor adds to it later."""

from __future__ import annotations

import secrets
from datetime import UTC

from sqlalchemy.orm import Session

from agent_desk.domain.contact import Contact, masked
from agent_desk.domain.conversation import Change, State, after
from agent_desk.domain.explanation import Explanation
from agent_desk.services.attendance import Attendance
from agent_desk.services.handoff import Handoffs
from agent_desk.services.message_offer import notice
from agent_desk.services.transitions import change_state
from agent_desk.storage import log
from agent_desk.storage.left_messages import (
    newest_left_message,
    open_left_message,
    reference_taken,
)
from agent_desk.storage.models import Conversation, LeftMessage, Message
from agent_desk.storage.transaction import Transaction
from agent_desk.wording.wording import Wording

# Without characters that are easily confused (0 and O, 1 and I), and without vowels: no words.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
_LENGTH = 6


def check_can_leave(conversation: Conversation) -> None:
    """Raises TransitionNotAllowedError while an agent has the chat, or it has a left message."""
    after(State(conversation.state), Change.LEAVE_MESSAGE)


def keep_left_message(
    transaction: Transaction,
    attendance: Attendance,
    conversation: Conversation,
    wording: Wording,
    line: Message,
    contact: Contact,
    *,
    within_hours: float | None,
) -> LeftMessage:
    """Makes ``line`` of the log a left message, and adds its receipt to the log.

    The receipt promises an answer ``within_hours`` after the next opening, or none by any time.
    """
    shop_id, now = conversation.shop_id, transaction.now
    answer_by = (
        attendance.answer_by(shop_id, now, within_hours=within_hours) if within_hours else None
    )
    left = LeftMessage(
        conversation_id=conversation.id,
        message_id=line.id,
        reference=_new_reference(transaction),
        contact_kind=contact.kind,
        contact=contact.value,
        reason=conversation.message_offer,
        left_at=now,
        answer_by=answer_by.astimezone(UTC) if answer_by else None,
    )
    conversation.has_left_message = True
    transaction.add(left)
    transaction.flush()
    change_state(
        transaction,
        conversation,
        Change.LEAVE_MESSAGE,
        facts={"reference": left.reference, "contact": masked(contact)},
    )
    receipt = wording.say(
        wording.texts.message_received,
        reference=left.reference,
        when=wording.time(answer_by) if answer_by else None,
    )
    notice(transaction, conversation, receipt)
    return left


def visitor_added(
    transaction: Transaction,
    handoffs: Handoffs,
    conversation: Conversation,
    wording: Wording,
    *,
    source: str,
    asks_for_person: bool,
) -> None:
    """What follows when a visitor writes in a chat that has a left message.

    If an agent is on duty, the chat joins the queue, unless too many from the same ``source`` do.
    If the visitor left the message because the queue was slow, it joins only if they ask for a
    person. Otherwise the line is added to the message, and a notice says so once.
    """
    left = open_left_message(transaction, conversation)
    avoids_queue = left is not None and left.reason == "long_wait" and not asks_for_person
    absence = handoffs.absence(transaction, conversation.shop_id, source)
    if absence is None and not avoids_queue:
        why = Explanation(decision="hand_off", reason="wrote_again")
        handoffs.enqueue(transaction, conversation, why, source=source)
    elif left is not None and not _has_joined_notice(transaction, conversation):
        notice(
            transaction,
            conversation,
            wording.say(wording.texts.message_joined, reference=left.reference),
            event={"type": "message_joined", "reference": left.reference},
        )


def belongs_to_follow_ups(session: Session, conversation: Conversation) -> bool:
    """Whether a release puts the chat back to the follow-ups.

    It does if an agent took it from there and has not answered the message.
    """
    return (
        conversation.wait_began_at is None and open_left_message(session, conversation) is not None
    )


def answer_waits(session: Session, conversation: Conversation) -> bool:
    """Whether the left message has its answer, and the visitor has not written since."""
    left = newest_left_message(session, conversation)
    if left is None or left.settled_at is None:
        return False
    asked = log.newest_line(session, conversation.id, "visitor")
    return asked is None or asked.created_at <= left.settled_at


def _has_joined_notice(transaction: Transaction, conversation: Conversation) -> bool:
    """Whether the visitor has read, for this left message, that lines are added to it."""
    joined = log.newest_event_seq(transaction, conversation.id, "message_joined")
    return joined > log.newest_event_seq(
        transaction, conversation.id, "message_left", "message_kept"
    )


def _new_reference(transaction: Transaction) -> str:
    while True:
        reference = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if not reference_taken(transaction, reference):
            return reference
