"""Takes old revisions out of a shop's history for good, or all of a shop."""

from collections.abc import Collection, Sequence

from sqlalchemy import MetaData, delete, update

from knowledge_base.storage.database import Database
from knowledge_base.storage.models import RevisionRow, VersionRow

_AT_ONCE = 500
"""Values in one statement; SQLite limits them."""


def erase_history(
    database: Database, shop_id: str, revisions: Sequence[int], versions: Collection[int]
) -> None:
    """Deletes the revisions with these ids, and from the list the versions that lose them.

    For ``Store.staging``, under its lock. Nothing of the published version may be among them.
    ``Database.compact`` removes what is left in the file. Raises StoreError.
    """
    with database.writing() as connection:
        for start in range(0, len(revisions), _AT_ONCE):
            ids = revisions[start : start + _AT_ONCE]
            connection.execute(
                delete(RevisionRow).where(RevisionRow.shop_id == shop_id, RevisionRow.id.in_(ids))
            )
        for number in versions:
            connection.execute(
                delete(VersionRow).where(VersionRow.shop_id == shop_id, VersionRow.number == number)
            )


def rewrite_reasons(database: Database, shop_id: str, reasons: dict[int, str]) -> None:
    """Changes what the list says of versions, by their numbers. Raises StoreError."""
    with database.writing() as connection:
        for number, reason in reasons.items():
            connection.execute(
                update(VersionRow)
                .where(VersionRow.shop_id == shop_id, VersionRow.number == number)
                .values(reason=reason)
            )


def erase_shop_rows(database: Database, shop_id: str) -> None:
    """Deletes every row of a shop, whatever the table. For ``Store.staging``; raises StoreError."""
    with database.writing() as connection:
        tables = MetaData()
        tables.reflect(connection)
        for table in reversed(tables.sorted_tables):
            if "shop_id" in table.c:
                connection.execute(delete(table).where(table.c.shop_id == shop_id))
