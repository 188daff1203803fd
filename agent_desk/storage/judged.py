"""Lines of the log whose question the knowledge base judged, and what the visitor wrote around them."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from agent_desk.storage.models import Message


def judged_before(session: Session, conversation_id: str, seq: int) -> Message | None:
    """The last line before ``seq`` whose explanation says how a question was judged."""
    return session.scalar(_JUDGED_BEFORE, {"conversation_id": conversation_id, "seq": seq})


def wrote_between(
    session: Session, conversation_id: str, author: str, after_seq: int, before_seq: int
) -> bool:
    """Whether ``author`` wrote a text between two lines."""
    wrote = session.scalar(
        select(Message.id)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == author,
            Message.kind == "text",
            Message.seq > after_seq,
            Message.seq < before_seq,
        )
        .limit(1)
    )
    return wrote is not None


def question_of(session: Session, answer: Message) -> str:
    """The visitor's last words before ``answer``; "" if there are none."""
    asked = session.scalar(
        select(Message.text)
        .where(
            Message.conversation_id == answer.conversation_id,
            Message.seq < answer.seq,
            Message.author == "visitor",
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return asked or ""


def event_between(
    session: Session, conversation_id: str, event_type: str, after_seq: int, before_seq: int
) -> int | None:
    """``seq`` of the last event of this type between two lines."""
    return session.scalar(
        select(func.max(Message.seq)).where(
            Message.conversation_id == conversation_id,
            Message.event["type"].as_string() == event_type,
            Message.seq > after_seq,
            Message.seq < before_seq,
        )
    )


# This runs for every turn. Building such a statement takes longer than running it.
_JUDGED_BEFORE = (
    select(Message)
    .where(
        Message.conversation_id == bindparam("conversation_id"),
        Message.seq < bindparam("seq"),
        Message.explanation["judged"]["entry"].as_string().is_not(None),
    )
    .order_by(Message.seq.desc())
    .limit(1)
)
