"""Hands a chat over to people: into the queue, or with a notice that nobody can come now."""

from __future__ import annotations

from agent_desk.domain.conversation import Change
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.vocabulary import Absence
from agent_desk.services.attendance import Attendance
from agent_desk.services.message_offer import offer_message
from agent_desk.services.transitions import change_state
from agent_desk.storage.models import Conversation
from agent_desk.storage.transaction import Transaction


def hand_off(
    transaction: Transaction,
    attendance: Attendance,
    conversation: Conversation,
    explanation: Explanation,
    *,
    absence: Absence | None,
) -> None:
    """Puts the chat into the queue. Raises TransitionNotAllowedError.

    ``absence`` is why nobody can come now. Then the visitor is asked to leave a
    message. While the shop is closed, the chat stays with the bot; while
    nobody is on duty, it waits in the queue.
    """
    queues = absence != "closed"
    if queues:
        change_state(transaction, conversation, Change.HAND_OFF, explanation=explanation)
    else:
        # The dialogue has led to a person, so it is over.
        conversation.forget_dialogue()
        conversation.handoff_reason = explanation.reason
    if absence is not None:
        offer_message(
            transaction, attendance, conversation, absence, wanted=explanation, logged=queues
        )
