"""The next version of a shop while it is being written; invisible until it is published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from knowledge_base.content.entries import (
    Content,
    Entry,
    content_digest,
)
from knowledge_base.content.filings import Filed, Filing
from knowledge_base.errors import StoreError
from knowledge_base.storage.database import Database
from knowledge_base.storage.models import PublishedRow, RevisionRow, VersionRow
from knowledge_base.storage.revisions import (
    belongs_to,
    columns_of,
    content_of,
    entries_under,
    filed_of,
    packed_filings,
)
from knowledge_base.storage.revisions import version_name as name_of

BATCH = 1_000
"""Entries written in one transaction, so that no other writer waits for long."""

_KEYS_PER_QUERY = 500  # values in one query; SQLite allows some thousands
_COPIED = ("key", "category", "source", "questions", "answers", "leads_to", "digest")
_ORIGIN = ("file", "line", "filings", "importer", "imported_at")


@dataclass(frozen=True)
class Change:
    """An entry as it will be, the place in a file that it comes from, and what it is filed under:
    all of it under ``file`` if that is None."""

    entry: Entry
    file: str
    line: int
    filings: frozenset[Filing] | None = None


class Staging:
    """Writes the version after ``parent_version`` beside that one, in short transactions.

    ``parent_version`` is 0 where nothing was published yet. ``Store.staging`` creates it. Every method raises StoreError when the database refuses.
    """

    def __init__(
        self, database: Database, shop_id: str, parent_version: int, importer: str
    ) -> None:
        self.shop_id = shop_id
        self.parent_version = parent_version
        self._database = database
        self._number = parent_version + 1
        self._importer = importer
        self._published = False
        self._refiled: dict[str, frozenset[Filing]] = {}

    def stored(self, keys: Sequence[str]) -> dict[str, Filed]:
        """The entries of the parent version with these keys."""
        table = RevisionRow.__table__
        found: dict[str, Filed] = {}
        with self._database.reading() as connection:
            for start in range(0, len(keys), _KEYS_PER_QUERY):
                wanted = table.c.key.in_(keys[start : start + _KEYS_PER_QUERY])
                mine = (table.c.shop_id == self.shop_id, belongs_to(self.parent_version), wanted)
                for row in connection.execute(select(table).where(*mine)):
                    found[row.key] = filed_of(row._mapping)
        return found

    def stored_under(self, prefix: str) -> dict[str, Entry]:
        """The entries of the parent version whose keys begin so."""
        with self._database.reading() as connection:
            return entries_under(connection, self.shop_id, self.parent_version, prefix)

    def unknown(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that no entry of the parent version has."""
        known: set[str] = set()
        with self._database.reading() as connection:
            for start in range(0, len(keys), _KEYS_PER_QUERY):
                query = select(RevisionRow.key).where(
                    RevisionRow.shop_id == self.shop_id,
                    belongs_to(self.parent_version),
                    RevisionRow.key.in_(keys[start : start + _KEYS_PER_QUERY]),
                )
                known.update(connection.scalars(query))
        return set(keys) - known

    def all_stored(self) -> Iterator[Filed]:
        """All entries of the parent version, in no order."""
        table = RevisionRow.__table__
        mine = (table.c.shop_id == self.shop_id, belongs_to(self.parent_version))
        with self._database.reading() as connection:
            for row in connection.execute(select(table).where(*mine)):
                yield filed_of(row._mapping)

    def put(self, changes: Sequence[Change]) -> None:
        """Adds entries, and replaces those of the same key."""
        now = datetime.now(UTC)
        for start in range(0, len(changes), BATCH):
            batch = changes[start : start + BATCH]
            rows = [
                {
                    **columns_of(change.entry),
                    "shop_id": self.shop_id,
                    "file": change.file,
                    "line": change.line,
                    "filings": ("" if change.filings is None else packed_filings(change.filings)),
                    "importer": self._importer,
                    "imported_at": now,
                    "since": self._number,
                    "until": None,
                }
                for change in batch
            ]
            self.retire([change.entry.key for change in batch])
            with self._database.writing() as connection:
                connection.execute(insert(RevisionRow), rows)

    def retire(self, keys: Sequence[str]) -> None:
        """Leaves entries out of the new version, stored ones and staged ones."""
        self._replace_staged(keys, RevisionRow.until.is_(None), until=self._number)

    def unstage(self, keys: Sequence[str]) -> None:
        """Takes back what was staged for these entries: they stay as in the parent version."""
        self._replace_staged(keys, RevisionRow.until == self._number, until=None)

    def refile(self, filings: Mapping[str, frozenset[Filing]]) -> None:
        """Changes what entries of the parent version are filed under, by their keys: together with
        the new version when it is published, or when ``keep_filings`` is called. It changes no
        answer, so it needs no version of its own."""
        self._refiled.update(filings)

    def keep_filings(self) -> None:
        """Writes what was refiled."""
        with self._database.writing() as connection:
            self._write_filings(connection)

    def copy_version(self, number: int) -> None:
        """Copies the content of version ``number``, with its origins, into the new version."""
        mine = RevisionRow.shop_id == self.shop_id
        then, now = belongs_to(number), belongs_to(self.parent_version)
        table = RevisionRow.__table__
        kept = [table.c[name] for name in (*_COPIED, *_ORIGIN, "shop_id")]
        with self._database.writing() as connection:
            missing = connection.execute(select(*kept).where(mine, then, ~now)).all()
            connection.execute(
                update(RevisionRow).where(mine, now, ~then).values(until=self._number)
            )
            if missing:
                connection.execute(
                    insert(RevisionRow),
                    [{**row._mapping, "since": self._number, "until": None} for row in missing],
                )

    def content(self) -> Content:
        """All entries of the new version as it is staged now."""
        with self._database.reading() as connection:
            name = name_of(self._number, self._digest_of_entries())
            return content_of(connection, self.shop_id, self._number, name)

    def publish(self, content: Content, reason: str) -> str:
        """Moves the pointer to the new version, and returns its name.

        Raises StoreError when the pointer has moved meanwhile: then nothing is changed.
        """
        values = {
            "digest": content.digest,
            "entries": len(content.entries),
            "questions": len(content.phrasings),
            "published_at": datetime.now(UTC),
            "importer": self._importer,
            "reason": reason,
        }
        with self._database.writing() as connection:
            pointer = select(PublishedRow.number).where(PublishedRow.shop_id == self.shop_id)
            if (connection.scalar(pointer) or 0) != self.parent_version:
                raise StoreError("another version was published meanwhile; import again")
            self._write_filings(connection)
            connection.execute(
                insert(VersionRow).values(shop_id=self.shop_id, number=self._number, **values)
            )
            if self.parent_version:
                connection.execute(
                    update(PublishedRow)
                    .where(PublishedRow.shop_id == self.shop_id)
                    .values(number=self._number)
                )
            else:
                connection.execute(
                    insert(PublishedRow).values(shop_id=self.shop_id, number=self._number)
                )
        self._published = True
        return content.version

    def discard(self) -> None:
        """Removes everything that was written and not published."""
        if self._published:
            return
        mine = RevisionRow.shop_id == self.shop_id
        with self._database.writing() as connection:
            connection.execute(
                delete(RevisionRow).where(mine, RevisionRow.since > self.parent_version)
            )
            connection.execute(
                update(RevisionRow)
                .where(mine, RevisionRow.until > self.parent_version)
                .values(until=None)
            )

    def _write_filings(self, connection: Connection) -> None:
        mine = (RevisionRow.shop_id == self.shop_id, belongs_to(self.parent_version))
        for key, filings in self._refiled.items():
            connection.execute(
                update(RevisionRow)
                .where(*mine, RevisionRow.key == key)
                .values(filings=packed_filings(filings))
            )
        self._refiled.clear()

    def _replace_staged(
        self, keys: Sequence[str], stored: ColumnElement[bool], *, until: int | None
    ) -> None:
        """Deletes the staged revisions of these entries, and sets the end of the ``stored`` ones."""
        mine = RevisionRow.shop_id == self.shop_id
        for start in range(0, len(keys), _KEYS_PER_QUERY):
            named = RevisionRow.key.in_(keys[start : start + _KEYS_PER_QUERY])
            with self._database.writing() as connection:
                connection.execute(
                    delete(RevisionRow).where(mine, named, RevisionRow.since == self._number)
                )
                connection.execute(
                    update(RevisionRow).where(mine, named, stored).values(until=until)
                )

    def _digest_of_entries(self) -> str:
        query = select(RevisionRow.key, RevisionRow.digest).where(
            RevisionRow.shop_id == self.shop_id, belongs_to(self._number)
        )
        with self._database.reading() as connection:
            return content_digest(row.digest for row in sorted(connection.execute(query).all()))
