"""Reading and publishing a shop's entries."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import Connection, select
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from knowledge_base.entries import LANGUAGES, Content, Entry, digest
from knowledge_base.errors import ShopNameError
from knowledge_base.storage.database import LOCK_WAIT_SECONDS, Database
from knowledge_base.storage.migrating import migrate
from knowledge_base.storage.models import AnswerRow, EntryRow, PublishedRow, QuestionRow

_SHOP_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")

SHORT_WAIT_SECONDS = 0.2
"""For queries that a visitor's question waits for."""


@dataclass(frozen=True)
class Published:
    """What serves a shop: ``version`` names the content and changes with every import."""

    shop_id: str
    number: int
    digest: str
    entries: int
    questions: int
    published_at: datetime

    @property
    def version(self) -> str:
        """Number and digest, so that two databases cannot mean different things by it."""
        return version_name(self.number, self.digest)


class Store:
    """The entries of all shops. Every method raises StoreError when the database refuses."""

    def __init__(self, url: URL) -> None:
        self._url = url

    @cached_property
    def _database(self) -> Database:
        database = Database(self._url)
        migrate(database)
        return database

    def shops(self) -> list[str]:
        """Shops that have published something."""
        with self._database.reading() as connection:
            query = select(PublishedRow.shop_id).order_by(PublishedRow.shop_id)
            return list(connection.scalars(query))

    def published(self, shop_id: str) -> Published | None:
        """The pointer of a shop; cheap, and gives up after SHORT_WAIT_SECONDS."""
        with self._database.reading(wait_seconds=SHORT_WAIT_SECONDS) as connection:
            return _published(connection, shop_id)

    def content(self, shop_id: str, *, wait_seconds: float = LOCK_WAIT_SECONDS) -> Content | None:
        """All entries of the published version; None when there is none."""
        with self._database.reading(wait_seconds=wait_seconds) as connection:
            published = _published(connection, shop_id)
            if published is None:
                return None
            with Session(connection) as session:
                entries = tuple(map(_entry, _entry_rows(session, shop_id)))
            return Content(shop_id, published.version, entries)

    @contextmanager
    def publishing(self, shop_id: str) -> "Iterator[Publication]":
        """A transaction in which entries are changed; nobody else sees it before its end.

        A second import waits for the first. An exception undoes everything. Raises
        ShopNameError for a name that cannot be one of a folder.
        """
        if not _SHOP_ID.fullmatch(shop_id):
            raise ShopNameError(f"'{shop_id}' is no name for a shop; use a–z, 0–9, '-' and '_'")
        with self._database.writing() as connection, Session(connection) as session:
            yield Publication(session, shop_id)
            session.flush()


class Publication:
    """Changes to a shop's entries, inside ``Store.publishing``."""

    def __init__(self, session: Session, shop_id: str) -> None:
        self._session = session
        self._shop_id = shop_id
        # The row lock makes imports take turns where the database has row locks.
        self._pointer = session.scalar(
            select(PublishedRow).where(PublishedRow.shop_id == shop_id).with_for_update()
        )
        self._rows = {row.key: row for row in _entry_rows(session, shop_id)}

    def entries(self) -> dict[str, Entry]:
        """Entries as they stand now, by key."""
        return {key: _entry(row) for key, row in sorted(self._rows.items())}

    def put(self, entries: Iterable[Entry]) -> None:
        """Adds entries and replaces those with the same key."""
        now = datetime.now(UTC)
        for entry in entries:
            row = self._rows.get(entry.key)
            if row is None:
                row = EntryRow(shop_id=self._shop_id, key=entry.key, created_at=now)
                self._session.add(row)
                self._rows[entry.key] = row
            _write(entry, row, now)

    def publish(self) -> Content:
        """Moves the pointer to the entries as they stand now; visible when all is committed."""
        entries = tuple(self.entries().values())
        pointer = self._pointer
        if pointer is None:
            pointer = self._pointer = PublishedRow(shop_id=self._shop_id, number=0)
            self._session.add(pointer)
        pointer.number += 1
        pointer.digest = digest(entries)
        pointer.published_at = datetime.now(UTC)
        content = Content(self._shop_id, version_name(pointer.number, pointer.digest), entries)
        pointer.entries = len(entries)
        pointer.questions = len(content.phrasings)
        self._session.flush()
        return content


def version_name(number: int, content_digest: str) -> str:
    """How a version is called in index folders, in ``status`` and in logs."""
    return f"{number}-{content_digest}"


def _published(connection: Connection, shop_id: str) -> Published | None:
    row = connection.execute(
        select(PublishedRow.__table__).where(PublishedRow.shop_id == shop_id)
    ).one_or_none()
    return None if row is None else Published(**row._mapping)


def _entry_rows(session: Session, shop_id: str) -> Iterable[EntryRow]:
    rows = session.scalars(select(EntryRow).where(EntryRow.shop_id == shop_id))
    # Databases sort text in their own ways, and the order numbers the vectors of an index.
    return sorted(rows, key=lambda row: row.key)


def _entry(row: EntryRow) -> Entry:
    by_language = {
        language: tuple(item.text for item in row.questions if item.language == language)
        for language in LANGUAGES
    }
    answers = {item.language: item.text for item in row.answers}
    return Entry(
        key=row.key,
        category=row.category,
        source=row.source,
        questions={language: texts for language, texts in by_language.items() if texts},
        answers={language: answers[language] for language in LANGUAGES if language in answers},
    )


def _write(entry: Entry, row: EntryRow, now: datetime) -> None:
    row.category, row.source, row.updated_at = entry.category, entry.source, now
    row.questions = [
        QuestionRow(language=language, position=position, text=text)
        for language in LANGUAGES
        for position, text in enumerate(entry.questions.get(language, ()))
    ]
    answers = {answer.language: answer for answer in row.answers}
    row.answers = [
        answers.get(language) or AnswerRow(language=language, text="")
        for language in LANGUAGES
        if language in entry.answers
    ]
    for answer in row.answers:
        answer.text = next(text for key, text in entry.answers.items() if key == answer.language)
