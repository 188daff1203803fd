"""Asks a visitor to leave a message, and says why: closed, nobody there, a long wait."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agent_desk.domain.events import ConversationChanged
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.lines import NewLine
from agent_desk.domain.vocabulary import MessageOffer
from agent_desk.services.attendance import Attendance
from agent_desk.storage import log
from agent_desk.storage.models import Conversation
from agent_desk.storage.transaction import Transaction
from agent_desk.wording.wording import Wording


def offer_message(
    transaction: Transaction,
    attendance: Attendance,
    conversation: Conversation,
    wording: Wording,
    reason: MessageOffer,
    *,
    words: str | None = None,
    wanted: Explanation | None = None,
    logged: bool = True,
) -> None:
    """Adds a notice with ``words``, by default why nobody comes; the widget shows the form.

    ``wanted`` is why a person was called just now. The line keeps it, unless
    another line has it already (``logged``).
    """
    conversation.message_offer = reason
    apology = wording.texts.of_code("apology", wanted.reason) if wanted else None
    if words is None:
        words = _why(attendance, conversation.shop_id, wording, reason, transaction.now)
    notice(
        transaction,
        conversation,
        wording.sentences(wording.say(apology or ""), words),
        event={"type": "message_offered", "reason": reason},
        explanation=None if logged else wanted,
    )
    transaction.record(ConversationChanged(conversation.id))


def notice(
    transaction: Transaction,
    conversation: Conversation,
    words: str,
    *,
    event: dict[str, Any] | None = None,
    explanation: Explanation | None = None,
) -> None:
    """Adds a line by the desk itself.

    With an ``event`` it counts as no answer: earlier questions stay open.
    """
    line = NewLine(
        "bot",
        text=words,
        language=conversation.language,
        event=event,
        explanation=explanation,
    )
    log.append(transaction, conversation, line)


def _why(
    attendance: Attendance, shop_id: str, wording: Wording, reason: MessageOffer, now: datetime
) -> str:
    if reason == "nobody_there":
        return wording.say(wording.texts.nobody_there)
    if reason == "long_wait":
        return wording.say(wording.texts.long_wait)
    opening = attendance.opens_at(shop_id, now)
    return wording.say(wording.texts.closed, when=wording.time(opening) if opening else None)
