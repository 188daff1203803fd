"""The tables. Questions and answers hang on an entry; ``published`` points at what serves."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC times; SQLite alone would lose the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Stores UTC."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Comes back as UTC."""
        if value is None:
            return None
        aware: datetime = value.replace(tzinfo=UTC) if value.tzinfo is None else value
        return aware.astimezone(UTC)


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can change it on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class EntryRow(Base):
    """An entry of a shop."""

    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("shop_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    questions: Mapped[list["QuestionRow"]] = relationship(
        cascade="all, delete-orphan", order_by="QuestionRow.position", lazy="selectin"
    )
    answers: Mapped[list["AnswerRow"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class QuestionRow(Base):
    """One phrasing; ``position`` 0 is the one that is shown."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class AnswerRow(Base):
    """The answer in one language."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("entry_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)


class PublishedRow(Base):
    """What serves a shop now. Every published import raises ``number``."""

    __tablename__ = "published"

    shop_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    entries: Mapped[int]
    questions: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
