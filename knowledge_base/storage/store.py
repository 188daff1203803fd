"""Reads a shop's versions, and opens the staging of a new one."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.engine import URL

from knowledge_base.configuration import is_shop_id
from knowledge_base.content.entries import (
    Content,
    Entry,
)
from knowledge_base.content.filings import Filing
from knowledge_base.errors import ShopNameError, VersionMissingError
from knowledge_base.storage.database import LOCK_WAIT_SECONDS, Database
from knowledge_base.storage.import_lock import hold_import_lock
from knowledge_base.storage.migrating import migrate
from knowledge_base.storage.models import PublishedRow, RevisionRow, SecretRow, VersionRow
from knowledge_base.storage.revisions import content_of, entries_under, filed_of, version_name
from knowledge_base.storage.staging import Staging

SHORT_WAIT_SECONDS = 0.2
"""For queries that a visitor's question waits for."""


@dataclass(frozen=True)
class Version:
    """A published version of a shop's entries; no two have the same ``name``."""

    shop_id: str
    number: int
    digest: str
    entries: int
    questions: int
    published_at: datetime
    importer: str
    reason: str

    @property
    def name(self) -> str:
        """Number and digest, so that two databases cannot mean different things by it."""
        return version_name(self.number, self.digest)


@dataclass(frozen=True)
class Revision:
    """An entry as one import left it, what it is filed under, and the versions that it is part of."""

    id: int
    entry: Entry
    file: str
    line: int
    filings: frozenset[Filing]
    importer: str
    imported_at: datetime
    since: int
    until: int | None


class Store:
    """The entries of all shops. Every method raises StoreError when the database refuses."""

    def __init__(self, url: URL) -> None:
        self._url = url

    @cached_property
    def database(self) -> Database:
        """Opened and migrated at the first use."""
        database = Database(self._url)
        migrate(database)
        return database

    def shops(self) -> list[str]:
        """Shops that have published something."""
        with self.database.reading() as connection:
            query = select(PublishedRow.shop_id).order_by(PublishedRow.shop_id)
            return list(connection.scalars(query))

    def published(self, shop_id: str) -> Version | None:
        """The published version of a shop; cheap, and gives up after SHORT_WAIT_SECONDS."""
        with self.database.reading(wait_seconds=SHORT_WAIT_SECONDS) as connection:
            return _published(connection, shop_id)

    def content(
        self,
        shop_id: str,
        number: int | None = None,
        *,
        wait_seconds: float = LOCK_WAIT_SECONDS,
    ) -> Content | None:
        """All entries of the published version, or of version ``number``; None where nothing is
        published. Raises VersionMissingError."""
        with self.database.reading(wait_seconds=wait_seconds) as connection:
            version = _published(connection, shop_id)
            if version is not None and number is not None:
                version = _version(connection, shop_id, number)
            if version is None:
                return None
            return content_of(connection, shop_id, version.number, version.name)

    def published_under(self, shop_id: str, prefix: str) -> list[Entry]:
        """The published entries whose keys begin so; none where nothing is published."""
        with self.database.reading() as connection:
            version = _published(connection, shop_id)
            if version is None:
                return []
            return list(entries_under(connection, shop_id, version.number, prefix).values())

    def versions(self, shop_id: str) -> list[Version]:
        """Every version ever published, newest first."""
        query = select(VersionRow.__table__).where(VersionRow.shop_id == shop_id)
        with self.database.reading() as connection:
            rows = connection.execute(query.order_by(VersionRow.number.desc()))
            return [Version(**row._mapping) for row in rows]

    @cached_property
    def pseudonym_secret(self) -> str:
        """The secret with which names are hidden; it stays the same for the database's life."""
        with self.database.reading() as connection:
            query = select(SecretRow.value).where(SecretRow.name == "pseudonyms")
            return connection.execute(query).scalar_one()

    def history(self, shop_id: str, key: str | None = None) -> list[Revision]:
        """Every published revision of an entry, or of all entries, newest first."""
        table = RevisionRow.__table__
        with self.database.reading() as connection:
            version = _published(connection, shop_id)
            newest = version.number if version else 0
            mine = [table.c.shop_id == shop_id, table.c.since <= newest]
            if key is not None:
                mine.append(table.c.key == key)
            rows = connection.execute(
                select(table).where(*mine).order_by(table.c.since.desc(), table.c.id.desc())
            )
            return [_revision(row._mapping, newest) for row in rows]

    @contextmanager
    def staging(self, shop_id: str) -> Iterator[Staging]:
        """The next version of a shop, to write and publish; an unpublished one is discarded.

        One at a time for each shop: raises ImportBusyError when another one takes too long, and
        ShopNameError for a name that cannot be a folder's.
        """
        if not is_shop_id(shop_id):
            raise ShopNameError(f"'{shop_id}' is no name for a shop; use a–z, 0–9, '-' and '_'")
        with hold_import_lock(self.database, shop_id):
            parent = self.published(shop_id)
            staging = Staging(self.database, shop_id, parent.number if parent else 0, user_name())
            staging.discard()  # an interrupted run may have left something
            try:
                yield staging
            finally:
                staging.discard()


def _published(connection: Connection, shop_id: str) -> Version | None:
    number = connection.scalar(select(PublishedRow.number).where(PublishedRow.shop_id == shop_id))
    return None if number is None else _version(connection, shop_id, number)


def _version(connection: Connection, shop_id: str, number: int) -> Version:
    row = connection.execute(
        select(VersionRow.__table__).where(
            VersionRow.shop_id == shop_id, VersionRow.number == number
        )
    ).one_or_none()
    if row is None:
        raise VersionMissingError(f"shop '{shop_id}' has no version {number}")
    return Version(**row._mapping)


def _revision(row: RowMapping, newest: int) -> Revision:
    until, filed = row["until"], filed_of(row)
    return Revision(
        id=row["id"],
        entry=filed.entry,
        file=filed.file,
        line=filed.line,
        filings=filed.filings,
        importer=row["importer"],
        imported_at=row["imported_at"],
        since=row["since"],
        until=until if until is not None and until <= newest else None,
    )


def user_name() -> str:
    """Who runs this process; "" for a user without a name, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
