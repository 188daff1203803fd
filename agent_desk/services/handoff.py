"""Hands a chat over to people: into the queue, or with a notice that nobody can come now."""

from __future__ import annotations

import math

from agent_desk.domain.conversation import Change
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.vocabulary import Absence
from agent_desk.services.attendance import Attendance
from agent_desk.services.message_offer import offer_message
from agent_desk.services.source_limits import SourceLimits
from agent_desk.services.transitions import change_state
from agent_desk.storage.models import Conversation
from agent_desk.storage.transaction import Snapshot, Transaction
from agent_desk.wording.wording import Wording, Wordings


class Handoffs:
    """The one way by which visitors' chats enter the queue.

    ``source`` is from where the visitor writes (``SourceLimits.source``).
    """

    def __init__(self, attendance: Attendance, wordings: Wordings, limits: SourceLimits) -> None:
        self._attendance = attendance
        self._wordings = wordings
        self._limits = limits

    def absence(self, session: Snapshot, shop_id: str, source: str) -> Absence | None:
        """Why nobody comes if the chat is handed over now; None if somebody may come."""
        absence = self._attendance.absence(session, shop_id)
        if absence != "closed" and self._limits.seconds_until_handoff(session, shop_id, source):
            return "network_busy"
        return absence

    def hand_off(
        self,
        transaction: Transaction,
        conversation: Conversation,
        explanation: Explanation,
        *,
        absence: Absence | None,
        source: str,
    ) -> None:
        """Puts the chat into the queue. Raises TransitionNotAllowedError.

        ``absence`` is what the method of this name has just returned. With one, the visitor is
        asked to leave a message. The chat waits in the queue nevertheless while nobody is on duty;
        otherwise it stays with the bot.
        """
        queues = absence in (None, "nobody_there")
        if queues:
            self.enqueue(transaction, conversation, explanation, source=source)
        else:
            # The dialogue has led to a person, so it is over.
            conversation.forget_dialogue()
            conversation.handoff_reason = explanation.reason
        if absence is not None:
            wording = self._wordings.of(conversation.shop_id, conversation.language)
            offer_message(
                transaction,
                self._attendance,
                conversation,
                wording,
                absence,
                words=self._busy(transaction, conversation, wording, source)
                if absence == "network_busy"
                else None,
                wanted=explanation,
                logged=queues,
            )

    def enqueue(
        self,
        transaction: Transaction,
        conversation: Conversation,
        explanation: Explanation,
        *,
        source: str,
    ) -> None:
        """Puts the chat into the queue, and counts that. Raises TransitionNotAllowedError."""
        change_state(transaction, conversation, Change.HAND_OFF, explanation=explanation)
        self._limits.count_handoff(transaction, conversation, source)

    def _busy(
        self, transaction: Transaction, conversation: Conversation, wording: Wording, source: str
    ) -> str:
        seconds = self._limits.seconds_until_handoff(transaction, conversation.shop_id, source)
        minutes = max(1, math.ceil(seconds / 60))
        return wording.say(wording.texts.network_busy, minutes=str(minutes))
