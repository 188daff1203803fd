"""Asking a visitor to leave a message, with the reason in words: closed, nobody there, too long."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from agent_desk.domain.events import ConversationChanged
from agent_desk.domain.explanation import Explanation
from agent_desk.domain.language import base_language
from agent_desk.domain.lines import NewLine
from agent_desk.domain.vocabulary import Language, MessageOffer
from agent_desk.services.attendance import Attendance
from agent_desk.storage import log
from agent_desk.storage.models import Conversation
from agent_desk.storage.transaction import Transaction
from agent_desk.texts import in_script
from agent_desk.texts.absence import absence_texts


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
    """Says ``words``, or why nobody comes, and has the widget show the form.

    ``wanted`` is why a person was called just now. It is kept with the line
    unless it is ``logged`` already.
    """
    conversation.message_offer = reason
    if words is None:
        language = cast(Language, conversation.language)
        apologies = absence_texts(base_language(language)).apologies
        apology = apologies.get(wanted.reason, "") if wanted else ""
        words = apology + _why(attendance, conversation.shop_id, reason, language, transaction.now)
    notice(
        transaction,
        conversation,
        words,
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
    """Adds a line of the desk's own, in the visitor's language and script.

    With an ``event`` it answers nothing: what was asked before it stays open.
    """
    language = cast(Language, conversation.language)
    line = NewLine(
        "bot",
        text=in_script(words, language),
        language=language,
        event=event,
        explanation=explanation,
    )
    log.append(transaction, conversation, line)


def _why(
    attendance: Attendance,
    shop_id: str,
    reason: MessageOffer,
    language: Language,
    now: datetime,
) -> str:
    texts = absence_texts(base_language(language))
    if reason == "nobody_there":
        return texts.nobody_there
    if reason == "long_wait":
        return texts.long_wait
    opening = attendance.opens_at(shop_id, now)
    if opening is None:
        return texts.closed_for_good
    return texts.closed.format(when=attendance.worded(shop_id, opening, now, language))
