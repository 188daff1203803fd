"""The reasons that call no person for a while, because an agent returned the chat to the bot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from agent_desk.storage import log
from agent_desk.storage.models import Conversation

# A visitor who asks for a person gets one, however often.
NEVER_COOLING = frozenset({"asked"})


def cooling_reasons(
    session: Session, conversation: Conversation, *, since: datetime
) -> frozenset[str]:
    """The reasons of handoffs after which an agent returned the chat to the bot since then."""
    if conversation.handoff_reason is None:
        return frozenset()
    events = log.events_of(session, conversation.id, "handed_off", "returned")
    cooling: set[str] = set()
    reason: str | None = None
    for line in events:
        if (line.event or {}).get("type") == "handed_off":
            reason = (line.explanation or {}).get("reason")
        elif reason is not None and line.created_at > since:
            cooling.add(reason)
    return frozenset(cooling - NEVER_COOLING)
