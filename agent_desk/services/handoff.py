"""Handing a chat over: the queue, or a word to the visitor that nobody can come now."""

from __future__ import annotations

from agent_desk.domain.conversation import Change, State
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

    ``absence`` is why nobody can come. While the shop is closed nobody waits:
    the chat stays with the bot, and the visitor is asked to leave a message.
    With nobody on duty they are asked too, and may wait.
    """
    waits = absence != "closed" or conversation.state != State.BOT
    if waits:
        change_state(transaction, conversation, Change.HAND_OFF, explanation=explanation)
    else:
        # A dialogue that led to a person has come to its end.
        conversation.forget_dialogue()
        conversation.handoff_reason = explanation.reason
    if absence is not None:
        offer_message(
            transaction, attendance, conversation, absence, wanted=explanation, logged=waits
        )
