"""The message log of a conversation: append with the next ``seq``, read in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from agent_desk.domain.events import MessageAppended
from agent_desk.domain.lines import NewLine
from agent_desk.storage.models import Conversation, Message, new_id
from agent_desk.storage.transaction import Transaction

# The authors of texts. The system's lines are events.
SPEAKERS = ("visitor", "bot", "agent")
PERSONS = ("visitor", "agent")


def append(transaction: Transaction, conversation: Conversation, line: NewLine) -> Message:
    """Adds ``line`` at the end of the log. The write lock makes its ``seq`` unique."""
    conversation.last_seq += 1
    conversation.updated_at = transaction.now
    message = Message(
        id=new_id(),
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        previous_shown_seq=conversation.last_shown_seq,
        created_at=transaction.now,
        author=line.author,
        kind=line.kind,
        text=line.text,
        language=line.language,
        sender_id=line.sender_id,
        agent_name=line.agent_name,
        client_message_id=line.client_message_id,
        choice=line.choice,
        choices=[asdict(choice) for choice in line.choices] or None,
        source=asdict(line.source) if line.source else None,
        event=line.event,
        explanation=asdict(line.explanation) if line.explanation else None,
    )
    if line.kind != "note":
        conversation.last_shown_seq = message.seq
    if line.kind == "text" and line.author in PERSONS:
        conversation.last_person_line = message.id
    transaction.add(message)
    transaction.record(MessageAppended(conversation.id, message.id))
    return message


def last_event(session: Session, conversation_id: str, event_type: str) -> Message | None:
    """The newest line that tells of an event of this type."""
    return session.scalar(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.kind == "event",
            Message.event["type"].as_string() == event_type,
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )


def sent_before(session: Session, sender_id: str, client_message_id: str) -> Message | None:
    """The line that this sender's message became, if it has arrived before."""
    sent = {"sender_id": sender_id, "client_message_id": client_message_id}
    known = session.scalar(_SENT_BEFORE, sent)
    return session.get_one(Message, known) if known else None


@dataclass(frozen=True)
class Page:
    """Lines, oldest first.

    ``more``: there are further lines in the direction that was read. ``reset``:
    these are the newest lines, and do not continue those that the client holds.
    """

    lines: list[Message]
    more: bool
    reset: bool = False


def catch_up(
    session: Session, conversation_id: str, held_seq: int, *, limit: int, notes: bool
) -> Page:
    """The lines after ``held_seq``, the last line that a client holds (0: it holds none).

    If they do not fit on one page, the newest page instead, with ``reset``.
    """
    if held_seq:
        page = lines_after(session, conversation_id, held_seq, limit=limit, notes=notes)
        if not page.more:
            return page
    page = lines_before(session, conversation_id, None, limit=limit, notes=notes)
    return Page(page.lines, page.more, reset=True)


def lines_after(
    session: Session, conversation_id: str, seq: int, *, limit: int, notes: bool
) -> Page:
    """Up to ``limit`` lines after ``seq``, oldest first, and whether there are newer ones."""
    rows = session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.seq > seq,
            _visible(notes),
        )
        .order_by(Message.seq)
        .limit(limit + 1)
    ).all()
    return Page(list(rows[:limit]), len(rows) > limit)


def lines_before(
    session: Session, conversation_id: str, seq: int | None, *, limit: int, notes: bool
) -> Page:
    """The ``limit`` lines before ``seq`` (None: the newest), oldest first, and whether older exist."""
    query = select(Message).where(Message.conversation_id == conversation_id, _visible(notes))
    if seq is not None:
        query = query.where(Message.seq < seq)
    rows = session.scalars(query.order_by(Message.seq.desc()).limit(limit + 1)).all()
    return Page(list(reversed(rows[:limit])), len(rows) > limit)


def page(
    session: Session,
    conversation_id: str,
    *,
    after_seq: int | None,
    before_seq: int | None,
    limit: int,
    notes: bool,
) -> Page:
    """The lines after ``after_seq``; without it those before ``before_seq``, else the newest."""
    if after_seq is not None:
        return lines_after(session, conversation_id, after_seq, limit=limit, notes=notes)
    return lines_before(session, conversation_id, before_seq, limit=limit, notes=notes)


