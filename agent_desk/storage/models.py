"""The tables. ``messages`` is the log of all conversations; lines are only added to it."""

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

from agent_desk.domain.language import language_of
from agent_desk.domain.other_language import language_after
from agent_desk.domain.vocabulary import (
    AgentLanguage,
    ChineseLanguage,
    Language,
    MessageOffer,
    OtherLanguage,
)
from knowledge_base.content.outcomes import NotHelpfulReason


def new_id() -> str:
    return uuid4().hex


class UtcDateTime(TypeDecorator[datetime]):
    """Times are aware and in UTC, although SQLite stores no time zone."""

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
    """A visitor, known by their token. The row is made with the first message."""

    __tablename__ = "visitors"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    shop_id: Mapped[str] = mapped_column(String(64), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    subject: Mapped[str | None] = mapped_column(String(255))
    name: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime]
    # When a desk last saw a socket of the visitor; updated while they wait for a person.
    seen_at: Mapped[datetime | None]
    # How many they have begun.
    conversations: Mapped[int] = mapped_column(default=0, server_default="0")


class Conversation(Base):
    """A conversation. ``turn_*`` are the bot's due turn and the lease of its worker."""

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
    language: Mapped[Language] = mapped_column(String(8))
    # The visitor's Chinese, which outlives their lines in English.
    chinese: Mapped[ChineseLanguage] = mapped_column(String(8), default="zh-Hans")
    # In which the visitor wrote last, if bot and desk do not speak it.
    other_language: Mapped[OtherLanguage | None] = mapped_column(String(8))
    last_seq: Mapped[int] = mapped_column(default=0)
    # The newest line that visitors see too, and the newest text that a person wrote (its id).
    last_shown_seq: Mapped[int] = mapped_column(default=0, server_default="0")
    last_person_line: Mapped[str | None] = mapped_column(String(32))
    has_left_message: Mapped[bool] = mapped_column(default=False, server_default="0")
    read_seq: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    waiting_since: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    # waiting_since orders the queue, and the follow-ups. A released chat keeps its first wait
    # (wait_began_at); queued_at is when the present wait began.
    wait_began_at: Mapped[datetime | None]
    queued_at: Mapped[datetime | None]
    queued_place: Mapped[int | None]
    # Keyed hash of the network address, or of the signed customer, from which a chat came into the
    # queue; only while it waits.
    waiting_source: Mapped[str | None] = mapped_column(String(64))
    wanted_team: Mapped[str | None] = mapped_column(String(64))
    wanted_language: Mapped[AgentLanguage | None] = mapped_column(String(8))
    handoff_reason: Mapped[str | None] = mapped_column(String(64))
    # Why the visitor is asked to leave a message, while they are.
    message_offer: Mapped[MessageOffer | None] = mapped_column(String(16))
    # When the silent visitor was reminded.
    reminded_at: Mapped[datetime | None]
    # Since when the agent has let the visitor wait: the claim, the first open line, or a note.
    awaiting_reply_since: Mapped[datetime | None]
    rating: Mapped[int | None]
    rating_comment: Mapped[str | None] = mapped_column(Text)

    dialogue_state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    dialogue_memory: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    nothing_found: Mapped[int] = mapped_column(default=0)
    person_offered: Mapped[bool] = mapped_column(default=False)

    answered_seq: Mapped[int] = mapped_column(default=0)
    turn_due_at: Mapped[datetime | None]
    turn_since: Mapped[datetime | None]
    turn_lease_until: Mapped[datetime | None]
    turn_attempts: Mapped[int] = mapped_column(default=0)
    # Keyed hash of the IP address from which the visitor wrote last, until that is answered.
    written_from: Mapped[str | None] = mapped_column(String(64))

    # What the visitor has proved in it (domain/proved_orders.py), until the chat begins anew.
    proved_orders: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")

    def hear(self, text: str) -> None:
        """The visitor writes ``text``, and is answered in its language from now on."""
        self.speak(language_of(text, self.language, self.chinese))
        self.other_language = language_after(text, self.other_language)

    def speak(self, language: Language) -> None:
        """From now on the visitor is answered in ``language``."""
        self.language = language
        if language != "en":
            self.chinese = language

    def forget_dialogue(self) -> None:
        """The visitor's next question begins a new dialogue with the bot."""
        self.dialogue_state = {}
        self.dialogue_memory = {}
        self.nothing_found = 0
        self.person_offered = False

    def forget_turn(self) -> None:
        """No turn is due any more. A worker that is answering one loses its lease."""
        self.turn_due_at = self.turn_since = self.turn_lease_until = None
        self.turn_attempts = 0


class LeftMessage(Base):
    """A message that a visitor left with their contact details.

    ``settled_at``: when it was answered, or needed no answer any more.
    ``seen_at``: when the visitor came back and saw that.
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
    answer_by: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]


class Message(Base):
    """One line of the log. ``sender_id`` is the visitor's or agent's id; None for bot and system.

    ``domain.lines.NewLine`` says what ``choice`` and ``event`` hold.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("sender_id", "client_message_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    # The line before it that visitors see too; 0 if there is none.
    previous_shown_seq: Mapped[int] = mapped_column(default=0, server_default="0")
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
    not_helpful_reason: Mapped[NotHelpfulReason | None] = mapped_column(String(16))


class Agent(Base):
    """``duty`` is what the agent chose; ``seen_at`` is when a desk last saw their console open."""

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
    """A waiting chat rings at one agent until ``expires_at``; open while ``ended_at`` is None.

    ``outcome``: accepted, declined, expired or withdrawn. ``released`` marks a row
    that never rang: the agent has just released the chat, and is asked later.
    """

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
    """A wait that ended with a claim: its length, its first place, and the agents on duty then."""

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
    """A log-in. The row holds only the hash of its token; deleting the row ends the session."""

    __tablename__ = "agent_sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    # When a desk last saw a console of it open.
    last_used_at: Mapped[datetime]


class Attempt(Base):
    """A try that counts until ``forget_at``. ``key`` is no name or address, but a keyed hash."""

    __tablename__ = "attempts"
    __table_args__ = (
        Index("ix_attempts_key", "name", "key", "at"),
        Index("ix_attempts_forget", "forget_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    forget_at: Mapped[datetime]


class Proof(Base):
    """An accepted proof of work; the seal of its challenge is the key, so that it counts once.

    It holds until ``holds_until``, which ``use_up_proofs`` brings forward. The row stays until
    ``forget_at``, when the challenge has expired as well.
    """

    __tablename__ = "proofs"
    __table_args__ = (
        Index("ix_proofs_holder", "token_hash", "shop_id"),
        Index("ix_proofs_forget", "forget_at"),
    )

    seal: Mapped[str] = mapped_column(String(64), primary_key=True)
    shop_id: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64))
    holds_until: Mapped[datetime]
    forget_at: Mapped[datetime]


class ShopOff(Base):
    """A shop that is switched off; the row is deleted when it is switched on again."""

    __tablename__ = "shops_off"

    shop_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]
