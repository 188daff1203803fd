"""The tables: revisions of entries, the versions they make up, and the pointer to the published one.

A revision belongs to every version from ``since`` on and before ``until``. So a new version is
written beside the one that serves, in as many steps as it takes, and stays invisible until the
pointer names it; and an old version stays complete after any number of new ones.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
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


class RevisionRow(Base):
    """An entry as one import left it. ``questions`` and ``answers`` are JSON by language;
    ``leads_to`` is "" for one that has answers; ``digest`` names the content; ``file`` and ``line`` say where it came from. ``filings`` are JSON,
    "" in revisions of an older Relay, whose texts are all filed under ``file``."""

    __tablename__ = "revisions"
    # No index of versions: most revisions are of most versions, and a database that believed in it
    # would look through all of them for every few keys.
    __table_args__ = (Index("ix_revisions_shop_id_key", "shop_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(500))
    questions: Mapped[str] = mapped_column(Text)
    answers: Mapped[str] = mapped_column(Text)
    leads_to: Mapped[str] = mapped_column(String(220), server_default="")
    digest: Mapped[str] = mapped_column(String(16))
    file: Mapped[str] = mapped_column(String(500))
    line: Mapped[int]
    filings: Mapped[str] = mapped_column(Text, server_default="")
    importer: Mapped[str] = mapped_column(String(200))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    since: Mapped[int]
    until: Mapped[int | None]


class VersionRow(Base):
    """A version that was published; ``reason`` says what published it."""

    __tablename__ = "versions"

    shop_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    entries: Mapped[int]
    questions: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    importer: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)


class PublishedRow(Base):
    """The pointer: the published version of a shop."""

    __tablename__ = "published"

    shop_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int]


class GoldenRow(Base):
    """A question that must keep its answer: the regression check asks it before every publication."""

    __tablename__ = "golden_questions"
    __table_args__ = (UniqueConstraint("shop_id", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(String(500))
    entry: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutcomeRow(Base):
    """What became of a question (content.outcomes.OutcomeRecord); ``features`` are JSON."""

    __tablename__ = "outcomes"
    __table_args__ = (
        Index("ix_outcomes_shop_id_about", "shop_id", "about"),
        Index("ix_outcomes_origin", "origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shop_id: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(80))
    entry: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(20))
    is_right: Mapped[bool | None]
    features: Mapped[str] = mapped_column(Text)
    chinese: Mapped[bool]
    certain: Mapped[bool]
    made_of: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SecretRow(Base):
    """A random value that was made with the database: ``pseudonyms`` hides names."""

    __tablename__ = "secrets"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(64))