def last_spoken_seq(session: Session, conversation_id: str) -> int:
    """``seq`` of the last line that answers what the visitor wrote before it; 0 if there is none.

    That is a text by bot or agent, or a handoff. The desk's notices (nobody
    comes, the line was added to the message) answer nothing; they have an event.
    """
    spoken = session.scalar(
        select(func.max(Message.seq)).where(
            Message.conversation_id == conversation_id,
            Message.author.in_(("bot", "agent")),
            Message.kind == "text",
            Message.event["type"].as_string().is_(None),
        )
    )
    handed_off = session.scalar(
        select(func.max(Message.seq)).where(
            Message.conversation_id == conversation_id,
            Message.event["type"].as_string() == "handed_off",
        )
    )
    return max(spoken or 0, handed_off or 0)


def bot_said_since(session: Session, conversation_id: str, seq: int, *, reason: str) -> bool:
    """Whether a line of the bot after ``seq`` has this ``reason`` in its explanation."""
    said = session.scalar(
        select(Message.id)
        .where(
            Message.conversation_id == conversation_id,
            Message.seq > seq,
            Message.author == "bot",
            Message.explanation["reason"].as_string() == reason,
        )
        .limit(1)
    )
    return said is not None


def message_offered_since(
    session: Session, conversation_id: str, *, since: datetime, reason: str
) -> bool:
    """Whether the visitor was asked, since then and for this ``reason``, to leave a message."""
    offered = session.scalar(
        select(Message.id)
        .where(
            Message.conversation_id == conversation_id,
            Message.created_at >= since,
            Message.event["type"].as_string() == "message_offered",
            Message.event["reason"].as_string() == reason,
        )
        .limit(1)
    )
    return offered is not None


def visitor_wrote_after(session: Session, conversation_id: str, seq: int) -> bool:
    """Whether the visitor has written a text after ``seq``."""
    newest = newest_line(session, conversation_id, "visitor")
    return newest is not None and newest.seq > seq


def visitor_seqs_after(
    session: Session, conversation_id: str, seq: int, *, limit: int
) -> list[int]:
    """``seq`` of each text that the visitor has written after ``seq``, ascending.

    If there are more than ``limit``, the newest of them.
    """
    after = {"conversation_id": conversation_id, "seq": seq, "limit": limit}
    return list(reversed(session.scalars(_VISITOR_SEQS_AFTER, after).all()))


def newest_event_seq(session: Session, conversation_id: str, *types: str) -> int:
    """``seq`` of the last event of one of these types; 0 if there is none."""
    newest = session.scalar(
        select(func.max(Message.seq)).where(
            Message.conversation_id == conversation_id,
            Message.event["type"].as_string().in_(types),
        )
    )
    return newest or 0


def events_of(session: Session, conversation_id: str, *types: str) -> Sequence[Message]:
    """The events of these types, oldest first."""
    return session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation_id,
            Message.kind == "event",
            Message.event["type"].as_string().in_(types),
        )
        .order_by(Message.seq)
    ).all()


def newest_line(session: Session, conversation_id: str, *authors: str) -> Message | None:
    """The newest text by one of the ``authors``."""
    return session.scalar(
        select(Message)
        .where(Message.conversation_id == conversation_id, written_by(*authors))
        .order_by(Message.seq.desc())
        .limit(1)
    )


def written_by(*authors: str) -> ColumnElement[bool]:
    return and_(Message.kind == "text", Message.author.in_(authors))


def unanswered(session: Session, conversation: Conversation) -> list[Message]:
    """The visitor's lines that no turn has answered yet, oldest first."""
    after = {"conversation_id": conversation.id, "seq": conversation.answered_seq}
    return list(session.scalars(_UNANSWERED, after))


def _visible(notes: bool) -> ColumnElement[bool]:
    return Message.kind.in_(("text", "event", "note") if notes else ("text", "event"))


# These run for every message. Building such a statement takes longer than running it.
_SENT_BEFORE = select(Message.id).where(
    Message.sender_id == bindparam("sender_id"),
    Message.client_message_id == bindparam("client_message_id"),
)
_UNANSWERED = (
    select(Message)
    .where(
        Message.conversation_id == bindparam("conversation_id"),
        Message.seq > bindparam("seq"),
        Message.author == "visitor",
    )
    .order_by(Message.seq)
)
_VISITOR_SEQS_AFTER = (
    select(Message.seq)
    .where(
        Message.conversation_id == bindparam("conversation_id"),
        Message.seq > bindparam("seq"),
        written_by("visitor"),
    )
    .order_by(Message.seq.desc())
    .limit(bindparam("limit"))
)
