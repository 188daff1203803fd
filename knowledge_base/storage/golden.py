"""The shop's golden questions, which must keep their answer whatever is imported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update

from knowledge_base.storage.database import Database
from knowledge_base.storage.models import GoldenRow


@dataclass(frozen=True)
class GoldenQuestion:
    """A question, and the key of the entry that must answer it."""

    question: str
    entry: str


class GoldenQuestions:
    """The golden questions of all shops. Every method raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, shop_id: str) -> list[GoldenQuestion]:
        """In the order in which they were added."""
        query = select(GoldenRow.question, GoldenRow.entry).where(GoldenRow.shop_id == shop_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(GoldenRow.id))
            return [GoldenQuestion(row.question, row.entry) for row in rows]

    def add(self, shop_id: str, questions: Iterable[GoldenQuestion]) -> int:
        """Adds questions, or changes the entry of those that are there; returns how many are new."""
        known = {golden.question for golden in self.all(shop_id)}
        new = 0
        with self._database.writing() as connection:
            for golden in questions:
                if golden.question in known:
                    connection.execute(
                        update(GoldenRow)
                        .where(
                            GoldenRow.shop_id == shop_id,
                            GoldenRow.question == golden.question,
                        )
                        .values(entry=golden.entry)
                    )
                    continue
                known.add(golden.question)
                new += 1
                connection.execute(
                    insert(GoldenRow).values(
                        shop_id=shop_id,
                        question=golden.question,
                        entry=golden.entry,
                        added_at=datetime.now(UTC),
                    )
                )
        return new

    def rewrite(self, shop_id: str, changes: Mapping[str, GoldenQuestion | None]) -> None:
        """Replaces questions, by their text now; those with None are removed. All or nothing.

        No two may have one text afterwards.
        """
        # Removed first: another question may take the text.
        in_order = sorted(changes.items(), key=lambda change: change[1] is not None)
        with self._database.writing() as connection:
            for question, new in in_order:
                mine = (GoldenRow.shop_id == shop_id, GoldenRow.question == question)
                if new is None:
                    connection.execute(delete(GoldenRow).where(*mine))
                else:
                    values = {"question": new.question, "entry": new.entry}
                    connection.execute(update(GoldenRow).where(*mine).values(values))

    def remove(self, shop_id: str, question: str) -> bool:
        """Removes a question; false when there was none."""
        with self._database.writing() as connection:
            done = connection.execute(
                delete(GoldenRow).where(
                    GoldenRow.shop_id == shop_id, GoldenRow.question == question
                )
            )
            return done.rowcount > 0
