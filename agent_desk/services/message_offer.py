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
from agent_desk.wording.absence import absence_texts
from agent_desk.wording.desk import in_script


def offer_message(
    transaction: Transaction,
    attendance: Attendance,
    conversation: Conversation,
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
    apologies = absence_texts(conversation.language).apologies
    apology = apologies.get(wanted.reason, "") if wanted else ""
    if words is None:
        words = _why(attendance, conversation, reason, transaction.now)
    notice(
        transaction,
        conversation,
        apology + words,
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
    """Adds a line by the desk itself, in the visitor's language and script.

    With an ``event`` it counts as no answer: earlier questions stay open.
    """
    line = NewLine(
        "bot",
        text=in_script(words, conversation.language),
        language=conversation.language,
        event=event,
        explanation=explanation,
    )
    log.append(transaction, conversation, line)


def _why(
    attendance: Attendance, conversation: Conversation, reason: MessageOffer, now: datetime
) -> str:
    texts = absence_texts(conversation.language)
    if reason == "nobody_there":
        return texts.nobody_there
    if reason == "long_wait":
        return texts.long_wait
    opening = attendance.opens_at(conversation.shop_id, now)
    if opening is None:
        return texts.closed_for_good
    when = attendance.worded(conversation.shop_id, opening, now, conversation.language)
    # The shop's own words in it are in the script already.
    return in_script(texts.closed, conversation.language).format(when=when)
