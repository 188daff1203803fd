"""Asking a visitor to leave a message, with the reason in words: closed, nobody there, too long."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from agent_desk.domain.explanation import Explanation
from agent_desk.domain.vocabulary import Language, MessageOffer
from agent_desk.services.appending import append_line
from agent_desk.services.attendance import Attendance
from agent_desk.services.publisher import Publisher
from agent_desk.storage.database import Transaction
from agent_desk.storage.models import Conversation, Message
from agent_desk.texts import base_language, in_script
from agent_desk.texts.absence import absence_texts


def offer_message(
    transaction: Transaction,
    publisher: Publisher,
    attendance: Attendance,
    conversation: Conversation,
    reason: MessageOffer,
    *,
    language: Language,
    now: datetime,
    wanted: Explanation | None = None,
    logged: bool = True,
    words: str | None = None,
) -> None:
    """Says ``words``, or why nobody comes, and has the widget show the form.

    ``wanted`` is why a person was called just now. It is kept with the line
    unless it is ``logged`` already.
    """
    conversation.message_offer = reason
    if words is None:
        apologies = absence_texts(base_language(language)).apologies
        apology = apologies.get(wanted.reason, "") if wanted else ""
        words = apology + _why(attendance, conversation.shop_id, reason, language, now)
    notice(
        transaction,
        publisher,
        conversation,
        words,
        event={"type": "message_offered", "reason": reason},
        language=language,
        now=now,
        explanation=None if logged else wanted,
    )
    transaction.after_commit(lambda: publisher.conversation_changed(conversation))


def notice(
    transaction: Transaction,
    publisher: Publisher,
    conversation: Conversation,
    words: str,
    *,
    event: dict[str, Any] | None = None,
    language: Language,
    now: datetime,
    explanation: Explanation | None = None,
) -> Message:
    """A line of the desk's own in the visitor's language and script.

    With an ``event`` it answers nothing: what was asked before it stays open.
    """
    more: dict[str, Any] = {"event": event} if event else {}
    if explanation is not None:
        more["explanation"] = asdict(explanation)
    return append_line(
        transaction,
        publisher,
        conversation,
        author="bot",
        now=now,
        text=in_script(words, language),
        language=language,
        **more,
    )


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
