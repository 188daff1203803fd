"""Adding a line to a conversation's log: stored in the transaction, told after its commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agent_desk.services.publisher import Publisher
from agent_desk.storage import log
from agent_desk.storage.database import Transaction
from agent_desk.storage.models import Conversation, Message


def append_line(
    transaction: Transaction,
    publisher: Publisher,
    conversation: Conversation,
    *,
    author: str,
    now: datetime,
    **values: Any,
) -> Message:
    """The new line; ``values`` are further columns of it."""
    line = log.append(transaction, conversation, author=author, now=now, **values)
    transaction.after_commit(lambda: publisher.message_created(conversation, line))
    return line
