"""Handing a chat over: the queue, or a word to the visitor that nobody can come now."""

from __future__ import annotations

from datetime import datetime

from agent_desk.domain.conversation import (
    Change,
    State,
)
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.vocabulary import Language
from agent_desk.services.attendance import Attendance
from agent_desk.services.message_offer import offer_message
from agent_desk.services.publisher import Publisher
from agent_desk.services.transitions import change_state
from agent_desk.storage.database import Transaction
from agent_desk.storage.models import Conversation


def hand_off(
    transaction: Transaction,
    publisher: Publisher,
    attendance: Attendance,
    conversation: Conversation,
    explanation: Explanation,
    *,
    language: Language,
    now: datetime,
) -> None:
    """Puts the chat into the queue and tells both sides. Raises TransitionNotAllowedError.

    While the shop is closed nobody waits: the chat stays with the bot, and the
    visitor is asked to leave a message. With nobody on duty they are asked too,
    and may wait.
    """
    absence = attendance.absence(transaction, conversation.shop_id, now)
    waits = absence != "closed" or conversation.state != State.BOT
    if waits:
        change_state(
            transaction,
            publisher,
            conversation,
            Change.HAND_OFF,
            now=now,
            explanation=explanation,
        )
    else:
        _stay_with_bot(conversation, explanation)
    if absence is not None:
        offer_message(
            transaction,
            publisher,
            attendance,
            conversation,
            absence,
            language=language,
            now=now,
            wanted=explanation,
            logged=waits,
        )


def _stay_with_bot(conversation: Conversation, explanation: Explanation) -> None:
    """A dialogue that led to a person has come to its end; the next question is a new one."""
    conversation.dialogue_state = {}
    conversation.nothing_found = 0
    conversation.person_offered = False
    conversation.handoff_reason = explanation.reason
