"""The tables. The message log is ``messages``: append-only, ordered by ``seq``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def new_id() -> str:
    return uuid4().hex


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python whatever the database keeps (SQLite drops the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class Visitor(Base):
    """Who holds a visitor token. Made with the first message, not with the first connect."""

    __tablename__ = "visitors"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    shop_id: Mapped[str] = mapped_column(String(64), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    subject: Mapped[str | None] = mapped_column(String(255))
    name: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime]
    # When a desk last saw the visitor's socket; kept up while they wait for a person.
    seen_at: Mapped[datetime | None]


class Conversation(Base):
    """``turn_*``: the bot owes an answer (a due turn), with the lease of who works on it."""

    __tablename__ = "conversations"
    __table_args__ = (
        Index("ix_conversations_shop_state", "shop_id", "state", "waiting_since"),
        Index("ix_conversations_shop_updated", "shop_id", "updated_at"),
        Index("ix_conversations_state", "state", "updated_at"),
        Index("ix_conversations_turn_due", "turn_due_at"),
        Index("ix_conversations_agent", "agent_id", "state"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    shop_id: Mapped[str] = mapped_column(String(64))
    visitor_id: Mapped[str] = mapped_column(ForeignKey("visitors.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    epoch: Mapped[int] = mapped_column(default=0)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    language: Mapped[str] = mapped_column(String(8))
    last_seq: Mapped[int] = mapped_column(default=0)
    read_seq: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    waiting_since: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    # waiting_since orders the queue: after a chat was given back, its first wait counts on.
    wait_began_at: Mapped[datetime | None]
    queued_at: Mapped[datetime | None]
    queued_place: Mapped[int | None]
    wanted_team: Mapped[str | None] = mapped_column(String(64))
    wanted_language: Mapped[str | None] = mapped_column(String(8))
    handoff_reason: Mapped[str | None] = mapped_column(String(64))
    # Why the visitor is asked to leave a message, while they are; and of what they were reminded.
    message_offer: Mapped[str | None] = mapped_column(String(16))
    reminded_at: Mapped[datetime | None]
    # The visitor waits for the agent who holds it: since their first open line, or the agent's last act.
    awaiting_reply_since: Mapped[datetime | None]
    rating: Mapped[int | None]
    rating_comment: Mapped[str | None] = mapped_column(Text)

    dialogue_state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    nothing_found: Mapped[int] = mapped_column(default=0)
    person_offered: Mapped[bool] = mapped_column(default=False)

    answered_seq: Mapped[int] = mapped_column(default=0)
    turn_due_at: Mapped[datetime | None]
    turn_since: Mapped[datetime | None]
    turn_lease_until: Mapped[datetime | None]
    turn_attempts: Mapped[int] = mapped_column(default=0)

    def forget_dialogue(self) -> None:
        """The next question to the bot begins a dialogue of its own."""
        self.dialogue_state = {}
        self.nothing_found = 0
        self.person_offered = False

    def forget_turn(self) -> None:
        """The bot has nothing to answer any more; a worker that answers it now has lost it."""
        self.turn_due_at = self.turn_since = self.turn_lease_until = None
        self.turn_attempts = 0


class LeftMessage(Base):
    """A message that a visitor left with their contact. Settled: answered, or no answer is wanted.

    ``seen_at``: the visitor came back after it was settled.
    """

    __tablename__ = "left_messages"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    contact_kind: Mapped[str] = mapped_column(String(8))
    contact: Mapped[str] = mapped_column(String(255))
    reason: Mapped[str | None] = mapped_column(String(16))
    left_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]


class Message(Base):
    """One line of the log. ``sender_id`` is the visitor's or agent's id; None for bot and system."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("sender_id", "client_message_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    author: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(8), default="text")
    sender_id: Mapped[str | None] = mapped_column(String(32))
    agent_name: Mapped[str | None] = mapped_column(String(255))
    client_message_id: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime]
    choice: Mapped[dict[str, Any] | None]
    choices: Mapped[list[Any] | None]
    source: Mapped[dict[str, Any] | None]
    event: Mapped[dict[str, Any] | None]
    explanation: Mapped[dict[str, Any] | None]
    helpful: Mapped[bool | None]


class Agent(Base):
    """``duty`` is what the agent chose; ``seen_at`` when a desk last saw a console of theirs."""

    __tablename__ = "agents"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    password_hash: Mapped[str] = mapped_column(String(255))
    shop_ids: Mapped[list[Any]]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    duty: Mapped[str] = mapped_column(String(8), default="on", server_default="on")
    seen_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    languages: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    team: Mapped[str | None] = mapped_column(String(64))


class Offer(Base):
    """A waiting chat rings at one agent until ``expires_at``; open while ``ended_at`` is unset."""

    __tablename__ = "offers"
    __table_args__ = (
        Index(
            "ux_offers_open",
            "conversation_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_offers_asked", "conversation_id", "offered_at"),
        Index("ix_offers_agent", "agent_id", "offered_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))


class Claim(Base):
    """How long a chat waited until it was claimed, from which place, with how many on duty."""

    __tablename__ = "claims"
    __table_args__ = (Index("ix_claims_shop", "shop_id", "claimed_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    shop_id: Mapped[str] = mapped_column(String(64))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    claimed_at: Mapped[datetime]
    wait_seconds: Mapped[float]
    place: Mapped[int]
    agents: Mapped[int]


class AgentSession(Base):
    """A log-in. Only the hash of its token is kept; deleting the row ends the session."""

    __tablename__ = "agent_sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
