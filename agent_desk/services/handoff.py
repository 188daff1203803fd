"""Handing a chat over: the queue, and a word to the visitor when nobody is at the desk."""

from __future__ import annotations

from datetime import datetime

from agent_desk.conversation import Change
from agent_desk.events.payloads import Explanation, Language
from agent_desk.services.publisher import Publisher
from agent_desk.services.transitions import change_state
from agent_desk.storage import log
from agent_desk.storage.database import Transaction
from agent_desk.storage.models import Conversation
from agent_desk.texts import desk_texts, in_script


def hand_off(
    transaction: Transaction,
    publisher: Publisher,
    conversation: Conversation,
    explanation: Explanation,
    *,
    language: Language,
    now: datetime,
) -> None:
    """Puts the chat into the queue and tells both sides. Raises TransitionNotAllowedError."""
    change_state(
        transaction,
        publisher,
        conversation,
        Change.HAND_OFF,
        now=now,
        explanation=explanation,
    )
    if publisher.somebody_there(conversation.shop_id):
        return
    line = log.append(
        transaction,
        conversation,
        author="bot",
        now=now,
        text=in_script(desk_texts(language).nobody_there, language),
        language=language,
    )
    transaction.after_commit(lambda: publisher.message_created(conversation, line))
